"""What is said under a cohort: a few lines, and the rest by scrolling."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from mrdtracker.gui.theme import set_role

MOST_LINES = 4


class CohortRemarks(QScrollArea):
    """As high as its words need, up to a few lines: the picture must not give way to them.

    Attributes:
        label: Holds the words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        set_role(self.label, "quiet")
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Remarks on the cohort"))
        for surface in (self.viewport(), self.label):
            surface.setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return what is said."""
        return self.label.text()

    def say(self, text: str) -> None:
        """Say something else, from its beginning on."""
        self.label.setText(text)
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = QFontMetricsF(self.label.font()).lineSpacing() * MOST_LINES
        return min(self.label.heightForWidth(width), ceil(lines) + 1)
