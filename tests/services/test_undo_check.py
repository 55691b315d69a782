"""An act is not taken back where something else stands in its place, and blocks no other one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.records import EventId, MeasurementId, SampleId, TherapyEvent
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.services.commands import (
    AddEvent,
    AddPatient,
    AddSample,
    AmendPatient,
    AmendSample,
    RecordMeasurement,
    VoidRecords,
)
from mrdtracker.services.workspace import Workspace
from tests.services.one_child import make_patient, make_result, make_sample

CHILD, OTHER = make_patient(), make_patient("S-2")
SAMPLE = make_sample(CHILD)
RESULT = make_result(SAMPLE)


@pytest.fixture
def ward(workspace: Workspace) -> Workspace:
    """Two children; the second one is the older act of the person at work."""
    for command in (AddPatient(OTHER), AddPatient(CHILD)):
        workspace.recorder.execute(command)
    return workspace


def by_ben(ward: Workspace, *commands: object) -> None:
    """Another person does it."""
    ward.recorder.user = "Ben"
    for command in commands:
        ward.recorder.execute(command)
    ward.recorder.user = "Anna"


def test_a_code_that_was_given_again_blocks_no_earlier_act(ward: Workspace) -> None:
    ward.recorder.execute(AmendPatient(replace(OTHER, note="x"), "note"))
    ward.recorder.execute(VoidRecords("patient S-1", (CHILD,), CHILD.id, "twice"))
    by_ben(ward, AddPatient(replace(CHILD, id="again")))

    assert ward.recorder.undo_label() == "Amend patient S-2"
    assert ward.recorder.undo_obstacle() == (
        "'Void patient S-1' cannot be taken back: the code S-1 was given to another patient since."
    )
    assert ward.recorder.undo_last().label == "Undo: Amend patient S-2"


def test_where_nothing_is_left_the_reason_is_said(workspace: Workspace) -> None:
    workspace.recorder.execute(AddPatient(CHILD))
    workspace.recorder.execute(VoidRecords("patient S-1", (CHILD,), CHILD.id, "twice"))
    by_ben(workspace, AddPatient(replace(CHILD, id="again")))

    with pytest.raises(NotFoundError, match="nothing of yours to undo") as caught:
        workspace.recorder.undo_last()

    assert "the code S-1 was given to another patient" in caught.value.hint


def test_a_code_that_was_given_back_can_be_taken_back(ward: Workspace) -> None:
    ward.recorder.execute(AmendPatient(replace(CHILD, code="S-9"), "typing error"))
    assert ward.recorder.undo_obstacle() == ""

    by_ben(ward, AddPatient(replace(CHILD, id="again")))

    assert ward.recorder.undo_label() != "Amend patient S-9"
    assert "the code S-1" in ward.recorder.undo_obstacle()


def test_a_tube_with_a_twin_made_meanwhile_stays_voided(ward: Workspace) -> None:
    ward.recorder.execute(AddSample(SAMPLE))
    ward.recorder.execute(VoidRecords("BM sample", (SAMPLE,), CHILD.id, "wrong child"))
    assert ward.recorder.undo_label() == "Void BM sample"

    by_ben(ward, AddSample(replace(SAMPLE, id=SampleId("twin"))))

    assert "another BM sample of that day since" in ward.recorder.undo_obstacle()
    assert ward.recorder.undo_label() != "Void BM sample"


def test_a_tube_is_not_moved_back_onto_a_twin(ward: Workspace) -> None:
    ward.recorder.execute(AddSample(SAMPLE))
    moved = replace(SAMPLE, taken_on=date(2026, 4, 7))
    ward.recorder.execute(AmendSample(moved, "typing error"))

    by_ben(ward, AddSample(replace(SAMPLE, id=SampleId("twin"))))

    assert "another BM sample of that day since" in ward.recorder.undo_obstacle()


def test_a_result_with_another_one_in_its_place_stays_voided(ward: Workspace) -> None:
    ward.recorder.execute(RecordMeasurement(SAMPLE, RESULT, is_new_sample=True))
    ward.recorder.execute(VoidRecords("result", (RESULT,), CHILD.id, "wrong"))

    by_ben(ward, RecordMeasurement(SAMPLE, replace(RESULT, id=MeasurementId("other"))))

    assert "another result by the same method since" in ward.recorder.undo_obstacle()


def test_a_result_does_not_come_back_without_its_tube(ward: Workspace) -> None:
    ward.recorder.execute(RecordMeasurement(SAMPLE, RESULT, is_new_sample=True))
    ward.recorder.execute(VoidRecords("result", (RESULT,), CHILD.id, "wrong"))

    by_ben(ward, VoidRecords("sample", (SAMPLE,), CHILD.id, "wrong child"))

    assert "its sample was voided since" in ward.recorder.undo_obstacle()


def test_an_event_does_not_come_back_without_its_patient(ward: Workspace) -> None:
    event = TherapyEvent(EventId("e"), CHILD.id, EventKind.COUNT_RECOVERY, on=date(2026, 4, 1))
    ward.recorder.execute(AddEvent(event))
    ward.recorder.execute(VoidRecords("event", (event,), CHILD.id, "wrong"))

    by_ben(ward, VoidRecords("patient", (CHILD,), CHILD.id, "twice"))

    assert "its patient was voided since" in ward.recorder.undo_obstacle()


def test_a_whole_patient_comes_back_with_all_that_hung_on_it(ward: Workspace) -> None:
    ward.recorder.execute(RecordMeasurement(SAMPLE, RESULT, is_new_sample=True))
    ward.recorder.execute(VoidRecords("it", (CHILD, SAMPLE, RESULT), CHILD.id, "twice"))

    ward.recorder.undo_last()

    assert len(ward.patient_file(CHILD.id).measurements) == 1
