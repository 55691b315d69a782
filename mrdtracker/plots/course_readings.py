"""What every panel and track of a course says of one day: what was measured or given, no more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mrdtracker.domain.notation import rounded_value_text
from mrdtracker.domain.units import canonical_text
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_points import CoursePoint
from mrdtracker.plots.course_sheet import ROW_OF_PANEL, Sheet
from mrdtracker.plots.course_tracks import Track
from mrdtracker.plots.look import Look
from mrdtracker.words import say

MOST_WORDS = 3


@dataclass(frozen=True)
class Reading:
    """What one panel or track says of a day.

    Attributes:
        words: Its results, or its amount.
        top: Where its strip begins, in points from the bottom of the page.
    """

    words: str
    top: float


def readings_at(sheet: Sheet, look: Look, day: int) -> tuple[Reading, ...]:
    """Read every panel and track at a day, from top to bottom.

    Nothing is read between two results: a day on which nothing was measured has no reading. Only
    a dose holds until the next one.
    """
    found = []
    for panel, row in ROW_OF_PANEL.items():
        points = [
            one
            for one in sheet.course.shown
            if (one.panel, one.day) == (panel, day) and one.window is None and row in sheet.spans
        ]
        if points:
            found.append(Reading(_results(points, sheet.course), sheet.spans[row].top))
    for track, span in zip(sheet.course.tracks, sheet.track_spans(look), strict=True):
        amount = amount_at(track, day)
        if amount is not None:
            found.append(Reading(f"{track.name} {canonical_text(amount)}", span.top))
    return tuple(sorted(found, key=lambda one: -one.top))


def amount_at(track: Track, day: int) -> Decimal | None:
    """Return the count of a day, or the dose that holds on it; None where there is none."""
    if not track.is_lasting:
        return next((one.amount for one in track.points if one.day == day), None)
    begun = [one for one in track.points if one.day <= day]
    if not begun or (begun[-1].last is not None and begun[-1].last < day):
        return None
    return begun[-1].amount


def _results(points: list[CoursePoint], course: MrdCourse) -> str:
    texts = [_result(point, course, is_alone=len(points) == 1) for point in points]
    rest = len(texts) - MOST_WORDS
    more = say(", and {} more").format(rest) if rest > 0 else ""
    return " · ".join(texts[:MOST_WORDS]) + more


def _result(point: CoursePoint, course: MrdCourse, *, is_alone: bool) -> str:
    thresholds = [
        Decimal(repr(one.threshold)) for one in course.thresholds if one.panel is point.panel
    ]
    value = rounded_value_text(point.result.value, thresholds)
    return value if is_alone else f"{point.result.method.words} {value}"
