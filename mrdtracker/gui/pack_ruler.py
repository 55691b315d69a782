"""Paints the ruler of a pack: a line for each time point, its window as a bar, days below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.gui.presenters.pack_ruler import Ruler, RulerBar
from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, Theme, font_of
from mrdtracker.words import say

BAR = 10.0
MARK = 5.0
LEFT_SHARE = 0.42
MOST_LEFT = 300.0


def ruler_size(ruler: Ruler, width: int) -> QSize:
    """Return the size of the picture: a line for each bar, one for the days."""
    line = _line_height(font_of("caption"))
    return QSize(width, round(line * (len(ruler.bars) + 1) + SPACE_SMALL))


def ruler_image(ruler: Ruler, width: int, ratio: float, theme: Theme) -> QImage:
    """Paint the ruler into a picture of its own, sharp on a screen of this ratio."""
    size = ruler_size(ruler, width)
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _Ruler(painter, ruler, QRectF(0, 0, size.width(), size.height()), theme).paint()
    painter.end()
    return image


class _Ruler:
    """One painting."""

    def __init__(self, painter: QPainter, ruler: Ruler, place: QRectF, theme: Theme) -> None:
        self._painter, self._ruler, self._theme = painter, ruler, theme
        self._font = font_of("caption")
        painter.setFont(self._font)
        self._metrics = QFontMetricsF(self._font)
        self._line = _line_height(self._font)
        left = min(MOST_LEFT, place.width() * LEFT_SHARE)
        inset = self._metrics.horizontalAdvance("000")
        self._words = QRectF(place.left(), place.top(), left - SPACE_SMALL, place.height())
        self._axis = QRectF(left, place.top(), place.width() - left - inset, place.height())

    def paint(self) -> None:
        """Paint the days first, then a line for each time point over them."""
        bottom = self._line * len(self._ruler.bars) + SPACE_TINY
        self._paint_days(bottom)
        for place, bar in enumerate(self._ruler.bars):
            middle = self._line * (place + 0.5)
            self._paint_words(bar, middle)
            self._paint_bar(bar, middle)

    def _x(self, day: float) -> float:
        return self._axis.left() + self._ruler.share(day) * self._axis.width()

    def _paint_days(self, bottom: float) -> None:
        painter, start = self._painter, self._ruler.convention.first_dose_day
        for day in self._ruler.ticks:
            is_start = day == start
            ink = self._theme.quiet if is_start else self._theme.border
            painter.setPen(QPen(QColor(ink), 1))
            painter.drawLine(QPointF(self._x(day), 0), QPointF(self._x(day), bottom))
            painter.setPen(QColor(self._theme.quiet))
            words = say("day {}").format(day) if is_start else str(day)
            box = QRectF(self._x(day) - 40, bottom, 80, self._line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), words)
        painter.setPen(QPen(QColor(self._theme.quiet), 1))
        painter.drawLine(QPointF(self._axis.left(), bottom), QPointF(self._axis.right(), bottom))

    def _paint_words(self, bar: RulerBar, middle: float) -> None:
        box = QRectF(self._words.left(), middle - self._line / 2, self._words.width(), self._line)
        bold = QFont(self._font)
        bold.setBold(True)
        self._painter.setFont(bold)
        self._painter.setPen(QColor(self._theme.text))
        middle_left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._painter.drawText(box, middle_left, bar.label)
        used = QFontMetricsF(bold).horizontalAdvance(f"{bar.label}  ")
        rest = box.adjusted(used, 0, 0, 0)
        self._painter.setFont(self._font)
        self._painter.setPen(QColor(self._theme.quiet))
        words = self._metrics.elidedText(bar.looked_at, Qt.TextElideMode.ElideRight, rest.width())
        self._painter.drawText(rest, middle_left, words)

    def _paint_bar(self, bar: RulerBar, middle: float) -> None:
        painter, theme = self._painter, self._theme
        # A window of one day is as wide as that day.
        left = self._x(bar.first - 0.5)
        last = self._ruler.last if bar.last is None else bar.last + 0.5
        box = QRectF(left, middle - BAR / 2, max(3.0, self._x(last) - left), BAR)
        painter.setPen(QPen(QColor(theme.accent), 1))
        painter.setBrush(QColor(theme.selection))
        if bar.last is None:
            painter.drawPolygon(_arrow(box))
        else:
            painter.drawRoundedRect(box, 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        for place, specimen in enumerate(bar.specimens):
            centre = QPointF(self._x(bar.day) + place * 2.5 * MARK, middle)
            paint_specimen(painter, centre, specimen)


def paint_specimen(painter: QPainter, centre: QPointF, specimen: Specimen) -> None:
    """Paint the shape of a specimen: a square for marrow, a drop for blood, a diamond else."""
    if specimen is Specimen.BONE_MARROW:
        painter.drawRect(QRectF(centre.x() - MARK + 1, centre.y() - MARK + 1, 8, 8))
    elif specimen is Specimen.PERIPHERAL_BLOOD:
        painter.drawEllipse(centre, MARK, MARK)
    else:
        corners = ((0, -MARK), (MARK, 0), (0, MARK), (-MARK, 0))
        painter.drawPolygon(QPolygonF([centre + QPointF(*corner) for corner in corners]))


def _arrow(box: QRectF) -> QPolygonF:
    tip = box.height() / 2
    return QPolygonF(
        [
            box.topLeft(),
            QPointF(box.right() - tip, box.top()),
            QPointF(box.right(), box.center().y()),
            QPointF(box.right() - tip, box.bottom()),
            box.bottomLeft(),
        ]
    )


def _line_height(font: QFont) -> float:
    return max(20.0, QFontMetricsF(font).height() + SPACE_SMALL)
