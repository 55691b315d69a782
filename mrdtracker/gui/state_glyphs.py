"""The signs of a time point's state as pictures, drawn once for each size, colour and screen."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from mrdtracker import locations
from mrdtracker.gui.icons import DRAWN_IN
from mrdtracker.gui.presenters.point_states import SIGNS, PointState
from mrdtracker.gui.theme import Theme

FLAG = "flag"


def glyph(state: PointState, theme: Theme, size: float, ratio: float) -> QPixmap:
    """Return the sign of a state in its colour.

    Args:
        state: What it says.
        theme: Light or dark.
        size: Its side in device-independent pixels.
        ratio: Device pixels to one of these.
    """
    return drawing(state.value, theme.tone(SIGNS[state].tone).mark, size, ratio)


def drawing(name: str, colour: str, size: float, ratio: float) -> QPixmap:
    """Return ``resources/icons/states/NAME.svg`` in a colour; drawn once, kept in Qt's cache."""
    key = f"state {name} {colour} {size} {ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    file = locations.resources() / "icons" / "states" / f"{name}.svg"
    text = file.read_text(encoding="utf-8").replace(DRAWN_IN, colour)
    side = ceil(size * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def paint_sign(painter: QPainter, centre: QPointF, name: str, colour: str, size: float) -> None:
    """Paint a drawing by its name around a point, on whole device pixels."""
    ratio = painter.device().devicePixelRatioF()
    picture = drawing(name, colour, size, ratio)
    corner = QPointF(centre.x() - size / 2, centre.y() - size / 2)
    painter.drawPixmap(
        QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), picture
    )
