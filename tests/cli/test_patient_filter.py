"""A filter that was typed: a slip is told, and not answered by an empty list."""

from pathlib import Path

import pytest

from mrdtracker.cli.patient_filter import check_names
from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.listing import PatientQuery
from tests.gui.desk import demo_workspace


@pytest.fixture
def workspace(tmp_path: Path):
    workspace = demo_workspace(tmp_path)
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    "query", [PatientQuery(protocol="cog-aalll08b1"), PatientQuery(group="HRR")]
)
def test_a_name_that_there_is_not_is_refused_with_those_that_there_are(workspace, query):
    with pytest.raises(NotFoundError) as refused:
        check_names(workspace, query)

    assert "cog-aall08b1" in str(refused.value) or "HR" in str(refused.value)


def test_a_name_that_there_is_stands_also_where_nobody_has_it(workspace):
    nobody = PatientQuery(protocol="esphall-2017", group="VHR")

    assert workspace.patients(nobody).rows == ()
    for query in (nobody, PatientQuery()):
        assert check_names(workspace, query) is None
