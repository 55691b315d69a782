"""Records of one invented child, for tests of commands and what they do."""

from __future__ import annotations

from datetime import date

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    Measurement,
    MeasurementId,
    Patient,
    PatientId,
    Sample,
    SampleId,
)
from mrdtracker.domain.units import Unit, read_decimal
from mrdtracker.domain.vocabulary import Method, Specimen


def make_patient(code: str = "S-1", **course: object) -> Patient:
    """A child on the AIEOP-BFM pack, first dose on 2 March 2026."""
    facts = CourseFacts(
        **{"pack": "aieop-bfm-all-2000", "therapy_started_on": date(2026, 3, 2), **course}
    )
    return Patient(
        id=PatientId(f"patient-{code}"),
        code=code,
        facts=PatientFacts(born_on=date(2020, 1, 5), diagnosed_on=date(2026, 3, 1)),
        course=facts,
    )


def make_sample(patient: Patient, on: date = date(2026, 4, 3), **more: object) -> Sample:
    """A marrow of day 33."""
    defaults = {"id": SampleId(f"{patient.id}-{on}"), "specimen": Specimen.BONE_MARROW}
    return Sample(patient_id=patient.id, **{**defaults, "taken_on": on, **more})


def make_result(sample: Sample, percent: str = "0.05", **more: object) -> Measurement:
    """A quantified IG/TR result in percent."""
    value = MrdValue(ResultState.QUANTIFIED, value=read_decimal(percent).scaleb(-2))
    defaults = {"id": MeasurementId(f"{sample.id}-result"), "method": Method.IG_TR_PCR}
    return Measurement(
        sample_id=sample.id,
        value=value,
        reported_text=f"{percent} %",
        unit=Unit.PERCENT,
        **{**defaults, **more},
    )
