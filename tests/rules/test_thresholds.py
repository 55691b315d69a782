"""Operators are exact: nothing is assumed, and nothing is rounded before it is compared."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import Interval
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.rules.thresholds import (
    CELLS,
    FRACTION,
    PROTOCOL_DAY,
    WHITE_CELLS,
    YEARS,
    read_threshold,
)
from mrdtracker.words import speak

OPERATORS = [">=", ">", "<=", "<"]


@pytest.mark.parametrize(
    ("operator", "below", "on", "above"),
    [
        (">=", Truth.NO, Truth.YES, Truth.YES),
        (">", Truth.NO, Truth.NO, Truth.YES),
        ("<=", Truth.YES, Truth.YES, Truth.NO),
        ("<", Truth.YES, Truth.NO, Truth.NO),
    ],
)
def test_each_operator_one_part_per_billion_below_on_and_above(operator, below, on, above):
    threshold = read_threshold(f"{operator} 0.01 %", FRACTION)

    answers = [
        threshold.ask_number(Decimal(number))
        for number in ("0.000099999", "0.0001", "0.000100001")
    ]

    assert answers == [below, on, above]


@pytest.mark.parametrize("written", ["0.01 %", "0.0001 fraction", "1e-4 fraction", "1 per_1e4"])
def test_every_unit_gives_the_same_canonical_number(written):
    assert read_threshold(f">= {written}", FRACTION).value == Decimal("0.0001")


def test_thirty_digits_of_a_threshold_are_kept():
    written = "123456789012.123456789012345678"

    threshold = read_threshold(f">= {written} %", FRACTION)

    assert str(threshold.value) == "1234567890.12123456789012345678"
    assert threshold.text == f"≥ {written} %"


def test_a_refusal_names_every_unit_that_is_allowed():
    with pytest.raises(InvalidInputError) as refused:
        read_threshold(">= 5", CELLS)

    assert "write one of per_uL, 10e9_per_L after it" in refused.value.message


def test_what_is_no_comparison_is_shown_as_it_was_written_with_the_units():
    with pytest.raises(InvalidInputError) as refused:
        read_threshold("= 5 per_uL", CELLS)

    assert refused.value.message == (
        "'= 5 per_uL' is not a comparison: write it as '>= 5 per_uL, 10e9_per_L'."
    )


def test_a_unit_that_is_a_word_is_said_in_the_language_of_the_program():
    older = read_threshold(">= 13 years", YEARS)
    speak({"years": "세"})
    try:
        assert older.text == "≥ 13 세"
        assert read_threshold(">= 15 day", PROTOCOL_DAY).text == "≥ 15"
    finally:
        speak({})


def test_cells_and_years_have_their_own_units():
    assert read_threshold(">= 1 10e9_per_L", CELLS).value == 1000
    assert read_threshold("< 50000 per_uL", WHITE_CELLS).value == 50
    assert read_threshold(">= 13 years", YEARS).text == "≥ 13 years"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0.01 %", "no operator"),
        (">= 0.01", "no unit"),
        (">= 0.01 percent", "not a unit here"),
        (">= 0,01 %", "not a number"),
        ("= 0.01 %", "not a comparison"),
        ("", "not a comparison"),
        ("=> 0.01 %", "not a comparison"),
    ],
)
def test_what_is_not_a_threshold_is_refused_in_words(text, says):
    with pytest.raises(InvalidInputError, match=says):
        read_threshold(text, FRACTION)


@given(
    st.sampled_from(OPERATORS),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.booleans(),
    st.booleans(),
)
def test_an_interval_answers_as_all_of_its_points_do(
    operator, at, one, other, low_open, high_open
):
    low, high = sorted((one, other))
    if low == high:
        low_open = high_open = False
    interval = Interval(Decimal(low), Decimal(high), low_open, high_open)
    threshold = read_threshold(f"{operator} {at} per_uL", CELLS)
    near = [Fraction(n) + d for n in (low, high, at) for d in (-Fraction(1, 2), 0, Fraction(1, 2))]
    inside = [
        point
        for point in near
        if (point > low or (point == low and not low_open))
        and (point < high or (point == high and not high_open))
    ]
    compare = {
        ">=": lambda point: point >= at,
        ">": lambda point: point > at,
        "<=": lambda point: point <= at,
        "<": lambda point: point < at,
    }[operator]

    answer = threshold.ask(interval)

    assert {compare(point) for point in inside} == (
        {True, False} if answer is Truth.UNKNOWN else {answer is Truth.YES}
    )
    assert threshold.negated().ask(interval) is negate(answer)


def test_what_is_printed_is_the_comparison_that_holds():
    threshold = read_threshold(">= 0.01 %", FRACTION)

    assert threshold.relation("0.01 %", Truth.YES) == "0.01 % ≥ 0.01 %"
    assert threshold.relation("0.009 %", Truth.NO) == "0.009 % < 0.01 %"
    assert "cannot be said" in threshold.relation("not detected", Truth.UNKNOWN)


def test_an_unknown_number_is_unknown():
    assert read_threshold("< 10 years", YEARS).ask_number(None) is Truth.UNKNOWN
