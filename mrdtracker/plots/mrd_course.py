"""The course of one patient: residual disease over protocol days, on a screen or on paper."""

from __future__ import annotations

from matplotlib.figure import Figure

from mrdtracker.plots.course_axes import declare_origin, draw_panels, name_floors
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_days import draw_awaited, draw_days, draw_events, draw_phases
from mrdtracker.plots.course_drawing import Drawing
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
from mrdtracker.plots.course_what_if import draw_what_if
from mrdtracker.plots.drawn_course import DrawnCourse
from mrdtracker.plots.figures import POINTS_PER_INCH, styled
from mrdtracker.plots.look import Look

__all__ = ["DrawnCourse", "MrdCourse", "begin_course", "draw_mrd_course", "finish_course"]


def draw_mrd_course(figure: Figure, course: MrdCourse, look: Look) -> DrawnCourse:
    """Clear the figure and draw the course on it, laid out once for the figure's present size.

    The same figure may then go to the screen, PNG, SVG or PDF; sizes are in points everywhere.
    """
    return finish_course(begin_course(figure, course, look))


def begin_course(figure: Figure, course: MrdCourse, look: Look) -> Drawing:
    """Clear the figure, lay the page out and furnish the panels: the first half of the work.

    A window that must not stand still for the whole does other things before the second half.
    """
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


def finish_course(drawing: Drawing) -> DrawnCourse:
    """Draw everything that stands on the panels."""
    with styled():
        draw_phases(drawing)
        draw_events(drawing)
        draw_days(drawing)
        draw_awaited(drawing)
        say_that_nothing_is_there(drawing)
        draw_results(drawing)
        draw_thresholds(drawing)
        write_small_values(drawing)
        draw_flags(drawing)
        name_thresholds(drawing)
        name_series(drawing)
        name_floors(drawing)
        declare_origin(drawing)
        draw_key(drawing)
        write_heading(drawing)
        draw_what_if(drawing)
    return DrawnCourse(drawing)
