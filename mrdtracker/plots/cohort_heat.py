"""Children by time points: the band by its shade, the state by its shape, no sample by a hatch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from mrdtracker.domain.cohort import CohortPatient, CohortPlace
from mrdtracker.domain.cohort_groups import Group
from mrdtracker.domain.cohort_levels import DECADES, Sign, band_of, band_words, highest, sign_of
from mrdtracker.domain.cohort_views import HeatMap
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import readable
from mrdtracker.plots.cohort_caption import lines_of_name, wrapped
from mrdtracker.plots.cohort_frame import (
    HATCH,
    CohortSheet,
    KeyItem,
    Spot,
    add_marks,
    draw_key,
    swatch,
    tell_result,
)
from mrdtracker.plots.figures import shortened
from mrdtracker.plots.look import Look
from mrdtracker.words import mark, say

ROW_PT = 13.0
HEAD_PT, FOOT_PT = 50.0, 56.0
NO_SAMPLE = mark("no result")
_SHARES = (1.0, 0.84, 0.66, 0.48, 0.32, 0.18, 0.08)
_CODE_PT, _GROUP_PT = 110.0, 120.0
_HEAD_LINES, _HEAD_LINE = 4, 11.0
_MARKERS = {
    Sign.BELOW_RANGE: "D",
    Sign.NOT_DETECTED: "v",
    Sign.NO_LIMIT: "$?$",
    Sign.ABOVE_LIMIT: "^",
    Sign.QUALITATIVE: "o",
    Sign.NOT_EVALUABLE: "x",
}
_SIGN_WORDS = {
    Sign.BELOW_RANGE: mark("positive, not quantifiable"),
    Sign.NOT_DETECTED: mark("not detected"),
    Sign.NO_LIMIT: mark("not detected, no limit stated"),
    Sign.ABOVE_LIMIT: mark("above the upper limit"),
    Sign.QUALITATIVE: mark("detected or not, no amount"),
    Sign.NOT_EVALUABLE: mark("not evaluable"),
}


def draw_heat_map(sheet: CohortSheet, heat: HeatMap, rows: range) -> None:
    """Draw the rows of a heat map that a range names."""
    shown = heat.rows[rows.start : rows.stop]
    bottom = sheet.height - HEAD_PT - ROW_PT * len(shown)
    axes = sheet.axes(_CODE_PT, bottom, sheet.width - _GROUP_PT, sheet.height - HEAD_PT)
    axes.set_xlim(0, max(len(heat.places), 1))
    axes.set_ylim(max(len(shown), 1), 0)
    # Drawn artist by artist, axes that are only switched off would show their frame.
    for frame in (*axes.spines.values(), axes.xaxis, axes.yaxis):
        frame.set_visible(False)
    _heads(sheet, heat)
    _names(sheet, shown)
    cells = _Cells(sheet, axes)
    for row, (_, patient) in enumerate(shown):
        for column, place in enumerate(heat.places):
            points = patient.at(place)
            value = highest(points).result.value if points else None
            cells.add(row, column, value)
            tell = partial(_tell, patient, place)
            sheet.spots.append(Spot(axes, column + 0.5, row + 0.5, patient.id, tell))
    cells.finish()
    _key(sheet, cells)


def shade(band: int, look: Look) -> str:
    """Return the shade of a band: the higher the level, the farther from the surface."""
    share = _SHARES[band]
    surface, accent = to_rgb(look.surface), to_rgb(look.accent)
    red, green, blue = (
        low + (high - low) * share for low, high in zip(surface, accent, strict=True)
    )
    return to_hex((red, green, blue))


def _tell(patient: CohortPatient, place: CohortPlace) -> str:
    points = patient.at(place)
    if points:
        return tell_result(patient, highest(points))
    return f"{patient.code}: {say(NO_SAMPLE)}, {place.words}"


class _Cells:
    """Collects the fields and marks of a heat map, and draws them at once."""

    def __init__(self, sheet: CohortSheet, axes: Axes) -> None:
        self._look, self._axes = sheet.look, axes
        self._fields: dict[str, list[Rectangle]] = {}
        self._empty: list[Rectangle] = []
        self._marks: dict[tuple[Sign, bool], tuple[list[float], list[float]]] = {}
        self.bands: set[int] = set()
        self.signs: set[Sign] = set()
        self.has_empty = False

    def add(self, row: int, column: int, value: MrdValue | None) -> None:
        """Add the field of one child at one place."""
        field = Rectangle((column + 0.02, row + 0.06), 0.96, 0.88)
        if value is None:
            self._empty.append(field)
            self.has_empty = True
            return
        band, sign = band_of(value), sign_of(value)
        face = self._look.unknown.tint
        if sign is Sign.NOT_EVALUABLE:
            face = self._look.neutral.tint
        elif band is not None:
            face = shade(band, self._look)
            self.bands.add(band)
        self._fields.setdefault(face, []).append(field)
        if sign is not Sign.QUANTIFIED:
            self.signs.add(sign)
            is_strong = band is not None and _SHARES[band] > 0.5  # noqa: PLR2004
            xs, ys = self._marks.setdefault((sign, is_strong), ([], []))
            xs.append(column + 0.5)
            ys.append(row + 0.5)

    def finish(self) -> None:
        """Draw what was added."""
        for face, fields in self._fields.items():
            self._axes.add_collection(PatchCollection(fields, facecolor=face, linewidth=0))
        if self._empty:
            self._axes.add_collection(
                PatchCollection(
                    self._empty,
                    facecolor="none",
                    edgecolor=self._look.border,
                    hatch=HATCH,
                    linewidth=0.4,
                )
            )
        for (sign, is_strong), (xs, ys) in self._marks.items():
            ink = self._look.surface if is_strong else self._look.text
            add_marks(self._axes, sign_mark(sign, ink), xs, ys)


def sign_mark(sign: Sign, ink: str) -> Line2D:
    """Make the small mark of a state, without a place."""
    is_half = sign is Sign.BELOW_RANGE
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=_MARKERS[sign],
        markersize=5.5,
        fillstyle="bottom" if is_half else "full",
        markerfacecolor=ink if is_half else "none",
        markerfacecoloralt="none",
        markeredgecolor=ink,
        markeredgewidth=1.0,
    )


def _heads(sheet: CohortSheet, heat: HeatMap) -> None:
    """Name every column from below: no name is cut, because D78 and D7… are two time points."""
    left, right = _CODE_PT, sheet.width - _GROUP_PT
    step = (right - left) / max(len(heat.places), 1)
    look, lowest = sheet.look, sheet.height - HEAD_PT + 8
    for number, place in enumerate(heat.places):
        x = left + (number + 0.5) * step
        names = wrapped(f"{readable(place.label)} {place.specimen.value}", step - 4, look.small_pt)
        about = wrapped(place.method.words, step - 4, look.small_pt)
        if len(names) + len(about) > _HEAD_LINES:
            about = [shortened(place.method.words, step - 4, look.small_pt)]
        lines = [(one, look.text) for one in names] + [(one, look.quiet) for one in about]
        for line, (words, colour) in enumerate(reversed(lines)):
            y = lowest + line * _HEAD_LINE
            sheet.words(x, y, words, colour=colour, align="center", size=look.small_pt)


def _names(sheet: CohortSheet, shown: Sequence[tuple[Group, CohortPatient]]) -> None:
    """Write the code of every child, and each group once beside a bracket."""
    look, top = sheet.look, sheet.height - HEAD_PT
    begun = 0
    for row, (group, patient) in enumerate(shown):
        y = top - (row + 0.5) * ROW_PT
        code = shortened(patient.code, _CODE_PT - 14, look.small_pt)
        sheet.words(_CODE_PT - 6, y, code, colour=look.text, align="right", size=look.small_pt)
        is_last = row + 1 == len(shown) or shown[row + 1][0] != group
        if is_last:
            _bracket(sheet, group.name, top - begun * ROW_PT, top - (row + 1) * ROW_PT)
            begun = row + 1


def _bracket(sheet: CohortSheet, name: str, upper: float, lower: float) -> None:
    x, look = sheet.width - _GROUP_PT + 6, sheet.look
    line = Line2D(
        [sheet.share(x, lower)[0]] * 2,
        [sheet.share(x, lower + 1.5)[1], sheet.share(x, upper - 1.5)[1]],
        color=look.quiet,
        linewidth=1.0,
        transform=sheet.figure.transFigure,
    )
    sheet.figure.add_artist(line)
    lines = lines_of_name(name, _GROUP_PT - 18, look.small_pt, round((upper - lower) / ROW_PT))
    first = (upper + lower) / 2 + (len(lines) - 1) * ROW_PT / 2
    for number, words in enumerate(lines):
        place = (x + 5, first - number * ROW_PT)
        sheet.words(*place, words, colour=look.text, size=look.small_pt)


def _key(sheet: CohortSheet, cells: _Cells) -> None:
    look = sheet.look
    items = [
        KeyItem(band_words(band, QuantityKind.CELL_FRACTION), swatch(shade(band, look), look))
        for band in range(len(DECADES) + 1)
        if band in cells.bands
    ]
    items += [
        KeyItem(say(_SIGN_WORDS[sign]), sign_mark(sign, look.text))
        for sign in Sign
        if sign in cells.signs
    ]
    if cells.has_empty:
        items.append(KeyItem(say(NO_SAMPLE), swatch("none", look, HATCH)))
    draw_key(sheet, items)
