"""A course as it is seen, for other programs: a picture for paper, and its numbers as a table."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.export_cells import cell_text
from mrdtracker.exchange.export_columns import RESULT_COLUMNS, ResultLine
from mrdtracker.exchange.plain_table import table_csv
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.course_picture import course_picture
from mrdtracker.services.whole_file import write_whole
from mrdtracker.words import mark, say

if TYPE_CHECKING:
    from mrdtracker.plots.course_data import MrdCourse

MOST_HEIGHT_MM = 240.0
_DAY_COLUMNS = ("day", "date", "on_record")


class CourseFile(Enum):
    """What a course can be saved as: words for a list of file kinds, suffix, dots per inch."""

    PNG_150 = (mark("Picture, 150 dots per inch"), "png", 150)
    PNG_300 = (mark("Picture, 300 dots per inch"), "png", 300)
    PNG_600 = (mark("Picture, 600 dots per inch"), "png", 600)
    SVG = (mark("Drawing for other programs"), "svg", 0)
    PDF = (mark("Drawing for paper"), "pdf", 0)
    CSV = (mark("The numbers as a table"), "csv", 0)

    @property
    def words(self) -> str:
        """What it is, to be said with ``say``."""
        return self.value[0]

    @property
    def suffix(self) -> str:
        """The suffix of its name, without the dot."""
        return self.value[1]

    @property
    def dpi(self) -> int:
        """Dots per inch; 0 for what has no dots."""
        return self.value[2]


def course_table(
    view: PatientView, tried: frozenset[str] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the numbers of a course, a header and one line per result, in the order of time.

    The day is counted as on the patient's page; voided results are not in a view at all. Whole
    amounts and limits stand as in our own ``results.csv``, and so do the columns' names.

    Args:
        view: The patient, or a scratch of one.
        tried: Results that are only tried and not on record.
    """
    timeline = view.case.course.timeline(view.convention)
    lines = [(*_DAY_COLUMNS, *(column.name for column in RESULT_COLUMNS))]
    for row in view.rows:
        on = row.sample.taken_on
        if on is None and row.day is not None and timeline is not None:
            on = timeline.date_of(row.day)
        result = ResultLine(view.file.patient, row.sample, row.measurement)
        is_on_record = row.measurement.id not in (tried or ())
        begin = (cell_text(row.day), cell_text(on), cell_text(is_on_record))
        lines.append((*begin, *(column.cell(result) for column in RESULT_COLUMNS)))
    return tuple(lines)


def save_course(
    view: PatientView,
    course: MrdCourse,
    wanted: CourseFile,
    path: Path,
) -> Path:
    """Save a course as it is seen, or its numbers; return where, with the suffix of its kind.

    A file of the very name that was given is replaced: who names a file is asked by the file
    dialog. A name that got its suffix here is another one, of which nobody was asked.

    Raises:
        InvalidInputError: The place cannot be written, or the file that got its suffix here is
            there already.
    """
    whole = path
    if path.suffix.lower() != f".{wanted.suffix}":
        whole = path.with_name(f"{path.name}.{wanted.suffix}")
        if os.path.lexists(whole):
            raise InvalidInputError(
                say("{} is there already, and nothing is overwritten.").format(whole),
                say("Choose another name."),
            )
    if wanted is CourseFile.CSV:
        content = table_csv(course_table(view, course.tried))
    else:
        content = course_picture(course, wanted.suffix, wanted.dpi, most_mm=MOST_HEIGHT_MM)
    write_whole(content, whole)
    return whole
