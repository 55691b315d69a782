"""A result of the course in words: for the tooltip, and for those who cannot see the plot."""

from __future__ import annotations

from decimal import Decimal

from mrdtracker.domain.counting import counting_interval
from mrdtracker.domain.notation import (
    date_text,
    day_text,
    rounded_percent_text,
    rounded_value_text,
    value_text,
)
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.vocabulary import Quality
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_points import CoursePoint
from mrdtracker.plots.course_schedule import ExpectedTimePoint
from mrdtracker.plots.course_what_if import NOT_ON_RECORD, WHAT_IF
from mrdtracker.plots.course_words import COUNTING_INTERVAL, NO_DATE, SPECIMEN_WORDS, series_words
from mrdtracker.words import mark, say, say_code

_QUALITY_NAMES = {Quality.CD19_DIRECTED_THERAPY: mark("after CD19-directed therapy")}


def lines_about(point: CoursePoint, course: MrdCourse) -> tuple[str, ...]:
    """Describe a result: when, what, as it was reported, how sure, and what was found in it."""
    result = point.result
    series = point.series
    thresholds = [
        Decimal(repr(one.threshold)) for one in course.thresholds if one.panel is point.panel
    ]
    exact, shown = value_text(result.value), rounded_value_text(result.value, thresholds)
    lines = [
        when_words(point, course),
        f"{series_words(series.method, series.specimen, series.target)}: {shown}",
    ]
    if exact not in (shown, result.reported_text):
        lines.append(say("with all digits: {}").format(exact))
    if result.reported_text:
        lines.append(say("as reported: {}").format(result.reported_text))
    if point.whisker and result.events_total and result.events_positive is not None:
        interval = counting_interval(result.events_positive, result.events_total)
        low, high = (rounded_percent_text(end) for end in (interval.low, interval.high))
        lines.append(say("{}: {} to {}").format(say(COUNTING_INTERVAL), low, high))
    lines += [
        say(_QUALITY_NAMES[quality]) if quality in _QUALITY_NAMES else say_code(quality)
        for quality in result.quality
    ]
    flag = (course.flags or {}).get(point.key)
    if point.key in (course.tried or ()):
        lines.append(say(NOT_ON_RECORD))
    return (*lines, *(flag.says if flag else ()))


def lines_about_ring(expected: ExpectedTimePoint, course: MrdCourse) -> tuple[str, ...]:
    """Describe a sample that is awaited: what, when, and what a click does."""
    what = f"{say(expected.title) or expected.id} · {say(SPECIMEN_WORDS[expected.specimen])}"
    return (
        say("{}: no result yet").format(what),
        say("expected {}").format(course.day_words(expected.window.day)),
        say("Click to enter it."),
    )


def when_words(point: CoursePoint, course: MrdCourse) -> str:
    """Say when a result was taken: day, then date, or that it is not known."""
    if point.day is None:
        return " · ".join(filter(None, [point.result.timepoint, say(NO_DATE)]))
    if point.window is not None:
        words = say("{}, {} (day not recorded)")
        return words.format(point.result.timepoint, point.window.words)
    on = point.result.on or course.date_of(point.day)
    return day_text(point.day) + ("" if on is None else f" · {date_text(on)}")


def spoken(course: MrdCourse) -> str:
    """List every result in one line each, for a screen reader, and how many are hidden."""
    lines = [", ".join(lines_about(point, course)[:2]) for point in course.shown]
    hidden = len(course.points) - len(lines)
    if hidden:
        lines.append(say("Hidden for now: {}").format(counted(hidden, "result")))
    return "\n".join(lines if course.tried is None else [say(WHAT_IF), *lines])
