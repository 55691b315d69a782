"""Any table as text for other programs: lines of cells, written by one rule wherever it leaves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def table_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """Write a table by RFC 4180, in UTF-8."""
    return _written(lines, csv.excel).encode()


def table_tabs(lines: Iterable[Sequence[str]]) -> str:
    """Write a table with tabs, as a spreadsheet takes it from the clipboard."""
    return _written(lines, csv.excel_tab).removesuffix("\r\n").replace("\r\n", "\n")


def _written(lines: Iterable[Sequence[str]], dialect: type[csv.Dialect]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, dialect).writerows(lines)
    return out.getvalue()
