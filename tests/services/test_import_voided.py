"""What a person voided is not brought back by the file that it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.case import Event, Result
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.services.commands import AddPatient, RecordMeasurement, VoidRecords
from mrdtracker.services.transfer import PreparedImport
from mrdtracker.services.workspace import Workspace
from tests.services.one_child import make_patient, make_result, make_sample

RELAPSE = Event(EventKind.RELAPSE, on=date(2026, 6, 1))


def flow(percent: str = "0.05", day: int = 3, **more: object) -> Result:
    """A marrow of April 2026 by flow."""
    return Result(
        **{
            "specimen": Specimen.BONE_MARROW,
            "method": Method.FLOW,
            "value": MrdValue(ResultState.QUANTIFIED, value=Decimal(percent).scaleb(-2)),
            "on": date(2026, 4, day),
            "unit": Unit.PERCENT,
            "reported_text": percent,
            "key": f"line {day}",
            **more,
        }
    )


def prepare(
    ward: Workspace, *results: Result, sha256: str = "ab" * 32, code: str = "T-1"
) -> PreparedImport:
    """Hold a file of one child against the store."""
    patient = ImportedPatient(code, events=(RELAPSE,), results=results)
    return ward.transfer.prepare(ImportPlan("t.tsv", sha256, "m", "utf-8", 1, (patient,)))


@pytest.fixture
def ward(workspace: Workspace) -> Workspace:
    """One child with two imported results and a relapse."""
    workspace.recorder.execute(prepare(workspace, flow(), flow("0.2", 9)).command)
    return workspace


def void(ward: Workspace, kind: str, place: int = 0) -> None:
    """Take one record of the child out of use, as a person does."""
    patient = ward.patient_by_code("T-1")
    record = getattr(ward.patient_file(patient.id), kind)[place]
    ward.recorder.execute(VoidRecords("it", (record,), patient.id, "wrong tube"))


def test_a_voided_result_stays_voided_and_the_preview_says_so(ward: Workspace) -> None:
    void(ward, "measurements")

    preview = prepare(ward, flow(), flow("0.2", 9)).preview

    assert preview.is_nothing_to_do
    assert (preview.new_results, preview.voided_results) == (0, 1)
    assert preview.voided_words == "1 result is voided here and stays so"


def test_it_stays_voided_where_its_tube_was_voided_too(ward: Workspace) -> None:
    patient = ward.patient_by_code("T-1")
    file = ward.patient_file(patient.id)
    sample = file.samples[0]
    results = tuple(one for one in file.measurements if one.sample_id == sample.id)
    ward.recorder.execute(VoidRecords("it", (sample, *results), patient.id, "wrong tube"))

    prepared = prepare(ward, flow(), flow("0.2", 9), sha256="cd" * 32)

    assert prepared.command.records == ()
    assert prepared.preview.voided_results == 1


def test_another_value_of_the_tube_is_another_result(ward: Workspace) -> None:
    void(ward, "measurements")

    preview = prepare(ward, flow("0.5"), flow("0.2", 9), sha256="cd" * 32).preview

    assert (preview.new_results, preview.voided_results) == (1, 0)


def test_the_right_value_typed_by_hand_is_not_overwritten_by_the_voided_one(
    ward: Workspace,
) -> None:
    void(ward, "measurements")
    patient = ward.patient_by_code("T-1")
    sample = ward.patient_file(patient.id).samples[0]
    typed = make_result(sample, "0.5", method=Method.FLOW)
    ward.recorder.execute(RecordMeasurement(sample, typed))

    preview = prepare(ward, flow(), flow("0.2", 9)).preview

    assert (preview.changed, preview.voided_results) == (0, 1)


def test_of_two_equal_results_one_is_voided_and_one_stands(ward: Workspace) -> None:
    twice = (flow(), flow(key="line 4", note="repeat"), flow("0.2", 9))
    ward.recorder.execute(prepare(ward, *twice, sha256="cd" * 32).command)
    void(ward, "measurements")

    preview = prepare(ward, *twice, sha256="cd" * 32).preview

    assert (preview.new_results, preview.voided_results) == (0, 1)


def test_a_voided_event_stays_voided(ward: Workspace) -> None:
    void(ward, "events")

    preview = prepare(ward, flow(), flow("0.2", 9)).preview

    assert (preview.new_events, preview.voided_events) == (0, 1)


def test_an_import_that_was_taken_back_can_be_made_again(ward: Workspace) -> None:
    ward.recorder.undo_last()

    preview = prepare(ward, flow(), flow("0.2", 9)).preview

    assert (preview.new_patients, preview.new_results, preview.new_events) == (1, 2, 1)
    assert preview.voided_words == ""


def test_a_voided_patient_stays_voided_with_all_its_results(ward: Workspace) -> None:
    patient = ward.patient_by_code("T-1")
    file = ward.patient_file(patient.id)
    records = (patient, *file.events, *file.samples, *file.measurements)
    ward.recorder.execute(VoidRecords("it", records, patient.id, "another hospital's"))

    prepared = prepare(ward, flow(), flow("0.2", 9))

    assert prepared.command.records == ()
    assert prepared.preview.voided_words == (
        "1 patient, 2 results, 1 event are voided here and stay so: undo the voiding, or add the "
        "patient anew"
    )


def test_a_patient_of_the_same_code_starts_afresh(ward: Workspace) -> None:
    patient = ward.patient_by_code("T-1")
    file = ward.patient_file(patient.id)
    records = (patient, *file.events, *file.samples, *file.measurements)
    ward.recorder.execute(VoidRecords("it", records, patient.id, "twice"))
    ward.recorder.execute(AddPatient(make_patient("T-1")))

    assert prepare(ward, flow(), flow("0.2", 9)).preview.new_results == 2


def test_a_tube_of_a_day_is_found_by_its_convention(workspace: Workspace) -> None:
    child = make_patient("T-1")
    workspace.recorder.execute(AddPatient(child))
    sample = make_sample(child, taken_on=None, stated_day=33, stated_first_dose_day=1)
    result = make_result(sample, method=Method.FLOW)
    workspace.recorder.execute(RecordMeasurement(sample, result, is_new_sample=True))
    workspace.recorder.execute(VoidRecords("it", (result,), child.id, "wrong"))
    same = replace(flow(reported_text="0.05 %"), on=None, day=33)

    def voided(first_dose_day: int) -> int:
        stated = DayConvention(first_dose_day)
        return prepare(workspace, replace(same, day_stated_in=stated)).preview.voided_results

    assert (voided(1), voided(0)) == (1, 0)
