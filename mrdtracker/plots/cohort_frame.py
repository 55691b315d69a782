"""What the pictures of a cohort share: axes, colours of groups, marks, places to point at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from mrdtracker.domain.cohort import CohortPatient, CohortPoint
from mrdtracker.domain.cohort_days import DayCount
from mrdtracker.domain.cohort_groups import Group, GroupTone
from mrdtracker.domain.cohort_levels import Sign
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation_writing import rounded_value_text
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.plots.course_marks import mark_of
from mrdtracker.plots.course_points import Glyph, Series
from mrdtracker.plots.figures import MILLIMETRES_PER_INCH, POINTS_PER_INCH, text_width
from mrdtracker.plots.look import Look
from mrdtracker.words import mark, say

PT_PER_MM = POINTS_PER_INCH / MILLIMETRES_PER_INCH
HATCH = "////"
_KEY_MARK, _KEY_GAP, _KEY_LEFT, _KEY_BOTTOM, _KEY_LINE = 14.0, 14.0, 16.0, 9.0, 14.0
DASHES: tuple[tuple[float, tuple[float, ...] | None], ...] = (
    (0, None),
    (0, (5, 2)),
    (0, (1.2, 1.4)),
    (0, (7, 2, 1.2, 2)),
    (0, (3, 1, 1, 1, 1, 1)),
)
GLYPHS = {
    ResultState.QUANTIFIED: Glyph.QUANTIFIED,
    ResultState.POSITIVE_BELOW_LLOQ: Glyph.BELOW_QUANTIFICATION,
    ResultState.UNCERTAIN_SIGNIFICANCE: Glyph.UNCERTAIN,
    ResultState.NEGATIVE: Glyph.NEGATIVE,
    ResultState.ABOVE_ULOQ: Glyph.ABOVE,
    ResultState.DETECTED: Glyph.DETECTED,
    ResultState.NOT_DETECTED: Glyph.NOT_DETECTED,
    ResultState.NOT_EVALUABLE: Glyph.NOT_EVALUABLE,
}
GLYPH_OF_SIGN = {
    Sign.BELOW_RANGE: Glyph.BELOW_QUANTIFICATION,
    Sign.NOT_DETECTED: Glyph.NEGATIVE,
    Sign.NO_LIMIT: Glyph.NEGATIVE,
    Sign.ABOVE_LIMIT: Glyph.ABOVE,
    Sign.QUALITATIVE: Glyph.NOT_DETECTED,
    Sign.NOT_EVALUABLE: Glyph.NOT_EVALUABLE,
}
# What a mark says, where a state has a mark of its own.
STATE_WORDS = {
    ResultState.NEGATIVE: mark("not detected, at its limit"),
    ResultState.POSITIVE_BELOW_LLOQ: mark("positive, not quantifiable"),
    ResultState.UNCERTAIN_SIGNIFICANCE: mark("uncertain significance"),
    ResultState.ABOVE_ULOQ: mark("above the upper limit"),
    ResultState.DETECTED: mark("detected, no amount"),
    ResultState.NOT_DETECTED: mark("not detected, no amount"),
    ResultState.NOT_EVALUABLE: mark("not evaluable"),
}


class KeyItem(NamedTuple):
    """One word of the key, with the mark that it explains."""

    words: str
    mark: Line2D | Rectangle | None = None


class Spot(NamedTuple):
    """A mark that can be pointed at, in the units of its axes.

    Attributes:
        tell: Says what it is; asked only for the mark that somebody points at.
    """

    axes: Axes
    x: float
    y: float
    patient_id: str
    tell: Callable[[], str]

    @property
    def words(self) -> str:
        """What it is: "S-0142: 0.05 %, D33 · BM · flow"."""
        return self.tell()


def tell_result(patient: CohortPatient, point: CohortPoint) -> str:
    """Say whose result it is, what it is, and where it belongs."""
    where = point.place.words if point.place is not None else ""
    return f"{patient.code}: {rounded_value_text(point.result.value)}, {where}"


@dataclass
class CohortSheet:
    """A figure while it is drawn, measured in points from the lower left corner of its view.

    Attributes:
        days: How days are written.
        head: Points above the view that belong to a caption.
        foot: Points below it.
    """

    figure: Figure
    look: Look
    days: DayCount = field(default_factory=DayCount)
    head: float = 0.0
    foot: float = 0.0
    spots: list[Spot] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.figure.get_figwidth()) * POINTS_PER_INCH

    @property
    def height(self) -> float:
        """Height of the view in points, without its caption."""
        return self._whole - self.head - self.foot

    @property
    def _whole(self) -> float:
        return float(self.figure.get_figheight()) * POINTS_PER_INCH

    def share(self, x: float, y: float) -> tuple[float, float]:
        """Return a place as shares of the figure; below 0 and above ``height`` is the caption."""
        return x / self.width, (y + self.foot) / self._whole

    def edges(self, axes: Axes) -> Bbox:
        """Return the edges of axes in points."""
        box = axes.get_position()
        return Bbox(
            [
                [box.x0 * self.width, box.y0 * self._whole - self.foot],
                [box.x1 * self.width, box.y1 * self._whole - self.foot],
            ]
        )

    def axes(self, left: float, bottom: float, right: float, top: float) -> Axes:
        """Make plain axes between these edges."""
        place = (
            *self.share(left, bottom),
            max(right - left, 1.0) / self.width,
            max(top - bottom, 1.0) / self._whole,
        )
        axes = self.figure.add_axes(place)
        axes.patch.set_visible(False)
        axes.set_autoscale_on(False)
        for spine in axes.spines.values():
            spine.set_color(self.look.quiet)
        axes.tick_params(colors=self.look.quiet, labelsize=self.look.caption_pt)
        return axes

    def words(  # noqa: PLR0913 - a place, a text and how it stands there
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = "",
        align: str = "left",
        vertical: str = "center",
        size: float = 0.0,
    ) -> None:
        """Write a line at a place in points."""
        self.figure.text(
            *self.share(x, y),
            text,
            color=colour or self.look.quiet,
            ha=align,
            va=vertical,
            fontsize=size or self.look.caption_pt,
        )


def colours_of(groups: Sequence[Group], look: Look) -> dict[Group, str]:
    """Return the colour of each group; a side of a threshold has the colour of its meaning."""
    plain = list(dict.fromkeys(look.series.values()))
    meant = {
        GroupTone.AT_LEAST: look.high.mark,
        GroupTone.BELOW: look.low.mark,
        GroupTone.UNKNOWN: look.unknown.mark,
        GroupTone.NONE: look.quiet,
    }
    return {
        group: meant.get(group.tone) or plain[place % len(plain)]
        for place, group in enumerate(groups)
    }


def add_marks(
    axes: Axes, mark: Line2D, xs: Sequence[float], ys: Sequence[float], alpha: float = 1.0
) -> None:
    """Draw one mark at many places."""
    mark.set_data(list(xs), list(ys))
    mark.set_alpha(alpha)
    mark.set_clip_on(False)
    axes.add_line(mark)


def result_mark(glyph: Glyph, method: Method, specimen: Specimen, look: Look) -> Line2D:
    """Make the mark of results of one state, method and specimen, as on a child's course."""
    return mark_of(glyph, Series(method, specimen), look, look.series[method])


