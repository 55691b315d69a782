"""The head of the board: the phase over its time points, the time point, and how many are done."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from mrdtracker.gui.board_model import FIRST_POINT, BoardModel
from mrdtracker.gui.presenters.board_words import count_words
from mrdtracker.gui.table_view import CELL_PADDING
from mrdtracker.gui.theme import (
    SPACE_SMALL,
    SPACE_TINY,
    current_theme,
    font_of,
    strong_weight,
    tabular,
)

DOWN, UP = "▾", "▴"


class BoardHeader(QHeaderView):
    """Three lines over each time point; a click sorts by it.

    Args:
        model: Says what stands in the columns.
        parent: The table.
    """

    def __init__(self, model: BoardModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._sorted_by, self._is_descending = "", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def show_order(self, name: str, *, is_descending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        self._sorted_by, self._is_descending = name, is_descending
        self.viewport().update()

    def width_of(self, column: int) -> int:
        """Return how wide a time point's column must be for its words."""
        point = self._model.column_at(column)
        if point is None:
            return 0
        bold, small = QFontMetricsF(self._bold()), QFontMetricsF(self._small())
        title = bold.horizontalAdvance(point.title)
        group = [one.phase for one in self._model.board.columns].count(point.phase)
        phase = small.horizontalAdvance(point.phase) / group
        words = max(title, small.horizontalAdvance(count_words(point)), phase)
        return round(words + 2 * SPACE_SMALL)

    def sizeHint(self) -> QSize:
        lines = 3 if any(column.phase for column in self._model.board.columns) else 2
        small, bold = QFontMetricsF(self._small()).height(), QFontMetricsF(self._bold()).height()
        height = bold + (lines - 1) * small + 2 * SPACE_SMALL
        return QSize(super().sizeHint().width(), round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(current_theme().border), 1))
        bottom = self.viewport().height() - 1
        painter.drawLine(0, bottom, self.viewport().width(), bottom)
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        theme = current_theme()
        place = QRectF(rect)
        painter.save()
        painter.fillRect(place, QColor(theme.surface))
        if column < FIRST_POINT:
            self._paint_title(painter, place, column)
        else:
            self._paint_point(painter, place, column)
        painter.restore()

    def _paint_title(self, painter: QPainter, place: QRectF, column: int) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(current_theme().quiet))
        title = self._model.headerData(column, Qt.Orientation.Horizontal)
        inside = place.adjusted(CELL_PADDING, 0, -CELL_PADDING, -SPACE_SMALL)
        words = f"{title}{self._arrow(column)}"
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)

    def _paint_point(self, painter: QPainter, place: QRectF, column: int) -> None:
        point = self._model.column_at(column)
        if point is None:
            return
        theme, middle = current_theme(), Qt.AlignmentFlag.AlignHCenter
        small, bold = QFontMetricsF(self._small()), QFontMetricsF(self._bold())
        inside = place.adjusted(SPACE_TINY, SPACE_SMALL, -SPACE_TINY, -SPACE_SMALL)
        painter.setFont(self._small())
        painter.setPen(QColor(theme.quiet))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignBottom, count_words(point))
        above = inside.adjusted(0, 0, 0, -small.height())
        painter.setFont(self._bold())
        painter.setPen(QColor(theme.text))
        title = f"{point.title}{self._arrow(column)}"
        painter.drawText(above, middle | Qt.AlignmentFlag.AlignBottom, title)
        if point.phase:
            self._paint_phase(painter, above.adjusted(0, 0, 0, -bold.height()), column)

    def _paint_phase(self, painter: QPainter, place: QRectF, column: int) -> None:
        """Write the phase once over all of its columns; each paints the part that is its own."""
        phases = [point.phase for point in self._model.board.columns]
        here = column - FIRST_POINT
        first = last = here
        while first > 0 and phases[first - 1] == phases[here]:
            first -= 1
        while last + 1 < len(phases) and phases[last + 1] == phases[here]:
            last += 1
        left = self.sectionViewportPosition(first + FIRST_POINT)
        right = self.sectionViewportPosition(last + FIRST_POINT)
        width = right + self.sectionSize(last + FIRST_POINT) - left
        group = QRectF(left + SPACE_TINY, place.top(), width - 2 * SPACE_TINY, place.height())
        painter.setClipRect(place.adjusted(-SPACE_TINY, 0, SPACE_TINY, 0))
        painter.setFont(self._small())
        painter.setPen(QColor(current_theme().quiet))
        metrics = QFontMetricsF(self._small())
        words = metrics.elidedText(phases[here], Qt.TextElideMode.ElideRight, group.width())
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(group, Qt.AlignmentFlag.AlignHCenter | top, words)
        painter.setPen(QPen(QColor(current_theme().border), 1))
        under = group.top() + metrics.height()
        painter.drawLine(round(group.left()), round(under), round(group.right()), round(under))

    def _arrow(self, column: int) -> str:
        if self._model.name_at(column) != self._sorted_by:
            return ""
        return f" {UP if self._is_descending else DOWN}"

    def _small(self) -> QFont:
        return tabular(font_of("caption"))

    def _bold(self) -> QFont:
        font = font_of("text")
        font.setWeight(strong_weight())
        return font
