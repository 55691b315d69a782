"""What the record does not allow is refused before anything is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.errors import ChangedMeanwhileError, InvalidInputError
from mrdtracker.domain.records import EventId, RecordStatus, TherapyEvent
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.services.commands import (
    AddEvent,
    AddPatient,
    AddSample,
    AmendMeasurement,
    AmendPatient,
    AmendSample,
    ApplyImport,
    Command,
    RecordMeasurement,
    VoidRecords,
)
from mrdtracker.services.workspace import Workspace
from tests.services.one_child import make_patient, make_result, make_sample

CHILD = make_patient()
OTHER = make_patient("S-2")
SAMPLE = make_sample(CHILD)
RESULT = make_result(SAMPLE)
DOSE = TherapyEvent(EventId("dose"), CHILD.id, EventKind.COUNT_RECOVERY, on=date(2026, 4, 1))


@pytest.fixture
def ward(workspace: Workspace) -> Workspace:
    """Two children; the first has a tube, a result and an event."""
    for command in (
        AddPatient(CHILD),
        AddPatient(OTHER),
        RecordMeasurement(SAMPLE, RESULT, is_new_sample=True),
        AddEvent(DOSE),
    ):
        workspace.recorder.execute(command)
    return workspace


def refused(ward: Workspace, command: Command, match: str) -> None:
    """The command is refused in these words, and nothing is written."""
    before = ward.journal()
    with pytest.raises((InvalidInputError, ChangedMeanwhileError), match=match):
        ward.recorder.execute(command)
    assert ward.journal() == before


@pytest.mark.parametrize("status", RecordStatus)
def test_a_voided_result_cannot_be_amended(ward: Workspace, status: RecordStatus) -> None:
    ward.recorder.execute(VoidRecords("result", (RESULT,), CHILD.id, "wrong tube"))
    voided = replace(RESULT, status=status, version=2, note="x")

    refused(ward, AmendMeasurement(SAMPLE, voided, "typo"), "was voided")


def test_what_is_voided_is_not_voided_again(ward: Workspace) -> None:
    ward.recorder.execute(VoidRecords("result", (RESULT,), CHILD.id, "wrong tube"))
    voided = replace(RESULT, status=RecordStatus.VOIDED, version=2)

    refused(ward, VoidRecords("result", (voided,), CHILD.id, "again"), "was voided")


def test_a_voided_patient_takes_no_more_records(ward: Workspace) -> None:
    ward.recorder.execute(VoidRecords("patient", (OTHER,), OTHER.id, "twice"))

    refused(ward, AddSample(make_sample(OTHER)), "was voided")


@pytest.mark.parametrize(
    "records",
    [(CHILD,), (CHILD, SAMPLE, RESULT), (CHILD, SAMPLE, DOSE), (SAMPLE,)],
    ids=["alone", "without its event", "without its result", "sample without its result"],
)
def test_voiding_leaves_nothing_hanging(ward: Workspace, records: tuple) -> None:
    refused(ward, VoidRecords("it", records, CHILD.id, "wrong child"), "hangs on this record")


def test_a_patient_goes_with_all_that_hangs_on_it(ward: Workspace) -> None:
    ward.recorder.execute(VoidRecords("it", (CHILD, DOSE, SAMPLE, RESULT), CHILD.id, "twice"))

    file = ward.patient_file(CHILD.id)
    assert (file.events, file.samples, file.measurements) == ((), (), ())
    assert ward.counts().results == 0


def test_a_tube_stays_with_its_patient(ward: Workspace) -> None:
    moved = replace(SAMPLE, patient_id=OTHER.id)

    refused(ward, AmendSample(moved, "wrong child"), "stays with its patient")


def test_a_result_stays_with_its_tube(ward: Workspace) -> None:
    tube = make_sample(OTHER)
    ward.recorder.execute(AddSample(tube))
    moved = replace(RESULT, sample_id=tube.id)

    refused(ward, AmendMeasurement(tube, moved, "wrong child"), "stays with its patient")


@pytest.mark.parametrize("born_on", [date(2026, 4, 2), date(2026, 4, 4)])
def test_nobody_is_born_after_a_sample_or_an_event(ward: Workspace, born_on: date) -> None:
    facts = replace(CHILD.facts, born_on=born_on, diagnosed_on=None)
    course = replace(CHILD.course, therapy_started_on=None)

    refused(ward, AmendPatient(replace(CHILD, facts=facts, course=course), "typo"), "birth")


def test_an_import_is_written_as_it_was_looked_at_or_not_at_all(ward: Workspace) -> None:
    looked_at = ward.journal()[0].seq
    command = ApplyImport("a.csv", (make_sample(OTHER),), 0, as_of=looked_at)
    ward.recorder.execute(AddSample(make_sample(OTHER, date(2026, 4, 9))))

    refused(ward, command, "changed since this import was looked at")
