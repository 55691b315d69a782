from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.days import Anchor, DayConvention, DayWindow, Timeline
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.truth import Truth

DAY_0, DAY_1 = DayConvention(0), DayConvention(1)
STARTED = date(2026, 3, 2)
DATES = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@pytest.mark.parametrize("day", [-1, 2, 8])
def test_the_first_dose_is_day_0_or_day_1_and_nothing_else(day):
    assert [DayConvention(one).first_dose_day for one in (0, 1)] == [0, 1]
    with pytest.raises(InvalidInputError, match="day 0 or day 1"):
        DayConvention(day)


def test_the_convention_is_said_in_words():
    assert (DAY_0.words, DAY_1.words) == ("first dose = day 0", "first dose = day 1")


def test_the_same_marrow_is_day_7_for_ccg_and_day_8_for_cog():
    taken_on = STARTED + timedelta(days=7)

    assert Timeline.starting(STARTED, DAY_0).day_of(taken_on) == 7
    assert Timeline.starting(STARTED, DAY_1).day_of(taken_on) == 8
    assert DAY_1.renumber(7, stated_in=DAY_0) == 8
    assert DAY_0.renumber(8, stated_in=DAY_1) == 7
    assert DAY_1.renumber(8, stated_in=DAY_1) == 8


def test_days_before_the_anchor_count_downwards():
    timeline = Timeline.starting(STARTED, DAY_1)

    assert timeline.day_of(STARTED) == 1
    assert timeline.day_of(STARTED - timedelta(days=1)) == 0
    assert timeline.day_of(STARTED - timedelta(days=2)) == -1


@given(DATES, DATES, st.sampled_from([DAY_0, DAY_1]))
def test_a_day_and_its_date_are_one_thing(started_on, on, convention):
    timeline = Timeline.starting(started_on, convention)

    assert timeline.date_of(timeline.day_of(on)) == on


@pytest.mark.parametrize("leap", [date(2024, 2, 28), date(2023, 2, 28)])
def test_days_run_through_the_end_of_february(leap):
    timeline = Timeline.starting(leap, DAY_0)

    assert timeline.date_of(1) == leap + timedelta(days=1)


def test_induction_is_the_anchor_where_the_prephase_does_not_count():
    induction = STARTED + timedelta(days=7)
    outside, inside = DayConvention(1, prephase_counts=False), DAY_1

    assert Timeline.starting(STARTED, outside, induction).anchor == Anchor(
        "induction_start", induction, 1
    )
    assert Timeline.starting(STARTED, inside, induction).anchor == Anchor("first_dose", STARTED, 1)
    assert Timeline.starting(STARTED, outside).anchor == Anchor("first_dose", STARTED, 1)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (25, Truth.NO),
        (26, Truth.YES),
        (29, Truth.YES),
        (36, Truth.YES),
        (37, Truth.NO),
        (None, Truth.UNKNOWN),
    ],
)
def test_a_window_holds_both_its_ends(day, answer):
    assert DayWindow(29, before=3, after=7).contains(day) is answer


@pytest.mark.parametrize(("day", "answer"), [(73, Truth.NO), (74, Truth.YES), (5000, Truth.YES)])
def test_a_window_without_an_end_holds_every_later_day(day, answer):
    assert DayWindow(78, before=4, after=None).contains(day) is answer


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (DayWindow(29, 3, 7), "day 26–36"),
        (DayWindow(15), "day 15"),
        (DayWindow(78, 4, None), "from day 74"),
        (DayWindow(8, 0, 1), "day 8–9"),
    ],
)
def test_a_window_is_said_in_words(window, words):
    assert window.words == words
