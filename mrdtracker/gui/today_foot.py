"""Below the list of Today: the list on paper, and what can be done with the current line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mrdtracker.gui.due_buttons import DueButtons
from mrdtracker.gui.theme import SPACE_SMALL, set_role


class TodayFoot(QWidget):
    """The buttons of the page.

    Args:
        is_writable: False where the store is open for reading only.
        parent: The page.

    Attributes:
        asked: Emitted with the name of the act of a button: "print", "pdf", or one of the line.
    """

    asked = Signal(str)

    def __init__(self, *, is_writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.print_button = QPushButton(self.tr("Print…"))
        self.pdf_button = QPushButton(self.tr("Save as PDF…"))
        self.buttons = DueButtons(is_writable=is_writable)
        self.buttons.asked.connect(self.asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_SMALL)
        for button, name in ((self.print_button, "print"), (self.pdf_button, "pdf")):
            set_role(button, "plain")
            button.clicked.connect(lambda _checked=False, one=name: self.asked.emit(one))
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.buttons)
