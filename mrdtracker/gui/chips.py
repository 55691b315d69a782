"""A chip: shape, word and tint that together say how loud something is; never colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPixmapCache,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.gui.state_glyphs import paint_sign
from mrdtracker.gui.theme import SPACE_TINY, Theme, current_theme, font_of
from mrdtracker.words import say_code

HEIGHT = 20.0
RADIUS = 4.0
PADDING = 7.0
GAP = 5.0
MARK = 8.0
# How much larger the diamond and how much smaller the disc is: their colours are those that
# colour-blind eyes confuse.
APART = 1.0
# A drawing has more in it than a tone's shape, and reaches into the padding.
SIGN = 12.0
SMALLEST = 56.0


class Chip(QWidget):
    """One chip as a widget."""

    def __init__(self, chip: ChipText | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip or ChipText("", ToneName.NEUTRAL)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(self._chip)

    @property
    def chip(self) -> ChipText:
        """What it says now."""
        return self._chip

    def show_chip(self, chip: ChipText) -> None:
        """Say something else; an empty word hides the chip."""
        self._chip = chip
        self.setToolTip(chip.tooltip)
        self.setAccessibleName(chip.word)
        self.setAccessibleDescription(f"{say_code(chip.tone)}. {chip.tooltip}")
        self.setVisible(bool(chip.word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = chip_size(self._chip)
        return QSize(round(size.width() + 0.5), round(size.height() + 0.5))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._chip, current_theme())
        painter.end()


def chip_size(chip: ChipText) -> QRectF:
    """Return how much room a chip needs."""
    return QRectF(0, 0, *_extent(chip.word, QApplication.font().key()))


@lru_cache(maxsize=1024)
def _extent(word: str, font_key: str) -> tuple[float, float]:
    _font, metrics = _caption(font_key)
    width = PADDING * 2 + MARK + GAP + metrics.horizontalAdvance(word) + 1
    return width, max(HEIGHT, metrics.height() + SPACE_TINY)


def paint_chip(painter: QPainter, place: QRectF, chip: ChipText, theme: Theme) -> float:
    """Paint a chip at the left of a place, centred from top to bottom; return its width.

    A list shows the same few chips hundreds of times: each is drawn once and kept in Qt's cache.
    """
    size = chip_size(chip)
    width = min(size.width(), place.width())
    height = min(size.height(), place.height())
    picture = _picture(chip, width, height, theme, painter.device().devicePixelRatioF())
    top = place.center().y() - height / 2
    painter.drawPixmap(QPointF(round(place.left()), round(top)), picture)
    return width


def _picture(chip: ChipText, width: float, height: float, theme: Theme, ratio: float) -> QPixmap:
    tone = theme.tone(chip.tone)
    font_key = QApplication.font().key()
    size = f"{width:.1f} {height:.1f} {ratio}"
    shape = f"{chip.tone.value} {chip.sign}"
    key = f"chip {shape} {tone.tint} {tone.mark} {size} {font_key} {chip.word}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    picture = QPixmap(ceil(width * ratio), ceil(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _paint(painter, QRectF(0, 0, width, height), chip, theme)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def _paint(painter: QPainter, box: QRectF, chip: ChipText, theme: Theme) -> None:
    tone = theme.tone(chip.tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.tint))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    centre = QPointF(box.left() + PADDING + MARK / 2, box.center().y())
    if chip.sign:
        paint_sign(painter, centre, chip.sign, tone.mark, SIGN)
    else:
        paint_mark(painter, centre, chip.tone, tone.mark)
    painter.setPen(QColor(tone.mark))
    font, metrics = _caption(QApplication.font().key())
    painter.setFont(font)
    words = box.adjusted(PADDING + MARK + GAP, 0, -PADDING + 1, 0)
    text = metrics.elidedText(chip.word, Qt.TextElideMode.ElideRight, words.width() + 1)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)


def paint_chips(painter: QPainter, place: QRectF, chips: Sequence[ChipText], theme: Theme) -> None:
    """Paint chips beside each other; those that find no room become one "+3"."""
    shown = fitting(chips, place.width())
    rest = _rest(len(chips) - shown)
    kept = sum(chip_size(chip).width() + SPACE_TINY for chip in rest)
    left = 0.0
    for chip in chips[:shown]:
        room = place.adjusted(left, 0, -kept, 0)
        left += paint_chip(painter, room, chip, theme) + SPACE_TINY
    for chip in rest:
        paint_chip(painter, place.adjusted(left, 0, 0, 0), chip, theme)


def fitting(chips: Sequence[ChipText], width: float) -> int:
    """Return how many chips find room beside the count of the others.

    One is shown even where it must be cut, unless nothing of its word would be left.
    """
    ends = list(accumulate(chip_size(chip).width() + SPACE_TINY for chip in chips))
    if not ends or ends[-1] - SPACE_TINY <= width:
        return len(chips)
    more = chip_size(_rest(len(chips))[0]).width() if len(chips) > 1 else 0.0
    least = 1 if width - more >= SMALLEST else 0
    return max(least, sum(end + more <= width for end in ends))


def least_width(chips: Sequence[ChipText]) -> float:
    """Return the width at which the first chip is whole beside the count of the others."""
    if not chips:
        return 0.0
    first = chip_size(chips[0]).width()
    more = _rest(len(chips) - 1)
    return first + sum(chip_size(chip).width() + SPACE_TINY for chip in more)


@lru_cache(maxsize=8)
def _caption(_key: str) -> tuple[QFont, QFontMetricsF]:
    """Return the font of chips; looked up once for every font of the application."""
    font = font_of("caption")
    return font, QFontMetricsF(font)


def _rest(count: int) -> tuple[ChipText, ...]:
    return (ChipText(f"+{count}", ToneName.NEUTRAL),) if count else ()


def paint_mark(painter: QPainter, centre: QPointF, tone: ToneName, colour: str) -> None:
    """Paint the shape of a meaning: triangle, diamond, circle, ring with question mark, bar."""
    half = MARK / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    if tone is ToneName.HIGH:
        painter.drawPolygon(
            QPolygonF(
                [
                    centre + QPointF(0, -half),
                    centre + QPointF(half, half - 0.5),
                    centre + QPointF(-half, half - 0.5),
                ]
            )
        )
    elif tone is ToneName.INTERMEDIATE:
        reach = half + APART
        corners = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
        painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
    elif tone is ToneName.LOW:
        painter.drawEllipse(centre, half - APART, half - APART)
    elif tone is ToneName.UNKNOWN:
        _paint_question(painter, centre, colour)
    else:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - 1, MARK, 2))


def _paint_question(painter: QPainter, centre: QPointF, colour: str) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 1.2))
    painter.drawEllipse(centre, MARK / 2 + 0.5, MARK / 2 + 0.5)
    font = font_of("caption")
    font.setPixelSize(7)
    font.setBold(True)
    painter.setFont(font)
    box = QRectF(centre.x() - MARK, centre.y() - MARK, MARK * 2, MARK * 2)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "?")