def paleness(count: int) -> float:
    """Return the opacity of so many marks over each other."""
    return 1.0 if count <= 30 else max(0.12, math.sqrt(30 / count))  # noqa: PLR2004


def state_mark(glyph: Glyph, look: Look) -> Line2D:
    """Make the mark of a state, of no method."""
    made = mark_of(glyph, Series(Method.FLOW, Specimen.BONE_MARROW), look, look.quiet)
    made.set_markersize(made.get_markersize() * 0.9)
    return made


def state_items(points: Iterable[CohortPoint], look: Look) -> list[KeyItem]:
    """Name the states that occur."""
    found = {one.result.value.state for one in points}
    return [
        KeyItem(say(words), state_mark(GLYPHS[state], look))
        for state, words in STATE_WORDS.items()
        if state in found
    ]


def swatch(face: str, look: Look, hatch: str = "") -> Rectangle:
    """Make a small field of a colour or a hatch, without a place."""
    return Rectangle(
        (0, 0), 1, 1, facecolor=face, edgecolor=look.border, hatch=hatch or None, linewidth=0.6
    )


def draw_key(sheet: CohortSheet, items: Sequence[KeyItem]) -> None:
    """Write the key along the lower edge, in as many lines as it needs, the last at the bottom."""
    for number, line in enumerate(reversed(_key_lines(sheet, items))):
        y = _KEY_BOTTOM + number * _KEY_LINE
        for place, item in line:
            _key_mark(sheet, place, y, item.mark)
            shift = _KEY_MARK if item.mark is not None else 0.0
            sheet.words(place + shift, y, item.words)


def key_height(sheet: CohortSheet, items: Sequence[KeyItem]) -> float:
    """Return how many points a key takes from the lower edge."""
    return _KEY_BOTTOM + len(_key_lines(sheet, items)) * _KEY_LINE - _KEY_LINE / 2


def _key_lines(
    sheet: CohortSheet, items: Sequence[KeyItem]
) -> Sequence[Sequence[tuple[float, KeyItem]]]:
    """Break a key into lines; each item with the place where it begins."""
    lines: list[list[tuple[float, KeyItem]]] = [[]]
    x = _KEY_LEFT
    for item in items:
        shift = _KEY_MARK if item.mark is not None else 0.0
        room = text_width(item.words, sheet.look.caption_pt) + shift + _KEY_GAP
        if lines[-1] and x + room - _KEY_GAP > sheet.width - _KEY_LEFT / 2:
            lines.append([])
            x = _KEY_LEFT
        lines[-1].append((x, item))
        x += room
    return lines


def _key_mark(sheet: CohortSheet, x: float, y: float, mark: Line2D | Rectangle | None) -> None:
    if isinstance(mark, Line2D):
        across, up = sheet.share(x + 4, y)
        mark.set_data([across], [up])
        mark.set_transform(sheet.figure.transFigure)
        sheet.figure.add_artist(mark)
    elif isinstance(mark, Rectangle):
        left, bottom = sheet.share(x, y - 4)
        right, top = sheet.share(x + 9, y + 4)
        mark.set_bounds(left, bottom, right - left, top - bottom)
        mark.set_transform(sheet.figure.transFigure)
        sheet.figure.add_artist(mark)
