"""What an act leaves in the journal, and what is refused, word for word."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mrdtracker.domain.errors import ChangedMeanwhileError
from mrdtracker.domain.records import PatientSummary, RecordStatus
from tests.builders import a_measurement, a_patient

SUMMARY = PatientSummary(group="HR", status="final", level="high", assessed_with="packs")


def standing(lab):
    """How many results stand, as the file counts them along."""
    ((amount,),) = lab.database.rows("SELECT amount FROM tally WHERE name = 'active_measurements'")
    return amount


def test_an_entry_says_who_did_what_and_about_whom(lab):
    entry = lab.put(a_patient(), patient_id=a_patient().id)

    assert entry == replace(
        entry,
        seq=1,
        at=lab.clock.now,
        actor="Kim",
        label="Add",
        reason="",
        patient_id="patient-1",
        undoes=None,
        record_count=1,
        station=lab.database.station,
        clock_note="",
    )
    assert f"1:{entry.head}" == lab.queries.head()
    assert lab.queries.journal() == (entry,)


def test_an_act_at_the_same_instant_did_not_go_back(lab):
    lab.put(a_patient(1))

    assert lab.put(a_patient(2)).clock_note == ""


def test_the_instant_is_kept_in_universal_time(lab):
    lab.clock.now = datetime(2025, 3, 20, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    lab.put(a_patient(1))
    lab.clock.now = datetime(2025, 3, 20, 0, 30, tzinfo=UTC)

    assert lab.put(a_patient(2)).clock_note == ""
    instants = lab.database.rows("SELECT at_utc FROM journal ORDER BY seq")
    assert instants == [("2025-03-19T23:30:00.000000Z",), ("2025-03-20T00:30:00.000000Z",)]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set here")
def test_the_instant_does_not_hang_on_the_zone_of_the_machine(lab, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Seoul")
        time.tzset()
        lab.put(a_patient())
    time.tzset()

    ((instant,),) = lab.database.rows("SELECT at_utc FROM journal")
    assert datetime.fromisoformat(instant) == lab.clock.now
    assert instant.endswith("Z")


@pytest.mark.parametrize(
    "again",
    [a_patient(name="other"), a_patient(code="S-0999"), a_patient(version=3)],
    ids=["new once more", "new with another code", "moved on"],
)
def test_a_record_that_somebody_else_changed_says_what_to_do(lab, again):
    lab.put(a_patient())

    with pytest.raises(ChangedMeanwhileError) as refused:
        lab.put(again)

    assert str(refused.value) == (
        "The record was changed by somebody else since you opened it."
        " Look at it again, then make your change once more."
    )


def test_a_summary_without_a_number_of_the_journal_is_kept_as_it_is(lab):
    lab.put_one_patient()
    lab.put(a_measurement(note="x", version=2))

    lab.ledger.save_summaries({a_patient().id: SUMMARY})

    assert lab.queries.stale_patients(10) == ()


def test_results_that_stand_are_counted_along(lab):
    counted = []
    lab.put_one_patient()
    for version, status in enumerate(
        (RecordStatus.ACTIVE, RecordStatus.VOIDED, RecordStatus.VOIDED, RecordStatus.ACTIVE), 2
    ):
        lab.put(a_measurement(note=f"{version}", version=version, status=status))
        counted.append(standing(lab))
    lab.put(a_measurement(2), a_measurement(3, status=RecordStatus.VOIDED))

    assert counted == [1, 0, 0, 1]
    assert standing(lab) == 2
