from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import Interval, MrdValue, ResultState
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from tests.domain.possible_values import fractions, mrd_values

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
S = ResultState


def d(text: str) -> Decimal:
    return Decimal(text)


QUANTIFIED = MrdValue(S.QUANTIFIED, value=d("3e-4"))
BELOW_LOW_QR = MrdValue(S.POSITIVE_BELOW_LLOQ, lloq=d("5e-5"))
BELOW_HIGH_QR = MrdValue(S.POSITIVE_BELOW_LLOQ, lloq=d("5e-4"))
NEGATIVE = MrdValue(S.NEGATIVE, sensitivity=d("1e-5"))
INSENSITIVE = MrdValue(S.NEGATIVE, sensitivity=d("1e-3"))


@pytest.mark.parametrize(
    ("value", "at_1e4", "at_5e4", "positive"),
    [
        (QUANTIFIED, YES, NO, YES),
        (BELOW_LOW_QR, NO, NO, YES),
        (BELOW_HIGH_QR, UNKNOWN, NO, YES),
        (NEGATIVE, NO, NO, NO),
        (INSENSITIVE, UNKNOWN, UNKNOWN, NO),
        (MrdValue(S.POSITIVE_BELOW_LLOQ), UNKNOWN, UNKNOWN, YES),
        (MrdValue(S.UNCERTAIN_SIGNIFICANCE, lloq=d("1e-4")), NO, NO, UNKNOWN),
        (MrdValue(S.NEGATIVE), UNKNOWN, UNKNOWN, NO),
        (MrdValue(S.ABOVE_ULOQ, uloq=d("0.1")), YES, YES, YES),
        (MrdValue(S.DETECTED), UNKNOWN, UNKNOWN, YES),
        (MrdValue(S.NOT_DETECTED), UNKNOWN, UNKNOWN, NO),
        (MrdValue(S.NOT_EVALUABLE), UNKNOWN, UNKNOWN, UNKNOWN),
        (MrdValue(S.PENDING), UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_the_decided_table_of_censored_results(value, at_1e4, at_5e4, positive):
    assert value.at_least(d("1e-4")) is at_1e4
    assert value.at_least(d("5e-4")) is at_5e4
    assert value.is_positive() is positive


@pytest.mark.parametrize(
    ("value", "low", "high", "low_open", "high_open"),
    [
        (QUANTIFIED, "3e-4", "3e-4", False, False),
        (BELOW_LOW_QR, "0", "5e-5", True, True),
        (MrdValue(S.POSITIVE_BELOW_LLOQ), "0", "1", True, False),
        (MrdValue(S.UNCERTAIN_SIGNIFICANCE, lloq=d("1e-4")), "0", "1e-4", False, True),
        (MrdValue(S.UNCERTAIN_SIGNIFICANCE), "0", "1", False, False),
        (NEGATIVE, "0", "1e-5", False, True),
        (MrdValue(S.NEGATIVE, lod=d("2e-5")), "0", "2e-5", False, True),
        (MrdValue(S.NEGATIVE), "0", "1", False, False),
        (MrdValue(S.ABOVE_ULOQ, uloq=d("0.1")), "0.1", "1", True, False),
        (MrdValue(S.DETECTED), "0", "1", True, False),
        (MrdValue(S.NOT_DETECTED), "0", "1", False, False),
        (MrdValue(S.NOT_EVALUABLE), "0", "1", False, False),
        (MrdValue(S.PENDING), "0", "1", False, False),
    ],
)
def test_each_state_stands_for_its_interval(value, low, high, low_open, high_open):
    expected = Interval(d(low), d(high), low_open=low_open, high_open=high_open)

    assert value.interval == expected


@pytest.mark.parametrize(
    ("value", "at_least", "above"),
    [("9.9999e-5", NO, NO), ("1e-4", YES, NO), ("1.0001e-4", YES, YES)],
)
def test_a_value_exactly_at_a_threshold_reaches_it_and_does_not_exceed_it(value, at_least, above):
    quantified = MrdValue(S.QUANTIFIED, value=d(value))

    assert quantified.at_least(d("1e-4")) is at_least
    assert quantified.above(d("1e-4")) is above


def test_a_negative_exactly_as_sensitive_as_the_threshold_is_below_it():
    value = MrdValue(S.NEGATIVE, sensitivity=d("1e-4"))

    assert value.at_least(d("1e-4")) is NO
    assert value.below(d("1e-4")) is YES
    assert value.at_least(d("9.9e-5")) is UNKNOWN


def test_a_positive_exactly_below_the_threshold_is_below_it():
    value = MrdValue(S.POSITIVE_BELOW_LLOQ, lloq=d("1e-4"))

    assert value.at_least(d("1e-4")) is NO
    assert value.above(d("0")) is YES
    assert value.at_least(d("9.9e-5")) is UNKNOWN


def test_more_than_the_upper_limit_is_above_it_and_not_settled_higher_up():
    value = MrdValue(S.ABOVE_ULOQ, uloq=d("0.1"))

    assert value.above(d("0.1")) is YES
    assert value.at_least(d("0.1")) is YES
    assert value.above(d("0.11")) is UNKNOWN
    assert value.at_most(d("1")) is YES


@pytest.mark.parametrize(
    ("interval", "at_least", "above"),
    [
        (Interval(d("0"), d("1"), low_open=False, high_open=False), UNKNOWN, NO),
        (Interval(d("0"), d("1"), low_open=False, high_open=True), NO, NO),
        (Interval(d("1"), d("2"), low_open=False, high_open=False), YES, UNKNOWN),
        (Interval(d("1"), d("2"), low_open=True, high_open=False), YES, YES),
        (Interval(d("2"), None, low_open=False, high_open=False), YES, YES),
        (Interval(d("0"), None, low_open=False, high_open=False), UNKNOWN, UNKNOWN),
        (Interval(d("0"), d("0.9"), low_open=False, high_open=False), NO, NO),
    ],
)
def test_the_ends_of_an_interval_decide_at_a_threshold_of_one(interval, at_least, above):
    assert interval.at_least(d("1")) is at_least
    assert interval.above(d("1")) is above


@given(st.data(), fractions)
def test_a_comparison_and_its_opposite_never_disagree(data, threshold):
    value = data.draw(mrd_values(Method.FLOW))

    assert value.below(threshold) is negate(value.at_least(threshold))
    assert value.at_most(threshold) is negate(value.above(threshold))


@given(st.data(), fractions)
def test_an_answer_holds_for_both_ends_of_what_is_possible(data, threshold):
    interval = data.draw(mrd_values(Method.FLOW)).interval
    step = Fraction(1, 10**30)
    low = Fraction(interval.low) + step * interval.low_open
    high = Fraction(interval.high) - step * interval.high_open

    answers = {low >= threshold, high >= threshold}

    expected = Truth.of(answers.pop()) if len(answers) == 1 else UNKNOWN
    assert interval.at_least(threshold) is expected


def test_the_stated_sensitivity_wins_over_the_limit_of_detection():
    both = MrdValue(S.NEGATIVE, sensitivity=d("1e-4"), lod=d("1e-5"))

    assert both.reached_sensitivity == d("1e-4")
    assert MrdValue(S.NEGATIVE, lod=d("1e-5")).reached_sensitivity == d("1e-5")
    assert MrdValue(S.NEGATIVE).reached_sensitivity is None


def test_an_amount_of_cells_per_volume_has_no_upper_end():
    value = MrdValue(S.ABOVE_ULOQ, QuantityKind.CELL_CONCENTRATION, uloq=d("1000"))

    assert value.interval == Interval(d("1000"), None, low_open=True, high_open=False)
    assert value.at_least(d("5000")) is UNKNOWN


def test_zero_that_was_counted_is_not_positive():
    assert MrdValue(S.QUANTIFIED, value=d("0"), lloq=d("0.01")).is_positive() is NO


@pytest.mark.parametrize(
    ("state", "numbers", "why"),
    [
        (S.QUANTIFIED, {}, "belongs to the state 'quantified'"),
        (S.NEGATIVE, {"value": "1e-4"}, "belongs to the state 'quantified'"),
        (S.ABOVE_ULOQ, {}, "belongs to the state 'above the upper limit'"),
        (S.QUANTIFIED, {"value": "0.5", "uloq": "0.1"}, "belongs to the state 'above"),
        (S.QUANTIFIED, {"value": "1.0001"}, "More than 100 %"),
        (S.NEGATIVE, {"lod": "1.0001"}, "More than 100 %"),
        (S.ABOVE_ULOQ, {"uloq": "1"}, "More than 100 %"),
        (S.QUANTIFIED, {"value": "-1e-4"}, "not an amount"),
        (S.QUANTIFIED, {"value": "NaN"}, "not an amount"),
        (S.NEGATIVE, {"sensitivity": "Infinity"}, "not an amount"),
        (S.NEGATIVE, {"sensitivity": "0"}, "A limit of 0"),
        (S.NEGATIVE, {"lod": "0"}, "A limit of 0"),
        (S.NEGATIVE, {"lloq": "0"}, "A limit of 0"),
        (S.ABOVE_ULOQ, {"uloq": "0"}, "A limit of 0"),
        (S.NEGATIVE, {"lod": "2e-4", "lloq": "1e-4"}, "detection is above"),
        (S.QUANTIFIED, {"value": "9.9e-5", "lloq": "1e-4"}, "limit of quantification"),
        (S.QUANTIFIED, {"value": "9.9e-5", "lod": "1e-4"}, "limit of detection"),
    ],
)
def test_a_combination_that_cannot_be_is_refused(state, numbers, why):
    with pytest.raises(InvalidInputError, match=why):
        MrdValue(state, **{name: d(number) for name, number in numbers.items()})


@pytest.mark.parametrize(
    ("state", "numbers"),
    [
        (S.QUANTIFIED, {"value": "1"}),
        (S.QUANTIFIED, {"value": "1e-4", "lloq": "1e-4", "lod": "1e-4"}),
        (S.NEGATIVE, {"lod": "1e-4", "lloq": "1e-4"}),
        (S.ABOVE_ULOQ, {"uloq": "0.9999"}),
    ],
)
def test_a_combination_at_the_edge_is_taken(state, numbers):
    stated = {name: d(number) for name, number in numbers.items()}

    value = MrdValue(state, **stated)

    assert {name: getattr(value, name) for name in stated} == stated


def test_a_ratio_of_transcripts_may_be_above_one():
    value = MrdValue(S.QUANTIFIED, QuantityKind.TRANSCRIPT_RATIO, value=d("1.7"))

    assert value.at_least(d("1")) is YES


def test_states_know_what_they_are():
    assert {state for state in S if state.is_qualitative} == {S.DETECTED, S.NOT_DETECTED}
    assert {state for state in S if not state.is_evaluable} == {S.NOT_EVALUABLE, S.PENDING}
    assert {state for state in S if state.is_numeric} == {
        S.QUANTIFIED,
        S.POSITIVE_BELOW_LLOQ,
        S.UNCERTAIN_SIGNIFICANCE,
        S.NEGATIVE,
        S.ABOVE_ULOQ,
    }


@pytest.mark.parametrize(
    ("sensitivity", "lod", "reached"),
    [
        ("1e-4", "1e-3", "1e-3"),
        ("1e-3", "1e-4", "1e-3"),
        ("1e-4", None, "1e-4"),
        (None, "1e-3", "1e-3"),
        (None, None, None),
    ],
)
def test_of_two_stated_limits_the_weaker_one_was_reached(sensitivity, lod, reached):
    def number(text):
        return None if text is None else Decimal(text)

    value = MrdValue(ResultState.NEGATIVE, sensitivity=number(sensitivity), lod=number(lod))

    assert value.reached_sensitivity == number(reached)
    assert value.interval.high == number(reached or "1")
