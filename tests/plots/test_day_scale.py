"""Where days stand: true in each part, in order everywhere, and never far from the schedule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.plots.day_scale import LEAST_PART, DayScale

SCHEDULE = [1, 8, 15, 33, 78]
DAYS = st.lists(st.integers(-30, 4000), max_size=30)


def test_up_to_the_end_of_the_schedule_a_position_is_the_day_itself():
    scale = DayScale.over(SCHEDULE, [*SCHEDULE, 900])

    assert [scale.position(day) for day in SCHEDULE] == SCHEDULE


def test_without_a_late_result_there_is_no_break_and_the_whole_schedule_is_shown():
    scale = DayScale.over(SCHEDULE, [15])

    assert scale.late_first is None
    assert scale.left < 1
    assert scale.right > 78


def test_years_of_follow_up_stand_behind_a_break_and_leave_room_for_induction():
    scale = DayScale.over(SCHEDULE, [*SCHEDULE, 400, 900, 1500])

    induction = scale.position(33) - scale.position(1)
    assert scale.late_first == 400
    assert induction / (scale.end - scale.left) > 0.15
    assert scale.is_in_break(200)
    assert not scale.is_in_break(400)


def test_a_few_months_after_a_short_schedule_need_no_break():
    assert DayScale.over([1, 8, 29], [1, 8, 29, 92]).late_first is None
    assert DayScale.over([1, 8, 29], [1, 8, 29, 192]).late_first == 192


def test_a_result_without_a_day_has_a_place_right_of_all_days():
    scale = DayScale.over(SCHEDULE, SCHEDULE, undated=2)

    places = [scale.undated_position(slot) for slot in range(2)]
    assert scale.right < places[0] < places[1] < scale.end


def test_a_course_without_anything_has_an_axis():
    scale = DayScale.over([], [])

    assert scale.end > scale.left


@given(days=DAYS, with_schedule=st.booleans(), one=st.integers(-30, 4000))
def test_a_day_is_found_again_at_its_position(days, with_schedule, one):
    schedule = SCHEDULE if with_schedule else []
    scale = DayScale.over(schedule, [*schedule, *days, one])

    assert scale.day_at(scale.position(one)) == pytest.approx(one, abs=1e-6)


@given(days=DAYS, one=st.integers(-30, 4000), other=st.integers(-30, 4000))
def test_later_days_stand_further_right(days, one, other):
    scale = DayScale.over(SCHEDULE, [*SCHEDULE, *days, one, other])

    earlier, later = sorted((one, other))
    assert scale.position(earlier) <= scale.position(later)
    assert scale.left <= scale.position(earlier)
    assert scale.position(later) <= scale.right


def test_to_scale_there_is_no_break_and_every_day_is_as_wide():
    scale = DayScale.over(SCHEDULE, [*SCHEDULE, 400, 900])

    whole = scale.to_scale()

    assert whole.late_first is None
    assert whole.position(900) - whole.position(400) == 500
    assert DayScale.over(SCHEDULE, SCHEDULE).to_scale() == DayScale.over(SCHEDULE, SCHEDULE)


def test_a_part_keeps_the_break_only_where_it_runs_through():
    scale = DayScale.over(SCHEDULE, [*SCHEDULE, 400, 900], undated=2)

    assert scale.part(60, 500).late_first == 400
    assert scale.part(5, 20).late_first is None
    assert scale.part(500, 600).late_first is None
    assert scale.part(60, 500).undated == 0


@given(
    days=DAYS,
    first=st.floats(-30, 4000),
    width=st.floats(0, 2000),
    one=st.integers(-30, 4000),
)
def test_a_part_shows_its_own_days_in_order(days, first, width, one):
    part = DayScale.over(SCHEDULE, [*SCHEDULE, *days]).part(first, first + width)

    assert part.last - part.first >= LEAST_PART - 1e-9
    assert part.left < part.position(part.first) < part.position(part.last) < part.end
    assert part.holds(one) is (part.first <= one <= part.last)
    assert not part.holds(None)
    if part.holds(one):
        assert part.day_at(part.position(one)) == pytest.approx(one, abs=1e-6)
