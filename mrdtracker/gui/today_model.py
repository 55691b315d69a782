"""The due list as a table: only what is scrolled to is written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QObject

from mrdtracker.gui.presenters.due_words import DueRow, row_of
from mrdtracker.gui.table_model import Column, Index, RowTableModel
from mrdtracker.services.due import DueLine
from mrdtracker.words import mark, say

PAGE = 200
NO_INDEX = QModelIndex()

DUE_COLUMNS: tuple[Column[DueRow], ...] = (
    Column(
        mark("State"),
        lambda row: row.state.word,
        chips=lambda row: (row.state,),
        tooltip=lambda row: say("{}\nEnter: {}").format(row.spoken, row.verb),
        width=24,
    ),
    Column(
        mark("Patient"), lambda row: row.code, tooltip=lambda row: row.child, width=12, grows=True
    ),
    Column(mark("Name"), lambda row: row.child, style="quiet", width=16, is_spare=True),
    Column(
        mark("Expected"),
        lambda row: row.what,
        tooltip=lambda row: row.spoken,
        width=26,
        grows=True,
    ),
    Column(mark("How urgent"), lambda row: row.when, tooltip=lambda row: row.spoken, width=0),
    # A window of another year gives way: how urgent it is must be read to its end.
    Column(
        mark("Window"),
        lambda row: row.window,
        tooltip=lambda row: row.window,
        style="quiet",
        width=33,
    ),
)


class DueModel(RowTableModel[DueRow]):
    """Shows the lines of a list; the next ones are written when the view asks for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(DUE_COLUMNS, parent)
        self._lines: Sequence[DueLine] = ()
        self._today = date.min

    @property
    def lines(self) -> Sequence[DueLine]:
        """Every line, written or not."""
        return self._lines

    def show_lines(self, lines: Sequence[DueLine], today: date, written: int = PAGE) -> None:
        """Show other lines.

        Args:
            lines: All of them, in their order.
            today: The date of the list.
            written: How many are written out at once.
        """
        self._lines, self._today = lines, today
        self.show_rows(self._write(0, max(PAGE, written)))

    def canFetchMore(self, parent: Index = NO_INDEX) -> bool:
        return not parent.isValid() and self.rowCount() < len(self._lines)

    def fetchMore(self, parent: Index = NO_INDEX) -> None:
        if self.canFetchMore(parent):
            self.add_rows(self._write(self.rowCount(), PAGE))

    def _write(self, first: int, count: int) -> list[DueRow]:
        return [row_of(line, self._today) for line in self._lines[first : first + count]]
