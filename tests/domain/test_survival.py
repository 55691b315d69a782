"""Kaplan–Meier, its band and the log-rank test, against a published trial and another library."""

import math
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.survival import (
    TimeToEvent,
    at_risk_on,
    chi_square_tail,
    kaplan_meier,
    log_rank,
    median_days,
    survival_at,
)

# Weeks of remission in 42 children with acute leukaemia, 6-MP against placebo (Freireich et al.,
# Blood 1963;21:699); a minus is a remission that still held.
SIX_MP = (6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35)
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)


def times(signed):
    return tuple(TimeToEvent(abs(one), one > 0) for one in signed)


def assert_agrees(groups):
    """Hold curves and test against a library that is kept by others and takes 2 s to load."""
    import lifelines
    from lifelines import statistics

    for group in groups:
        fitted = lifelines.KaplanMeierFitter().fit(
            [one.days for one in group], [one.is_event for one in group]
        )
        band = fitted.confidence_interval_
        for step in kaplan_meier(group):
            assert step.survival == pytest.approx(
                fitted.survival_function_.loc[step.days].iloc[0], abs=1e-9
            )
            assert step.at_risk == fitted.event_table.loc[step.days, "at_risk"]
            if step.low is not None:
                low, high = band.loc[step.days]
                assert (step.low, step.high) == pytest.approx((low, high), abs=1e-9)
    everybody = list(chain.from_iterable(groups))
    numbers = [number for number, group in enumerate(groups) for _ in group]
    theirs = statistics.multivariate_logrank_test(
        [one.days for one in everybody], numbers, [one.is_event for one in everybody]
    )
    ours = log_rank(groups)
    assert ours.chi_square == pytest.approx(theirs.test_statistic, abs=1e-9, rel=1e-9)
    assert ours.p_value == pytest.approx(theirs.p_value, abs=1e-9)
    assert ours.degrees == len(groups) - 1


def test_the_6_mp_trial_has_its_published_survival():
    steps = {step.days: step for step in kaplan_meier(times(SIX_MP)) if step.events}

    # Cox and Oakes, Analysis of Survival Data, 1984, and every text since.
    published = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert {days: round(step.survival, 4) for days, step in steps.items()} == published
    assert [steps[days].at_risk for days in published] == [21, 17, 15, 12, 11, 7, 6]
    assert median_days(tuple(steps.values())) == 23
    assert median_days(kaplan_meier(times(PLACEBO))) == 8


def test_the_6_mp_trial_has_its_published_log_rank():
    found = log_rank([times(SIX_MP), times(PLACEBO)])

    # Chi-square 16.79 on 1 degree of freedom; 9 and 21 seen, 19.25 and 10.75 expected.
    assert round(found.chi_square, 2) == 16.79
    assert found.degrees == 1
    assert [round(one, 2) for one in found.expected] == [19.25, 10.75]
    assert found.p_value == pytest.approx(4.17e-5, rel=1e-3)


def test_the_6_mp_trial_agrees_with_the_library():
    assert_agrees([times(SIX_MP), times(PLACEBO)])
    assert_agrees([times(SIX_MP[:9]), times(SIX_MP[9:]), times(PLACEBO[:7]), times(PLACEBO[7:])])


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=3, max_size=20),
        min_size=2,
        max_size=4,
    )
)
def test_the_order_of_groups_and_patients_changes_nothing(drawn):
    groups = [tuple(TimeToEvent(*one) for one in group) for group in drawn]
    turned = [tuple(reversed(group)) for group in reversed(groups)]

    here, there = log_rank(groups), log_rank(turned)

    assert kaplan_meier(groups[0]) == kaplan_meier(turned[-1])
    assert (here is None) == (there is None)
    if here is not None:
        assert here.chi_square == pytest.approx(there.chi_square, abs=1e-9)
        assert here.degrees == there.degrees


