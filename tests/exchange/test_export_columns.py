from dataclasses import fields

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.records import JournalEntry, Measurement, Sample, TherapyEvent
from mrdtracker.exchange.export_columns import (
    EVENT_COLUMNS,
    JOURNAL_COLUMNS,
    PATIENT_COLUMNS,
    RESULT_COLUMNS,
    SAMPLE_COLUMNS,
    EventLine,
    ResultLine,
    SampleLine,
)
from tests.builders import a_measurement, a_patient, a_sample, an_event


def names(kind: type) -> set[str]:
    return {one.name for one in fields(kind)}


def test_no_field_of_a_record_is_forgotten():
    patient = {column.name for column in PATIENT_COLUMNS}
    result = {column.name for column in RESULT_COLUMNS}
    sample = {column.name for column in SAMPLE_COLUMNS}

    assert names(PatientFacts) | (names(CourseFacts) - {"events"}) <= patient
    assert names(MrdValue) | (names(Measurement) - {"id"}) <= result
    assert names(Sample) - {"id", "patient_id", "code"} <= sample
    assert names(TherapyEvent) - {"id", "patient_id"} <= {one.name for one in EVENT_COLUMNS}
    assert names(JournalEntry) <= {one.name for one in JOURNAL_COLUMNS}


def test_every_column_has_a_meaning_and_a_name_of_its_own():
    for columns in (PATIENT_COLUMNS, EVENT_COLUMNS, SAMPLE_COLUMNS, RESULT_COLUMNS):
        assert all(column.meaning for column in columns)
        assert len({column.name for column in columns}) == len(columns)


def test_an_amount_is_written_in_its_unit_and_beside_it_for_computing():
    line = ResultLine(a_patient(), a_sample(), a_measurement())
    cells = {column.name: column.cell(line) for column in RESULT_COLUMNS}

    assert (cells["value"], cells["unit"]) == ("0.05", "%")
    assert (cells["value_canonical"], cells["canonical_unit"]) == ("0.0005", "fraction")
    assert cells["patient_code"] == "S-0001"


def test_lines_say_whose_they_are():
    patient = a_patient()

    assert EVENT_COLUMNS[0].cell(EventLine(patient, an_event())) == "S-0001"
    assert SAMPLE_COLUMNS[0].cell(SampleLine(patient, a_sample())) == "S-0001"
