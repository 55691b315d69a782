"""The table of the board: who it is stays in sight, the keyboard reaches every cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from mrdtracker.gui.board_delegate import MARK, SIGN, BoardDelegate, BoardInks
from mrdtracker.gui.board_header import BoardHeader
from mrdtracker.gui.board_model import FIRST_POINT, BoardModel
from mrdtracker.gui.table_model import Index
from mrdtracker.gui.table_view import CELL_PADDING, NEW_LOOKS
from mrdtracker.gui.theme import ROW_PADDING, SPACE_SMALL, SPACE_TINY

MOST_OF_A_NAME = 24
MOST_OF_A_PROTOCOL = 22
LEAST_OF_A_POINT = 56
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BoardTable(QTableView):
    """Shows a board; a second view of the same model keeps the first columns in place.

    Attributes:
        opened: Emitted when the current cell should be opened (Enter, double click).
        entryAsked: Emitted when a result should be entered for the current cell (F2).
        menuAsked: Emitted with a global position.
        orderAsked: Emitted with the name of the column to sort by.
        settled: Emitted when other rows have come into sight.
    """

    opened = Signal()
    entryAsked = Signal()  # noqa: N815 - Qt's way to name signals
    menuAsked = Signal(QPoint)  # noqa: N815
    orderAsked = Signal(str)  # noqa: N815
    settled = Signal()

    def __init__(self, model: BoardModel, signature: str, parent: QWidget | None = None) -> None:
        self._inks: BoardInks | None = None
        # Qt asks for geometry while the table is being made, before the second view is there.
        self._is_ready = False
        super().__init__(parent)
        self.frozen = QTableView(self)
        self.board, self.signature = model, signature
        self.hovered_row = -1
        self.setModel(model)
        self.setAccessibleName(self.tr("Board"))
        self.setObjectName("Board")
        self._head = BoardHeader(model, self)
        self._dress(self, self._head)
        self._set_up_frozen()
        mine, theirs = self.verticalScrollBar(), self.frozen.verticalScrollBar()
        mine.valueChanged.connect(theirs.setValue)
        mine.valueChanged.connect(lambda _value: self.settled.emit())
        theirs.valueChanged.connect(mine.setValue)
        self._is_ready = True
        model.modelReset.connect(self.fit_columns)

    @property
    def inks(self) -> BoardInks:
        """Colours and fonts of the moment."""
        if self._inks is None:
            self._inks = BoardInks(self.font())
        return self._inks

    @property
    def is_scrolled_across(self) -> bool:
        """Whether time points lie behind the columns that stay."""
        return self.horizontalScrollBar().value() > 0

    def is_current(self, row: int, column: int) -> bool:
        """Whether the keyboard is in this cell."""
        current = self.currentIndex()
        return current.row() == row and current.column() == column

    def show_order(self, name: str, *, is_descending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        for table in (self, self.frozen):
            head = table.horizontalHeader()
            if isinstance(head, BoardHeader):
                head.show_order(name, is_descending=is_descending)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current and visible."""
        index = self.board.index(row, column)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)

    def rows_in_sight(self) -> range:
        """Return the rows that can be seen now."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else self.board.rowCount() - 1) + 1)

    def copied(self) -> str:
        """Return what is selected with headers, as a spreadsheet takes it; else everything."""
        chosen = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        if len(chosen) <= 1:
            rows = list(range(self.board.rowCount()))
            columns = list(range(self.board.columnCount()))
        columns = [0, *(column for column in columns if column)]
        across = Qt.Orientation.Horizontal
        lines = ["\t".join(str(self.board.headerData(one, across)) for one in columns)]
        lines += [
            "\t".join(str(self.board.index(row, one).data() or "") for one in columns)
            for row in rows
        ]
        return "\n".join(lines)

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setText(self.copied())

    def fit_columns(self) -> None:
        """Give every column the room of its words."""
        model, unit = self.board, QFontMetricsF(self.font()).averageCharWidth()
        rows = model.board.rows
        advance = self.inks.metrics.horizontalAdvance
        marks = SPACE_SMALL + MARK + SPACE_TINY
        who = max((advance(f"{row.code}{row.child.name}") for row in rows), default=0) + marks
        plan = max((advance(row.protocol) for row in rows), default=0)
        now = max((advance(row.need) + SIGN + SPACE_TINY for row in rows if row.need), default=0)
        now = max(now, advance("D1000"), advance(self.tr("Today")) + 2 * SPACE_SMALL)
        wished = (min(who, unit * MOST_OF_A_NAME), min(plan, unit * MOST_OF_A_PROTOCOL), now)
        titles = (self.board.headerData(one, Qt.Orientation.Horizontal) for one in range(3))
        for column, (width, title) in enumerate(zip(wished, titles, strict=True)):
            least = advance(f"{title} ▾")
            room = round(max(width, least) + 2 * CELL_PADDING + 2)
            self.setColumnWidth(column, room)
            self.frozen.setColumnWidth(column, room)
        for column in range(FIRST_POINT, model.columnCount()):
            self.setColumnWidth(column, max(LEAST_OF_A_POINT, self._head.width_of(column)))
            self.frozen.setColumnHidden(column, True)
        self._head.updateGeometry()
        self.updateGeometries()
        self._place_frozen()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in NEW_LOOKS:
            self._inks = None
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._is_ready:
            for table in (self, self.frozen):
                self._set_row_height(table)
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_frozen()
        self.settled.emit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_frozen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self.entryAsked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Home and End go to the ends of the row, with Ctrl to the corners of the board."""
        actions = QAbstractItemView.CursorAction
        here, last = self.currentIndex(), self.board.columnCount() - 1
        is_far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if here.isValid() and action is actions.MoveHome:
            return self.board.index(0 if is_far else here.row(), 0)
        if here.isValid() and action is actions.MoveEnd:
            row = self.board.rowCount() - 1 if is_far else here.row()
            return self.board.index(row, last)
        return super().moveCursor(action, modifiers)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll so that a cell is seen, and not behind the columns that stay."""
        if index.column() < FIRST_POINT:
            across = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(across)
            return
        super().scrollTo(index, hint)
        hidden = self.frozen.width() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menuAsked.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _dress(self, table: QTableView, head: BoardHeader) -> None:
        table.setHorizontalHeader(head)
        table.setItemDelegate(BoardDelegate(self, self.board, self))
        table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMouseTracking(True)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height(table)
        head.sectionClicked.connect(lambda place: self.orderAsked.emit(self.board.name_at(place)))
        table.entered.connect(lambda index: self._hover(index.row()))
        table.doubleClicked.connect(lambda _index: self.opened.emit())

    def _set_up_frozen(self) -> None:
        table = self.frozen
        table.setModel(self.board)
        table.setSelectionModel(self.selectionModel())
        self._dress(table, BoardHeader(self.board, table))
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _set_row_height(self, table: QTableView) -> None:
        height = round(QFontMetricsF(self.font()).height() + ROW_PADDING)
        table.verticalHeader().setMinimumSectionSize(height)
        table.verticalHeader().setDefaultSectionSize(height)

    def _place_frozen(self) -> None:
        if not self._is_ready:
            return
        width = sum(self.columnWidth(column) for column in range(FIRST_POINT))
        height = self.horizontalHeader().height() + self.viewport().height()
        edge = self.frameWidth()
        self.frozen.setGeometry(edge, edge, width + 1, height)
        self.frozen.horizontalHeader().setFixedHeight(self.horizontalHeader().height())

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
            self.frozen.viewport().update()
