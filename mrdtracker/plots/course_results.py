"""The results themselves: marks at their own level, whiskers, censored bars, connectors."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_drawing import LINES, MARKS, Drawing
from mrdtracker.plots.course_levels import axis_level, screen_name
from mrdtracker.plots.course_marks import ARROW, colours_of, line_width, mark_of
from mrdtracker.plots.course_points import CoursePoint, Glyph, Panel, Series
from mrdtracker.plots.course_sheet import AXES_PANELS, LOG_PANELS, ROW_OF_PANEL, STRIP_PANELS
from mrdtracker.plots.label_places import Box

# 3 pixels of a screen with 96 dots per inch, to each side of the day.
SIDE_STEP = 2.25
_BAR_WIDTH = 5.0
_BAR_STRENGTH = 0.22
DASHES = (0, (4.0, 2.5))


def draw_results(drawing: Drawing) -> None:
    """Draw every result once, and join only what may be joined."""
    colours = colours_of(
        tuple(dict.fromkeys(one.series for one in drawing.course.points)), drawing.look
    )
    xs = positions_of(drawing)
    for panel in AXES_PANELS:
        if panel in drawing.axes:
            _connectors(drawing, panel, xs, colours)
            _limits(drawing, panel, xs)
    for point in drawing.course.shown:
        if not drawing.course.scale.holds(point.day):
            continue
        if point.panel in STRIP_PANELS:
            _strip_mark(drawing, point, xs[point.key], colours[point.series])
        else:
            _axis_mark(drawing, point, xs[point.key], colours[point.series])


def positions_of(drawing: Drawing) -> dict[str, float]:
    """Place every result on the day scale; those of one day stand side by side."""
    course, step = drawing.course, SIDE_STEP / drawing.sheet.points_per_position
    together: dict[object, list[CoursePoint]] = defaultdict(list)
    for point in course.points:
        together[(point.panel, point.day, _line(point))].append(point)
    positions: dict[str, float] = {}
    slots = iter(range(course.scale.undated))
    for points in together.values():
        for rank, point in enumerate(points):
            if point.day is None and course.scale.is_part:
                continue
            if point.day is None:
                positions[point.key] = course.scale.undated_position(next(slots))
            else:
                shift = (2 * rank - (len(points) - 1)) * step
                positions[point.key] = course.scale.position(point.day) + shift
    return positions


def _line(point: CoursePoint) -> str:
    return screen_name(point.result) if point.panel is Panel.SCREEN else ""


def _connectors(
    drawing: Drawing, panel: Panel, xs: dict[str, float], colours: dict[Series, str]
) -> None:
    """Join neighbours of one series: solid between two amounts, dashed to a censored end."""
    axes, hidden = drawing.axes[panel], drawing.course.hidden

    def shows(*ends: CoursePoint) -> bool:
        return hidden.isdisjoint(one.key for one in ends)

    for series, points in _by_series(drawing.course).items():
        days = [list(group) for _, group in groupby(points, key=lambda point: point.day)]
        for earlier, later in pairwise(days):
            for start in earlier:
                for end in later:
                    if start.panel is panel and end.panel is panel and shows(start, end):
                        line = _connector(axes, start, end, xs)
                        line.set_color(colours[series])
                        line.set_linewidth(line_width(series, drawing.look))
                        ends = [_page_of(drawing, one, xs[one.key]) for one in (start, end)]
                        _take_seen(drawing, *ends)


def _take_seen(drawing: Drawing, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Mark the way of a line as taken as far as it is on the page."""
    left, right = drawing.sheet.left, drawing.sheet.right
    if end[0] < left or start[0] > right:
        return
    slope = (end[1] - start[1]) / (end[0] - start[0]) if end[0] != start[0] else 0.0
    xs = (max(left, start[0]), min(right, end[0]))
    ys = [start[1] + slope * (x - start[0]) for x in xs]
    drawing.places.take_line((xs[0], ys[0]), (xs[1], ys[1]))


