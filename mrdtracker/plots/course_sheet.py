"""The page of a course plot in points: which strip and panel stands where, at any resolution."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_key import (
    entry_places,
    heading_words,
    key_words,
    legend_words,
)
from mrdtracker.plots.course_levels import CLASS_EDGES, ZERO_COUNT, axis_level, screen_name
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_tracks import EVENTS_KEY
from mrdtracker.plots.course_words import (
    LIMIT_NOT_STATED,
    NOT_EVALUABLE,
    origin_words,
)
from mrdtracker.plots.figures import shortened, text_width
from mrdtracker.plots.label_places import Span, packed_rows
from mrdtracker.plots.look import Look
from mrdtracker.words import say

LINE = 1.35
EDGE = 6.0
_TICK_ROOM = 46.0
_AXIS_TITLE_ROOM = 14.0
_POWER_ROOM = 30.0
_MOST_LEFT = 128.0
_GOOD_MAIN, _WANTED_MAIN, _LEAST_MAIN = 180.0, 130.0, 64.0
_LEAST_WIDTH = 40.0
_KEY_GAP = 18.0
_NAME_GAP = 10.0
_LEAST_WORDS, _MOST_WORDS = 36.0, 150.0
# How far right of its day a name begins; that of an event leaves room for its mark.
PHASE_INDENT, EVENT_INDENT = 3.0, 8.0
MOST_ROWS = 3
_GLYPH_STRIP = 15.0


class Row(Enum):
    """One horizontal strip of the page, from top to bottom.

    CORNER is there where nothing else stands above the panels beside the buttons of the plot.
    """

    CORNER = "corner"
    HEADING = "heading"
    LEGEND = "legend"
    PHASES = "phases"
    EVENTS = "events"
    SCREEN = "screen"
    NO_LIMIT = "no_limit"
    MRD = "mrd"
    FAILED = "failed"
    TRANSCRIPT = "transcript"
    MORPHOLOGY = "morphology"
    COUNT = "count"
    TRACKS = "tracks"
    DAYS = "days"
    DATES = "dates"
    TITLE = "title"
    KEY = "key"


# A panel beside the main one at its good height, and how much of it a low page may take.
_SMALL_PANEL = 56.0
_GIVES = {Row.MORPHOLOGY: 23.0, Row.COUNT: 25.0}
# A strip of a blood count or of a dose, and what it may give; its words stand above it.
_TRACK, _TRACK_GIVES = 30.0, 12.0
ROW_OF_PANEL = {panel: Row(panel.value) for panel in Panel}
AXES_PANELS = (Panel.MRD, Panel.TRANSCRIPT, Panel.MORPHOLOGY, Panel.COUNT)
LOG_PANELS = (Panel.MRD, Panel.TRANSCRIPT)
STRIP_PANELS = (Panel.SCREEN, Panel.NO_LIMIT, Panel.FAILED)


@dataclass(frozen=True)
class Sheet:
    """Where everything stands, in points from the lower left corner of the figure.

    Attributes:
        left: Left end of the plot area.
        right: Right end of the plot area.
        ends: Ends of each panel's axis: exponents, or a plain share for morphology.
        spans: The strips that this course needs.
        screens: Names of the lines of the strip of qualitative results, from top to bottom.
        phase_names: The name of each phase, as much of it as finds room.
        phase_rows: Line of each phase name.
        event_rows: Line of each event.
    """

    width: float
    height: float
    left: float
    right: float
    course: MrdCourse
    ends: Mapping[Panel, tuple[float, float]]
    spans: Mapping[Row, Span]
    screens: tuple[str, ...] = ()
    phase_names: tuple[str, ...] = ()
    phase_rows: tuple[int, ...] = ()
    event_rows: tuple[int, ...] = ()

    @property
    def points_per_position(self) -> float:
        """Points on the page per unit of the day scale."""
        scale = self.course.scale
        return (self.right - self.left) / (scale.end - scale.left)

    def x(self, position: float) -> float:
        """Return the page position of a position on the day scale."""
        return self.left + (position - self.course.scale.left) * self.points_per_position

    def x_of_day(self, day: float) -> float:
        """Return the page position of a day."""
        return self.x(self.course.scale.position(day))

    def y(self, panel: Panel, level: float) -> float:
        """Return the height of a level of a panel with an axis."""
        span = self.spans[ROW_OF_PANEL[panel]]
        low, high = self.ends[panel]
        share = (axis_level(panel, level, low) - low) / (high - low)
        return span.bottom + span.height * min(1.0, max(0.0, share))

    @property
    def lowest(self) -> float:
        """Return the bottom of the lowest panel or strip: there stand the days."""
        rows = (*(ROW_OF_PANEL[panel] for panel in AXES_PANELS), Row.TRACKS)
        return min(self.spans[row].bottom for row in rows if row in self.spans)

    def track_spans(self, look: Look) -> tuple[Span, ...]:
        """Return the strip of every track, from top to bottom, without the words above it.

        That of a folded one has no height: its words are all of it.
        """
        tracks, words = self.course.tracks, look.caption_pt * LINE
        if not tracks:
            return ()
        top, height = self.spans[Row.TRACKS].top, self.spans[Row.TRACKS].height
        each = (height - words * len(tracks)) / max(1, len(self.course.open_tracks))
        spans = []
        for track in tracks:
            bottom = top - words - each * (track.key not in self.course.folded)
            spans.append(Span(bottom, top - words))
            top = bottom
        return tuple(spans)

    def screen_middle(self, name: str) -> float:
        """Return the height of the line of a qualitative test."""
        span = self.spans[Row.SCREEN]
        step = span.height / len(self.screens)
        return span.top - step * (self.screens.index(name) + 0.5)


def screens_of(course: MrdCourse) -> tuple[str, ...]:
    """Return one line name per qualitative test, in the order of time."""
    names = (screen_name(point.result) for point in course.of_panel(Panel.SCREEN))
    return tuple(dict.fromkeys(names))


def sheet_of(course: MrdCourse, look: Look, width: float, height: float) -> Sheet:
    """Lay out the page once: margins from the words, strips only where the course needs them."""
    left = _left_margin(course, look)
    right = max(width - EDGE - _POWER_ROOM, left + _LEAST_WIDTH)
    bare = Sheet(width, height, left, right, course, _ends(course), {}, screens_of(course))
    names, rows = _phases(bare, look)
    sheet = replace(bare, phase_names=names, phase_rows=rows, event_rows=_event_rows(bare, look))
    fixed, shares = _fixed(sheet, look), _shares(course)
    lacking = _height_of(fixed, shares, _WANTED_MAIN) - height
    if lacking > 0:
        fixed |= _smaller(fixed, lacking, len(course.open_tracks))
    return replace(sheet, spans=_stacked(fixed, shares, height))


def _ends(course: MrdCourse) -> dict[Panel, tuple[float, float]]:
    counts = [one.level or 0.0 for one in course.of_panel(Panel.COUNT)]
    return {
        Panel.MRD: course.decades(Panel.MRD),
        Panel.TRANSCRIPT: course.decades(Panel.TRANSCRIPT),
        Panel.MORPHOLOGY: (0.0, len(CLASS_EDGES) - 1.0),
        Panel.COUNT: (ZERO_COUNT - 0.3, max(4.0, math.log10(max([1.0, *counts])) + 0.4)),
    }


def good_height(course: MrdCourse, look: Look, width: float) -> float:
    """Return the height in points at which everything on a page of this width is readable."""
    sheet = sheet_of(course, look, width, 1000.0)
    return _height_of(_fixed(sheet, look), _shares(course), _GOOD_MAIN)


def least_height(course: MrdCourse, look: Look, width: float) -> float:
    """Return the height in points below which a page of this width must be scrolled.

    Before that the small panels are lowered, then the further lines of the key left out: what a
    mark means is said to the pointer, too.
    """
    fixed = _fixed(sheet_of(course, look, width, 1000.0), look)
    fixed |= _smaller(fixed, math.inf, len(course.open_tracks))
    return _height_of(fixed, _shares(course), _LEAST_MAIN)


def _fixed(sheet: Sheet, look: Look) -> dict[Row, float]:
    """Return the heights of the strips that do not grow with the page."""
    course = sheet.course
    line = look.caption_pt * LINE
    shown = {panel for panel in Panel if course.of_panel(panel)}
    return {
        Row.CORNER: line * (_first_row(course, look) is Row.CORNER and look.corner_pt > 0),
        Row.HEADING: line * bool(heading_words(course, look)),
        Row.LEGEND: line * _lines(legend_places(sheet, look)),
        Row.PHASES: line * _rows_of(sheet.phase_rows),
        Row.EVENTS: line * _rows_of(sheet.event_rows),
        Row.SCREEN: _GLYPH_STRIP * len(sheet.screens),
        Row.NO_LIMIT: _GLYPH_STRIP * (Panel.NO_LIMIT in shown),
        Row.FAILED: _GLYPH_STRIP * (Panel.FAILED in shown),
        Row.MORPHOLOGY: _SMALL_PANEL * (Panel.MORPHOLOGY in shown and course.has_mrd),
        Row.COUNT: _SMALL_PANEL * (Panel.COUNT in shown),
        Row.TRACKS: _TRACK * len(course.open_tracks) + line * len(course.tracks),
        Row.DAYS: line,
        Row.DATES: look.small_pt * LINE * (course.timeline is not None),
        Row.TITLE: line,
        Row.KEY: line * max((number for number, _ in key_places(sheet, look)), default=0),
    }


def _first_row(course: MrdCourse, look: Look) -> Row:
    """Return the strip of words that stands beside the buttons of the plot."""
    words = {
        Row.HEADING: heading_words(course, look),
        Row.LEGEND: legend_words(course),
        Row.PHASES: course.phases,
        Row.EVENTS: course.events and EVENTS_KEY not in course.folded,
    }
    return next((row for row, found in words.items() if found), Row.CORNER)


def _free_corner(course: MrdCourse, look: Look, row: Row) -> float:
    """Return what a strip of words leaves free at its right end, in points."""
    return look.corner_pt if row is _first_row(course, look) else 0.0


def _shares(course: MrdCourse) -> dict[Row, float]:
    """Return how the panels that grow share what is left.

    While there is no MRD result, the smears are what is looked at.
    """
    shares = {Row.MRD: 1.0}
    if course.of_panel(Panel.TRANSCRIPT):
        shares[Row.TRANSCRIPT] = 0.7
    if course.of_panel(Panel.MORPHOLOGY) and not course.has_mrd:
        shares[Row.MORPHOLOGY] = 1.0
    return shares


def _height_of(fixed: Mapping[Row, float], shares: Mapping[Row, float], main: float) -> float:
    """Return the height of a page whose main panel has this height."""
    rows = [row for row in Row if fixed.get(row) or shares.get(row)]
    gaps = sum(_GAPS_ABOVE.get(row, 0.0) for row in rows)
    return 2 * EDGE + gaps + sum(fixed.values()) + main * sum(shares.values())


def legend_places(sheet: Sheet, look: Look) -> list[tuple[int, float]]:
    """Return line and left end of each series in the legend, beside the buttons of the plot."""
    ends = (sheet.left, sheet.width - EDGE)
    free = _free_corner(sheet.course, look, Row.LEGEND)
    return entry_places(legend_words(sheet.course), look, ends, (ends[0], ends[1] - free))


def key_places(sheet: Sheet, look: Look) -> list[tuple[int, float]]:
    """Return line and left end of each entry of the key, which begins beside the day's origin."""
    origin = origin_words(sheet.course.convention, sheet.course.timeline)
    indent = text_width(origin, look.caption_pt) + _KEY_GAP
    ends = (sheet.left, sheet.width - EDGE)
    return entry_places(key_words(sheet.course), look, ends, (ends[0] + indent, ends[1]))


