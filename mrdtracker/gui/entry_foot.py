"""The foot of an entry dialog: what was refused, what is saved, its button, and one question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.message_lines import MessageLines
from mrdtracker.gui.presenters.form import Message
from mrdtracker.gui.theme import SPACE_CARD, SPACE_SMALL, set_role

# Words at the left take the room that the stretch beside the buttons would take.
_MOST = 1000


class EntryFoot(QWidget):
    """Save and Cancel below a form; in their place, when asked, whether typing may be lost.

    Args:
        save_label: What the button that saves says.

    Attributes:
        message: Why nothing was saved; hidden as long as nothing is to be said.
        summary: What the button saves that was not typed, beside it; hidden likewise.
    """

    def __init__(self, save_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        set_role(self.message, "error")
        self.save_button = QPushButton(save_label)
        self.save_button.setToolTip(self.tr("Ctrl+Enter or Ctrl+S"))
        set_role(self.save_button, "primary")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.discard_button = QPushButton(self.tr("&Discard what I typed"))
        set_role(self.discard_button, "danger")
        self.keep_button = QPushButton(self.tr("&Keep editing"))
        question = QLabel(self.tr("Close without saving what you typed?"))
        self._lines = QStackedWidget()
        self.summary = MessageLines()
        self._lines.addWidget(_row_of(self.cancel_button, self.save_button, left=self.summary))
        self._lines.addWidget(_row_of(question, self.discard_button, self.keep_button))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.message)
        box.addWidget(self._lines)

    @property
    def is_asking(self) -> bool:
        """Whether the question stands where Save and Cancel were."""
        return self._lines.currentIndex() == 1

    def ask(self) -> None:
        """Ask whether what was typed may be lost; Enter keeps it."""
        self._lines.setCurrentIndex(1)
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()

    def stop_asking(self) -> None:
        """Show Save and Cancel again."""
        self._lines.setCurrentIndex(0)
        self.save_button.setDefault(True)

    def sum_up(self, messages: Sequence[Message]) -> None:
        """Say beside the button what it saves; a screen reader hears it with the button."""
        self.summary.show_lines(messages)
        self.save_button.setAccessibleDescription(self.summary.spoken)

    def say(self, words: str) -> None:
        """Say why nothing was saved; an empty text hides the line."""
        self.message.setText(f"▲ {words}" if words else "")
        self.message.setVisible(bool(words))


def _row_of(*widgets: QWidget, left: QWidget | None = None) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_SMALL)
    if left is not None:
        row.addWidget(left, _MOST, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    return holder
