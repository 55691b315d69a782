"""The words around a course plot: heading, names of its series, and what its marks mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_words import SPECIMEN_WORDS, series_words
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.look import Look
from mrdtracker.words import mark, say

MOST_DIRECT_LABELS = 3
_MARK, _GAP = 14.0, 12.0

KEY_WORDS: Mapping[str, str] = {
    "whisker": mark("counting 95 % interval"),
    "below_quantification": mark("positive, not quantifiable (line: QR)"),
    "uncertain": mark("uncertain significance"),
    "negative": mark("not detected, at its own limit"),
    "above": mark("above the upper limit"),
    "not_evaluable": mark("not evaluable"),
    "awaited": mark("awaited"),
    "blood": mark("with a rim: blood"),
}


def heading_words(course: MrdCourse, look: Look) -> str:
    """Say on paper whose course this is, and everywhere that not all of it is drawn."""
    words = [course.heading] if look.is_paper and course.heading else []
    if course.left_out:
        drawn = say("{} of {} results drawn: flagged, then latest")
        words.append(drawn.format(len(course.shown), len(course.points) + course.left_out))
    if course.events_without_day:
        named = ", ".join(course.events_without_day)
        words.append(say("recorded without a day, and so not drawn: {}").format(named))
    return " · ".join(words)


def key_words(course: MrdCourse) -> tuple[str, ...]:
    """Explain the marks that this course shows, in the order of the key line."""
    return tuple(say(KEY_WORDS[glyph]) for glyph in KEY_WORDS if glyph in _glyphs(course))


def legend_words(course: MrdCourse) -> tuple[str, ...]:
    """Return the names of the series; none where they stand beside their points."""
    if len(course.series) <= MOST_DIRECT_LABELS:
        return ()
    return tuple(series_words(one.method, one.specimen, one.target) for one in course.series)


def entry_places(
    words: Iterable[str], look: Look, ends: tuple[float, float], first: tuple[float, float]
) -> list[tuple[int, float]]:
    """Return line and left end of each entry of a key or legend, wrapped at the right end.

    Args:
        words: The entries; a mark stands before each.
        look: Says how large they are written.
        ends: Left and right end of every line but the first, in points.
        first: The same of the first one, which leaves room for something else.
    """
    places, line, x = [], 0, first[0]
    right = first[1]
    for text in words:
        width = _MARK + text_width(text, look.caption_pt)
        if x + width > right and (x > ends[0] or right < ends[1]):
            line, x, right = line + 1, *ends
        places.append((line, x))
        x += width + _GAP
    return places


def _glyphs(course: MrdCourse) -> set[str]:
    found = {point.glyph.value for point in course.points}
    if any(point.whisker for point in course.points):
        found.add("whisker")
    if course.awaited:
        found.add("awaited")
    specimens = {SPECIMEN_WORDS[one.specimen] for one in course.series}
    if len(specimens) > 1 and "blood" in specimens:
        found.add("blood")
    return found
