"""Courses of many children, one panel for each group: every result, nothing averaged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from mrdtracker.domain.cohort import CohortPatient, CohortPoint
from mrdtracker.domain.cohort_groups import Group
from mrdtracker.domain.cohort_left_out import is_on_the_axis
from mrdtracker.domain.cohort_levels import level_of
from mrdtracker.domain.cohort_views import Overlay
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.plots.cohort_axis import LevelAxis
from mrdtracker.plots.cohort_frame import (
    GLYPHS,
    CohortSheet,
    KeyItem,
    Spot,
    add_marks,
    draw_key,
    key_height,
    paleness,
    result_mark,
    state_items,
    tell_result,
)
from mrdtracker.plots.course_points import Glyph
from mrdtracker.plots.figures import shortened
from mrdtracker.plots.look import Look
from mrdtracker.words import mark, say

COLUMNS = 3
SQUARE_ROOT = mark("{}  ·  square-root scale")
CHILDREN = mark("n = {}")
MORE_GROUPS = mark("{} more groups are in the table")
# Protocols that begin with day 1 name days 8, 15, 33; who counts weeks from 0 names 7, 14, 28.
_TICKS = (8, 15, 33, 78, 180, 365, 730, 1095, 1825, 3650)
_TICKS_FROM_0 = (7, 14, 28, 84, 180, 365, 730, 1095, 1825, 3650)
_LEFT, _RIGHT, _TOP, _BOTTOM, _GAP = 54.0, 14.0, 36.0, 38.0, 16.0
_KEY_GAP = 9.0
_LEAST_PANEL = 170.0
# In points: two days of four digits side by side.
_APART = 24.0


@dataclass(frozen=True)
class _Placed:
    """A result with its place on the axes.

    Attributes:
        x: The root of its day: weeks of induction and years after it stand on one axis.
        y: Its level; in the strip where it has none.
    """

    patient: CohortPatient
    point: CohortPoint
    x: float
    y: float


def draw_overlay(sheet: CohortSheet, overlay: Overlay) -> None:
    """Draw the courses by group."""
    groups = [(group, _points_of(members)) for group, members in overlay.panels]
    points = [point for _, found in groups for _, point in found]
    levels = LevelAxis.of(points)
    last = max((point.day or 0 for point in points), default=0)
    items = [*_key_of(points, sheet.look), *levels.key_items(sheet.look)]
    if overlay.without_panel:
        items.append(KeyItem(say(MORE_GROUPS).format(overlay.without_panel)))
    key = key_height(sheet, items) + _KEY_GAP
    room = int((sheet.height - _BOTTOM - key) // _LEAST_PANEL)
    lines = max(1, min(room, -(-len(groups) // COLUMNS)))
    columns = -(-len(groups) // lines) or 1
    for number, (group, found) in enumerate(groups):
        axes = _panel(sheet, _BOTTOM + key, number, (columns, lines))
        levels.draw(axes, sheet.look, is_percent=True)
        _days(axes, sheet, last)
        if number % columns:
            axes.yaxis.set_major_formatter(FixedFormatter([]))
        placed = [
            _Placed(patient, point, math.sqrt(max(point.day or 0, 0)), levels.height(point))
            for patient, point in found
        ]
        _head(sheet, axes, group, len({one.patient.id for one in placed}))
        _draw_courses(sheet, axes, placed)
    middle = (_LEFT + sheet.width - _RIGHT) / 2
    words = say(SQUARE_ROOT).format(sheet.days.axis)
    sheet.words(middle, key + 10, words, align="center")
    draw_key(sheet, items)


def _points_of(members: Sequence[CohortPatient]) -> list[tuple[CohortPatient, CohortPoint]]:
    return [
        (one, point)
        for one in members
        for point in one.points
        if point.day is not None and is_on_the_axis(point.result.method)
    ]


def _panel(sheet: CohortSheet, foot: float, number: int, grid: tuple[int, int]) -> Axes:
    """Make the axes of one panel of a grid of columns and lines that stands on a foot."""
    columns, lines = grid
    width = (sheet.width - _LEFT - _RIGHT - _GAP * (columns - 1)) / columns
    whole = sheet.height - foot
    height = whole / lines
    left = _LEFT + (number % columns) * (width + _GAP)
    bottom = foot + (lines - 1 - number // columns) * height
    inner = height - _TOP - (16.0 if lines > 1 else 0.0)
    return sheet.axes(left, bottom, left + width, bottom + inner)


def _days(axes: Axes, sheet: CohortSheet, last: int) -> None:
    """Set the axis of days: the root of the days since zero, named as the protocols name them."""
    end = math.sqrt(max(last * 1.05, 35))
    axes.set_xlim(0, end)
    first = sheet.days.written(0)
    apart = _APART * end / sheet.edges(axes).width
    places, names = [0.0], [first]
    for day in _TICKS if first else _TICKS_FROM_0:
        place = math.sqrt(day - first)
        if place <= end and place - places[-1] > apart:
            places.append(place)
            names.append(day)
    axes.xaxis.set_major_locator(FixedLocator(places))
    axes.xaxis.set_major_formatter(FixedFormatter([str(one) for one in names]))
    axes.xaxis.set_minor_locator(NullLocator())


def _head(sheet: CohortSheet, axes: Axes, group: Group, count: int) -> None:
    box = sheet.edges(axes)
    x, y = box.x0, box.y1 + 22
    name = shortened(group.name, box.width, sheet.look.text_pt)
    sheet.words(x, y, name, colour=sheet.look.text, size=sheet.look.text_pt)
    sheet.words(x, y - 13, say(CHILDREN).format(count))


def _draw_courses(sheet: CohortSheet, axes: Axes, placed: Sequence[_Placed]) -> None:
    look = sheet.look
    pale = paleness(len({one.patient.id for one in placed}))
    kinds: dict[tuple[ResultState, Method, Specimen], list[_Placed]] = {}
    for one in placed:
        result = one.point.result
        kinds.setdefault((result.value.state, result.method, result.specimen), []).append(one)
        tell = partial(tell_result, one.patient, one.point)
        sheet.spots.append(Spot(axes, one.x, one.y, one.patient.id, tell))
    _connect(axes, placed, pale, look.series)
    for (state, method, specimen), ones in kinds.items():
        made = result_mark(GLYPHS[state], method, specimen, look)
        made.set_markersize(made.get_markersize() * 0.85)
        add_marks(axes, made, [one.x for one in ones], [one.y for one in ones], pale)


def _connect(
    axes: Axes, placed: Sequence[_Placed], pale: float, colours: Mapping[Method, str]
) -> None:
    """Join results of one child, method, specimen and target: solid only between two numbers."""
    series: dict[tuple[str, Method, Specimen, str], list[_Placed]] = {}
    for one in placed:
        if level_of(one.point.result.value) is not None:
            result = one.point.result
            key = (one.patient.id, result.method, result.specimen, result.target)
            series.setdefault(key, []).append(one)
    pieces: dict[tuple[Method, bool], list[list[tuple[float, float]]]] = {}
    for (_, method, _, _), ones in series.items():
        for here, there in pairwise(sorted(ones, key=lambda one: one.x)):
            is_solid = _is_number(here) and _is_number(there)
            line = [(here.x, here.y), (there.x, there.y)]
            pieces.setdefault((method, is_solid), []).append(line)
    for (method, is_solid), lines in pieces.items():
        axes.add_collection(
            LineCollection(
                lines,
                colors=colours[method],
                linewidths=0.9,
                linestyles="solid" if is_solid else (0, (3, 2)),
                alpha=pale * 0.8,
                zorder=2,
            ),
            autolim=False,
        )


def _is_number(one: _Placed) -> bool:
    return one.point.result.value.state is ResultState.QUANTIFIED


def _key_of(points: Sequence[CohortPoint], look: Look) -> list[KeyItem]:
    """Name the methods with their shapes, the states with theirs."""
    kinds = dict.fromkeys((one.result.method, one.result.specimen) for one in points)
    items = [
        KeyItem(
            f"{method.words} {specimen.value}",
            result_mark(Glyph.QUANTIFIED, method, specimen, look),
        )
        for method, specimen in kinds
    ]
    return [*items, *state_items(points, look)]
