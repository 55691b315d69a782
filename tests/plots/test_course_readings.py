"""What a day says in every panel and track: nothing is read between two results."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_readings import amount_at, readings_at
from mrdtracker.plots.course_sheet import sheet_of
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import DAY_ONE, bfm, case, negative, phases, quantified, result
from tests.plots.test_course_tracks import count, dose

COURSE = MrdCourse.of(
    case(
        result(15, quantified("0.00123456")),
        result(33, negative("0.0001")),
        result(33, quantified("0.02", Method.MORPHOLOGY), Method.MORPHOLOGY),
        *(
            result(
                78, quantified("0.0001", Method.IG_TR_PCR), Method.IG_TR_PCR, target=f"IGH {one}"
            )
            for one in range(4)
        ),
        events=[*phases(("maintenance", 100)), count(33, "0.8"), dose(40, "50"), dose(60, "75")],
    ),
    [bfm()],
    [],
    DAY_ONE,
)
SHEET = sheet_of(COURSE, LIGHT, 700, 500)


def words(day):
    return [one.words for one in readings_at(SHEET, LIGHT, day)]


def test_every_panel_and_track_says_its_own():
    assert words(33) == ["not detected (s = 0.01 %)", "2 %", "ANC 0.8"]
    tops = [one.top for one in readings_at(SHEET, LIGHT, 33)]
    assert tops == sorted(tops, reverse=True)


def test_a_long_number_is_read_with_few_digits():
    assert words(15) == ["0.123 %"]


def test_several_results_of_one_day_say_their_method_and_are_counted():
    (one,) = (text for text in words(78) if "PCR" in text)

    assert one == "IG/TR PCR 0.01 % · IG/TR PCR 0.01 % · IG/TR PCR 0.01 %, and 1 more"


def test_between_two_results_nothing_is_read():
    assert words(20) == []


@pytest.mark.parametrize(
    ("day", "amount"), [(39, None), (40, "50"), (59, "50"), (60, "75"), (500, "75")]
)
def test_a_dose_holds_until_the_next_one(day, amount):
    track = next(one for one in COURSE.tracks if one.is_lasting)

    assert amount_at(track, day) == (None if amount is None else Decimal(amount))


def test_a_dose_that_ended_is_not_read_on():
    given = case(
        result(15, quantified("0.001")), events=[dose(40, "50", ended_on=date(2026, 4, 15))]
    )
    (track,) = MrdCourse.of(given, [bfm()], [], DAY_ONE).tracks

    assert amount_at(track, 45) == 50
    assert amount_at(track, 46) is None


def test_a_hidden_result_is_not_read():
    hidden = frozenset(one.key for one in COURSE.points if one.day == 15)
    sheet = sheet_of(replace(COURSE, hidden=hidden), LIGHT, 700, 500)

    assert readings_at(sheet, LIGHT, 15) == ()
    assert readings_at(sheet, LIGHT, 33) == readings_at(SHEET, LIGHT, 33)
