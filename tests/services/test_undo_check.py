"""An act is not taken back where something else stands in its place, and blocks no other one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.records import EventId, MeasurementId, Sample, SampleId, TherapyEvent
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
from mrdtracker.services.issue_commands import PrintLabels
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.label_sheet import PAPERS
from mrdtracker.services.labels import LabelOrder, Labels
from mrdtracker.services.printed_codes import CodeForm
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


def labelled(ward: Workspace, sample: Sample) -> PrintLabels:
    """The act of printing a label of a sample as it stands in the file."""
    (stored,) = (one for one in ward.patient_file(CHILD.id).samples if one.id == sample.id)
    paper, form = PAPERS[0], CodeForm.QR
    return Labels(ward).printing(LabelOrder((stored,), paper, form))


def test_a_sample_whose_label_another_person_printed_is_not_taken_back(ward: Workspace) -> None:
    ward.recorder.execute(AddSample(replace(SAMPLE, code="S-1-1")))
    by_ben(ward, labelled(ward, SAMPLE))

    assert ward.recorder.undo_label() == "Add patient S-2"
    assert ward.recorder.undo_obstacle() == (
        "'Add BM sample, 03 Apr 2026' cannot be taken back: "
        "a label of its sample was printed since; void the sample instead."
    )


def test_a_code_that_stands_on_a_label_is_not_taken_back_and_another_field_is(
    ward: Workspace,
) -> None:
    by_ben(ward, AddSample(SAMPLE))
    coded = replace(SAMPLE, code="S-1-1")
    ward.recorder.execute(AmendSample(coded, "A code was made."))
    by_ben(ward, labelled(ward, SAMPLE))
    assert "a label with the code S-1-1 was printed since" in ward.recorder.undo_obstacle()

    noted = replace(coded, note="clotted", version=2)
    ward.recorder.execute(AmendSample(noted, "clotted"))
    by_ben(ward, labelled(ward, SAMPLE))
    assert ward.recorder.undo_obstacle() == ""
    ward.recorder.undo_last()
    (left,) = ward.patient_file(CHILD.id).samples
    assert (left.code, left.note) == ("S-1-1", "")


def test_t26_what_another_person_issued_a_report_of_is_not_taken_back_and_that_is_said(
    ward: Workspace,
) -> None:
    ward.recorder.execute(AddSample(SAMPLE))
    issuing = Issuing(ward)
    ward.recorder.user = "Ben"
    ward.recorder.execute(issuing.command(issuing.report(CHILD.id), b"pages"))
    ward.recorder.user = "Anna"

    assert ward.recorder.undo_label() == "Add patient S-2"
    assert ward.recorder.undo_obstacle() == (
        "'Add BM sample, 03 Apr 2026' cannot be taken back: a report was issued since."
    )
