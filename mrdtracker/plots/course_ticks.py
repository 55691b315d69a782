"""Which days are named under the course plot: days at first, then weeks, then months and years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_words import (
    late_day,
    late_words,
    month_date,
    months_before,
    short_date,
    week_words,
)

_WEEK = 7
_STEPS = (7, 14, 28, 56, 84, 168, 364)
_STEPS_OF_A_PART = (1, 2, *_STEPS)
_MOST_STEPS, _MOST_EXTRA_STEPS = 9, 4
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
_MOST_MONTHS = 6
_DAYS_IN_MONTHS = 30
# From here on a course that is drawn without a break is named in months.
MONTHS_AFTER = 130


@dataclass(frozen=True)
class DayTick:
    """A day that is named under the axis."""

    day: int
    label: str
    date: str = ""


def ticks_of(course: MrdCourse) -> tuple[DayTick, ...]:
    """Return the days to name, the most wanted first: the protocol's own, then the first dose."""
    scale = course.scale
    named = [point.window.day for point in course.expected]
    first = course.convention.first_dose_day
    ticks = [_day_tick(course, day) for day in dict.fromkeys([*named, first])]
    weeks_end = min(scale.early_last, max([*named, first + MONTHS_AFTER]))
    weeks_begin = scale.first
    if scale.is_part:
        ticks += _ticks_of_a_part(course, min(scale.last, weeks_end))
    elif not named:
        ticks += _stepped(course, first, weeks_end, _MOST_STEPS)
    elif scale.late_first is None and weeks_end > max(named) + _WEEK:
        ticks += _stepped(course, max(named), weeks_end, _MOST_EXTRA_STEPS)
    months_begin = max(weeks_begin, weeks_end if scale.late_first is None else scale.late_first)
    ticks += _months(course, months_begin)
    return tuple({tick.day: tick for tick in reversed(ticks)}[day] for day in _days(ticks))


def _days(ticks: Sequence[DayTick]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(tick.day for tick in ticks))


def _ticks_of_a_part(course: MrdCourse, last: float) -> list[DayTick]:
    """Name the days of a part so closely as its width allows, counted from the first dose."""
    first, scale = course.convention.first_dose_day, course.scale
    is_late = scale.first > first + MONTHS_AFTER
    end = scale.last if is_late and scale.last - scale.first <= MONTHS_AFTER else last
    if end <= scale.first:
        return []
    step = _step_of((end - scale.first) / _MOST_STEPS, _STEPS_OF_A_PART)
    begin = first + math.ceil((scale.first - first) / step) * step
    return [_step_tick(course, day, step) for day in range(begin, int(end) + 1, step)]


def _stepped(course: MrdCourse, first: int, last: float, most: int) -> list[DayTick]:
    """Name whole weeks from the first day on, not too many of them."""
    step = _step_of((last - first) / most, _STEPS)
    return [_step_tick(course, day, step) for day in range(first, int(last) + 1, step)]


def _months(course: MrdCourse, begin: float) -> list[DayTick]:
    """Name the time after the dense weeks in months and years after the start."""
    scale = course.scale
    if scale.last - begin < _DAYS_IN_MONTHS:
        return []
    first = course.convention.first_dose_day
    step = _step_of((scale.last - begin) / _DAYS_IN_MONTHS / _MOST_MONTHS, _MONTH_STEPS)
    last = scale.last + (0.0 if scale.is_part else scale.pad / scale.late_factor)
    months = step * math.ceil(months_before(begin - 1, first) / step)
    ticks = []
    while (day := late_day(months, first)) <= last:
        if day >= begin - 1 and months > 0:
            on = course.date_of(day)
            ticks.append(DayTick(day, late_words(months), "" if on is None else month_date(on)))
        months += step
    return ticks


def _step_of(wanted: float, steps: Sequence[int]) -> int:
    return next((one for one in steps if wanted <= one), steps[-1])


def _step_tick(course: MrdCourse, day: int, step: int) -> DayTick:
    weeks, rest = divmod(day - course.convention.first_dose_day, _WEEK)
    if step % _WEEK or rest or weeks <= 0:
        return _day_tick(course, day)
    return DayTick(day, week_words(weeks), _date(course, day))


def _day_tick(course: MrdCourse, day: int) -> DayTick:
    return DayTick(day, f"D{day}", _date(course, day))


def _date(course: MrdCourse, day: int) -> str:
    on = course.date_of(day)
    if on is None or course.timeline is None:
        return ""
    return short_date(on, course.timeline.anchor.on.year)
