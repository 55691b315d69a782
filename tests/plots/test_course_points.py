"""What becomes of each result: its panel, its mark, its level, and what stays unsaid."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.vocabulary import Denominator, Method
from mrdtracker.plots.course_points import Glyph, Panel, denominators_of, key_of
from tests.plots.courses import PB, course, every_state, negative, quantified, result, stated

SCREEN, COUNT = Method.FUSION_SCREEN, Method.CYTOLOGY_COUNT
TRANSCRIPT, SMEAR = Method.FUSION_TRANSCRIPT, Method.MORPHOLOGY


def point_of(one):
    return course(one).points[0]


@pytest.mark.parametrize(
    ("value", "method", "panel", "glyph", "level"),
    [
        (quantified("0.0005"), Method.FLOW, Panel.MRD, Glyph.QUANTIFIED, 5e-4),
        (negative("0.00001"), Method.FLOW, Panel.MRD, Glyph.NEGATIVE, 1e-5),
        (negative(), Method.FLOW, Panel.NO_LIMIT, Glyph.NEGATIVE, None),
        (stated(ResultState.ABOVE_ULOQ, uloq="0.1"), Method.FLOW, Panel.MRD, Glyph.ABOVE, 0.1),
        (stated(ResultState.NOT_EVALUABLE), Method.FLOW, Panel.FAILED, Glyph.NOT_EVALUABLE, None),
        (stated(ResultState.DETECTED, SCREEN), SCREEN, Panel.SCREEN, Glyph.DETECTED, None),
        (stated(ResultState.NOT_DETECTED, SCREEN), SCREEN, Panel.SCREEN, Glyph.NOT_DETECTED, None),
        (quantified("0.3", SMEAR), SMEAR, Panel.MORPHOLOGY, Glyph.QUANTIFIED, 0.3),
        (quantified("0", COUNT), COUNT, Panel.COUNT, Glyph.QUANTIFIED, 0.0),
        (quantified("0.02", TRANSCRIPT), TRANSCRIPT, Panel.TRANSCRIPT, Glyph.QUANTIFIED, 0.02),
        (
            stated(ResultState.UNCERTAIN_SIGNIFICANCE),
            Method.NGS,
            Panel.NO_LIMIT,
            Glyph.UNCERTAIN,
            None,
        ),
    ],
)
def test_each_state_has_its_panel_its_mark_and_its_level(value, method, panel, glyph, level):
    point = point_of(result(15, value, method))

    assert (point.panel, point.glyph, point.level) == (panel, glyph, level)


def test_a_positive_below_quantification_stands_between_its_limits():
    value = stated(ResultState.POSITIVE_BELOW_LLOQ, lod="0.00001", lloq="0.0001")

    point = point_of(result(15, value))

    assert point.level == pytest.approx(math.sqrt(1e-5 * 1e-4))
    assert point.band == (1e-5, 1e-4)


@pytest.mark.parametrize(
    "limits", [{"lloq": "0.0001"}, {"lloq": "0.0001", "sensitivity": "0.001"}]
)
def test_without_a_useful_lower_limit_it_stands_half_a_decade_below_the_upper_one(limits):
    point = point_of(result(15, stated(ResultState.POSITIVE_BELOW_LLOQ, **limits)))

    assert point.level == pytest.approx(1e-4 / math.sqrt(10))
    assert point.band == (None, 1e-4)


def test_a_pending_result_has_no_point_but_is_counted():
    made = course(result(15, stated(ResultState.PENDING)))

    assert (made.points, made.pending) == ((), 1)


def test_counts_give_the_exact_interval():
    point = point_of(result(15, quantified("0.0001"), events_positive=50, events_total=500_000))

    assert point.whisker == (7.422281e-5, 1.318354e-4)


@pytest.mark.parametrize(
    "counts", [{}, {"events_positive": 50}, {"events_positive": 5, "events_total": 500_000}]
)
def test_without_counts_of_this_value_there_is_no_interval(counts):
    assert point_of(result(15, quantified("0.0001"), **counts)).whisker is None


def test_a_result_without_a_day_stands_in_the_window_of_its_time_point():
    point = point_of(result(None, quantified("0.0001"), timepoint="d33"))

    assert (point.day, point.window.words) == (33, "day 32–40")


def test_a_result_without_day_or_known_time_point_has_none():
    assert point_of(result(None, quantified("0.0001"), timepoint="EOC")).day is None


def test_a_result_without_a_key_is_known_by_its_position():
    one = result(15, quantified("0.0001"))

    assert key_of(one, 4) == "4"


def test_points_stand_in_the_order_of_time_with_undated_ones_last():
    days = [point.day for point in course(*every_state()).points]

    dated = [day for day in days if day is not None]
    assert days == [*sorted(dated), None]


def test_denominators_are_gathered():
    points = course(
        result(15, quantified("0.1"), denominator=Denominator.MONONUCLEAR_CELLS),
        result(33, quantified("0.1"), specimen=PB),
    ).points

    assert denominators_of(points) == {Denominator.MONONUCLEAR_CELLS, None}


@given(st.lists(st.sampled_from(every_state()), max_size=25))
def test_no_result_is_ever_dropped_except_pending_ones(results):
    made = course(*(type(one)(**vars(one)) for one in results))

    assert len(made.points) + made.pending == len(results)


@pytest.mark.parametrize("limits", [{"lod": "0.0001"}, {"sensitivity": "0.0001"}], ids=str)
def test_a_stated_sensitivity_is_the_limit_of_its_sample_as_a_lod_is(limits):
    point = point_of(result(1, quantified("0.1", **limits)))

    assert point.limits[0] == 1e-4
    assert 1e-4 in point.numbers


def test_a_counting_interval_is_computed_only_when_it_is_asked_for():
    counted = quantified("0.000123")
    point = point_of(result(15, counted, events_positive=63, events_total=512_000))

    assert "whisker" not in vars(point)
    low, high = point.whisker
    assert low < 0.000123 < high
