"""The board as a table model: who, the protocol, the day, and a cell for every time point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from mrdtracker.domain.records import PatientId
from mrdtracker.gui.presenters.board_choice import BY_CODE, BY_DAY, BY_PROTOCOL
from mrdtracker.gui.presenters.board_rows import Board, BoardColumn, BoardRow
from mrdtracker.gui.presenters.board_words import count_words, empty_words, spoken_words
from mrdtracker.gui.presenters.point_states import PointState, point_state
from mrdtracker.gui.table_model import Index
from mrdtracker.services.due import DueLine

STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
OVERLAY_ROLE = int(Qt.ItemDataRole.UserRole) + 2
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 3
FIRST_POINT = 3
_NO_INDEX = QModelIndex()

Tip = Callable[[BoardRow, DueLine], str]


class Overlay(Enum):
    """A second small mark, beside the state and never in its place."""

    FLAG = "flag"
    REPEATS = "repeats"


class BoardModel(QAbstractTableModel):
    """Shows a board; what is flagged comes later, when somebody has looked.

    Args:
        tip: Writes what stands under the pointer.
        parent: Owns it.
    """

    def __init__(self, tip: Tip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tip = tip
        self.board = Board((), (), ())
        self.today = date.min
        self._flagged: dict[PatientId, frozenset[str]] = {}
        self._titles = (self.tr("Patient"), self.tr("Protocol"), self.tr("Today"))

    def show_board(self, board: Board, today: date) -> None:
        """Show another board in place of this one."""
        self.beginResetModel()
        self.board, self.today = board, today
        self.endResetModel()

    def show_flags(self, flagged: Mapping[PatientId, frozenset[str]]) -> None:
        """Mark tubes: for each patient the ids of those that a loud finding used."""
        self._flagged.update(flagged)
        for place, row in enumerate(self.board.rows):
            if row.child.patient_id in flagged:
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(place, FIRST_POINT), self.index(place, last))

    def forget_flags(self, patient_id: PatientId | None) -> None:
        """Forget the marks of a patient who was changed; of all where None."""
        if patient_id is None:
            self._flagged.clear()
        self._flagged.pop(patient_id or PatientId(""), None)

    def has_flags_of(self, patient_id: PatientId) -> bool:
        """Whether somebody has looked at this patient's findings."""
        return patient_id in self._flagged

    def row_at(self, row: int) -> BoardRow:
        """Return the child in a line."""
        return self.board.rows[row]

    def column_at(self, column: int) -> BoardColumn | None:
        """Return the time point of a column; None for those that say who it is."""
        return self.board.columns[column - FIRST_POINT] if column >= FIRST_POINT else None

    def line_at(self, row: int, column: int) -> DueLine | None:
        """Return what is expected in a cell; None where nothing is."""
        child = self.board.rows[row]
        if column >= FIRST_POINT:
            return child.cells.get(self.board.columns[column - FIRST_POINT].key)
        return child.lines[0] if child.need else None

    def name_at(self, column: int) -> str:
        """Return what a column is sorted and remembered by."""
        point = self.column_at(column)
        return point.name if point is not None else (BY_CODE, BY_PROTOCOL, BY_DAY)[column]

    def is_flagged(self, line: DueLine) -> bool:
        """Whether a loud finding used one of the tubes of a cell."""
        known = self._flagged.get(line.child.patient_id)
        return bool(known and line.sample is not None and not known.isdisjoint(line.sample.tubes))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.board.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else FIRST_POINT + len(self.board.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.board.rows[index.row()], index.column()
        if role == ID_ROLE:
            return row.child.patient_id
        if column < FIRST_POINT:
            return self._words(row, column) if role in _WORDS else None
        return self._of_point(row, self.line_at(index.row(), column), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_here = orientation is Qt.Orientation.Horizontal and section < self.columnCount()
        if not is_here or role not in (*_WORDS, Qt.ItemDataRole.ToolTipRole):
            return None
        column = self.column_at(section)
        if column is None:
            return self._titles[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        parts = (column.title, column.phase, self.tr("{} resulted").format(count_words(column)))
        return ", ".join(part for part in parts if part)

    def overlays(self, line: DueLine | None) -> tuple[Overlay, ...]:
        """Return the second marks of a cell."""
        if line is None or line.sample is None:
            return ()
        flag = (Overlay.FLAG,) if self.is_flagged(line) else ()
        return (*flag, Overlay.REPEATS) if len(line.sample.tubes) > 1 else flag

    def _of_point(self, row: BoardRow, line: DueLine | None, role: int) -> object:
        said: object = None
        if role == Qt.ItemDataRole.ToolTipRole:
            said = self._tip(row, line) if line is not None else empty_words(row)
        elif role == STATE_ROLE:
            said = self._state(line)
        elif role == OVERLAY_ROLE:
            said = self.overlays(line)
        elif role in _WORDS:
            is_flagged = line is not None and self.is_flagged(line)
            said = spoken_words(line, row, self.today, is_flagged=is_flagged)
        return said

    @staticmethod
    def _state(line: DueLine | None) -> PointState | None:
        return point_state(line.state) if line is not None else None

    @staticmethod
    def _words(row: BoardRow, column: int) -> str:
        if column == 0:
            return f"{row.code} {row.child.name}".strip()
        return row.protocol if column == 1 else row.need or row.today


_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
