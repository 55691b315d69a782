"""A view of a cohort as files: its picture (PNG, SVG, PDF) and its table (CSV)."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from mrdtracker.domain.cohort_tables import CohortTable, TableCell
from mrdtracker.domain.cohort_views import CohortShown
from mrdtracker.exchange.formula_cells import hide_formula
from mrdtracker.services.reporting import write_whole

WIDTH_MM = 180.0
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def save_picture(shown: CohortShown, path: Path, first_row: int = 0) -> None:
    """Draw a view for paper and save it, by the suffix of the path.

    Args:
        shown: The view; it is drawn as high as it needs.
        path: Ends in .png, .svg or .pdf.
        first_row: The first line of a picture that has one for every child.

    Raises:
        UserError: Another suffix, or a path that cannot be written.
    """
    # matplotlib costs half a second to import; only who draws pays for it.
    from mrdtracker.plots.cohort_picture import ROWS_ON_PAPER, draw_cohort, good_height_mm
    from mrdtracker.plots.figures import new_figure, save
    from mrdtracker.plots.look import PRINT

    rows = range(first_row, first_row + ROWS_ON_PAPER)
    figure = new_figure(WIDTH_MM, good_height_mm(shown, rows))
    draw_cohort(figure, shown, PRINT, rows)
    save(figure, path)


def table_csv(table: CohortTable) -> str:
    """Write a table as CSV (RFC 4180); cells that a spreadsheet would run are hidden."""
    return _written(table, csv.excel)


def table_tabs(table: CohortTable) -> str:
    """Write a table with tabs, as a spreadsheet takes it from the clipboard."""
    return _written(table, csv.excel_tab).removesuffix("\r\n").replace("\r\n", "\n")


def _written(table: CohortTable, dialect: type[csv.Dialect]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, dialect)
    writer.writerow(map(hide_formula, table.titles))
    for row in table.rows:
        writer.writerow([_harmless(cell) for cell in row.cells])
    return out.getvalue()


def _harmless(cell: TableCell) -> str:
    """Hide what a spreadsheet would run; day -3 is a number to it, and stays one."""
    return cell.text if _NUMBER.fullmatch(cell.text) else hide_formula(cell.text)


def save_table(table: CohortTable, path: Path) -> None:
    """Write a table into a CSV file, whole or not at all.

    Raises:
        UserError: The place cannot be written.
    """
    write_whole(table_csv(table).encode("utf-8"), path)
