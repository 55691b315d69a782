"""The levels of every time point: numbers as dots, limits as open triangles, never as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from matplotlib.axes import Axes

from mrdtracker.domain.cohort import CohortPatient, CohortPoint
from mrdtracker.domain.cohort_levels import PlaceLevels, level_of
from mrdtracker.domain.cohort_views import Distribution
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import readable
from mrdtracker.plots.cohort_frame import (
    GLYPHS,
    CohortSheet,
    KeyItem,
    Spot,
    add_marks,
    decades_of,
    draw_key,
    log_axis,
    paleness,
    result_mark,
    state_mark,
    tell_result,
)
from mrdtracker.plots.course_points import Glyph
from mrdtracker.plots.figures import shortened
from mrdtracker.words import mark, say

NUMBER = mark("number")
NOT_DETECTED = mark("not detected, at its limit")
BELOW_RANGE = mark("positive, not quantifiable")
IN_THE_STRIP = mark("in the strip: no amount and no limit")
LINES = mark("line: median; dashes: the median lies below")
MEDIAN, CHILDREN = mark("median"), mark("n")
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, 14.0, 20.0, 88.0
# The golden ratio spreads neighbours in a column evenly, and the same way every time.
_GOLDEN = 0.618033988749895
_SPREAD = 0.62
_LINE = 13.0


def draw_distribution(sheet: CohortSheet, distribution: Distribution) -> None:
    """Draw a column for every place."""
    places = distribution.places
    levels = [level for one in places for point in one.points if (level := _level(point))]
    bottom, top = decades_of(levels)
    axes = sheet.axes(_LEFT, _BOTTOM, sheet.width - _RIGHT, sheet.height - _TOP)
    is_percent = all(one.place.kind is QuantityKind.CELL_FRACTION for one in places)
    log_axis(axes, sheet.look, bottom, top, is_percent=is_percent)
    axes.set_xlim(-0.5, max(len(places), 1) - 0.5)
    axes.set_xticks([])
    for line, words in ((2, CHILDREN), (3, MEDIAN)):
        y = _BOTTOM - 11 - _LINE * line
        sheet.words(_LEFT - 8, y, say(words), align="right", size=sheet.look.small_pt)
    for column, one in enumerate(places):
        _column(sheet, axes, column, one, bottom)
        _names(sheet, column, len(places), one)
    draw_key(
        sheet,
        [
            KeyItem(say(NUMBER), state_mark(Glyph.QUANTIFIED, sheet.look)),
            KeyItem(say(NOT_DETECTED), state_mark(Glyph.NEGATIVE, sheet.look)),
            KeyItem(say(BELOW_RANGE), state_mark(Glyph.BELOW_QUANTIFICATION, sheet.look)),
            KeyItem(say(IN_THE_STRIP)),
            KeyItem(say(LINES)),
        ],
    )


def _level(point: CohortPoint) -> Decimal | None:
    level = level_of(point.result.value)
    return level if level is not None and level > 0 else None


def _column(sheet: CohortSheet, axes: Axes, column: int, levels: PlaceLevels, bottom: int) -> None:
    by_state: dict[ResultState, list[tuple[float, float]]] = {}
    ordered: Sequence[tuple[CohortPatient, CohortPoint]] = sorted(
        zip(levels.patients, levels.points, strict=True),
        key=lambda one: (_level(one[1]) or Decimal(0), one[0].code),
    )
    for number, (patient, point) in enumerate(ordered):
        level, value = _level(point), point.result.value
        x = column + ((number * _GOLDEN) % 1.0 - 0.5) * _SPREAD
        y = float(level) if level is not None else 10.0 ** (bottom - 0.5)
        by_state.setdefault(value.state, []).append((x, y))
        tell = partial(tell_result, patient, point)
        sheet.spots.append(Spot(axes, x, y, patient.id, tell))
    pale = paleness(len(levels.points) // 3)
    for state, places in by_state.items():
        made = result_mark(GLYPHS[state], levels.place.method, levels.place.specimen, sheet.look)
        made.set_markersize(made.get_markersize() * 0.8)
        add_marks(axes, made, [x for x, _ in places], [y for _, y in places], pale)
    _median(sheet, axes, column, levels)


def _median(sheet: CohortSheet, axes: Axes, column: int, levels: PlaceLevels) -> None:
    """Draw a line where the median is determined, and its upper end as dashes where it is not."""
    middle = levels.middle
    if middle is None or middle.high is None or middle.high <= 0:
        return
    is_known = middle.low == middle.high and not middle.is_open
    axes.plot(
        [column - 0.4, column + 0.4],
        [float(middle.high)] * 2,
        color=sheet.look.text,
        linewidth=sheet.look.line_pt,
        linestyle="solid" if is_known else (0, (3, 2)),
        zorder=5,
    )


def _names(sheet: CohortSheet, column: int, columns: int, levels: PlaceLevels) -> None:
    look, place = sheet.look, levels.place
    step = (sheet.width - _LEFT - _RIGHT) / columns
    x = _LEFT + (column + 0.5) * step
    middle = levels.middle.words if levels.middle is not None else "–"
    lines = (
        (f"{readable(place.label)} · {place.specimen.value}", look.text),
        (place.method.words, look.quiet),
        (str(len(levels.points)), look.quiet),
        (middle, look.text),
    )
    for number, (words, colour) in enumerate(lines):
        cut = shortened(words, step - 6, look.small_pt)
        y = _BOTTOM - 11 - _LINE * number
        sheet.words(x, y, cut, colour=colour, align="center", size=look.small_pt)
