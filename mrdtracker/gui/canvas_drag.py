"""The box that a drag draws over the course: days to zoom into; with Shift, results to select."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from mrdtracker.plots.look import Look

LEAST_DRAG = 10
_BOX_ALPHA = 40


class DragBox:
    """What a press of the mouse has become so far.

    Attributes:
        begun: Where the button went down; None while it is up.
        is_selecting: True where the box takes the results inside it, and not the days.
    """

    def __init__(self) -> None:
        self.begun: QPoint | None = None
        self.is_selecting = False
        self._now = QPoint()

    def begin(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Press the button at a place."""
        self.begun = self._now = place
        self.is_selecting = Qt.KeyboardModifier.ShiftModifier in modifiers

    def move_to(self, place: QPoint) -> None:
        """Move the mouse with the button down."""
        self._now = place

    def leave(self) -> None:
        """Let go, and take nothing."""
        self.begun = None

    def area(self, panels: QRect) -> QRect:
        """Return what the box covers; null while it is too small to be meant.

        Args:
            panels: Where the days run: a box of days is as high as they, and ends where they end.
        """
        if self.begun is None:
            return QRect()
        left, right = sorted((self.begun.x(), self._now.x()))
        top, bottom = sorted((self.begun.y(), self._now.y()))
        if self.is_selecting:
            is_meant = max(right - left, bottom - top) >= LEAST_DRAG
            return QRect(left, top, right - left + 1, bottom - top + 1) if is_meant else QRect()
        if right - left < LEAST_DRAG:
            return QRect()
        left, right = max(panels.left(), left), min(panels.right(), right)
        return QRect(left, panels.top(), max(0, right - left), panels.height())

    def paint(self, painter: QPainter, panels: QRect, look: Look) -> bool:
        """Draw the box, those of results with a rim; false where there is none."""
        area = self.area(panels)
        if area.isNull():
            return False
        tint = QColor(look.accent)
        tint.setAlpha(_BOX_ALPHA)
        painter.fillRect(area, tint)
        if self.is_selecting:
            painter.setPen(QColor(look.accent))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        return True
