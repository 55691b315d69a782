"""What is counted follows every change, and is not counted again without one."""

import pytest

from mrdtracker.domain.records import PatientSummary
from tests.builders import a_patient


@pytest.fixture
def asked(lab):
    """What the open file was asked, but for whether it was changed."""
    statements = []
    lab.database.db.conn.set_trace_callback(
        lambda sql: statements.append(sql) if "PRAGMA" not in sql else None
    )
    yield statements
    lab.database.db.conn.set_trace_callback(None)


def test_late_lines_are_counted_again_only_after_a_change(lab, asked):
    lab.put(a_patient(1), a_patient(2))
    assert lab.queries.stale_count("new") == 2
    asked.clear()

    assert lab.queries.stale_count("new") == 2
    assert asked == []

    lab.ledger.save_summaries({a_patient(1).id: PatientSummary(assessed_with="new")})
    assert lab.queries.stale_count("new") == 1
    assert lab.queries.stale_count("newer") == 2
    assert lab.queries.stale_count() == 1


def test_counts_are_counted_again_only_after_a_change(lab, asked):
    lab.put(a_patient(1))
    assert lab.queries.counts().patients == 1
    asked.clear()

    assert lab.queries.counts().patients == 1
    assert asked == []

    lab.put(a_patient(2))
    assert lab.queries.counts().patients == 2
