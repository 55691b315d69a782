"""The time axis of the course plot: days and dates, the break, phases, awaited samples."""

from __future__ import annotations

from matplotlib.lines import Line2D

from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.plots.course_drawing import BEHIND, Drawing
from mrdtracker.plots.course_marks import ring_of
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_schedule import ExpectedTimePoint
from mrdtracker.plots.course_sheet import LINE, MOST_ROWS, Row, label_of_day
from mrdtracker.plots.course_ticks import ticks_of
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.label_places import Box

_LEAST_DISTANCE = 5.0


def draw_days(drawing: Drawing) -> None:
    """Write the days under the lowest panel, the dates under them, and leave out what collides."""
    sheet, look = drawing.sheet, drawing.look
    floor = sheet.lowest
    taken: list[tuple[float, float]] = []
    dated: list[tuple[float, float]] = []
    xs: list[float] = []
    for tick in ticks_of(drawing.course):
        x = sheet.x_of_day(tick.day)
        if not sheet.left <= x <= sheet.right:
            continue
        if _is_free(taken, x, text_width(tick.label, look.caption_pt)):
            drawing.words(
                x, sheet.spans[Row.DAYS].bottom + 2, tick.label, align="center", is_quiet=True
            )
            xs.append(x)
            width = text_width(tick.date, look.small_pt)
            if tick.date and _is_free(dated, x, width):
                y = sheet.spans[Row.DATES].bottom + 2
                drawing.words(x, y, tick.date, size=look.small_pt, align="center", is_quiet=True)
    marks = Line2D(
        xs,
        [floor] * len(xs),
        linestyle="none",
        marker=3,  # matplotlib's TICKDOWN
        markersize=3.5,
        markeredgewidth=0.8,
        markeredgecolor=look.quiet,
        transform=drawing.points,
    )
    drawing.figure.add_artist(marks)
    _break(drawing)


def draw_phases(drawing: Drawing) -> None:
    """Lay a neutral band behind every second phase, with all names above."""
    sheet, look, course = drawing.sheet, drawing.look, drawing.course
    if not course.phases:
        return
    row_height = look.caption_pt * LINE
    bottom, names = sheet.lowest, sheet.spans[Row.PHASES]
    phases = zip(course.phases, sheet.phase_names, sheet.phase_rows, strict=True)
    for number, (phase, name, row) in enumerate(phases):
        left = max(sheet.left, sheet.x_of_day(phase.first))
        last = sheet.x(course.scale.right) if phase.last is None else sheet.x_of_day(phase.last)
        end = min(sheet.right, last)
        if number % 2 == 0:
            drawing.tint(Box(left, bottom, end, names.top), look.neutral.tint)
        drawing.stroke([left, left], [bottom, names.top], look.border, 0.8, zorder=BEHIND + 0.2)
        if row < MOST_ROWS:
            y = names.top - row_height * (row + 1) + 2.5
            place, _ = label_of_day(sheet, look, phase.first, phase.name)
            drawing.set_off(drawing.words(place, y, name, colour=look.quiet))
        if name != phase.name or row >= MOST_ROWS:
            drawing.asides.append((Box(left, names.bottom, end, names.top), phase.name))


def draw_awaited(drawing: Drawing) -> None:
    """Put an empty ring on the axis for every named time point without a result."""
    sheet, look = drawing.sheet, drawing.look
    floor = sheet.spans[Row.MRD].bottom
    by_day: dict[int, list[ExpectedTimePoint]] = {}
    for point in drawing.course.awaited:
        by_day.setdefault(point.window.day, []).append(point)
    for day, points in by_day.items():
        x = sheet.x_of_day(day)
        drawing.rings[x, floor] = tuple(points)
        drawing.mark(x, floor, ring_of(look)).set_gid(f"awaited:{day}")
        drawing.places.take(Box.around(x, floor, look.marker_pt / 2 + 1))
        if not drawing.course.of_panel(Panel.MRD):
            short = [one.specimen.value for one in points if one.specimen is not Specimen.OTHER]
            text = ", ".join(dict.fromkeys(short))
            drawing.words(x, floor + 7, text, size=look.small_pt, align="center", is_quiet=True)
            drawing.places.take(Box(x - 16, floor, x + 16, floor + 7 + look.small_pt))


def _is_free(taken: list[tuple[float, float]], x: float, width: float) -> bool:
    """Take the place of a label, unless it would touch another one."""
    left, right = x - width / 2, x + width / 2
    if any(
        left < end + _LEAST_DISTANCE and right > start - _LEAST_DISTANCE for start, end in taken
    ):
        return False
    taken.append((left, right))
    return True


def _break(drawing: Drawing) -> None:
    """Draw two slanted strokes and a white gap where the axis leaves days out."""
    scale, sheet, look = drawing.course.scale, drawing.sheet, drawing.look
    if scale.late_first is None:
        return
    x = sheet.x(scale.early_last + scale.gap)
    spans = [sheet.spans[Row(panel.value)] for panel in drawing.axes]
    strips = (*spans, *sheet.track_spans(look))
    heights = [span.bottom for span in strips if span.height]
    heights += [sheet.lowest] * drawing.course.ends_folded
    for y in (*heights, sheet.spans[Row.MRD].top):
        gap = Line2D(
            [x - 2.5, x + 2.5],
            [y, y],
            color=look.surface,
            linewidth=3.5,
            zorder=2,
            transform=drawing.points,
        )
        drawing.figure.add_artist(gap)
        for left in (x - 4.5, x + 0.5):
            stroke = drawing.stroke([left, left + 4], [y - 5, y + 5], look.quiet, 1.0, 2.5)
            stroke.set_gid("break")
        drawing.places.take(Box(x - 7, y - 6, x + 7, y + 6))
