"""The median of censored levels, held against printed examples and against another library.

The examples are those of the R package NADA (Lee and Helsel; the data of Helsel, Nondetects and
Data Analysis, Wiley 2005), with the numbers that its documentation prints for ``cenfit`` and
``censtats``: https://rdrr.io/rforge/NADA/man/cenfit-methods.html and
https://rdrr.io/rforge/NADA/man/censtats.html. Its median is the Kaplan–Meier one, which shares
the censored results out among the numbers below them. Ours says only what is certain: where one
limit lies below all numbers both are one number, and elsewhere theirs lies in our range.
"""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrdtracker.domain.cohort_levels import median_of
from mrdtracker.domain.units import QuantityKind
from tests.builders import negative, quantified

# µg/L in ground water of Nebraska; "<" is censored. Here a thousandth stands for each: a share of
# cells ends at 1, and a median has no unit.
JUNE = (
    ".38 .04 <.01 .03 .03 .05 .02 <.01 <.01 <.01 .11 .09 <.01 <.01 <.01 <.01 .02 .03 .02 .02 .05 "
    ".03 .05 <.01"
)
SEPTEMBER = (
    "2.66 .63 .59 .05 .84 .58 .02 <.01 <.01 <.01 .09 .31 .02 <.01 .5 .03 .09 .06 .03 <.01 .1 .25 "
    ".03 88.36"
)
# µg/L of dissolved iron, the summers of 1977 to 1985, with two limits.
IRON = "20 <10 <10 <10 <10 7 3 <3 <3"
SCALE = Decimal(1000)


def levels(text):
    return [
        negative(str(Decimal(one[1:]) / SCALE))
        if one.startswith("<")
        else quantified(str(Decimal(one) / SCALE))
        for one in text.split()
    ]


def middle_of(text):
    return median_of(levels(text), QuantityKind.CELL_FRACTION)


@pytest.mark.parametrize(
    ("text", "count", "censored", "median"),
    [
        (f"{JUNE} {SEPTEMBER}", 48, 14, "0.03"),
        (JUNE, 24, 9, "0.02"),
        (SEPTEMBER, 24, 5, "0.06"),
    ],
    ids=["both months", "June", "September"],
)
def test_below_one_limit_the_median_is_the_printed_number(text, count, censored, median):
    assert (len(text.split()), text.count("<")) == (count, censored)

    middle = middle_of(text)

    assert (middle.low, middle.high) == (Decimal(median) / SCALE,) * 2
    assert not middle.is_open


def test_among_two_limits_the_printed_median_lies_where_ours_may_lie():
    printed = Decimal("3") / SCALE

    middle = middle_of(IRON)

    # Four results "< 10" may lie on either side of 3: no number is certain, and none is named.
    assert (middle.low, middle.high, middle.is_open) == (0, 10 / SCALE, True)
    assert middle.low <= printed < middle.high


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=15))
def test_the_kaplan_meier_median_of_another_library_lies_where_ours_may_lie(drawn):
    import lifelines

    fitted = lifelines.KaplanMeierFitter().fit_left_censoring(
        [level for level, _ in drawn], [is_number for _, is_number in drawn]
    )
    shares = fitted.cumulative_density_["KM_estimate"]
    # All mass below the lowest number stands at 0 there: somewhere between 0 and that number.
    theirs = Decimal(int(next(level for level, share in shares.items() if share >= 0.5 - 1e-9)))

    text = " ".join(f"{'' if is_number else '<'}{level}" for level, is_number in drawn)
    middle = middle_of(text)

    assert middle.low <= theirs / SCALE <= middle.high
    if middle.low == middle.high and not middle.is_open:
        assert theirs / SCALE == middle.low