def _by_series(course: MrdCourse) -> dict[Series, list[CoursePoint]]:
    """Return the dated points of each series; one that failed says nothing and breaks nothing.

    A negative without a limit has no height, and no line may pass over it as if it were not there;
    nor over a hidden result.
    """
    found: dict[Series, list[CoursePoint]] = defaultdict(list)
    for point in course.points:
        if point.day is not None and point.glyph is not Glyph.NOT_EVALUABLE:
            found[point.series].append(point)
    return found


def _connector(axes: Axes, start: CoursePoint, end: CoursePoint, xs: dict[str, float]) -> Line2D:
    is_solid = start.glyph is Glyph.QUANTIFIED and end.glyph is Glyph.QUANTIFIED
    line = Line2D(
        [xs[start.key], xs[end.key]],
        [_height(axes, start), _height(axes, end)],
        zorder=LINES + 1.5,
    )
    if not is_solid:
        line.set_linestyle(DASHES)
    line.set_gid(f"connector:{start.key}:{end.key}")
    axes.add_line(line)
    return line


def _height(axes: Axes, point: CoursePoint, level: float | None = None) -> float:
    """Return a level in the data units of its axes."""
    value = point.level if level is None else level
    if value is None:
        return axes.get_ylim()[0]
    if point.panel in LOG_PANELS:
        low, high = axes.get_ylim()
        return min(max(value, low), high)
    return axis_level(point.panel, value, axes.get_ylim()[0])


def _on_page(drawing: Drawing, panel: Panel, x: float, y: float) -> tuple[float, float]:
    """Return the page position of a place in the data units of a panel."""
    if panel in LOG_PANELS:
        return drawing.sheet.x(x), drawing.sheet.y(panel, y)
    span = drawing.sheet.spans[ROW_OF_PANEL[panel]]
    low, high = drawing.sheet.ends[panel]
    return drawing.sheet.x(x), span.bottom + span.height * (y - low) / (high - low)


def _page_of(drawing: Drawing, point: CoursePoint, x: float) -> tuple[float, float]:
    return _on_page(drawing, point.panel, x, _height(drawing.axes[point.panel], point))


def _limits(drawing: Drawing, panel: Panel, xs: dict[str, float]) -> None:
    """Draw a short tick at the detection limit of every sample that was quantified."""
    points = [
        point
        for point in drawing.course.shown
        if point.panel is panel
        and point.glyph is Glyph.QUANTIFIED
        and point.limits[0] is not None
        and drawing.course.scale.holds(point.day)
    ]
    if not points or panel not in LOG_PANELS:
        return
    axes = drawing.axes[panel]
    ticks = Line2D(
        [xs[point.key] for point in points],
        [_height(axes, point, point.limits[0]) for point in points],
        linestyle="none",
        marker="_",
        markersize=7.0,
        markeredgewidth=0.8,
        markeredgecolor=drawing.look.quiet,
        zorder=LINES,
    )
    ticks.set_gid("detection limits")
    axes.add_line(ticks)


def _axis_mark(drawing: Drawing, point: CoursePoint, x: float, colour: str) -> None:
    axes, y = drawing.axes[point.panel], _height(drawing.axes[point.panel], point)
    mark = mark_of(point.glyph, point.series, drawing.look, colour)
    mark.set_data([x], [y])
    mark.set_clip_on(False)
    axes.add_line(mark)
    drawing.remember(point.key, mark)
    page = _on_page(drawing, point.panel, x, y)
    drawing.anchors[point.key] = page
    drawing.places.take(Box.around(*page, drawing.look.marker_pt / 2 + 1))
    if point.band is not None and point.panel in LOG_PANELS:
        _bar(drawing, point, x, colour)
    if point.whisker is not None:
        _whisker(drawing, point, x, colour)
    if point.window is not None:
        _day_range(drawing, point, y)


