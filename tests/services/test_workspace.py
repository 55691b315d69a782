"""An open store and everything that works on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mrdtracker.domain.errors import InvalidInputError, StoreError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.services.commands import AddPatient, AddSample
from mrdtracker.services.workspace import Person, Workspace, current_user
from tests.builders import a_sample
from tests.services.one_child import make_patient


def test_what_was_recorded_is_there_after_closing(tmp_path: Path, anna: Person) -> None:
    path = tmp_path / "ward.mrd"
    with Workspace.create(path, anna) as workspace:
        workspace.recorder.execute(AddPatient(make_patient("S-9")))

    with Workspace.open(path, anna) as workspace:
        assert workspace.patient_by_code("S-9").code == "S-9"
        assert workspace.verify().findings == ()


def test_an_unknown_code_is_said_with_where_to_look(workspace: Workspace) -> None:
    with pytest.raises(InvalidInputError, match="no patient 'S-404'") as caught:
        workspace.patient_by_code("S-404")

    assert "mrdtracker patients" in caught.value.hint


def test_a_tube_is_found_by_its_code_and_leads_to_its_patient(workspace: Workspace) -> None:
    patient = make_patient("S-9")
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(
        AddSample(
            replace(a_sample(), patient_id=patient.id, code="26-0142", taken_on=date(2026, 3, 16))
        )
    )

    (tube,) = workspace.tubes("0142").rows

    assert workspace.patient(tube.patient_id).code == "S-9"


def test_a_second_window_on_the_same_file_is_refused(workspace: Workspace, anna: Person) -> None:
    with pytest.raises(StoreError, match="in use"):
        Workspace.open(workspace.path, anna)


def test_all_pages_of_a_list_are_walked(workspace: Workspace) -> None:
    for number in range(7):
        workspace.recorder.execute(AddPatient(make_patient(f"S-{number}")))

    pages = list(workspace.all_patients(PatientQuery(), 3))

    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({row.code for page in pages for row in page}) == 7


def test_a_store_opened_for_reading_does_not_write(tmp_path: Path, anna: Person) -> None:
    path = tmp_path / "ward.mrd"
    Workspace.create(path, anna).close()

    with Workspace.open(path, anna, is_read_only=True) as workspace:
        assert workspace.is_read_only
        assert workspace.read_only_reason
        with pytest.raises(StoreError):
            workspace.recorder.execute(AddPatient(make_patient()))


def test_the_name_of_the_account_is_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRDTRACKER_USER", "Ben")

    assert current_user() == "Ben"


def test_without_an_account_there_is_still_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MRDTRACKER_USER", "LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)

    assert current_user() == "technician"
