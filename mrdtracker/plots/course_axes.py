"""The frame of the course plot: panels, decades, days with dates, phases, events, thresholds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_drawing import BEHIND, Drawing
from mrdtracker.plots.course_levels import CLASS_EDGES, ZERO_COUNT
from mrdtracker.plots.course_points import Panel, denominators_of
from mrdtracker.plots.course_sheet import AXES_PANELS, LINE, LOG_PANELS, ROW_OF_PANEL, Row
from mrdtracker.plots.course_words import (
    BELOW_DETECTION,
    LIMIT_NOT_STATED,
    NO_DATE,
    NO_DETECTION_LIMIT,
    NOT_EVALUABLE,
    denominator_words,
    origin_words,
    percent_decade,
    power_decade,
)
from mrdtracker.plots.figures import shortened, text_width
from mrdtracker.plots.label_places import Box, Span
from mrdtracker.words import say

_NAME_STEP = 12.0
# In the order in which a low panel keeps them; the limit of the prednisone response comes first.
_COUNT_TICKS = {3.0: "1 000", ZERO_COUNT: "0", 5.0: "100 000", 1.0: "10", 7.0: "10⁷"}
_TICK_DISTANCE = 1.02
_TICK_GAP = 6.0


def draw_panels(drawing: Drawing) -> None:
    """Make the axes, with their decades, names and strips."""
    for panel in AXES_PANELS:
        if ROW_OF_PANEL[panel] in drawing.sheet.spans:
            drawing.axes[panel] = _axes(drawing, panel)
    for panel in LOG_PANELS:
        if panel in drawing.axes:
            _decades(drawing, panel)
    if Panel.MORPHOLOGY in drawing.axes:
        _marrow_classes(drawing)
    if Panel.COUNT in drawing.axes:
        _counts(drawing)
    _strip_names(drawing)
    _undated_zone(drawing)


def _axes(drawing: Drawing, panel: Panel) -> Axes:
    sheet, look = drawing.sheet, drawing.look
    span = sheet.spans[ROW_OF_PANEL[panel]]
    place = (
        sheet.left / sheet.width,
        span.bottom / sheet.height,
        (sheet.right - sheet.left) / sheet.width,
        span.height / sheet.height,
    )
    axes = drawing.figure.add_axes(place, label=panel.value)
    axes.patch.set_visible(False)
    axes.set_autoscale_on(False)
    low, high = sheet.ends[panel]
    if panel in LOG_PANELS:
        axes.set_yscale("log")
        axes.set_ylim(10.0**low, 10.0**high)
    else:
        axes.set_ylim(low, high)
    axes.set_xlim(sheet.course.scale.left, sheet.course.scale.end)
    # The library lays its own ticks out anew at every drawing, for a third of the whole time.
    axes.xaxis.set_visible(False)
    axes.yaxis.set_visible(False)
    for spine in axes.spines.values():
        spine.set_color(look.quiet)
    return axes


def _ticks(drawing: Drawing, panel: Panel, named: Sequence[tuple[float, str]]) -> None:
    """Mark and name heights of a panel, which are given on the page, left of its axis."""
    sheet, look = drawing.sheet, drawing.look
    for y, name in named:
        label = drawing.words(
            sheet.left - _TICK_GAP,
            y,
            name,
            is_quiet=True,
            align="right",
            vertical="center_baseline",
        )
        label.set_gid(f"tick:{panel.value}")
    marks = Line2D(
        [sheet.left] * len(named),
        [y for y, _ in named],
        linestyle="none",
        marker=0,  # matplotlib's TICKLEFT
        markersize=3.5,
        markeredgewidth=0.8,
        markeredgecolor=look.quiet,
        transform=drawing.points,
    )
    drawing.figure.add_artist(marks)


def _decades(drawing: Drawing, panel: Panel) -> None:
    sheet, look = drawing.sheet, drawing.look
    bottom, top = drawing.course.decades(panel)
    step = sheet.spans[ROW_OF_PANEL[panel]].height / (top - bottom)
    every = math.ceil(look.caption_pt * _TICK_DISTANCE / step)
    exponents = [one for one in range(bottom, top + 1) if (top - one) % every == 0]
    _ticks(drawing, panel, [(sheet.y(panel, 10.0**one), percent_decade(one)) for one in exponents])
    xs: list[float] = []
    ys: list[float] = []
    for exponent in exponents:
        y = sheet.y(panel, 10.0**exponent)
        if exponent > bottom:
            xs += [sheet.left, sheet.right, float("nan")]
            ys += [y, y, float("nan")]
        drawing.words(
            sheet.right + 5, y, power_decade(exponent), is_quiet=True, vertical="center_baseline"
        )
    drawing.stroke(xs, ys, look.border, 0.7, zorder=BEHIND + 0.8)
    span, floor = sheet.spans[ROW_OF_PANEL[panel]], drawing.course.detection_floor(panel)
    if floor is not None:
        strip = Box(sheet.left, span.bottom, sheet.right, sheet.y(panel, floor))
        drawing.tint(strip, look.border, hatch="////")
    _axis_name(drawing, span, _name_of(drawing.course, panel))


def name_floors(drawing: Drawing) -> None:
    """Name the foot of each panel where nothing else stands.

    It is hatched below a limit that was stated; without one nothing is known to be below it.
    """
    look, sheet = drawing.look, drawing.sheet
    for panel in LOG_PANELS:
        if panel not in drawing.axes or not drawing.course.of_panel(panel):
            continue
        is_stated = drawing.course.detection_floor(panel) is not None
        words = say(BELOW_DETECTION if is_stated else NO_DETECTION_LIMIT)
        bottom = sheet.spans[ROW_OF_PANEL[panel]].bottom + 4
        width, height = text_width(words, look.small_pt) + 6, look.small_pt + 2
        steps = range(int((sheet.right - sheet.left - width - 8) / _NAME_STEP) + 1)
        corners = [(sheet.right - width - 4 - step * _NAME_STEP, bottom) for step in steps]
        box = drawing.places.free(width, height, corners)
        if box is None:
            continue
        label = drawing.words(
            box.left + 3, box.bottom + 2.5, words, size=look.small_pt, is_quiet=True
        )
        label.set_bbox({"facecolor": look.surface, "edgecolor": "none", "pad": 1.5})
        label.set_zorder(0.5)


def _name_of(course: MrdCourse, panel: Panel) -> str:
    if panel is Panel.TRANSCRIPT:
        return say("transcript ratio")
    points = course.of_panel(Panel.MRD)
    return f"MRD, {denominator_words(denominators_of(points))}" if points else "MRD"


def _axis_name(drawing: Drawing, span: Span, name: str) -> None:
    look = drawing.look
    if text_width(name, look.caption_pt) > span.height:
        name = name.split(",", maxsplit=1)[0]
    label = drawing.words(
        look.caption_pt + 3, span.middle, name, is_quiet=True, align="center", vertical="center"
    )
    label.set_rotation(90)


def _marrow_classes(drawing: Drawing) -> None:
    sheet, look = drawing.sheet, drawing.look
    span = sheet.spans[Row.MORPHOLOGY]
    heights = [sheet.y(Panel.MORPHOLOGY, edge) for edge in CLASS_EDGES]
    names = ("5 %", "25 %", "100 %")
    _ticks(drawing, Panel.MORPHOLOGY, list(zip(heights[1:], names, strict=True)))
    drawing.tint(Box(sheet.left, heights[1], sheet.right, heights[2]), look.neutral.tint)
    for y in heights[1:3]:
        drawing.stroke([sheet.left, sheet.right], [y, y], look.border, 0.8, zorder=BEHIND + 0.8)
    for name, (low, high) in zip(("M1", "M2", "M3"), pairwise(heights), strict=True):
        drawing.words(
            sheet.right + 5, (low + high) / 2, name, is_quiet=True, vertical="center_baseline"
        )
    _panel_name(drawing, span, say("blasts in marrow smear, %"))


def _counts(drawing: Drawing) -> None:
    sheet = drawing.sheet
    low, high = sheet.ends[Panel.COUNT]
    step = sheet.spans[Row.COUNT].height / (high - low)
    least = drawing.look.caption_pt * _TICK_DISTANCE / step
    shown = _apart([one for one in _COUNT_TICKS if one <= high], least)
    heights = {one: sheet.y(Panel.COUNT, 10.0**one if one > ZERO_COUNT else 0) for one in shown}
    _ticks(drawing, Panel.COUNT, [(heights[one], _COUNT_TICKS[one]) for one in shown])
    for y in (heights[one] for one in shown if one > ZERO_COUNT):
        drawing.stroke(
            [sheet.left, sheet.right], [y, y], drawing.look.border, 0.7, zorder=BEHIND + 0.8
        )
    _panel_name(drawing, sheet.spans[Row.COUNT], say("blasts in blood per µL"))


def _apart(wanted: Sequence[float], least: float) -> list[float]:
    """Keep those of the wanted places, the first ones first, that are far enough apart."""
    kept: list[float] = []
    for one in wanted:
        if all(abs(one - other) >= least for other in kept):
            kept.append(one)
    return sorted(kept)


def _panel_name(drawing: Drawing, span: Span, name: str) -> None:
    """Write the name of a small panel above its upper left corner."""
    look, left, bottom = drawing.look, drawing.sheet.left + 4, span.top + 3
    drawing.words(left, bottom, name, is_quiet=True)
    width = text_width(name, look.caption_pt)
    drawing.places.take(Box(left, bottom - 2, left + width, bottom + look.caption_pt))


def _strip_names(drawing: Drawing) -> None:
    sheet, look = drawing.sheet, drawing.look
    lines = {name: sheet.screen_middle(name) for name in sheet.screens}
    for row, name in ((Row.NO_LIMIT, say(LIMIT_NOT_STATED)), (Row.FAILED, say(NOT_EVALUABLE))):
        if row in sheet.spans:
            lines[name] = sheet.spans[row].middle
    for name, y in lines.items():
        drawing.stroke([sheet.left, sheet.right], [y, y], look.border, 0.7, zorder=BEHIND + 0.8)
        drawing.words(
            sheet.left - 6,
            y,
            shortened(name, sheet.left - 12, look.small_pt),
            size=look.small_pt,
            is_quiet=True,
            align="right",
            vertical="center_baseline",
        )


def _undated_zone(drawing: Drawing) -> None:
    sheet, look, scale = drawing.sheet, drawing.look, drawing.course.scale
    if not scale.undated:
        return
    left, right = sheet.x(scale.right), sheet.x(scale.end)
    top = max(span.top for row, span in sheet.spans.items() if row in _DATED_ROWS)
    bottom = sheet.lowest
    line = Line2D(
        [left, left],
        [bottom, top],
        color=look.quiet,
        linewidth=0.8,
        linestyle=(0, (1, 2)),
        zorder=BEHIND + 1,
        transform=drawing.points,
    )
    drawing.figure.add_artist(line)
    days = sheet.spans[Row.DAYS]
    drawing.words((left + right) / 2, days.bottom + 2, say(NO_DATE), is_quiet=True, align="center")


_DATED_ROWS = {Row.SCREEN, Row.NO_LIMIT, Row.MRD}


def declare_origin(drawing: Drawing) -> None:
    """Say under the axis which day is which."""
    course, sheet = drawing.course, drawing.sheet
    text = origin_words(course.convention, course.timeline)
    y = sheet.spans[Row.TITLE].top - drawing.look.caption_pt * LINE / 2
    drawing.words(sheet.left, y, text, is_quiet=True, vertical="center_baseline")
