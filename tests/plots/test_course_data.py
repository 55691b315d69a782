"""One patient's course before it is drawn."""

from datetime import date

import pytest

from mrdtracker.domain.case import Event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import Level
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.plots.course_data import MOST_POINTS, MrdCourse
from mrdtracker.plots.course_points import Panel
from tests.plots.courses import (
    DAY_ONE,
    PB,
    assessment,
    bfm,
    case,
    course,
    finding,
    negative,
    quantified,
    result,
    stated,
)


@pytest.mark.parametrize(
    ("results", "decades"),
    [
        ([], (-5, 0)),
        ([result(15, quantified("0.0005"))], (-5, 0)),
        ([result(15, negative("0.00001"))], (-6, 0)),
        ([result(15, negative("0.000005"))], (-7, 0)),
        ([result(15, quantified("0.0005", lod="0.000039"))], (-6, 0)),
        ([result(15, quantified("0.0005", sensitivity="0.00001"))], (-6, 0)),
    ],
)
def test_the_axis_goes_one_whole_decade_below_the_lowest_limit(results, decades):
    assert course(*results).decades(Panel.MRD) == decades


def test_a_ratio_above_one_raises_its_own_axis_only():
    method = Method.FUSION_TRANSCRIPT
    made = course(result(1, quantified("12", method), method))

    assert made.decades(Panel.TRANSCRIPT) == (-1, 2)
    assert made.decades(Panel.MRD) == (-5, 0)


def test_the_axis_spans_the_whole_schedule_with_one_point():
    scale = course(result(15, quantified("0.0005"))).scale

    assert scale.left < 1
    assert scale.right > 78


def test_dates_are_counted_by_the_convention_of_the_protocol():
    given = case(result(None, quantified("0.0005"), on=date(2026, 3, 16)))

    days = [
        MrdCourse.of(given, [bfm()], [], DayConvention(first)).points[0].day for first in (0, 1)
    ]

    assert days == [14, 15]


def test_a_time_point_is_awaited_until_its_specimen_has_an_mrd_result_in_its_window():
    made = course(
        result(16, quantified("0.0005")),
        result(33, quantified("0.0005"), specimen=PB),
        result(78, quantified("0.3", Method.MORPHOLOGY), Method.MORPHOLOGY),
    )

    assert [one.id for one in made.awaited] == ["D33", "D78"]


def test_series_are_told_apart_by_method_target_and_specimen():
    pcr = Method.IG_TR_PCR
    made = course(
        result(15, quantified("0.1")),
        result(15, quantified("0.1"), specimen=PB),
        result(15, quantified("0.1"), pcr, target="IGH"),
        result(33, quantified("0.1"), pcr, target="TRG"),
        result(33, quantified("0.1", Method.MORPHOLOGY), Method.MORPHOLOGY),
    )

    assert len(made.series) == 4


def test_a_smear_or_a_screen_is_no_mrd_result():
    screen = Method.FUSION_SCREEN
    assert not course(result(1, stated(ResultState.DETECTED, screen), screen)).has_mrd
    assert course(result(1, negative())).has_mrd


def test_a_late_event_widens_the_axis():
    made = course(events=[Event(EventKind.RELAPSE, day=900)])

    assert made.scale.late_last == 900


def test_a_day_has_a_date_only_where_therapy_started_on_one():
    assert course().date_of(15) == date(2026, 3, 16)
    assert course(started_on=None).date_of(15) is None


def test_equal_cases_give_equal_courses():
    one = result(15, quantified("0.0005"))

    assert course(one) == course(one)


@pytest.mark.parametrize(
    ("results", "floor"),
    [
        ([result(15, quantified("0.0005"))], None),
        ([result(15, negative())], None),
        ([result(15, negative("0.00001"))], 1e-5),
        ([result(15, quantified("0.0005", sensitivity="0.0001"))], 1e-4),
        ([result(15, negative("0.0001")), result(33, quantified("0.00002"))], 2e-5),
    ],
    ids=["an amount alone", "a bare negative", "a negative", "an amount", "a lower amount"],
)
def test_below_detection_is_only_what_a_stated_limit_says(results, floor):
    assert course(*results).detection_floor(Panel.MRD) == floor


def test_of_ten_thousand_results_the_flagged_and_the_latest_are_drawn():
    results = [result(15, quantified("0.2")), result(33, quantified("0.2"))]
    results += [result(100 + number, quantified("0.0002")) for number in range(9_998)]

    made = MrdCourse.of(
        case(*results), [bfm()], [assessment(finding(Level.HIGH, Truth.YES, "r1"))], DAY_ONE
    )

    keys = [point.key for point in made.points]
    assert len(keys) == MOST_POINTS
    assert made.left_out == 10_000 - MOST_POINTS
    assert keys[0] == "r1"
    assert keys[1:] == [f"r{number}" for number in range(10_000 - MOST_POINTS + 1, 10_000)]
    assert [one.id for one in made.awaited] == ["D78"], "D15 was answered, if not drawn"


def test_a_long_series_hides_no_other_panel():
    count = Method.CYTOLOGY_COUNT
    many = [result(day, quantified("0.0002")) for day in range(1, 200)]

    made = course(result(8, quantified("320", count), count, PB), *many)

    assert len(made.of_panel(Panel.COUNT)) == 1
    assert made.left_out == 199 - MOST_POINTS
