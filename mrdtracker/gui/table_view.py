"""The one table: rows that can be read across, chips, and numbers aligned at the decimal point."""

from __future__ import annotations

import re
from typing import Generic

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mrdtracker.gui.chips import paint_chips
from mrdtracker.gui.table_model import (
    CHIPS_ROLE,
    STYLE_ROLE,
    Index,
    RowT,
    RowTableModel,
)
from mrdtracker.gui.theme import ROW_PADDING, SPACE_SMALL, current_theme, tabular

FOCUS_BAR = 3.0
SMALLEST_COLUMN = 36
# Letters of a word are wider than the average of the font.
WIDER = 1.15
_NUMBER = re.compile(r"([<>≥≤]?\s*\d+)(?=\.|\s|$|·|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")


class CellDelegate(QStyledItemDelegate):
    """Paints a cell from the model's roles and the theme's tokens."""

    def __init__(self, table: RowTable[RowT]) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetricsF(option.font)
        width = metrics.horizontalAdvance(str(index.data() or "")) + 2 * SPACE_SMALL
        return QSize(round(width + 1), round(metrics.height() + ROW_PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        place = QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(place, QColor(theme.selection))
        elif index.row() == self._table.hovered_row:
            painter.fillRect(place, QColor(theme.hover))
        is_current = index.row() == self._table.currentIndex().row()
        if is_current and index.column() == 0 and self._table.hasFocus():
            painter.fillRect(
                QRectF(place.left(), place.top(), FOCUS_BAR, place.height()), QColor(theme.accent)
            )
        inside = place.adjusted(SPACE_SMALL, 0, -SPACE_SMALL, 0)
        chips = index.data(CHIPS_ROLE)
        if chips:
            paint_chips(painter, inside, chips, theme)
        else:
            self._paint_text(painter, inside, option.font, index)
        painter.restore()

    def _paint_text(self, painter: QPainter, place: QRectF, font: QFont, index: Index) -> None:
        theme, style = current_theme(), str(index.data(STYLE_ROLE) or "")
        painter.setFont(tabular(font) if style and style != "quiet" else font)
        painter.setPen(QColor(theme.quiet if "quiet" in style else theme.text))
        metrics = QFontMetricsF(painter.font())
        text = str(index.data() or "")
        if "decimal" in style:
            indent = self._table.room_before_point(index.column(), metrics)
            indent -= metrics.horizontalAdvance(before_point(text))
            if before_point(text):
                place = place.adjusted(max(0.0, indent), 0, 0, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 0.5)
        side = Qt.AlignmentFlag.AlignRight if style == "figure" else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


class RowTable(QTableView, Generic[RowT]):
    """A table of whole rows: Enter or a double click opens one, Ctrl+C copies with headers.

    Attributes:
        opened: Emitted with the row object.
        rowHovered: Emitted with the row under the pointer, -1 for none.
    """

    opened = Signal(object)
    rowHovered = Signal(int)  # noqa: N815 - Qt's way to name signals

    def __init__(
        self, model: RowTableModel[RowT], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._rows = model
        self._room: dict[int, str] = {}
        self.setModel(model)
        self.setAccessibleName(name)
        self.setObjectName(name)
        self.setItemDelegate(CellDelegate(self))
        self._set_up_looks()
        model.modelReset.connect(self._room.clear)
        self.activated.connect(self._open)
        self.entered.connect(lambda index: self._hover(index.row()))

    def row(self) -> RowT | None:
        """Return the current row object, or None."""
        index = self.currentIndex()
        return self._rows.row_at(index.row()) if index.isValid() else None

    def selected_rows(self) -> tuple[RowT, ...]:
        """Return the selected row objects, from top to bottom."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._rows.row_at(row) for row in chosen)

    def select_lines(self, lines: list[int]) -> None:
        """Select these lines, and make the first of them current and visible."""
        selection = self.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Rows
        selection.clearSelection()
        for line in lines:
            selection.select(
                self._rows.index(line, 0), QItemSelectionModel.SelectionFlag.Select | rows
            )
        if lines:
            first = self._rows.index(lines[0], 0)
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def fit_columns(self) -> None:
        """Give every column its first width; a width of 0 takes what is left."""
        unit = QFontMetricsF(self.font()).averageCharWidth()
        for place, column in enumerate(self._rows.columns):
            mode = QHeaderView.ResizeMode.Interactive
            if column.width == 0:
                mode = QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(place, mode)
            if column.width:
                self.setColumnWidth(place, round(column.width * unit + 2 * SPACE_SMALL))

    def fit_to_rows(self) -> None:
        """Give every column what its rows need, at most its first width."""
        metrics = QFontMetricsF(tabular(self.font()))
        unit = metrics.averageCharWidth()
        for place, column in enumerate(self._rows.columns):
            if not column.width:
                continue
            texts = [column.title, *(column.text(row) for row in self._rows.rows)]
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            if "decimal" in column.style:
                room = self.room_before_point(place, metrics)
                widest = max(widest, room + max(map(metrics.horizontalAdvance, map(_rest, texts))))
            self.setColumnWidth(
                place, round(min(widest, column.width * unit * WIDER) + 2 * SPACE_SMALL + 2)
            )

    def room_before_point(self, column: int, metrics: QFontMetricsF) -> float:
        """Return how much room the longest number of a column needs before its point."""
        if column not in self._room:
            read = self._rows.columns[column].text
            parts = [before_point(read(row)) for row in self._rows.rows]
            self._room[column] = max(parts, key=metrics.horizontalAdvance, default="")
        return metrics.horizontalAdvance(self._room[column])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, with headers, as a spreadsheet takes them."""
        columns = self._rows.columns
        lines = ["\t".join(column.title for column in columns)]
        lines += [
            "\t".join(column.text(row) for column in columns) for row in self.selected_rows()
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _set_up_looks(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        height = round(QFontMetricsF(self.font()).height() + ROW_PADDING)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(SMALLEST_COLUMN)
        self.fit_columns()

    def light_row(self, row: int) -> None:
        """Light a row as if the pointer were on it, without telling anybody."""
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.row_at(index.row()))

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.light_row(row)
            self.rowHovered.emit(row)


def before_point(text: str) -> str:
    """Return what stands before the decimal point of a number, "" where the text is none."""
    found = _NUMBER.match(text)
    return found.group(1) if found else ""


def _rest(text: str) -> str:
    head = before_point(text)
    return text[len(head) :] if head else ""
