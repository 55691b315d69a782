"""The course of one patient as a file: PNG, SVG or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mrdtracker.domain.case import PatientCase
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.rulebook import GENERIC, RuleBook

if TYPE_CHECKING:
    from mrdtracker.plots.course_data import MrdCourse

WIDTH_MM = 180.0
HEIGHT_MM = 110.0


def save_course(case: PatientCase, rules: RuleBook, path: Path) -> None:
    """Draw a course for paper and save it, by the suffix of the path.

    Raises:
        UserError: A suffix that is not .png, .svg or .pdf, or a path that cannot be written.
    """
    # matplotlib costs half a second to import; only who draws pays for it.
    from mrdtracker.plots.figures import new_figure, save
    from mrdtracker.plots.look import PRINT
    from mrdtracker.plots.mrd_course import MrdCourse, draw_mrd_course

    wanted = tuple(dict.fromkeys((case.course.pack or GENERIC, GENERIC)))
    overviews = [rules.overview(one) for one in wanted]
    assessments = [rules.assess(case, one) for one in wanted]
    course = MrdCourse.of(case, overviews, assessments, overviews[0].convention)
    figure = new_figure(WIDTH_MM, HEIGHT_MM)
    draw_mrd_course(figure, course, PRINT)
    save(figure, path)


def course_svg(view: PatientView, most_mm: float = HEIGHT_MM) -> bytes:
    """Draw the course that the patient's page shows, for paper, as SVG.

    It is as high as its panels need, and no higher than ``most_mm``. Equal records give equal
    bytes.
    """
    return course_picture(course_of(view), "svg", most_mm=most_mm)


def course_of(view: PatientView) -> MrdCourse:
    """Lay out the course that the patient's page shows."""
    from mrdtracker.plots.course_data import MrdCourse

    return MrdCourse.of(
        view.case, view.overviews, view.assessments, view.convention, view.count_targets
    )


def course_picture(
    course: MrdCourse, suffix: str, dpi: int = 0, *, most_mm: float = HEIGHT_MM
) -> bytes:
    """Draw a course for paper, with those of its days that are seen.

    It is as high as its panels need, and no higher than ``most_mm``. Equal courses give equal
    bytes.

    Args:
        course: The course, or the part of it that is seen.
        suffix: ``png``, ``svg`` or ``pdf``.
        dpi: Dots per inch, for pixels only; 0 for those of paper.
        most_mm: The greatest height.

    Raises:
        InvalidInputError: Another kind of picture.
    """
    from mrdtracker.plots.course_sheet import good_height
    from mrdtracker.plots.figures import (
        MILLIMETRES_PER_INCH,
        PAPER_DPI,
        POINTS_PER_INCH,
        new_figure,
        picture,
    )
    from mrdtracker.plots.look import PRINT
    from mrdtracker.plots.mrd_course import draw_mrd_course

    points_per_mm = POINTS_PER_INCH / MILLIMETRES_PER_INCH
    good_mm = good_height(course, PRINT, WIDTH_MM * points_per_mm) / points_per_mm
    figure = new_figure(WIDTH_MM, min(good_mm, most_mm))
    draw_mrd_course(figure, course, PRINT)
    return picture(figure, suffix, dpi or PAPER_DPI)
