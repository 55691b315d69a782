"""One quiet line that offers back what somebody typed and did not save."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mrdtracker.gui.elided_label import ElidedLabel
from mrdtracker.gui.theme import SPACE_SMALL, set_role

# So much of the words keeps its room beside everything else.
KEPT_CHARACTERS = 32


class DraftOffer(QWidget):
    """The line, with a button to take it up and one to discard it.

    Attributes:
        taken: Emitted where it shall be taken up.
        discarded: Emitted where it shall be forgotten.
    """

    taken = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel(keeps=KEPT_CHARACTERS)
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        set_role(self.words, "unknown")
        self.take_button = QPushButton(self.tr("&Take it up"))
        self.discard_button = QPushButton(self.tr("Discard it"))
        set_role(self.discard_button, "plain")
        self.take_button.clicked.connect(self.taken)
        self.discard_button.clicked.connect(self.discarded)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_SMALL)
        line.addWidget(self.words)
        line.addWidget(self.take_button)
        line.addWidget(self.discard_button)
        line.addStretch(1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show what is offered; empty words take the line away."""
        self.words.setText(words)
        self.setVisible(bool(words))
