"""The hair-line of the course: a thin line over all panels, with its day and what each says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from mrdtracker.gui.sliced_canvas import SlicedCanvas
from mrdtracker.plots.course_readings import Reading, readings_at
from mrdtracker.plots.mrd_course import DrawnCourse

_ALPHA = 150
_LABEL_PAD = 4
_WIDEST_LABEL = "D0000 · 00 Mmm 0000"


class HairLine:
    """Stands at one day of a canvas, or nowhere.

    Attributes:
        day: Where it stands; a part of a day where a day is wider than a pixel.
        readings: What every panel and track says of that day.
    """

    def __init__(self, canvas: SlicedCanvas) -> None:
        self._canvas = canvas
        self.day: float | None = None
        self.readings: tuple[Reading, ...] = ()
        self._read_from: DrawnCourse | None = None

    def move_to(self, day: float | None) -> None:
        """Stand at another day; None takes it away."""
        if day != self.day:
            self._canvas.update(self._area())
            self.day = day
            self.readings = self._read()
            self._canvas.update(self._area())

    def _read(self) -> tuple[Reading, ...]:
        self._read_from = self._canvas.drawn
        drawn, look = self._canvas.drawn, self._canvas.look
        if drawn is None or look is None or self.day is None:
            return ()
        if drawn.course.scale.is_in_break(self.day):
            return ()
        return readings_at(drawn.sheet, look, round(self.day))

    def paint(self, painter: QPainter) -> None:
        """Draw it through all panels, with its day and date."""
        canvas = self._canvas
        if canvas.drawn is None or canvas.look is None or self.day is None:
            return
        look, course = canvas.look, canvas.drawn.course
        if canvas.drawn is not self._read_from:
            # The pointer rested while another picture was drawn: it says what that one shows.
            self.readings = self._read()
        x, panels = canvas.x_of_day(self.day), canvas.panels
        line = QColor(look.quiet)
        line.setAlpha(_ALPHA)
        painter.setPen(line)
        painter.drawLine(x, panels.top(), x, panels.bottom())
        words = course.day_words(round(self.day))
        if course.scale.is_in_break(self.day):
            words = QCoreApplication.translate("HairLine", "days left out")
        below = self._label(painter, words, QPoint(x, panels.top() + 1)).bottom()
        for one in self.readings:
            top = round(canvas.height() - one.top / canvas.points_per_pixel) + 1
            below = self._label(painter, one.words, QPoint(x, max(top, below + 1))).bottom()

    def _label(self, painter: QPainter, words: str, place: QPoint) -> QRect:
        """Write words over the line, as far from the ends of the panels as they need."""
        look, panels = self._canvas.look, self._canvas.panels
        if look is None:
            return QRect()
        label = painter.fontMetrics().boundingRect(words)
        label.adjust(-_LABEL_PAD, -1, _LABEL_PAD, 1)
        label.moveCenter(place)
        label.moveTop(place.y())
        label.moveLeft(max(panels.left(), min(label.left(), panels.right() - label.width())))
        painter.fillRect(label, QColor(look.neutral.tint))
        painter.setPen(QColor(look.text))
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), words)
        return label

    def _area(self) -> QRect:
        if self.day is None:
            return QRect()
        labels = (_WIDEST_LABEL, *(one.words for one in self.readings))
        wide = max(map(self._canvas.fontMetrics().horizontalAdvance, labels)) + 2 * _LABEL_PAD
        return QRect(self._canvas.x_of_day(self.day) - wide, 0, 2 * wide, self._canvas.height())
