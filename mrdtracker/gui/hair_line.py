"""The hair-line of the course: a thin line over all panels, with the day it stands at."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from mrdtracker.gui.sliced_canvas import SlicedCanvas

_ALPHA = 150
_LABEL_PAD = 4
_WIDEST_LABEL = "D0000 · 00 Mmm 0000"


class HairLine:
    """Stands at one day of a canvas, or nowhere.

    Attributes:
        day: Where it stands; a part of a day where a day is wider than a pixel.
    """

    def __init__(self, canvas: SlicedCanvas) -> None:
        self._canvas = canvas
        self.day: float | None = None

    def move_to(self, day: float | None) -> None:
        """Stand at another day; None takes it away."""
        if day != self.day:
            self._canvas.update(self._area())
            self.day = day
            self._canvas.update(self._area())

    def paint(self, painter: QPainter) -> None:
        """Draw it through all panels, with its day and date."""
        canvas = self._canvas
        if canvas.drawn is None or canvas.look is None or self.day is None:
            return
        look, course = canvas.look, canvas.drawn.course
        x, panels = canvas.x_of_day(self.day), canvas.panels
        line = QColor(look.quiet)
        line.setAlpha(_ALPHA)
        painter.setPen(line)
        painter.drawLine(x, panels.top(), x, panels.bottom())
        words = course.day_words(round(self.day))
        if course.scale.is_in_break(self.day):
            words = QCoreApplication.translate("HairLine", "days left out")
        metrics = painter.fontMetrics()
        label = metrics.boundingRect(words).adjusted(-_LABEL_PAD, -1, _LABEL_PAD, 1)
        label.moveCenter(QPoint(x, 0))
        label.moveTop(panels.top() + 1)
        label.moveLeft(max(panels.left(), min(label.left(), panels.right() - label.width())))
        painter.fillRect(label, QColor(look.neutral.tint))
        painter.setPen(QColor(look.text))
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), words)

    def _area(self) -> QRect:
        if self.day is None:
            return QRect()
        wide = self._canvas.fontMetrics().horizontalAdvance(_WIDEST_LABEL) + 2 * _LABEL_PAD
        return QRect(self._canvas.x_of_day(self.day) - wide, 0, 2 * wide, self._canvas.height())
