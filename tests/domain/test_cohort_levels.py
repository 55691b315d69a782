"""Levels of a cohort: no limit becomes a number, and what stays open is said to be open."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_levels import (
    Middle,
    Sign,
    band_of,
    band_words,
    highest,
    level_of,
    levels_at,
    median_of,
    sign_of,
)
from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.finding import ThresholdMark
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from tests.builders import negative, quantified
from tests.domain.cohorts import D29, FAILED, PNQ, THRESHOLD, UNLIMITED, a_child, a_point, five

ABOVE = MrdValue(ResultState.ABOVE_ULOQ, uloq=Decimal("0.1"))
FRACTION = QuantityKind.CELL_FRACTION


@pytest.mark.parametrize(
    ("value", "sign", "level", "band"),
    [
        (quantified("0.1"), Sign.QUANTIFIED, "0.1", 0),
        (quantified("0.0001"), Sign.QUANTIFIED, "0.0001", 3),
        (quantified("0.00009"), Sign.QUANTIFIED, "0.00009", 4),
        (quantified("0.0000001"), Sign.QUANTIFIED, "0.0000001", 6),
        (negative("0.0001"), Sign.NOT_DETECTED, "0.0001", 4),
        (negative("0.00011"), Sign.NOT_DETECTED, "0.00011", 3),
        (PNQ, Sign.BELOW_RANGE, "0.00005", 4),
        (ABOVE, Sign.ABOVE_LIMIT, "0.1", 0),
        (UNLIMITED, Sign.NO_LIMIT, None, None),
        (FAILED, Sign.NOT_EVALUABLE, None, None),
    ],
)
def test_every_result_has_its_sign_its_place_and_its_band(value, sign, level, band):
    assert sign_of(value) is sign
    assert level_of(value) == (None if level is None else Decimal(level))
    assert band_of(value) == band


def test_bands_are_whole_decades_in_words():
    assert band_words(0, FRACTION) == "≥ 10 %"
    assert band_words(3, FRACTION) == "0.01 % to < 0.1 %"
    assert band_words(6, FRACTION) == "< 0.0001 %"


def words(*values):
    return median_of(values, FRACTION).words


def test_a_median_among_numbers_is_a_number():
    assert words(quantified("0.1"), quantified("0.01"), negative("0.0001")) == "1 %"


def test_a_median_in_the_censored_part_is_below_its_limit():
    assert words(quantified("0.1"), negative("0.0001"), negative("0.00001")) == "< 0.01 %"


def test_a_median_between_a_number_and_a_limit_is_a_range():
    # The negative may lie above 0.2 %; then 0.2 % is the median itself.
    assert words(quantified("0.002"), negative("0.01"), quantified("0.0003")) == "0.03 % to 0.2 %"
    assert (
        words(quantified("0.0003"), negative("0.002"), quantified("0.01")) == "0.03 % to < 0.2 %"
    )


def test_a_number_that_lies_on_a_limit_can_be_the_median():
    assert words(quantified("0.01"), negative("0.01"), negative("0.1")) == "≤ 1 %"
    assert words(negative("0.01"), quantified("0.01"), negative("0.01")) == "< 1 %"


def test_a_median_among_unlimited_negatives_cannot_be_said():
    assert words(UNLIMITED, UNLIMITED, quantified("0.01")) == "cannot be said"
    assert words(UNLIMITED, ABOVE, ABOVE) == "≥ 10 %"


@given(
    st.lists(
        st.tuples(st.integers(1, 999), st.sampled_from(["number", "limit", "open"])),
        min_size=1,
        max_size=9,
    ),
    st.data(),
)
def test_whatever_the_true_values_are_their_median_lies_where_it_is_said(drawn, data):
    values, truths = [], []
    for number, kind in drawn:
        level = Decimal(number) / 1000
        if kind == "number":
            values.append(quantified(str(level)))
            truths.append(level)
        else:
            values.append(negative(str(level)) if kind == "limit" else UNLIMITED)
            top = number - 1 if kind == "limit" else 1000
            truths.append(Decimal(data.draw(st.integers(0, top))) / 1000)

    middle = median_of(values, FRACTION)

    median = sorted(truths)[(len(truths) - 1) // 2]
    assert middle.low <= median
    assert middle.high is None or median <= middle.high
    assert not middle.is_open or median < middle.high


def test_shares_count_yes_no_and_open():
    levels = levels_at(five(), D29)

    share = next(one for one in levels.shares if one.threshold == THRESHOLD)
    # A is at 0.2 %, B below 0.01 %, C has no limit; D failed and is held against nothing.
    assert (share.at_least, share.below, share.unknown) == (1, 1, 1)
    assert levels.signs(Sign.NOT_EVALUABLE) == 1
    assert [one.code for one in levels.patients] == ["A", "B", "C", "D"]


def test_the_most_certain_result_stands_for_a_place():
    points = [a_point(UNLIMITED), a_point(quantified("0.001")), a_point(negative("0.00001"))]

    assert highest(points) is points[1]
    assert highest([a_point(FAILED), points[2]]) is points[2]
    assert levels_at(Cohort((a_child("A", *points),)), D29).points == (points[1],)


@pytest.mark.parametrize("positive", [PNQ, MrdValue(ResultState.DETECTED)])
@pytest.mark.parametrize("other", [negative("0.0001"), UNLIMITED, FAILED])
def test_a_negative_never_stands_for_a_place_with_a_positive(positive, other):
    points = [a_point(other), a_point(positive)]

    assert highest(points).result.value is positive
    assert highest(points[::-1]).result.value is positive


def test_a_place_where_every_result_failed_has_no_median():
    assert levels_at(Cohort((a_child("A", a_point(FAILED)),)), D29).middle is None


def test_shares_stand_at_decades_and_published_thresholds_from_high_to_low():
    published = ThresholdMark(
        pack="small",
        rule="r",
        timepoint="D29",
        window=DayWindow(29),
        specimen=D29.specimen,
        methods=(D29.method,),
        operator=">=",
        threshold=Decimal("0.0005"),
        text="",
    )

    levels = levels_at(replace(five(), thresholds=(published,)), D29)

    edges = ["0.01", "0.001", "0.0005", "0.0001", "0.00001"]
    assert [one.threshold for one in levels.shares] == [Decimal(edge) for edge in edges]
    assert levels.middle == Middle(FRACTION, Decimal(0), Decimal("0.002"), is_open=False)


def test_a_median_without_an_upper_end_is_not_open_at_it():
    assert median_of([UNLIMITED], FRACTION) == Middle(FRACTION, Decimal(0), None, is_open=False)


@pytest.mark.parametrize("method", [Method.FLOW, Method.FUSION_TRANSCRIPT])
def test_of_two_negatives_the_one_that_leaves_more_possible_stands_for_a_place(method):
    place = D29._replace(method=method)
    less, more, most = (
        a_point(MrdValue(ResultState.NEGATIVE, method.kind, sensitivity=limit), place)
        for limit in (Decimal("0.0001"), Decimal("0.01"), None)
    )

    assert highest([less, more]) is more
    assert highest([more, less]) is more
    assert highest([more, most, less]) is most
