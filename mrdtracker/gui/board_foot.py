"""Below the board: what its signs mean, and what can be done with the current cell."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mrdtracker.gui.board_legend import BoardLegend
from mrdtracker.gui.theme import SPACE_SMALL, set_role


class BoardFoot(QWidget):
    """The legend and the buttons.

    Args:
        is_writable: False where the store is open for reading only.
        parent: The page.

    Attributes:
        asked: Emitted with the name of the act of a button.
    """

    asked = Signal(str)

    def __init__(self, *, is_writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend = BoardLegend()
        self.not_done = QPushButton(self.tr("Not done…"))
        self.open_button = QPushButton(self.tr("Open patient"))
        self.do_button = QPushButton(self.tr("Enter…"))
        for button, name, role in (
            (self.not_done, "due missed", "plain"),
            (self.open_button, "due patient", "plain"),
            (self.do_button, "due form", "primary"),
        ):
            set_role(button, role)
            button.clicked.connect(lambda _checked=False, one=name: self.asked.emit(one))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_SMALL)
        line.addWidget(self.legend, 1)
        for button in (self.not_done, self.open_button, self.do_button):
            line.addWidget(button)
        for button in (self.not_done, self.do_button):
            button.setVisible(is_writable)

    def allow(self, verb: str, *, is_patient: bool, may_be_missed: bool) -> None:
        """Offer what the current cell asks for; without a verb it asks for nothing."""
        self.do_button.setText(self.tr("{}…").format(verb) if verb else self.tr("Enter…"))
        self.do_button.setEnabled(bool(verb))
        self.open_button.setEnabled(is_patient)
        self.not_done.setEnabled(may_be_missed)