def _lines(places: list[tuple[int, float]]) -> int:
    return places[-1][0] + 1 if places else 0


def _left_margin(course: MrdCourse, look: Look) -> float:
    names = list(screens_of(course))
    names += [say(LIMIT_NOT_STATED)] * bool(course.of_panel(Panel.NO_LIMIT))
    names += [say(NOT_EVALUABLE)] * bool(course.of_panel(Panel.FAILED))
    widest = max((text_width(name, look.small_pt) + 8 for name in names), default=0.0)
    ticks = max(
        text_width(f"0.{'0' * max(0, -course.decades(panel)[0] - 3)}1 %", look.caption_pt)
        for panel in LOG_PANELS
        if panel is Panel.MRD or course.of_panel(panel)
    )
    return EDGE + max(_AXIS_TITLE_ROOM + max(_TICK_ROOM, ticks + 8), min(widest, _MOST_LEFT))


def label_of_day(
    sheet: Sheet, look: Look, day: int, text: str, indent: float = PHASE_INDENT
) -> tuple[float, str]:
    """Return left end and words of a label right of its day, cut at the edge of the page.

    A day close to the edge lends its label a little room on its own left.
    """
    edge = sheet.width - EDGE
    width = min(_MOST_WORDS, text_width(text, look.caption_pt) + 0.5)
    left = min(max(sheet.left, sheet.x_of_day(day)) + indent, edge - min(width, _LEAST_WORDS))
    return left, shortened(text, min(width, edge - left), look.caption_pt)