def test_who_is_censored_on_the_day_of_an_event_was_at_risk_on_it():
    (step,) = kaplan_meier(times((5, -5)))

    assert (step.at_risk, step.events, step.censored, step.survival) == (2, 1, 1, 0.5)
    # exp(± z · √(1 / (2 · 1)) / ln 0.5)
    reach = 1.959963984540054 * math.sqrt(0.5) / math.log(2)
    assert (step.low, step.high) == pytest.approx(
        (0.5 ** math.exp(reach), 0.5 ** math.exp(-reach))
    )
    assert at_risk_on(times((5, -5, 6)), 5) == 3
    assert at_risk_on(times((5, -5, 6)), 6) == 1


def test_where_the_formula_has_no_value_there_is_no_band():
    unharmed, *_, gone = kaplan_meier(times((-1, 2, 3)))

    assert (unharmed.survival, unharmed.low, unharmed.high) == (1.0, None, None)
    assert (gone.survival, gone.low, gone.high) == (0.0, None, None)


@pytest.mark.parametrize("patients", range(2, 60, 2))
def test_the_median_of_an_even_number_is_the_day_that_leaves_half_of_them(patients):
    assert median_days(kaplan_meier(times(range(1, patients + 1)))) == patients // 2


def test_survival_on_a_day_is_that_of_the_last_step():
    steps = kaplan_meier(times((5, 9)))

    assert survival_at(steps, 4) is None
    assert survival_at(steps, 8) == steps[0]
    assert survival_at(steps, 9) == steps[1]


def test_a_median_that_is_not_reached_is_not_invented():
    assert median_days(kaplan_meier(times((5, -9, -9)))) is None


@pytest.mark.parametrize(
    "groups", [[], [(1, 2)], [(-1, -2), (-3,)], [(1, 2), ()], [(-1, -1), (5, 6)]]
)
def test_nothing_to_compare_gives_no_test(groups):
    assert log_rank([times(group) for group in groups]) is None


def test_two_patients_can_be_compared_and_the_last_one_alone_cannot():
    found = log_rank([times((1,)), times((2,))])

    # Day 1: half an event expected in each group, variance 1/4; day 2: nobody to draw from.
    assert (found.chi_square, found.degrees) == (1.0, 1)
    assert found.expected == (0.5, 1.5)


def test_a_large_cohort_has_as_many_degrees_as_groups_less_one():
    groups = [times(range(1 + shift, 1200, step)) for shift, step in ((0, 1), (0, 2), (1, 3))]

    found = log_rank(groups)

    assert found.degrees == 2
    assert sum(found.expected) == pytest.approx(sum(map(len, groups)))


def test_a_group_that_was_never_at_risk_beside_others_costs_no_degree():
    found = log_rank([times(SIX_MP), times(PLACEBO), ()])

    assert found.degrees == 1
    assert round(found.chi_square, 2) == 16.79


@pytest.mark.parametrize(
    ("value", "degrees", "tail"),
    # Fisher's table: 5 % points.
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (7.814728, 3, 0.05), (9.487729, 4, 0.05)],
)
def test_the_tail_of_chi_square_is_that_of_the_tables(value, degrees, tail):
    assert chi_square_tail(value, degrees) == pytest.approx(tail, abs=1e-7)
    assert chi_square_tail(0.0, degrees) == 1.0


@pytest.mark.parametrize(
    ("degrees", "critical"),
    [(3, 7.814728), (4, 9.487729), (5, 11.070498), (6, 12.591587), (7, 14.067140)],
)
def test_the_tail_of_several_degrees_is_that_of_the_printed_tables(degrees, critical):
    assert chi_square_tail(critical, degrees) == pytest.approx(0.05, abs=1e-7)
    assert chi_square_tail(0.0, degrees) == 1.0


def test_the_chance_of_hardly_any_difference_is_1_and_never_more():
    # The sum for 7 degrees rounds above 1 for some of these.
    assert max(chi_square_tail(number * 1e-7, 7) for number in range(1, 600)) == 1.0