def _bar(drawing: Drawing, point: CoursePoint, x: float, colour: str) -> None:
    """Draw the values that are still possible as a faint bar, to the floor if nothing ends it."""
    axes = drawing.axes[point.panel]
    low, high = point.band or (None, None)
    floor, top = axes.get_ylim()
    ends = (floor if low is None else max(floor, low), top if high is None else high)
    start, end = (_on_page(drawing, point.panel, x, one) for one in ends)
    drawing.places.take_line(start, end)
    colour = drawing.look.quiet if point.glyph is Glyph.UNCERTAIN else colour
    bar = Line2D(
        [x, x],
        ends,
        color=colour,
        alpha=_BAR_STRENGTH,
        linewidth=_BAR_WIDTH,
        solid_capstyle="butt",
        zorder=LINES + 0.5,
    )
    axes.add_line(bar)
    drawing.remember(point.key, bar, "bar")
    if point.glyph in (Glyph.BELOW_QUANTIFICATION, Glyph.UNCERTAIN) and high is not None:
        tick = Line2D(
            [x],
            [high],
            linestyle="none",
            marker="_",
            markersize=10.0,
            markeredgewidth=1.2,
            markeredgecolor=colour,
            zorder=LINES + 1,
        )
        axes.add_line(tick)
        drawing.remember(point.key, tick, "limit")


def _whisker(drawing: Drawing, point: CoursePoint, x: float, colour: str) -> None:
    """Draw the counting interval; one that leaves the axis ends in an arrow on the floor."""
    if point.whisker is None:
        return
    axes, look = drawing.axes[point.panel], drawing.look
    low, high = (_height(axes, point, end) for end in point.whisker)
    whisker = Line2D(
        [x, x], [low, high], color=colour, linewidth=look.whisker_pt, zorder=LINES + 2
    )
    axes.add_line(whisker)
    drawing.remember(point.key, whisker, "whisker")
    ends = [_on_page(drawing, point.panel, x, one) for one in (low, high)]
    drawing.places.take_line(ends[0], ends[1])
    if point.panel in LOG_PANELS and point.whisker[0] < axes.get_ylim()[0]:
        arrow = Line2D(
            [x],
            [low],
            linestyle="none",
            marker=ARROW,
            markersize=6.0,
            markerfacecolor="none",
            markeredgecolor=colour,
            markeredgewidth=look.whisker_pt,
            clip_on=False,
            zorder=LINES + 2,
        )
        axes.add_line(arrow)
        drawing.remember(point.key, arrow, "arrow")


def _day_range(drawing: Drawing, point: CoursePoint, y: float) -> None:
    """Draw the days on which a result without a day may have been taken."""
    window, scale = point.window, drawing.course.scale
    if window is None:
        return
    last = window.day + (window.after if window.after is not None else window.before)
    days = [scale.position(window.day - window.before), scale.position(last)]
    line = Line2D(
        days,
        [y, y],
        color=drawing.look.quiet,
        linewidth=0.8,
        linestyle=(0, (1, 1.5)),
        zorder=LINES,
    )
    drawing.axes[point.panel].add_line(line)
    drawing.remember(point.key, line, "days")


def _strip_mark(drawing: Drawing, point: CoursePoint, x: float, colour: str) -> None:
    sheet = drawing.sheet
    if point.panel is Panel.SCREEN:
        y = sheet.screen_middle(_line(point))
    else:
        y = sheet.spans[ROW_OF_PANEL[point.panel]].middle
    mark = drawing.mark(sheet.x(x), y, mark_of(point.glyph, point.series, drawing.look, colour))
    mark.set_zorder(MARKS)
    drawing.remember(point.key, mark)
    drawing.anchors[point.key] = (sheet.x(x), y)
    drawing.places.take(Box.around(sheet.x(x), y, drawing.look.marker_pt / 2 + 1))
