"""The axis of levels in the pictures of a cohort: whole decades, a floor, and a strip below."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from mrdtracker.domain.cohort import CohortPoint
from mrdtracker.domain.cohort_levels import level_of
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.plots.cohort_frame import HATCH, KeyItem, swatch
from mrdtracker.plots.course_data import LEAST_DECADES, MOST_DECADES
from mrdtracker.plots.course_words import BELOW_DETECTION, percent_decade, power_decade
from mrdtracker.plots.figures import POINTS_PER_INCH
from mrdtracker.plots.look import Look
from mrdtracker.words import mark, say

IN_THE_STRIP = mark("in the strip: no amount and no limit")
_LINE_HEIGHT = 1.4
# Where nothing has a level.
_USUAL = (-5, 0)
_BEHIND = 0.4


@dataclass(frozen=True)
class LevelAxis:
    """A logarithmic axis for the results of a cohort, as on a child's course.

    Attributes:
        bottom: Exponent of the lowest decade.
        top: Exponent of the highest one.
        floor: Everything below is below a stated limit of detection; None where nobody stated
            one: then nothing is known to be below anything.
        has_strip: Whether something without an amount and without a limit stands below the axis.
    """

    bottom: int
    top: int
    floor: Decimal | None
    has_strip: bool

    @classmethod
    def of(cls, points: Iterable[CohortPoint]) -> LevelAxis:
        """Return the axis on which all levels and all stated limits lie.

        No more than 12 decades: a slip of the pen must not flatten everything else.
        """
        values = [one.result.value for one in points]
        levels = [level for one in values if (level := _level(one)) is not None]
        limits = [limit for one in values if (limit := one.reached_sensitivity) is not None]
        bottom, top = _decades((*levels, *limits))
        floor = min((*levels, *limits)) if limits else None
        return cls(bottom, top, floor, len(levels) < len(values))

    def height(self, point: CohortPoint) -> float:
        """Return where a result stands: at its level, or in the strip."""
        level = _level(point.result.value)
        return float(level) if level is not None else 10.0 ** (self.bottom - 0.5)

    def draw(self, axes: Axes, look: Look, *, is_percent: bool) -> None:
        """Set the axis of these axes; decades in percent, else as powers of ten."""
        foot = 10.0**self.bottom
        axes.set_yscale("log")
        axes.set_ylim(foot / 10 if self.has_strip else foot, 10.0 ** (self.top + 0.15))
        room = axes.get_window_extent().height / axes.figure.dpi * POINTS_PER_INCH
        count = self.top - self.bottom + 1 + self.has_strip
        every = math.ceil(count * look.caption_pt * _LINE_HEIGHT / room)
        exponents = range(self.bottom, self.top + 1)[(self.top - self.bottom) % every :: every]
        axes.yaxis.set_major_locator(FixedLocator([10.0**one for one in exponents]))
        write = percent_decade if is_percent else power_decade
        axes.yaxis.set_major_formatter(FixedFormatter([write(one) for one in exponents]))
        axes.yaxis.set_minor_locator(NullLocator())
        for one in exponents:
            axes.axhline(10.0**one, color=look.border, linewidth=0.7, zorder=0.5)
        if self.floor is not None:
            below = axes.axhspan(foot, float(self.floor), facecolor="none", edgecolor=look.border)
            below.set(hatch=HATCH, linewidth=0, zorder=_BEHIND, gid="below detection")
        if self.has_strip:
            strip = axes.axhspan(foot / 10, foot, facecolor=look.neutral.tint, linewidth=0)
            strip.set(zorder=_BEHIND, gid="strip")
            axes.axhline(foot, color=look.quiet, linewidth=0.7, zorder=0.5)

    def key_items(self, look: Look) -> list[KeyItem]:
        """Name what is drawn below the levels."""
        items = []
        if self.floor is not None:
            items.append(KeyItem(say(BELOW_DETECTION), swatch("none", look, HATCH)))
        if self.has_strip:
            items.append(KeyItem(say(IN_THE_STRIP), swatch(look.neutral.tint, look)))
        return items


def _level(value: MrdValue) -> Decimal | None:
    """Return the level of a result that a logarithmic axis can show."""
    return level_of(value) or None


def _decades(levels: Iterable[Decimal]) -> tuple[int, int]:
    """Return the exponents of the axis; the bottom is a whole decade below everything on it."""
    powers = [math.log10(float(one)) for one in levels]
    if not powers:
        return _USUAL
    top = max(0, math.ceil(max(powers)))
    bottom = min(math.floor(min(powers)) - 1, top - LEAST_DECADES)
    return max(bottom, top - MOST_DECADES), top
