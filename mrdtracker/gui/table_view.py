"""The one table: rows that can be read across, chips, and numbers aligned at the decimal point."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Generic

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
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

from mrdtracker.gui.chips import least_width, paint_chips
from mrdtracker.gui.table_inks import TableInks
from mrdtracker.gui.table_model import (
    Column,
    Index,
    RowT,
    RowTableModel,
)
from mrdtracker.gui.theme import ROW_PADDING
from mrdtracker.words import say

FOCUS_BAR = 3.0
CELL_PADDING = 6
TO_THE_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
TO_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
NEW_LOOKS = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange})
SMALLEST_COLUMN = 36
# No column of words becomes narrower, however little room there is.
FEWEST_CHARACTERS = 9
FEWEST_BESIDE_A_SPARE = 20
FEWEST_OF_A_CHIP = 15
MOST_OF_THE_WIDTH = 0.3
_NUMBER = re.compile(r"([<>≥≤]?\s*\d+)(?=\.|\s|$|·|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")


class CellDelegate(QStyledItemDelegate):
    """Paints a cell from the model's roles and the theme's tokens."""

    def __init__(self, table: RowTable[RowT]) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetricsF(option.font)
        width = metrics.horizontalAdvance(str(index.data() or "")) + 2 * CELL_PADDING
        return QSize(round(width + 1), round(metrics.height() + ROW_PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, inks = self._table, self._table.inks
        row, column = index.row(), index.column()
        place = QRectF(option.rect)
        if QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(place, inks.selection)
        elif row == table.hovered_row or row in table.lit_rows:
            painter.fillRect(place, inks.hover)
        if column == 0 and row == table.currentIndex().row() and table.hasFocus():
            painter.fillRect(
                QRectF(place.left(), place.top(), FOCUS_BAR, place.height()), inks.accent
            )
        inside = place.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        spec, value = table.cell(row, column)
        chips = spec.chips(value) if spec.chips is not None else ()
        if chips:
            paint_chips(painter, inside, chips, inks.theme)
        else:
            self._paint_text(painter, inside, spec.text(value), column, spec.style)

    def _paint_text(
        self, painter: QPainter, place: QRectF, text: str, column: int, style: str
    ) -> None:
        inks = self._table.inks
        is_plain = style in ("", "quiet")
        metrics = inks.plain_metrics if is_plain else inks.tabular_metrics
        painter.setFont(inks.plain if is_plain else inks.tabular)
        painter.setPen(inks.quiet if "quiet" in style else inks.text)
        if "decimal" in style and (head := before_point(text)):
            indent = self._table.room_before_point(column, metrics)
            place = place.adjusted(max(0.0, indent - metrics.horizontalAdvance(head)), 0, 0, 0)
        shown = inks.elided(text, place.width() + 0.5, is_plain=is_plain)
        painter.drawText(place, TO_THE_RIGHT if style == "figure" else TO_THE_LEFT, shown)


class RowTable(QTableView, Generic[RowT]):
    """A table of whole rows: Enter or a double click opens one, Ctrl+C copies with headers.

    Attributes:
        opened: Emitted with the row object.
        rowHovered: Emitted with the row under the pointer, -1 for none.
        wished: Pixels that a column gets where there is room, by its place.
    """

    opened = Signal(object)
    rowHovered = Signal(int)  # noqa: N815 - Qt's way to name signals

    def __init__(
        self, model: RowTableModel[RowT], name: str, parent: QWidget | None = None
    ) -> None:
        self._inks: TableInks | None = None
        self._is_fitted, self._is_grown, self._is_sizing = False, False, False
        self.wished: dict[int, float] = {}
        self._unit = 0.0
        super().__init__(parent)
        self.hovered_row = -1
        self.lit_rows: frozenset[int] = frozenset()
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

    @property
    def inks(self) -> TableInks:
        """Colours and fonts of the moment."""
        if self._inks is None:
            self._inks = TableInks(self.font())
        return self._inks

    def cell(self, row: int, column: int) -> tuple[Column[RowT], RowT]:
        """Return how a cell is read, and the row object it is read from."""
        return self._rows.columns[column], self._rows.row_at(row)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in NEW_LOOKS:
            self._inks = None
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_again()

    def row(self) -> RowT | None:
        """Return the current row object, or None."""
        index = self.currentIndex()
        return self._rows.row_at(index.row()) if index.isValid() else None

    def selected_rows(self) -> tuple[RowT, ...]:
        """Return the selected row objects that are seen, from top to bottom."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._rows.row_at(row) for row in chosen if not self.isRowHidden(row))

    def select_lines(self, lines: list[int]) -> None:
        """Select these lines, and make the first of them current and visible."""
        selection, chosen = self.selectionModel(), QItemSelection()
        for line in lines:
            index = self._rows.index(line, 0)
            chosen.select(index, index)
        # At once: whoever hears of the selection must not take a part of it for the whole.
        flags = QItemSelectionModel.SelectionFlag
        selection.select(chosen, flags.ClearAndSelect | flags.Rows)
        if lines:
            first = self._rows.index(lines[0], 0)
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def fit_columns(self) -> None:
        """Give every column its first width; a width of 0 takes what is left."""
        self._unit = QFontMetricsF(self.font()).averageCharWidth()
        for place, column in enumerate(self._rows.columns):
            mode = QHeaderView.ResizeMode.Interactive
            if column.width == 0:
                mode = QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(place, mode)
            if column.width:
                self.setColumnWidth(place, round(column.width * self._unit + 2 * CELL_PADDING))

    def fit_to_rows(self) -> None:
        """Give every column what its rows need; in little room words give way, and spares go."""
        self._is_fitted = True
        needed = {
            place: self._needed(place)
            for place, column in enumerate(self._rows.columns)
            if column.width
        }
        room = self.viewport().width() - self._least_for_the_last()
        self._hide_spares(needed, room)
        shown = {place: needed[place] for place in needed if not self.isColumnHidden(place)}
        for place, width in self._within(room, shown).items():
            self.setColumnWidth(place, round(width))

    def grow_to_rows(self) -> None:
        """Widen the columns that grow to their longest text; none becomes narrower than wished.

        Where room is short, words give way: what is found out about a patient stands in the
        column that takes the rest, and must never be what is squeezed away.
        """
        self._is_grown = True
        most = self.viewport().width() * MOST_OF_THE_WIDTH
        for place, column in enumerate(self._rows.columns):
            if column.grows:
                width = min(self._needed(place), most)
                self.wished[place] = max(self.wished.get(place, 0), width)
        room = self.viewport().width() - min(self._wish_of_the_last(), most)
        self._hide_spares(self.wished, room)
        wished = {
            place: width for place, width in self.wished.items() if not self.isColumnHidden(place)
        }
        if sum(wished.values()) > room:
            for place in wished:
                if self._rows.columns[place].chips is None:
                    wished[place] = min(wished[place], self._needed(place))
        self._is_sizing = True
        for place, width in self._within(room, wished).items():
            self.setColumnWidth(place, round(width))
        self._is_sizing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_again()

    def _remember(self, place: int, _before: int, width: int) -> None:
        """Keep the width that a column was given, so that it gets it back with more room."""
        if width and not self._is_sizing and self._rows.columns[place].width:
            self.wished[place] = width

    def _fit_again(self) -> None:
        unit = QFontMetricsF(self.font()).averageCharWidth()
        if self._unit and unit != self._unit:
            by = unit / self._unit
            self.wished = {place: width * by for place, width in self.wished.items()}
            self._unit = unit
        if self._is_fitted:
            self.fit_to_rows()
        if self._is_grown:
            self.grow_to_rows()

    def _hide_spares(self, needed: Mapping[int, float], room: float) -> None:
        """Let spares go where the others would be cut to what cannot be read."""
        readable = FEWEST_BESIDE_A_SPARE * self.inks.tabular_metrics.averageCharWidth()
        ways = ((place, width, self._gives_way(place)) for place, width in needed.items())
        least = {place: min(width, readable) if gives else width for place, width, gives in ways}
        gone = self._rows.spares_beyond(room, least)
        for place in range(len(self._rows.columns)):
            self.setColumnHidden(place, place in gone)

    def _within(self, room: float, needed: dict[int, float]) -> dict[int, float]:
        """Cut widths to a room: words give way before numbers, the widest of them first."""
        unit = self.inks.tabular_metrics.averageCharWidth()
        widths = dict(needed)
        words = [place for place in needed if self._gives_way(place)]
        least = {place: self._fewest(place) * unit for place in words}
        while sum(widths.values()) > room:
            able = [place for place in words if widths[place] > least[place]]
            if not able:
                break
            widths[max(able, key=lambda place: widths[place])] -= unit
        return widths

    def _fewest(self, place: int) -> int:
        is_chip = self._rows.columns[place].chips is not None
        return FEWEST_OF_A_CHIP if is_chip else FEWEST_CHARACTERS

    def _gives_way(self, place: int) -> bool:
        column = self._rows.columns[place]
        # A first column that grows says whose row it is: half a code is another patient's.
        return column.style in ("", "quiet") and not (place == 0 and column.grows)

    def _least_for_the_last(self) -> float:
        """Return what the column that takes the rest must keep: its title, and one whole chip."""
        rest = [column for column in self._rows.columns if not column.width]
        return sum(self._title_and_chips(column) + 2 * CELL_PADDING + 2 for column in rest)

    def _wish_of_the_last(self) -> float:
        """Return what the column that takes the rest needs to be read to the end of each cell."""
        rest = (place for place, column in enumerate(self._rows.columns) if not column.width)
        return sum(map(self._needed, rest))

    def _needed(self, place: int) -> float:
        column, metrics = self._rows.columns[place], self.inks.tabular_metrics
        texts = [column.text(row) for row in self._rows.rows] if column.chips is None else []
        widest = max((self._title_and_chips(column), *map(metrics.horizontalAdvance, texts)))
        if "decimal" in column.style and texts:
            room = self.room_before_point(place, metrics)
            widest = max(widest, room + max(map(metrics.horizontalAdvance, map(_rest, texts))))
        return widest + 2 * CELL_PADDING + 2

    def _title_and_chips(self, column: Column[RowT]) -> float:
        """Return how wide the title of a column is, or a chip; many rows have the same few."""
        read, rows = column.chips, self._rows.rows
        chips = {tuple(read(row)) for row in rows} if read is not None else ()
        title = self.inks.tabular_metrics.horizontalAdvance(say(column.title))
        return max((title, *map(least_width, chips)))

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
        self._copy(self.selected_rows())

    def copy_table(self) -> None:
        """Put all rows on the clipboard, with headers, in the order that is shown."""
        self._copy(self._rows.rows)

    def _copy(self, rows: Sequence[RowT]) -> None:
        columns = self._rows.columns
        lines = ["\t".join(say(column.title) for column in columns)]
        lines += ["\t".join(_cell(column.copied(row)) for column in columns) for row in rows]
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
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(SMALLEST_COLUMN)
        header.sectionResized.connect(self._remember)
        self.fit_columns()

    def light_rows(self, rows: frozenset[int]) -> None:
        """Light rows that are pointed at somewhere else, without telling anybody."""
        if rows != self.lit_rows:
            self._repaint(self.lit_rows ^ rows)
            self.lit_rows = rows

    def _repaint(self, rows: frozenset[int]) -> None:
        for row in rows:
            place = self.visualRect(self._rows.index(row, 0))
            self.viewport().update(0, place.top(), self.viewport().width(), place.height())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.row_at(index.row()))

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self._repaint(frozenset({row, self.hovered_row}))
            self.hovered_row = row
            self.rowHovered.emit(row)


def before_point(text: str) -> str:
    """Return what stands before the decimal point of a number, "" where the text is none."""
    found = _NUMBER.match(text)
    return found.group(1) if found else ""


def _cell(text: str) -> str:
    """Return a text on one line: a note with a line break would begin a new row."""
    return " ".join(text.split())


def _rest(text: str) -> str:
    head = before_point(text)
    return text[len(head) :] if head else ""
