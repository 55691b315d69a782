"""What a page shows when there is nothing to show: what it is for, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mrdtracker.gui.theme import SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.words import say


class EmptyState(QWidget):
    """A title, a sentence, and at most three things to do.

    Args:
        title: What this is.
        sentence: What can be done.
        acts: Name and words of each button; the first one is the primary one.

    Attributes:
        asked: Emitted with the name of the button that was pressed.
    """

    asked = Signal(str)

    def __init__(
        self,
        title: str,
        sentence: str,
        acts: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title, self.sentence = QLabel(say(title)), QLabel(say(sentence))
        self.buttons: dict[str, QPushButton] = {}
        set_role(self.title, "section")
        set_role(self.sentence, "quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_PAGE, SPACE_PAGE, SPACE_PAGE)
        box.setSpacing(SPACE_SMALL)
        box.addStretch(2)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            box.addWidget(label)
        box.addSpacing(SPACE_GROUP)
        line = QHBoxLayout()
        line.setSpacing(SPACE_SMALL)
        line.addStretch(1)
        for name, words in acts:
            line.addWidget(self._button(name, words))
        line.addStretch(1)
        box.addLayout(line)
        box.addStretch(3)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(say(words))
        set_role(button, "plain" if self.buttons else "primary")
        button.clicked.connect(lambda _checked=False: self.asked.emit(name))
        self.buttons[name] = button
        return button
