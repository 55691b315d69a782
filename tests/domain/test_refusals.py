"""What the types of the domain refuse, word for word: it names what was given."""

from decimal import Decimal

import pytest

from mrdtracker.domain.counting import counting_interval
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import Interval, MrdValue, ResultState
from mrdtracker.domain.units import canonical_text


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: canonical_text(Decimal("NaN")), "NaN is not a number that can be kept."),
        (lambda: DayConvention(2), "The first dose is day 0 or day 1, not day 2."),
        (
            lambda: MrdValue(ResultState.QUANTIFIED, value=Decimal("-0.5")),
            "-0.5 is not an amount of disease.",
        ),
        (lambda: counting_interval(5, 3), "5 positive events of 3 cannot be."),
    ],
    ids=["number", "day", "amount", "events"],
)
def test_a_refusal_names_what_was_given(make, says):
    with pytest.raises(InvalidInputError) as refused:
        make()

    assert refused.value.message == says


def test_a_quantified_value_is_one_point_with_both_ends():
    half = Decimal("0.5")

    interval = MrdValue(ResultState.QUANTIFIED, value=half).interval

    assert interval == Interval(half, half, low_open=False, high_open=False)
