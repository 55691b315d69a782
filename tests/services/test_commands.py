"""A command has a name that reads well after "Undo", and the records to write."""

from __future__ import annotations

from mrdtracker.domain.records import RecordStatus
from mrdtracker.services.commands import (
    AddPatient,
    AmendMeasurement,
    AmendPatient,
    RecordMeasurement,
    RecordResults,
    VoidRecords,
    sample_when,
)
from tests.services.one_child import make_patient, make_result, make_sample


def test_a_result_is_named_by_method_specimen_and_day() -> None:
    sample = make_sample(make_patient())

    command = RecordMeasurement(sample, make_result(sample))

    assert command.label == "Record IG/TR PCR result, BM 03 Apr 2026"
    assert command.patient_id == "patient-S-1"


def test_a_new_tube_is_written_before_its_result() -> None:
    sample = make_sample(make_patient())
    result = make_result(sample)

    assert RecordMeasurement(sample, result, is_new_sample=True).puts() == (sample, result)
    assert RecordMeasurement(sample, result).puts() == (result,)


def test_amending_writes_the_next_version() -> None:
    sample = make_sample(make_patient())

    (amended,) = AmendMeasurement(sample, make_result(sample), "typing error").puts()
    (patient,) = AmendPatient(make_patient(), "wrong birth date").puts()

    assert amended.version == 2
    assert patient.version == 2


def test_voiding_keeps_the_record_and_marks_it() -> None:
    patient = make_patient()
    sample = make_sample(patient)

    command = VoidRecords("BM sample", (sample,), patient.id, "wrong child")
    (voided,) = command.puts()

    assert command.label == "Void BM sample"
    assert voided.status is RecordStatus.VOIDED
    assert voided.version == 2


def test_a_new_patient_is_named_by_code() -> None:
    assert AddPatient(make_patient("S-77")).label == "Add patient S-77"


def test_a_tube_without_a_date_is_named_by_what_is_known() -> None:
    patient = make_patient()

    assert sample_when(make_sample(patient, taken_on=None, stated_day=8)) == "day 8"
    assert sample_when(make_sample(patient, taken_on=None, timepoint="EOC")) == "EOC"


def test_pasted_results_are_one_act_with_their_new_tubes():
    patient = make_patient()
    sample = make_sample(patient)
    result = make_result(sample)

    command = RecordResults(patient.id, (sample,), (result, result))

    assert command.label == "Record 2 pasted results"
    assert command.puts() == (sample, result, result)
    assert command.patient_id == patient.id
