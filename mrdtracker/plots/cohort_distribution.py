"""The levels of every time point: numbers as dots, limits as open triangles, never as numbers."""

from __future__ import annotations

import re
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
from mrdtracker.plots.cohort_axis import LevelAxis
from mrdtracker.plots.cohort_caption import wrapped
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
    state_mark,
    tell_result,
)
from mrdtracker.plots.course_points import Glyph
from mrdtracker.words import mark, say

NUMBER = mark("number")
LINES = mark("line: median; dashes: its upper end")
MEDIAN, CHILDREN = mark("median"), mark("n")
_LEFT, _RIGHT, _TOP, _KEY_GAP = 54.0, 14.0, 20.0, 14.0
# The golden ratio spreads neighbours in a column evenly, and the same way every time.
_GOLDEN = 0.618033988749895
_SPREAD = 0.62
_LINE = 13.0
_ROWS = 4
# Between a number and its sign no line may end: half an amount is another amount.
_INSIDE_AN_AMOUNT = re.compile(r"(?<=[<>≥≤]) | (?=%)")


def draw_distribution(sheet: CohortSheet, distribution: Distribution) -> None:
    """Draw a column for every place."""
    places = distribution.places
    number = KeyItem(say(NUMBER), state_mark(Glyph.QUANTIFIED, sheet.look))
    points = [point for one in places for point in one.points]
    scale = LevelAxis.of(points)
    items = [number, *state_items(points, sheet.look), *scale.key_items(sheet.look)]
    items.append(KeyItem(say(LINES)))
    names = _Names(sheet, places, key_height(sheet, items) + _KEY_GAP)
    axes = sheet.axes(_LEFT, names.top, sheet.width - _RIGHT, sheet.height - _TOP)
    is_percent = all(one.place.kind is QuantityKind.CELL_FRACTION for one in places)
    scale.draw(axes, sheet.look, is_percent=is_percent)
    axes.set_xlim(-0.5, max(len(places), 1) - 0.5)
    axes.set_xticks([])
    for column, one in enumerate(places):
        _column(sheet, axes, column, one, scale)
    names.draw()
    draw_key(sheet, items)


def _column(
    sheet: CohortSheet, axes: Axes, column: int, levels: PlaceLevels, scale: LevelAxis
) -> None:
    by_state: dict[ResultState, list[tuple[float, float]]] = {}
    ordered: Sequence[tuple[CohortPatient, CohortPoint]] = sorted(
        zip(levels.patients, levels.points, strict=True),
        key=lambda one: (level_of(one[1].result.value) or Decimal(0), one[0].code),
    )
    for number, (patient, point) in enumerate(ordered):
        x = column + ((number * _GOLDEN) % 1.0 - 0.5) * _SPREAD
        y = scale.height(point)
        by_state.setdefault(point.result.value.state, []).append((x, y))
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


class _Names:
    """What stands below the columns: time point, method, count and median, in as many lines.

    Attributes:
        top: Where the columns begin, in points.
    """

    def __init__(self, sheet: CohortSheet, places: Sequence[PlaceLevels], foot: float) -> None:
        self._sheet = sheet
        self._step = (sheet.width - _LEFT - _RIGHT) / max(len(places), 1)
        self._columns = [self._lines(one) for one in places]
        self._tall = [
            max((len(column[row]) for column in self._columns), default=1) for row in range(_ROWS)
        ]
        self.top = foot + _LINE * sum(self._tall)

    def draw(self) -> None:
        """Write the lines, and the names of the rows before them."""
        sheet, look = self._sheet, self._sheet.look
        colours = (look.text, look.quiet, look.quiet, look.text)
        y = self.top - 11
        for row, tall in enumerate(self._tall):
            if row >= _ROWS - 2:
                words = say((CHILDREN, MEDIAN)[row - _ROWS + 2])
                sheet.words(_LEFT - 8, y, words, align="right", size=look.small_pt)
            for column, lines in enumerate(self._columns):
                x = _LEFT + (column + 0.5) * self._step
                for number, line in enumerate(lines[row]):
                    place = (x, y - number * _LINE)
                    words, colour = line.replace("\u00a0", " "), colours[row]
                    sheet.words(*place, words, colour=colour, align="center", size=look.small_pt)
            y -= tall * _LINE

    def _lines(self, levels: PlaceLevels) -> tuple[list[str], ...]:
        place = levels.place
        middle = levels.middle.words if levels.middle is not None else "–"
        return (
            self._broken(f"{readable(place.label)} · {place.specimen.value}"),
            self._broken(place.method.words),
            [str(len(levels.points))],
            self._broken(_INSIDE_AN_AMOUNT.sub("\u00a0", middle)),
        )

    def _broken(self, words: str) -> list[str]:
        return wrapped(words, self._step - 6, self._sheet.look.small_pt)
