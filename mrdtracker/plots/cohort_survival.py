"""Kaplan–Meier curves: steps, band, marks of censoring, names at their ends, numbers at risk."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator

from mrdtracker.domain.cohort_survival import Arm, SurvivalStudy
from mrdtracker.domain.survival import LogRank, SurvivalStep, at_risk_on
from mrdtracker.plots.cohort_frame import DASHES, CohortSheet, colours_of
from mrdtracker.plots.cohort_swimmer import DAYS_TO, day_axis
from mrdtracker.plots.figures import shortened
from mrdtracker.words import mark, say

AT_RISK = mark("at risk")
BAND = mark("95 % band: Greenwood, log(−log); upright strokes: censored")
TEST = mark("log-rank {}")
P_VALUE = mark("p = {}")
P_TINY = mark("p < 0.0001")
NO_TEST = mark("no log-rank test: nothing to compare")
YEARS, DAYS = mark("years from time zero"), mark("days from time zero")
COUNT = mark("events: {} of {}")
FEW_STROKES = 60
_LEFT, _RIGHT, _TOP = 132.0, 150.0, 30.0
_ROW, _FOOT = 14.0, 40.0
_LEAST_GAP = 25.0


def draw_survival(sheet: CohortSheet, study: SurvivalStudy) -> None:
    """Draw the curves of a study with the table of numbers at risk under them."""
    look, arms = sheet.look, study.arms
    bottom = _FOOT + _ROW * (len(arms) + 1)
    axes = sheet.axes(_LEFT, bottom, sheet.width - _RIGHT, sheet.height - _TOP)
    day_axis(axes, study.longest)
    axes.set_ylim(0, 1.02)
    shares = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    axes.yaxis.set_major_locator(FixedLocator(shares))
    axes.yaxis.set_major_formatter(
        FixedFormatter([f"{one:.0%}".replace("%", " %") for one in shares])
    )
    for share in shares[1:]:
        axes.axhline(share, color=look.border, linewidth=0.7, zorder=0.5)
    colours = colours_of([arm.group for arm in arms], look)
    for number, arm in enumerate(arms):
        _curve(axes, arm, colours[arm.group], number, look.line_pt)
    _end_names(sheet, axes, arms, [colours[arm.group] for arm in arms])
    _at_risk(sheet, axes, arms, [colours[arm.group] for arm in arms])
    title = test_words(study.test)
    # A caption says the endpoint already.
    if not sheet.head:
        title = f"{study.endpoint.title}  ·  {title}"
    sheet.words(_LEFT, sheet.height - 14, title, colour=look.text)
    is_long = study.longest > DAYS_TO
    middle = (_LEFT + sheet.width - _RIGHT) / 2
    words = f"{say(YEARS if is_long else DAYS)}  ·  {say(BAND)}"
    sheet.words(middle, bottom - 24, words, align="center")


def test_words(test: LogRank | None) -> str:
    """Write the outcome of a log-rank test: "log-rank χ² = 16.79, 1 df, p < 0.0001"."""
    if test is None:
        return say(NO_TEST)
    tiny, few = 0.0001, 0.001
    value = say(P_TINY)
    if test.p_value >= tiny:
        value = say(P_VALUE).format(f"{test.p_value:.{4 if test.p_value < few else 3}f}")
    outcome = say("χ² = {}, {} df, {}").format(f"{test.chi_square:.2f}", test.degrees, value)
    return say(TEST).format(outcome)


def _curve(axes: Axes, arm: Arm, colour: str, number: int, width: float) -> None:
    xs, ys = [0.0], [1.0]
    for step in arm.steps:
        xs.append(float(step.days))
        ys.append(step.survival)
    axes.step(
        xs,
        ys,
        where="post",
        color=colour,
        linewidth=width,
        linestyle=DASHES[number % len(DASHES)],
        zorder=3,
    )
    _band(axes, arm.steps, colour)
    censored = [step for step in arm.steps if step.censored]
    # Of many strokes each is fine enough to leave the curve to be seen.
    size, edge = (7.0, 1.1) if len(censored) <= FEW_STROKES else (4.0, 0.5)
    axes.plot(
        [step.days for step in censored],
        [step.survival for step in censored],
        linestyle="none",
        marker="|",
        markersize=size,
        markeredgewidth=edge,
        color=colour,
        zorder=4,
    )


def _band(axes: Axes, steps: Sequence[SurvivalStep], colour: str) -> None:
    xs: list[float] = []
    lows: list[float] = []
    highs: list[float] = []
    for step in steps:
        if step.low is not None and step.high is not None:
            xs.append(float(step.days))
            lows.append(step.low)
            highs.append(step.high)
    if xs:
        axes.fill_between(
            xs, lows, highs, step="post", color=colour, alpha=0.14, linewidth=0, zorder=1
        )


def _end_names(
    sheet: CohortSheet, axes: Axes, arms: Sequence[Arm], colours: Sequence[str]
) -> None:
    """Write each group at the end of its curve, far enough from the next one to be read."""
    box = sheet.edges(axes)
    low, high = box.y0, box.y1
    wished = [
        (low + (arm.steps[-1].survival / 1.02) * (high - low), number)
        for number, arm in enumerate(arms)
    ]
    x = sheet.width - _RIGHT + 8
    ceiling = high
    for place, number in sorted(wished, reverse=True):
        y = min(place, ceiling)
        ceiling = y - _LEAST_GAP
        arm = arms[number]
        name = shortened(arm.group.name, _RIGHT - 14, sheet.look.caption_pt)
        sheet.words(x, y, name, colour=colours[number])
        words = say(COUNT).format(arm.events, len(arm.members))
        sheet.words(x, y - 11, words, size=sheet.look.small_pt)


def _at_risk(sheet: CohortSheet, axes: Axes, arms: Sequence[Arm], colours: Sequence[str]) -> None:
    look = sheet.look
    top = _ROW * len(arms) - 5
    sheet.words(12, top + _ROW, say(AT_RISK), size=look.small_pt)
    left, right = _LEFT, sheet.width - _RIGHT
    end = axes.get_xlim()[1]
    for number, arm in enumerate(arms):
        y = top - number * _ROW
        name = shortened(arm.group.name, _LEFT - 30, look.small_pt)
        sheet.words(12, y, name, colour=colours[number], size=look.small_pt)
        for day in axes.get_xticks():
            x = left + (right - left) * day / end
            watched = at_risk_on(arm.times, round(day))
            sheet.words(x, y, str(watched), colour=look.text, align="center", size=look.small_pt)
