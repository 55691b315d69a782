"""The course of one patient: residual disease over protocol days, on a screen or on paper."""

from __future__ import annotations

from collections.abc import Callable, Generator

from matplotlib.figure import Figure

from mrdtracker.plots.course_axes import declare_origin, draw_panels, name_floors
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_days import draw_awaited, draw_days, draw_phases
from mrdtracker.plots.course_drawing import Drawing
from mrdtracker.plots.course_events import draw_events
from mrdtracker.plots.course_labels import (
    draw_flags,
    draw_key,
    draw_thresholds,
    name_series,
    name_thresholds,
    say_that_nothing_is_there,
    write_heading,
    write_small_values,
)
from mrdtracker.plots.course_results import draw_results
from mrdtracker.plots.course_sheet import sheet_of
from mrdtracker.plots.course_track_strips import draw_tracks
from mrdtracker.plots.course_what_if import draw_what_if
from mrdtracker.plots.drawn_course import DrawnCourse
from mrdtracker.plots.figures import POINTS_PER_INCH, styled
from mrdtracker.plots.look import Look

__all__ = ["DrawnCourse", "MrdCourse", "draw_in_steps", "draw_mrd_course"]


def draw_mrd_course(figure: Figure, course: MrdCourse, look: Look) -> DrawnCourse:
    """Clear the figure and draw the course on it, laid out once for the figure's present size.

    The same figure may then go to the screen, PNG, SVG or PDF; sizes are in points everywhere.
    """
    drawing = begin_course(figure, course, look)
    with styled():
        for step in STEPS:
            step(drawing)
    return DrawnCourse(drawing)


def draw_in_steps(
    figure: Figure, course: MrdCourse, look: Look
) -> Generator[None, None, DrawnCourse]:
    """Do the same a step at a time, for a window that must not stand still for the whole.

    What is begun may be left: the figure then holds a part of the picture, until the next one.
    """
    drawing = begin_course(figure, course, look)
    yield
    for step in STEPS:
        with styled():
            step(drawing)
        yield
    return DrawnCourse(drawing)


def begin_course(figure: Figure, course: MrdCourse, look: Look) -> Drawing:
    """Clear the figure, lay the page out and furnish the panels."""
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    with styled():
        for axes in figure.axes:
            axes.remove()  # clear() alone would first furnish each of them anew, for 30 ms
        figure.clear()
        figure.set_facecolor(look.surface)
        sheet = sheet_of(course, look, float(width), float(height))
        drawing = Drawing(figure, course, look, sheet)
        draw_panels(drawing)
    return drawing


# What stands on the panels: first what takes its place by its day and level, then the words,
# which go where there is room.
STEPS: tuple[Callable[[Drawing], None], ...] = (
    draw_phases,
    draw_events,
    draw_days,
    draw_awaited,
    draw_tracks,
    say_that_nothing_is_there,
    draw_results,
    draw_thresholds,
    write_small_values,
    draw_flags,
    name_thresholds,
    name_series,
    name_floors,
    declare_origin,
    draw_key,
    write_heading,
    draw_what_if,
)
