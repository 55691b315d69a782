"""Cases of many patients at once are the cases that the patients' files make."""

from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    EventId,
    Measurement,
    MeasurementId,
    Patient,
    PatientId,
    RecordStatus,
    Sample,
    SampleId,
    TherapyEvent,
)
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Denominator, EventKind, Gating, Method, Quality, Specimen
from mrdtracker.services.assessment import case_of
from tests.benchmarks.large_store import records_of
from tests.store.laboratory import Laboratory

PENDING = MrdValue(ResultState.PENDING)


def patient_of(number):
    return PatientId(f"p{number:07d}")


@pytest.fixture
def full(lab: Laboratory) -> Laboratory:
    """Two patients with ten results each, and one of whom everything that can be said is said."""
    lab.put(*(record for number in (1, 2) for record in records_of(number)))
    child, tube, second = PatientId("child"), SampleId("tube"), SampleId("second")
    voided = RecordStatus.VOIDED
    lab.put(
        Patient(child, "C-1"),
        TherapyEvent(EventId("e"), child, EventKind.CAR_T, on=date(2026, 5, 1)),
        TherapyEvent(EventId("v"), child, EventKind.DEATH, day=3, status=voided),
        Sample(
            tube,
            child,
            Specimen.PERIPHERAL_BLOOD,
            stated_day=29,
            stated_first_dose_day=0,
            timepoint="D29",
            quality=(Quality.FEW_CELLS,),
            note="of the tube",
        ),
        Sample(second, child, Specimen.BONE_MARROW, taken_on=date(2026, 1, 1), status=voided),
        Measurement(
            MeasurementId("m1"),
            tube,
            Method.FLOW,
            MrdValue(ResultState.NEGATIVE, lod=Decimal("0.0001"), limits_note="20 of 200 000"),
            reported_text="neg",
            unit=Unit.PERCENT,
            target="CD19",
            denominator=Denominator.MONONUCLEAR_CELLS,
            events_total=200_000,
            events_positive=3,
            gating=Gating.CD19_ONLY,
            quality=(Quality.CLOTTED, Quality.FEW_CELLS),
            is_verified=True,
            note="of the result",
        ),
        Measurement(MeasurementId("m2"), tube, Method.NGS, PENDING, "pending", status=voided),
        Measurement(MeasurementId("m3"), second, Method.NGS, PENDING, "pending"),
        Measurement(MeasurementId("m4"), tube, Method.NGS, PENDING, "pending"),
    )
    return lab


def test_the_cases_are_those_of_the_patients_files(full: Laboratory) -> None:
    asked = [PatientId("child"), patient_of(1), patient_of(2)]

    found = {stored.patient.id: stored for stored in full.queries.cases(asked)}

    assert set(found) == set(asked)
    for patient in asked:
        file = full.queries.patient_file(patient)
        assert found[patient].patient == file.patient
        assert found[patient].case == case_of(file)
    assert [one.key for one in found[PatientId("child")].case.results] == ["m1", "m4"]


def test_somebody_who_is_not_there_has_no_case(full: Laboratory) -> None:
    assert full.queries.cases([PatientId("nobody")]) == ()


def test_the_same_value_is_one_object(full: Laboratory) -> None:
    cases = [stored.case for stored in full.queries.cases([patient_of(1), patient_of(2)])]
    negatives = [
        result.value
        for case in cases
        for result in case.results
        if result.value.state is ResultState.NEGATIVE
    ]

    assert len(negatives) > 1
    assert len({id(value) for value in negatives}) == 1
