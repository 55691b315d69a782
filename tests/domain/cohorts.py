"""Invented children for the tests of cohorts: days are counted from the first dose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mrdtracker.domain.cohort import Cohort, CohortPatient, CohortPlace, CohortPoint, Happening
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import PatientId
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from tests.builders import a_result, negative, quantified

D29 = CohortPlace("D29", Specimen.BONE_MARROW, Method.FLOW)
EOC = CohortPlace("EOC", Specimen.BONE_MARROW, Method.FLOW)
BLOOD = CohortPlace("D8", Specimen.PERIPHERAL_BLOOD, Method.FLOW)
THRESHOLD = Decimal("0.0001")
FROM_0, FROM_INDUCTION = DayConvention(0), DayConvention(1, prephase_counts=False)
UNLIMITED = MrdValue(ResultState.NEGATIVE)
FAILED = MrdValue(ResultState.NOT_EVALUABLE)
PNQ = MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=Decimal("0.00005"))


def a_point(value: MrdValue, place: CohortPlace = D29, day: int | None = 28) -> CohortPoint:
    """A result at a place."""
    result = a_result(value=value, specimen=place.specimen, method=place.method, unit=None)
    return CohortPoint(place, day, result)


def a_child(code: str, *points: CohortPoint, contact: int | None = 1000, **more: Any):
    """A child that was followed to a day; ``relapse=400`` and ``death=500`` befell it."""
    happened = tuple(
        Happening(EventKind(kind), more.pop(kind))
        for kind in ("remission", "relapse", "transplant", "death")
        if kind in more
    )
    given = {"contact": contact, "contact_words": "BM flow", "happenings": happened, **more}
    return CohortPatient(id=PatientId(f"id-{code}"), code=code, points=points, **given)


def five() -> Cohort:
    """High with relapse, low, open, failed, and one without a result; groups HR, SR and none."""
    return Cohort(
        (
            a_child("A", a_point(quantified("0.002")), relapse=400, group="HR"),
            a_child("B", a_point(negative("0.0001")), contact=2000, group="SR"),
            a_child("C", a_point(UNLIMITED), a_point(PNQ, EOC, None), group="SR"),
            a_child("D", a_point(FAILED), death=700, contact=700),
            a_child("E", a_point(quantified("0.03"), BLOOD, 7), relapse=90, death=200),
        )
    )
