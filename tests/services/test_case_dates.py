"""A case states nothing of a day that is still to come."""

from __future__ import annotations

from datetime import date

import pytest

from mrdtracker.domain.case import CourseFacts, Event, PatientCase, PatientFacts, Result
from mrdtracker.domain.errors import ProblemsError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.services.case_dates import check_not_future

DAY = date(2026, 11, 21)
CASE = PatientCase(
    patient_id="x",
    patient=PatientFacts(born_on=DAY, diagnosed_on=DAY),
    course=CourseFacts(
        therapy_started_on=DAY, events=(Event(EventKind.DRUG_GIVEN, on=DAY, ended_on=DAY),)
    ),
    results=(
        Result(
            specimen=Specimen.BONE_MARROW,
            method=Method.FLOW,
            value=MrdValue(ResultState.PENDING),
            on=DAY,
        ),
    ),
)


def test_today_is_no_future() -> None:
    assert check_not_future(CASE, "case.json", DAY) is None


def test_every_date_of_tomorrow_is_named_with_its_place() -> None:
    with pytest.raises(ProblemsError) as caught:
        check_not_future(CASE, "case.json", date(2026, 11, 20))

    assert [one.where for one in caught.value.problems] == [
        "patient.born_on",
        "patient.diagnosed_on",
        "course.therapy_started_on",
        "course.events[0].on",
        "course.events[0].ended_on",
        "results[0].on",
    ]
    assert "21 Nov 2026 is in the future: today is 20 Nov 2026." in caught.value.message
