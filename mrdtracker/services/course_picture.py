"""The course of one patient as a file: PNG, SVG or PDF."""

from __future__ import annotations

from pathlib import Path

from mrdtracker.domain.case import PatientCase
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.rulebook import GENERIC, RuleBook

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
    from mrdtracker.plots.course_sheet import good_height
    from mrdtracker.plots.figures import (
        MILLIMETRES_PER_INCH,
        POINTS_PER_INCH,
        new_figure,
        picture,
    )
    from mrdtracker.plots.look import PRINT
    from mrdtracker.plots.mrd_course import MrdCourse, draw_mrd_course

    course = MrdCourse.of(view.case, view.overviews, view.assessments, view.convention)
    points_per_mm = POINTS_PER_INCH / MILLIMETRES_PER_INCH
    good_mm = good_height(course, PRINT, WIDTH_MM * points_per_mm) / points_per_mm
    figure = new_figure(WIDTH_MM, min(good_mm, most_mm))
    draw_mrd_course(figure, course, PRINT)
    return picture(figure, "svg")
