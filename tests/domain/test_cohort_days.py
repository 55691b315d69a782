"""Days of a cohort: an axis and the names of time points that stand on it say the same number."""

import pytest

from mrdtracker.domain.cohort_days import DayCount, ZeroDay
from mrdtracker.domain.days import DayConvention
from tests.domain.cohorts import FROM_0, FROM_INDUCTION

FROM_1 = DayConvention(1)
INDUCTION_FROM_0 = DayConvention(0, prephase_counts=False)


@pytest.mark.parametrize(
    ("convention", "written", "axis", "column"),
    [
        (FROM_1, 33, "protocol day (first dose = day 1)", "Day (first dose = 1)"),
        (FROM_0, 32, "protocol day (first dose = day 0)", "Day (first dose = 0)"),
        (
            FROM_INDUCTION,
            33,
            "protocol day (start of induction = day 1)",
            "Day (start of induction = 1)",
        ),
    ],
)
def test_one_convention_is_that_of_the_axis(convention, written, axis, column):
    count = DayCount.of([convention, convention])

    assert count.written(32) == written
    assert (count.axis, count.column, count.remarks) == (axis, column, ())


@pytest.mark.parametrize(
    ("conventions", "zero", "axis", "column"),
    [
        (
            (FROM_0, FROM_1),
            ZeroDay.FIRST_DOSE,
            "days since the first dose",
            "Days since first dose",
        ),
        (
            (FROM_INDUCTION, INDUCTION_FROM_0),
            ZeroDay.INDUCTION,
            "days since the start of induction",
            "Days since start of induction",
        ),
        (
            (FROM_1, FROM_INDUCTION),
            ZeroDay.EITHER,
            "days since the first dose or the start of induction",
            "Days since first dose or start of induction",
        ),
    ],
)
def test_protocols_that_count_differently_are_counted_from_zero_and_it_is_said(
    conventions, zero, axis, column
):
    count = DayCount.of(conventions)

    assert (count.zero, count.written(32)) == (zero, 32)
    assert (count.axis, count.column) == (axis, column)
    assert count.remarks[0].startswith("These protocols do not count days alike")


def test_who_is_counted_from_induction_among_others_is_counted():
    remarks = DayCount.of([FROM_1, FROM_INDUCTION, FROM_INDUCTION]).remarks

    assert remarks[-1] == "2 of these patients are counted from the start of induction."
    assert len(DayCount.of([FROM_0, FROM_1]).remarks) == 1


def test_time_that_has_passed_names_its_zero():
    assert DayCount.of([FROM_1]).years_since == "years since the first dose"
    assert DayCount.of([FROM_INDUCTION]).years_since == "years since the start of induction"
    assert DayCount.of([FROM_1, FROM_INDUCTION]).time_zero.startswith("Time zero: the first dose,")


def test_nobody_counts_from_the_first_dose():
    assert DayCount.of([]).days_since == "days since the first dose"
