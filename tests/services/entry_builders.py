"""What is known of a patient while a result is typed, for the tests of the entry guard."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.finding import (
    Level,
    NamedTimePoint,
    PackOverview,
    PackReference,
    PackState,
    ThresholdMark,
)
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.services.entry_context import EntryContext, TypedResult
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import Weight
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample

PACK = "practice-pack"
MARROW, BLOOD = Specimen.BONE_MARROW, Specimen.PERIPHERAL_BLOOD
D15 = NamedTimePoint("D15", "D15", DayWindow(15, 1, 2), MARROW, (Method.FLOW, Method.IG_TR_PCR))
D8 = NamedTimePoint("D8", "D8", DayWindow(8), BLOOD, (Method.FLOW,))


def day(number: int) -> date:
    """The date of a protocol day, where the first dose is day 1."""
    return FIRST_DOSE + timedelta(days=number - 1)


def a_mark(threshold: str = "0.1", **changes: Any) -> ThresholdMark:
    """≥ 10 % by flow in the marrow of day 15 is high risk."""
    given = {
        "pack": PACK,
        "rule": "d15",
        "timepoint": "D15",
        "window": D15.window,
        "specimen": MARROW,
        "methods": (Method.FLOW,),
        "operator": ">=",
        "threshold": Decimal(threshold),
        "text": "≥ 10 % HR, D15",
        "level": Level.HIGH,
    }
    return ThresholdMark(**{**given, **changes})


def an_overview(*marks: ThresholdMark, first_dose_day: int = 1) -> PackOverview:
    """A pack with blood on day 8 and marrow on day 15."""
    return PackOverview(
        reference=PackReference(PACK, "1.0.0", "0" * 64, PackState.ACTIVE, "Practice pack"),
        convention=DayConvention(first_dose_day),
        timepoints=(D8, D15),
        groups=("SR", "HR"),
        thresholds=marks,
        studies=("arm-a", "arm-b"),
    )


def a_context(file: PatientFile | None = None, **changes: Any) -> EntryContext:
    """The girl of ``a_patient`` on the practice pack, on 20 March 2025."""
    patient = a_patient(course=CourseFacts(pack=PACK, therapy_started_on=FIRST_DOSE))
    chosen = file or PatientFile(patient)
    chosen = replace(chosen, patient=replace(chosen.patient, course=patient.course))
    given = {
        "file": chosen,
        "course": chosen.patient.course,
        "convention": DayConvention(1),
        "overviews": (an_overview(a_mark()),),
        "today": date(2025, 4, 20),
    }
    return EntryContext(**{**given, **changes})


def typed(value: MrdValue | None = None, **changes: Any) -> TypedResult:
    """A flow result in the marrow of day 15."""
    given = {"method": Method.FLOW, "specimen": MARROW, "taken_on": day(15), "value": value}
    return TypedResult(**{**given, **changes})


def file_with(value: MrdValue, on: int = 8, **changes: Any) -> PatientFile:
    """The patient with one earlier flow result in the marrow."""
    return PatientFile(
        a_patient(),
        samples=(a_sample(taken_on=day(on)),),
        measurements=(a_measurement(value=value, **changes),),
    )


def weights(entry: TypedResult, context: EntryContext | None = None) -> dict[str, Weight]:
    """What every warning about an entry asks, by its code."""
    found = warnings_of(entry, context or a_context())
    return {warning.code: warning.weight for warning in found}
