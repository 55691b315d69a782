"""A foreign table as it stands in its file: header, rows and their lines, nothing understood."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.text_file import read_text_file
from mrdtracker.words import say

MAX_ROWS = 1_000_000
MAX_COLUMNS = 1_000
MAX_CELLS = 6_000_000
MAX_CELL_LENGTH = 131_072
# In the order in which they win where the rows fit several of them equally well.
_DELIMITERS = "\t;,|"
_PROBE_LENGTH = 64 * 1024
_PROBE_ROWS = 50
_EXCEL_LINE = "sep="


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a quoted cell may hold line ends, so that a row may span lines.

    Attributes:
        line: Line of the file on which the row begins; the header of a plain file is line 1.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A delimited text file.

    Attributes:
        name: Name of the file, without its folder.
        encoding: How it was read, in words.
        delimiter: The character between cells, found from the file itself.
        header: The names as they stand, stripped; a name may be missing or stand twice.
        rows: All rows that are not blank; a row may have more or fewer cells than the header.
        size: Bytes of the file.
    """

    name: str
    sha256: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    size: int


def read_table(source: Path | bytes, name: str) -> Table:
    """Read a CSV or TSV file, or the bytes of one; encoding and delimiter are found per file.

    Args:
        source: A path, or what came through a pipe.
        name: What to call it in sentences and in the plan.

    Raises:
        InvalidInputError: One sentence on why this is not a table, and what to do.
    """
    file = read_text_file(source, name)
    text, first_line, stated = _without_excel_line(file.text)
    delimiter = stated or _find_delimiter(text)
    rows = _rows(file.name, text, delimiter, first_line)
    header = next(rows, None)
    if header is None:
        raise InvalidInputError(
            say("{} has no header line.").format(name), say("Export it again with one.")
        )
    names = _header(header, name)
    body = _body(rows, name, len(names))
    if not body:
        raise InvalidInputError(
            say("{} has one line only: a header but no rows, or a row without its header.").format(
                name
            ),
            say("Check how it was exported."),
        )
    return Table(file.name, file.sha256, file.encoding, delimiter, names, body, file.size)


def _without_excel_line(text: str) -> tuple[str, int, str]:
    """Take off Excel's own first line, ``sep=,``; it names the delimiter."""
    line, end, rest = text.partition("\n")
    if not end or not line.lower().startswith(_EXCEL_LINE) or len(line) <= len(_EXCEL_LINE):
        return text, 1, ""
    stated = line[len(_EXCEL_LINE)]
    return (rest, 2, stated) if stated in _DELIMITERS else (text, 1, "")


def _find_delimiter(text: str) -> str:
    """Choose the delimiter that splits the first rows into as many cells as the header."""
    probe = text[:_PROBE_LENGTH]
    whole = len(probe) == len(text)
    best, best_share = ",", -1.0
    for delimiter in _DELIMITERS:
        widths = _widths(probe, delimiter, drop_last=not whole)
        if not widths or widths[0] == 1:
            continue
        same = sum(width == widths[0] for width in widths[1:])
        share = round(same / max(len(widths) - 1, 1), 1)
        if share > best_share:
            best, best_share = delimiter, share
    return best


def _widths(probe: str, delimiter: str, *, drop_last: bool) -> list[int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(probe, newline=""), delimiter=delimiter):
            if cells:
                widths.append(len(cells))
            if len(widths) > _PROBE_ROWS:
                break
    except csv.Error:
        return widths
    return widths[:-1] if drop_last and 1 < len(widths) <= _PROBE_ROWS else widths


def _rows(name: str, text: str, delimiter: str, first_line: int) -> Iterator[Row]:
    """Yield the rows that are not blank.

    ``strict`` stops at a quote that is never closed, which would swallow the rest of the file.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first_line
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            is_open = "end of data" in str(error)
            place = line if is_open else first_line + reader.line_num - 1
            raise _damaged(name, place, error) from None
        if cells is None:
            return
        if any(cells):
            yield Row(line, tuple(cells))
        line = first_line + reader.line_num


def _damaged(name: str, line: int, error: csv.Error) -> InvalidInputError:
    if "field limit" in str(error):
        return InvalidInputError(
            say("{}, line {}: a cell has more than {} characters.").format(
                name, line, MAX_CELL_LENGTH
            ),
            say("Check the quotation marks before it."),
        )
    if "end of data" in str(error):
        return InvalidInputError(
            say("{}: a quotation mark in the row that begins on line {} is never closed.").format(
                name, line
            ),
            say("Correct the line, or export the table again."),
        )
    return InvalidInputError(
        say("{}, line {}: a quotation mark is not closed or stands in the wrong place.").format(
            name, line
        ),
        say("Correct the line, or export the table again."),
    )


def _header(row: Row, name: str) -> tuple[str, ...]:
    if len(row.cells) > MAX_COLUMNS:
        raise InvalidInputError(
            say("{} has {} columns, more than {}.").format(name, len(row.cells), MAX_COLUMNS),
            say("Leave out the columns that are not needed."),
        )
    return tuple(cell.strip() for cell in row.cells)


def _body(rows: Iterator[Row], name: str, width: int) -> tuple[Row, ...]:
    most = min(MAX_ROWS, MAX_CELLS // width)
    body: list[Row] = []
    for row in rows:
        if len(body) == most or len(row.cells) > MAX_COLUMNS:
            raise InvalidInputError(
                say(
                    "{} is too big from line {}: at most {} rows of this width and {} "
                    "columns are taken at once."
                ).format(name, row.line, most, MAX_COLUMNS),
                say("Split the file."),
            )
        body.append(row)
    return tuple(body)
