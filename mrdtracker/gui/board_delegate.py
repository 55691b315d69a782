"""Paints the board: a sign in every cell, second marks beside it, hatch where nothing is asked."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mrdtracker.domain.finding import LOUD
from mrdtracker.gui.board_model import FIRST_POINT, BoardModel, Overlay
from mrdtracker.gui.presenters.board_rows import BoardRow
from mrdtracker.gui.presenters.point_states import SIGNS, PointState, point_state
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.state_glyphs import FLAG, paint_sign
from mrdtracker.gui.table_model import Index
from mrdtracker.gui.table_view import CELL_PADDING, TO_THE_LEFT
from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, current_theme, font_of, tabular

SIGN = 16.0
MARK = 8.0
RING = 2.0
HATCH = 28.0


class BoardInks:
    """Colours, fonts and measures of the moment, looked up once and not for every cell."""

    def __init__(self, font: QFont) -> None:
        self.theme = current_theme()
        self.text, self.quiet = QColor(self.theme.text), QColor(self.theme.quiet)
        self.selection, self.hover = QColor(self.theme.selection), QColor(self.theme.hover)
        self.surface = QColor(self.theme.surface)
        self.edge = QPen(QColor(self.theme.border), 1)
        self.ring = QPen(QColor(self.theme.accent), RING)
        self.ring.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self.hatch = QBrush(QColor(self.theme.border), Qt.BrushStyle.BDiagPattern)
        self.signs = {state: self.theme.tone(sign.tone).mark for state, sign in SIGNS.items()}
        self.flag = self.theme.tone(ToneName.HIGH).mark
        self.unknown = self.signs[PointState.NO_SCHEDULE]
        self.plain, self.small = tabular(font), tabular(font_of("caption"))
        self.metrics = QFontMetricsF(self.plain)
        self.elided = lru_cache(maxsize=4096)(self._elided)

    def _elided(self, text: str, width: float) -> str:
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class Scene(Protocol):
    """What a cell must know of the table that it is painted in.

    Attributes:
        hovered_row: The row under the pointer, or -1.
        signature: What an up-to-date derived line carries.
    """

    hovered_row: int
    signature: str

    @property
    def inks(self) -> BoardInks:
        """Colours and fonts of the moment."""

    @property
    def is_scrolled_across(self) -> bool:
        """Whether time points lie behind the columns that stay."""

    def is_current(self, row: int, column: int) -> bool:
        """Whether the keyboard is in this cell."""


class BoardDelegate(QStyledItemDelegate):
    """Paints a cell straight from the board; only those that can be seen are asked for.

    Args:
        table: Says what is current, under the pointer, and in which colours.
        model: The board.
        parent: Owns it.
    """

    def __init__(self, table: Scene, model: BoardModel, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._model = table, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetricsF(option.font)
        width = metrics.horizontalAdvance(str(index.data() or "")) + 2 * CELL_PADDING
        return QSize(round(width + 1), round(metrics.height() + SPACE_SMALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, inks = self._table, self._table.inks
        row, column = index.row(), index.column()
        place = QRectF(option.rect)
        if QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(place, inks.selection)
        elif row == table.hovered_row:
            painter.fillRect(place, inks.hover)
        if column < FIRST_POINT:
            self._paint_words(painter, place, row, column)
            if column == FIRST_POINT - 1 and table.is_scrolled_across:
                painter.setPen(inks.edge)
                painter.drawLine(place.topRight(), place.bottomRight())
        else:
            self._paint_cell(painter, place, row, column)
        if table.is_current(row, column):
            painter.setPen(inks.ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -1, -1))

    def _paint_cell(self, painter: QPainter, place: QRectF, row: int, column: int) -> None:
        inks, line = self._table.inks, self._model.line_at(row, column)
        if line is None:
            if self._model.row_at(row).has_schedule:
                inside = QRectF(0, 0, HATCH, SIGN - 2)
                inside.moveCenter(place.center())
                painter.fillRect(inside, inks.hatch)
            return
        state, centre = point_state(line.state), place.center()
        paint_sign(painter, centre, state.value, inks.signs[state], SIGN)
        for overlay in self._model.overlays(line):
            if overlay is Overlay.FLAG:
                at = centre + QPointF(SIGN / 2 + MARK / 2 + 1, -SIGN / 2 + MARK / 2 - 2)
                paint_sign(painter, at, FLAG, inks.flag, MARK)
            elif line.sample is not None:
                painter.setFont(inks.small)
                painter.setPen(inks.quiet)
                at = centre + QPointF(SIGN / 2 + 2, SIGN / 2 + 2)
                painter.drawText(at, str(len(line.sample.tubes)))

    def _paint_words(self, painter: QPainter, place: QRectF, row: int, column: int) -> None:
        inks, child = self._table.inks, self._model.row_at(row)
        inside = place.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        painter.setFont(inks.plain)
        if column == 0:
            self._paint_child(painter, inside, child)
        elif column == 1:
            self._write(painter, inside, child.protocol, inks.quiet)
        elif child.need:
            centre = QPointF(inside.left() + MARK, inside.center().y())
            paint_sign(painter, centre, PointState.NO_SCHEDULE.value, inks.unknown, SIGN - 2)
            rest = inside.adjusted(SIGN + SPACE_TINY, 0, 0, 0)
            self._write(painter, rest, child.need, QColor(inks.unknown))
        else:
            self._write(painter, inside, child.today, inks.text)

    def _paint_child(self, painter: QPainter, place: QRectF, child: BoardRow) -> None:
        """Write who it is; a triangle stands where one of the findings is loud."""
        inks = self._table.inks
        if child.child.level in LOUD and child.child.assessed_with == self._table.signature:
            centre = QPointF(place.right() - MARK / 2, place.center().y())
            paint_sign(painter, centre, FLAG, inks.flag, MARK)
            place = place.adjusted(0, 0, -MARK - SPACE_TINY, 0)
        self._write(painter, place, child.code, inks.text)
        taken = inks.metrics.horizontalAdvance(child.code) + SPACE_SMALL
        self._write(painter, place.adjusted(taken, 0, 0, 0), child.child.name, inks.quiet)

    def _write(self, painter: QPainter, place: QRectF, text: str, colour: QColor) -> None:
        if text and place.width() > 0:
            shown = self._table.inks.elided(text, place.width())
            painter.setPen(colour)
            painter.drawText(place, TO_THE_LEFT, shown)
