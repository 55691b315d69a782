"""One read-only table model for every list: rows are objects, columns say how to read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mrdtracker.gui.presenters.tones import ChipText
from mrdtracker.words import say

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 2
CHIPS_ROLE = int(Qt.ItemDataRole.UserRole) + 3

_NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """How one column reads a row.

    Attributes:
        text: What stands in the cell, and what a screen reader says.
        sort_key: What the column sorts by; the text where there is none.
        chips: Chips that are painted in place of the text.
        style: "", "quiet", "figure" (right, tabular), "decimal" (aligned at the decimal point) or
            "quiet decimal".
        width: First width in average characters; 0 takes what is left.
        grows: True where the column is made as wide as its longest text.
        exact: What is copied, where the cell shows a shorter number.
        is_spare: True where a row is known without it, and it goes where room is short.
        known_by: Title of the column that stands for a spare one; where it is empty in any row,
            the spare one stays.
    """

    title: str
    text: Callable[[RowT], str]
    sort_key: Callable[[RowT], object] | None = None
    chips: Callable[[RowT], Sequence[ChipText]] | None = None
    tooltip: Callable[[RowT], str] | None = None
    style: str = ""
    width: int = 12
    grows: bool = False
    exact: Callable[[RowT], str] | None = None
    is_spare: bool = False
    known_by: str = ""

    def copied(self, row: RowT) -> str:
        """Return what a copy of the cell says: never less than what was recorded."""
        return (self.exact or self.text)(row)


class RowTableModel(QAbstractTableModel, Generic[RowT]):
    """Shows rows by columns; sorts by the columns' keys; never edits."""

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[RowT] = []

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows in the order that is shown."""
        return tuple(self._rows)

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show these rows in place of all others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def spares_beyond(self, room: float, least: Mapping[int, float]) -> frozenset[int]:
        """Return the places of the spare columns that go, the last of them first.

        Args:
            room: What the columns can share, in pixels.
            least: What each of them needs to be read.
        """
        gone: set[int] = set()
        for place in reversed(range(len(self.columns))):
            needed = sum(width for other, width in least.items() if other not in gone)
            if needed > room and self._is_known_without(self.columns[place]):
                gone.add(place)
        return frozenset(gone)

    def _is_known_without(self, spare: Column[RowT]) -> bool:
        known_by = (one for one in self.columns if one.title == spare.known_by)
        return spare.is_spare and all(one.text(row) for one in known_by for row in self._rows)

    def add_rows(self, rows: Sequence[RowT]) -> None:
        """Show more rows below the others."""
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def row_at(self, row: int) -> RowT:
        """Return the row object in a line."""
        return self._rows[row]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role == CHIPS_ROLE:
            return tuple(column.chips(row)) if column.chips is not None else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tooltip or column.text)(row)
        return self._look_of(row, column, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return say(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.style)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        key = self.columns[column].sort_key or self.columns[column].text
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        before = [self._rows[index.row()] for index in old]
        is_descending = order is Qt.SortOrder.DescendingOrder
        self._rows.sort(key=key, reverse=is_descending)  # type: ignore[arg-type]
        places = {id(row): place for place, row in enumerate(self._rows)}
        new = [
            self.index(places[id(row)], index.column())
            for row, index in zip(before, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _look_of(self, row: RowT, column: Column[RowT], role: int) -> object:
        if role == SORT_ROLE:
            return (column.sort_key or column.text)(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.style)
        return None


def _alignment(style: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if style == "figure" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
