from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from mrdtracker.domain.case import Event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    EditionOrigin,
    EditionStatus,
    EventId,
    LabSettings,
    Measurement,
    MeasurementId,
    PackEdition,
    Patient,
    PatientFile,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    SampleId,
    TherapyEvent,
)
from mrdtracker.domain.vocabulary import EventKind, EventUnit, Method, Specimen
from tests.builders import an_event

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


def test_an_event_says_of_the_course_all_that_its_record_says():
    record = an_event(
        kind=EventKind.BLOOD_COUNT,
        name="leukocytes",
        day=36,
        stated_first_dose_day=0,
        ended_on=date(2026, 3, 9),
        amount=Decimal("1.25"),
        unit=EventUnit.E9_PER_L,
        specimen=Specimen.PERIPHERAL_BLOOD,
        note="before steroids",
    )

    assert record.fact == Event(
        kind=EventKind.BLOOD_COUNT,
        name="leukocytes",
        on=record.on,
        day=36,
        day_stated_in=DayConvention(0),
        ended_on=date(2026, 3, 9),
        amount=Decimal("1.25"),
        unit=EventUnit.E9_PER_L,
        specimen=Specimen.PERIPHERAL_BLOOD,
        note="before steroids",
    )
    assert replace(record, stated_first_dose_day=None).fact.day_stated_in is None


@pytest.mark.parametrize("origin", list(EditionOrigin))
@pytest.mark.parametrize("status", list(EditionStatus))
def test_an_edition_says_who_wrote_it_and_whether_it_answers(origin, status):
    edition = PackEdition("0" * 64, "p", "1", "text", origin, "Kim", status=status)

    assert edition.is_local is (origin is EditionOrigin.LOCAL)
    assert edition.may_answer is (status in (EditionStatus.CURRENT, EditionStatus.SUPERSEDED))
