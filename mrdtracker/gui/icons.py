"""The program's own icons, drawn in the colour of the moment."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mrdtracker import locations

DRAWN_IN = "#4B5768"
SIZES = (18, 36, 54)


def icon(name: str, colour: str) -> QIcon:
    """Return ``resources/icons/NAME.svg`` with its strokes in a colour, sharp up to 300 %."""
    text = (locations.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace(DRAWN_IN, colour).encode()))
    found = QIcon()
    for size in SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        found.addPixmap(pixmap)
    return found
