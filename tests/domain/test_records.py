from dataclasses import FrozenInstanceError, fields
from typing import get_args

import pytest

from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    EventId,
    LabSettings,
    Measurement,
    MeasurementId,
    Patient,
    PatientFile,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    SampleId,
    TherapyEvent,
)
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen

NEW = (
    Patient(PatientId("p"), "S-0142"),
    TherapyEvent(EventId("e"), PatientId("p"), EventKind.RELAPSE),
    Sample(SampleId("s"), PatientId("p"), Specimen.BONE_MARROW),
    Measurement(
        MeasurementId("m"), SampleId("s"), Method.FLOW, MrdValue(ResultState.PENDING), "pending"
    ),
)


@pytest.mark.parametrize("record", NEW, ids=lambda one: type(one).__name__)
def test_a_new_record_is_active_and_its_first_version(record):
    assert record.status is RecordStatus.ACTIVE
    assert record.version == 1


@pytest.mark.parametrize("record", [*NEW, LabSettings()], ids=lambda one: type(one).__name__)
def test_a_record_is_never_changed_in_place(record):
    with pytest.raises(FrozenInstanceError):
        record.version = 2


def test_every_record_has_a_version_to_be_compared_before_a_change():
    for record in get_args(Record):
        assert "version" in {field.name for field in fields(record)}


def test_a_laboratory_begins_with_the_usual_numbers_of_events():
    assert (LabSettings().n_lod, LabSettings().n_lloq) == (20, 50)


def test_nothing_is_assumed_of_a_new_patient():
    patient = Patient(PatientId("p"), "S-0142")

    assert patient.facts.sex is None
    assert patient.course.pack is None
    assert PatientFile(patient).measurements == ()
