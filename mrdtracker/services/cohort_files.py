"""A view of a cohort as files: its picture (PNG, SVG, PDF), the picture's numbers, its table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mrdtracker.domain.cohort_caption import caption_of
from mrdtracker.domain.cohort_tables import CohortTable, TableCell, data_sheet
from mrdtracker.domain.cohort_views import CohortShown
from mrdtracker.exchange import plain_table
from mrdtracker.exchange.formula_cells import hide_formula
from mrdtracker.services.reporting import write_whole

DATA_SHEET = ".data.csv"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def save_picture(shown: CohortShown, path: Path, on: date, first_row: int = 0) -> Path:
    """Draw a view for paper and save it, by the suffix of the path, with its numbers beside it.

    Args:
        shown: The view; it is drawn as high as it needs.
        path: Ends in .png, .svg or .pdf.
        on: The date that stands on the picture.
        first_row: The first line of a picture that has one for every child.

    Returns:
        The data sheet: the numbers behind the picture, "km.data.csv" beside "km.pdf".

    Raises:
        UserError: Another suffix, or a path that cannot be written.
    """
    # matplotlib costs half a second to import; only who draws pays for it.
    from mrdtracker.plots.cohort_picture import draw_on_paper
    from mrdtracker.plots.figures import save

    save(draw_on_paper(shown, caption_of(shown, on), first_row).figure, path)
    sheet = path.with_name(f"{path.stem}{DATA_SHEET}")
    save_table(data_sheet(shown), sheet)
    return sheet


def save_table(table: CohortTable, path: Path) -> None:
    """Write a table into a CSV file, whole or not at all; no cell runs in a spreadsheet.

    Raises:
        UserError: The place cannot be written.
    """
    write_whole(plain_table.table_csv(_lines(table)), path)


def table_tabs(table: CohortTable) -> str:
    """Write a table with tabs, as a spreadsheet takes it from the clipboard."""
    return plain_table.table_tabs(_lines(table))


def _lines(table: CohortTable) -> Iterator[list[str]]:
    yield [hide_formula(title) for title in table.titles]
    for row in table.rows:
        yield [_harmless(cell) for cell in row.cells]


def _harmless(cell: TableCell) -> str:
    """Hide what a spreadsheet would run; day -3 is a number to it, and stays one."""
    return cell.text if _NUMBER.fullmatch(cell.text) else hide_formula(cell.text)
