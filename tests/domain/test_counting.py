"""The counting interval against values that were computed twice, elsewhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.counting import counting_interval
from mrdtracker.domain.errors import InvalidInputError


@pytest.mark.parametrize(
    ("positive", "total", "low", "high"),
    [
        (0, 500_000, "0", "7.377732e-6"),
        (1, 500_000, "5.063561e-8", "1.114324e-5"),
        (20, 500_000, "2.443320e-5", "6.177608e-5"),
        (50, 500_000, "7.422281e-5", "1.318354e-4"),
        (500, 500_000, "9.142954e-4", "1.091569e-3"),
        (20, 100_000, "1.221693e-4", "3.088670e-4"),
    ],
)
def test_the_interval_is_exact_to_seven_digits(positive, total, low, high):
    interval = counting_interval(positive, total)

    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("positive", "total", "low", "high"),
    [
        (20, 200_000, "6.11e-5", "1.54e-4"),
        (30, 300_000, "6.75e-5", "1.43e-4"),
        (500, 1_000_000, "4.57e-4", "5.46e-4"),
    ],
)
def test_the_interval_agrees_with_the_worked_flow_examples(positive, total, low, high):
    interval = counting_interval(positive, total)

    assert f"{interval.low:.2e}" == f"{Decimal(low):.2e}"
    assert f"{interval.high:.2e}" == f"{Decimal(high):.2e}"


def test_no_positive_cell_of_a_million_excludes_all_above_the_two_sided_limit():
    assert f"{counting_interval(0, 1_000_000).high:.2e}" == "3.69e-6"


def test_all_cells_positive_reaches_one():
    assert counting_interval(50, 50).high == 1


@given(total=st.integers(1, 5_000_000), share=st.floats(0, 1))
def test_the_interval_holds_the_observed_proportion(total, share):
    positive = round(total * share)

    interval = counting_interval(positive, total)

    assert interval.low <= Decimal(positive) / Decimal(total) <= interval.high


@given(total=st.integers(2, 1_000_000), share=st.floats(0, 1))
def test_the_interval_of_the_negative_cells_is_its_mirror(total, share):
    positive = round(total * share)

    interval = counting_interval(positive, total)
    mirror = counting_interval(total - positive, total)

    assert float(interval.low) == pytest.approx(1 - float(mirror.high), abs=1e-6)


@pytest.mark.parametrize(("positive", "total"), [(3, 2), (-1, 5), (0, 0)])
def test_counts_that_cannot_be_are_refused(positive, total):
    with pytest.raises(InvalidInputError, match="cannot be") as caught:
        counting_interval(positive, total)
    assert "not more positive ones" in caught.value.hint
