"""What the course says of a place: rich text for its tooltips and for the notes that stay."""

from __future__ import annotations

from html import escape

from mrdtracker.plots.course_texts import lines_about, lines_about_ring
from mrdtracker.plots.drawn_course import DrawnCourse


def pages_at(
    drawn: DrawnCourse, pixel: tuple[float, float], most: int | None = None
) -> tuple[str, ...]:
    """Return the rich text of each thing at a pixel: results, else rings, else labels.

    Args:
        drawn: The course that stands there.
        pixel: From the lower left corner of the figure.
        most: How many lines are said of a result; all where none is given.
    """
    x, y = pixel
    course = drawn.course
    points = {one.key: one for one in course.points}
    found = [lines_about(points[key], course)[:most] for key in drawn.all_at_pixel(x, y)]
    found = found or [lines_about_ring(one, course) for one in drawn.awaited_at_pixel(x, y)]
    found = found or [(line,) for line in drawn.words_at_pixel(x, y).splitlines()]
    # Escaped, because "<0.01 %" must not be taken for markup.
    return tuple("<br>".join(map(escape, lines)) for lines in found)