def _phases(sheet: Sheet, look: Look) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the names of the phases and their lines; names are cut before one has no line.

    A name that ends before the phase after the next one needs no third line.
    """
    labels = [label_of_day(sheet, look, one.first, one.name) for one in sheet.course.phases]
    rows = _phase_rows(sheet, look, labels)
    if max(rows, default=0) >= MOST_ROWS:
        ends = [*(left - _NAME_GAP for left, _ in labels[2:]), math.inf, math.inf]
        labels = [
            (left, shortened(text, end - left, look.caption_pt))
            for (left, text), end in zip(labels, ends, strict=False)
        ]
        rows = _phase_rows(sheet, look, labels)
    return tuple(text for _, text in labels), rows


def _phase_rows(sheet: Sheet, look: Look, labels: list[tuple[float, str]]) -> tuple[int, ...]:
    spans = [(left - 3, left + text_width(text, look.caption_pt) + 3) for left, text in labels]
    return packed_rows(spans, 3, sheet.width - _free_corner(sheet.course, look, Row.PHASES))


def _event_rows(sheet: Sheet, look: Look) -> tuple[int, ...]:
    """Give each event a row of its own: its mark, its words, and the bar over its days.

    Folded, all stand in one, without words.
    """
    if EVENTS_KEY in sheet.course.folded:
        return (0,) * len(sheet.course.events)
    spans = []
    for one in sheet.course.events:
        left, text = label_of_day(sheet, look, one.day, one.name, EVENT_INDENT)
        ends = [left + text_width(text, look.caption_pt)]
        if one.last is not None:
            ends.append(min(sheet.right, sheet.x_of_day(one.last)))
        spans.append((left - EVENT_INDENT - 3, max(ends) + 3))
    return packed_rows(spans, 3, sheet.width - _free_corner(sheet.course, look, Row.EVENTS))


def _rows_of(rows: tuple[int, ...]) -> int:
    """Count the lines of labels; what would stand on a later one has none, only its stroke."""
    return min(MOST_ROWS, max(rows, default=-1) + 1)


def _smaller(fixed: Mapping[Row, float], lacking: float, tracks: int) -> dict[Row, float]:
    """Take from the small panels, and last from the key, what a low page lacks."""
    small = {row: most for row, most in _GIVES.items() if fixed[row]}
    if tracks:
        small[Row.TRACKS] = _TRACK_GIVES * tracks
    given = min(lacking, sum(small.values()))
    squeezed = {
        row: fixed[row] - given * most / sum(small.values()) for row, most in small.items()
    }
    is_desperate = lacking - given > _WANTED_MAIN - _LEAST_MAIN
    return squeezed | ({Row.KEY: 0.0} if is_desperate else {})


def _stacked(
    fixed: Mapping[Row, float], shares: Mapping[Row, float], height: float
) -> dict[Row, Span]:
    """Stack the strips from the top; panels that grow share what the others leave."""
    rest = height - _height_of(fixed, shares, 0.0)
    unit = max(_LEAST_MAIN / 2, rest / sum(shares.values()))
    spans, top = {}, height - EDGE
    for row in Row:
        size = fixed.get(row) or shares.get(row, 0.0) * unit
        if size:
            top -= _GAPS_ABOVE.get(row, 0.0)
            spans[row] = Span(top - size, top)
            top -= size
    return spans


_GAPS_ABOVE = {
    Row.PHASES: 2.0,
    Row.SCREEN: 2.0,
    Row.MRD: 7.0,
    Row.FAILED: 6.0,
    Row.TRANSCRIPT: 12.0,
    Row.MORPHOLOGY: 15.0,
    Row.COUNT: 12.0,
    Row.TRACKS: 4.0,
    Row.DAYS: 6.0,
    Row.TITLE: 3.0,
}
