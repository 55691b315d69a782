"""The banner of the scratch: its own tint and hatch, so that nobody takes it for the record."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mrdtracker.gui.theme import SPACE_CARD, SPACE_SMALL, current_theme, set_role

_HATCHED = 0.35


class ScratchBanner(QWidget):
    """Says that nothing is saved, and closes the scratch.

    Attributes:
        closeAsked: Emitted when its button is pressed.
    """

    closeAsked = Signal()  # noqa: N815 - Qt's way to name signals

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self.tr("Scratch: nothing here is saved"))
        self.words.setWordWrap(True)
        set_role(self.words, "practice")
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setToolTip("Esc")
        self.close_button.clicked.connect(self.closeAsked)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_CARD, SPACE_SMALL, SPACE_CARD, SPACE_SMALL)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_button)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        tone = current_theme().look.unknown
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tone.tint))
        ink = QColor(tone.mark)
        ink.setAlphaF(_HATCHED)
        painter.fillRect(self.rect(), QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.end()
