"""Chips beside each other in one line; what finds no room is counted and stands in the tooltip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrdtracker.gui.chips import chip_size, paint_chips
from mrdtracker.gui.presenters.tones import ChipText
from mrdtracker.gui.theme import SPACE_TINY, current_theme

FEWEST_PIXELS = 48


class ChipRow(QWidget):
    """One line of chips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[ChipText, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def chips(self) -> tuple[ChipText, ...]:
        """What it shows."""
        return self._chips

    def show_chips(self, chips: Sequence[ChipText]) -> None:
        """Show these chips, the most important first."""
        self._chips = tuple(chips)
        words = ", ".join(chip.word for chip in chips)
        self.setAccessibleName(words)
        self.setToolTip("\n".join(f"{chip.word}: {chip.tooltip}" for chip in chips))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        sizes = [chip_size(chip) for chip in self._chips]
        width = sum(size.width() + SPACE_TINY for size in sizes)
        height = max((size.height() for size in sizes), default=0.0)
        return QSize(round(width + 1), round(height + 0.5))

    def minimumSizeHint(self) -> QSize:
        return QSize(FEWEST_PIXELS, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        paint_chips(painter, QRectF(self.rect()), self._chips, current_theme())
        painter.end()
