"""A view of a cohort as files: its picture (PNG, SVG, PDF), the picture's numbers, its table."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mrdtracker.domain.cohort_caption import caption_of
from mrdtracker.domain.cohort_tables import CohortTable, TableCell, data_sheet, table_of
from mrdtracker.domain.cohort_views import CohortShown
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange import plain_table
from mrdtracker.exchange.formula_cells import hide_formula
from mrdtracker.services.whole_file import write_together, write_whole
from mrdtracker.words import mark, say

DATA_SHEET = ".data.csv"
LINES_ON_PAPER = 50
# A longer page than this neither a PDF nor a picture of 300 dots per inch can be.
MOST_LINES = 1000
TOO_LONG = mark("A picture has room for {} lines, and this one has {}.")
NARROW = mark("Narrow the cohort, or draw a part of it.")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def save_picture(
    shown: CohortShown,
    path: Path,
    on: date,
    rows: range = range(LINES_ON_PAPER),
    *,
    may_replace: bool = False,
    table: Path | None = None,
) -> Path:
    """Draw a view for paper and save it, by the suffix of the path, with its numbers beside it.

    The files appear together, or none of them does.

    Args:
        shown: The view; it is drawn as high as it needs.
        path: Ends in .png, .svg or .pdf.
        on: The date that stands on the picture.
        rows: The lines of a picture that has one for every child.
        may_replace: Whether a data sheet with other numbers, which nobody named, may go.
        table: Where the table of the whole cohort goes too, if it is wanted.

    Returns:
        The data sheet: the numbers behind the picture, "km.data.csv" beside "km.pdf".

    Raises:
        UserError: Another suffix, too many lines, a path that cannot be written, one path for two
            files, or a data sheet that is there already; nothing was written.
    """
    drawn = range(shown.line_count)[rows.start : rows.stop]
    if len(drawn) > MOST_LINES:
        raise InvalidInputError(say(TOO_LONG).format(MOST_LINES, len(drawn)), say(NARROW))
    sheet = sheet_beside(path)
    if table in (path, sheet):
        raise InvalidInputError(
            say("{} is where the picture or its numbers go.").format(table),
            say("Choose another name."),
        )
    if not may_replace and is_replaced(shown, path):
        raise InvalidInputError(
            say("{} is there already, and nothing is overwritten.").format(sheet),
            say("Choose another name."),
        )
    # matplotlib costs half a second to import; only who draws pays for it.
    from mrdtracker.plots.cohort_picture import draw_on_paper
    from mrdtracker.plots.figures import picture

    drawing = draw_on_paper(shown, caption_of(shown, on), rows).figure
    content = picture(drawing, path.suffix.lower().lstrip("."))
    files = {path: content, sheet: _written(data_sheet(shown))}
    write_together(files if table is None else {**files, table: _written(table_of(shown))})
    return sheet


def sheet_beside(path: Path) -> Path:
    """Return where the numbers of a picture stand."""
    return path.with_name(f"{path.stem}{DATA_SHEET}")


def is_replaced(shown: CohortShown, path: Path) -> bool:
    """Return whether the numbers of a picture would take the place of something else."""
    sheet = sheet_beside(path)
    if not os.path.lexists(sheet):
        return False
    try:
        return sheet.read_bytes() != _written(data_sheet(shown))
    except OSError:
        return True


def save_table(table: CohortTable, path: Path) -> None:
    """Write a table into a CSV file, whole or not at all; no cell runs in a spreadsheet.

    Raises:
        UserError: The place cannot be written.
    """
    write_whole(_written(table), path)


def table_tabs(table: CohortTable) -> str:
    """Write a table with tabs, as a spreadsheet takes it from the clipboard."""
    return plain_table.table_tabs(_lines(table))


def _written(table: CohortTable) -> bytes:
    return plain_table.table_csv(_lines(table))


def _lines(table: CohortTable) -> Iterator[list[str]]:
    yield [hide_formula(title) for title in table.titles]
    for row in table.rows:
        yield [_harmless(cell) for cell in row.cells]


def _harmless(cell: TableCell) -> str:
    """Hide what a spreadsheet would run; day -3 is a number to it, and stays one."""
    return cell.text if _NUMBER.fullmatch(cell.text) else hide_formula(cell.text)
