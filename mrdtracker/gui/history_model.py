"""The journal as a table that reads on when it is scrolled, keeping only what fits a filter."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject

from mrdtracker.domain.records import JournalEntry, PatientId
from mrdtracker.gui.presenters.journal_lines import (
    FieldChange,
    JournalLine,
    ReadEntry,
    journal_lines,
    matches,
)
from mrdtracker.gui.table_model import Column, Index, RowTableModel

PAGE = 200
PAGES_AT_ONCE = 5
NO_INDEX = QModelIndex()

JOURNAL_COLUMNS: tuple[Column[JournalLine], ...] = (
    Column("Date", lambda line: line.on, lambda line: line.entry.seq, style="tabular", width=14),
    Column("Time", lambda line: line.at, lambda line: line.entry.seq, style="tabular", width=7),
    Column("Who", lambda line: line.who, style="quiet", width=12),
    Column("Patient", lambda line: line.patient, width=14),
    Column("What", lambda line: line.what, width=0),
    Column("Reason", lambda line: line.reason, style="quiet", width=22),
    Column("Records", lambda line: line.count, style="figure", width=9),
)
CHANGE_COLUMNS: tuple[Column[FieldChange], ...] = (
    Column("Record", lambda change: change.record, width=34),
    Column("Field", lambda change: change.field, style="quiet", width=26),
    Column("Before", lambda change: change.before or "–", style="quiet", width=36),
    Column("After", lambda change: change.after or "–", width=0),
)


class ReadJournal(Protocol):
    """Reads journal entries, newest first."""

    def __call__(
        self, *, patient_id: PatientId | None, before_seq: int | None, limit: int
    ) -> tuple[JournalEntry, ...]:
        """Return at most ``limit`` entries older than ``before_seq``."""


class HistoryModel(RowTableModel[JournalLine]):
    """Shows journal entries that fit; older ones are read when the view asks."""

    def __init__(
        self, read: ReadJournal, read_entry: ReadEntry, parent: QObject | None = None
    ) -> None:
        super().__init__(JOURNAL_COLUMNS, parent)
        self._read = read
        self._read_entry = read_entry
        self._patient_id: PatientId | None = None
        self._text, self._person = "", ""
        self._before: int | None = None
        self._is_done = True

    def ask(self, patient_id: PatientId | None, text: str, person: str) -> None:
        """Show the newest entries that fit."""
        self._patient_id, self._text, self._person = patient_id, text, person
        self._before, self._is_done = None, False
        self.show_rows(self._more())

    def canFetchMore(self, parent: Index = NO_INDEX) -> bool:
        return not parent.isValid() and not self._is_done

    def fetchMore(self, parent: Index = NO_INDEX) -> None:
        if self.canFetchMore(parent):
            self.add_rows(self._more())

    def _more(self) -> tuple[JournalLine, ...]:
        """Read pages until one entry fits, but not for ever: the view asks again."""
        for _ in range(PAGES_AT_ONCE):
            entries = self._read(patient_id=self._patient_id, before_seq=self._before, limit=PAGE)
            self._is_done = len(entries) < PAGE
            if entries:
                self._before = entries[-1].seq
            fitting = [one for one in entries if matches(one, self._text, self._person)]
            if fitting or self._is_done:
                return journal_lines(fitting, self._read_entry)
        return ()
