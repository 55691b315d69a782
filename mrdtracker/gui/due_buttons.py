"""What can be done with one expected sample: its entry, its child, and why it was not taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mrdtracker.gui.theme import SPACE_SMALL, set_role


class DueButtons(QWidget):
    """What can be done with the current line of Today or the current cell of the board.

    Args:
        is_writable: False where the store is open for reading only.
        parent: What they stand below.

    Attributes:
        asked: Emitted with the name of the act of a button.
    """

    asked = Signal(str)

    def __init__(self, *, is_writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_writable = is_writable
        self.not_done = QPushButton(self.tr("Not done…"))
        self.open_button = QPushButton(self.tr("Open patient"))
        self.do_button = QPushButton(self.tr("Enter…"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_SMALL)
        for button, name, role in (
            (self.not_done, "due missed", "plain"),
            (self.open_button, "due patient", "plain"),
            (self.do_button, "due form", "primary"),
        ):
            set_role(button, role)
            button.clicked.connect(lambda _checked=False, one=name: self.asked.emit(one))
            line.addWidget(button)
        for button in (self.not_done, self.do_button):
            button.setVisible(is_writable)

    def allow(
        self, verb: str, *, is_patient: bool, may_be_missed: bool, only_opens: bool = False
    ) -> None:
        """Offer what is asked for.

        Args:
            verb: What the line asks for, as it is said; "" where it asks for nothing.
            is_patient: Whether there is a patient to open.
            may_be_missed: Whether it can be marked as not done.
            only_opens: The line asks only to open its patient, and there is a button for that.
        """
        self.do_button.setText(self.tr("{}…").format(verb) if verb else self.tr("Enter…"))
        self.do_button.setEnabled(bool(verb))
        self.do_button.setVisible(self._is_writable and not only_opens)
        self.open_button.setEnabled(is_patient)
        self.not_done.setEnabled(may_be_missed)
