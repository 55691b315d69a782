"""The patient list, page by page: only what is scrolled to is read from the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, Signal

from mrdtracker.domain.listing import PatientPage, PatientQuery
from mrdtracker.domain.records import PatientRow
from mrdtracker.gui.presenters.patient_lines import PatientLine
from mrdtracker.gui.table_model import Column, Index, RowTableModel

PAGE = 50
NO_INDEX = QModelIndex()

PATIENT_COLUMNS: tuple[Column[PatientLine], ...] = (
    Column("Code", lambda line: line.code, tooltip=lambda line: line.name, width=12, grows=True),
    Column("Name", lambda line: line.name, style="quiet", width=20, is_spare=True),
    Column("Protocol and day", lambda line: line.protocol, width=26, grows=True),
    Column(
        "Group",
        lambda line: line.group.word,
        chips=lambda line: (line.group,),
        tooltip=lambda line: f"{line.group.word}: {line.group.tooltip}",
        width=27,
        grows=True,
    ),
    Column("Findings", lambda line: line.flag_words, chips=lambda line: line.flags, width=0),
    Column("Last result", lambda line: line.last_result, style="tabular", width=15),
    Column("Results", lambda line: line.results, style="figure", width=9),
)


class PatientListModel(RowTableModel[PatientLine]):
    """Shows the answer to one query and fetches its next page when the view asks.

    Args:
        read: Answers one page of a query.
        write: Turns store rows into lines.

    Attributes:
        answered: Emitted with the first page of a new query.
    """

    answered = Signal(object)

    def __init__(
        self,
        read: Callable[[PatientQuery], PatientPage],
        write: Callable[[Sequence[PatientRow]], tuple[PatientLine, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(PATIENT_COLUMNS, parent)
        self._read = read
        self._write = write
        self._query = PatientQuery(limit=PAGE)
        self._next_after: str | None = None

    @property
    def query(self) -> PatientQuery:
        """What is asked now."""
        return self._query

    def ask(self, query: PatientQuery) -> None:
        """Show the answer to another query from its beginning."""
        self._query = replace(query, after=None, limit=PAGE)
        page = self._read(self._query)
        self._next_after = page.next_after
        self.show_rows(self._write(page.rows))
        self.answered.emit(page)

    def ask_again(self) -> None:
        """Read again as many rows as are shown, after something changed."""
        shown = max(PAGE, self.rowCount())
        page = self._read(replace(self._query, after=None, limit=shown))
        self._next_after = page.next_after
        self.show_rows(self._write(page.rows))
        self.answered.emit(page)

    def canFetchMore(self, parent: Index = NO_INDEX) -> bool:
        return not parent.isValid() and self._next_after is not None

    def fetchMore(self, parent: Index = NO_INDEX) -> None:
        if not self.canFetchMore(parent):
            return
        page = self._read(replace(self._query, after=self._next_after))
        self._next_after = page.next_after
        self.add_rows(self._write(page.rows))
