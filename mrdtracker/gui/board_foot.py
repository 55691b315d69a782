"""Below the board: what its signs mean, and what can be done with the current cell."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrdtracker.gui.board_legend import BoardLegend
from mrdtracker.gui.due_buttons import DueButtons
from mrdtracker.gui.theme import SPACE_SMALL


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
        self.buttons = DueButtons(is_writable=is_writable)
        self.buttons.asked.connect(self.asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_SMALL)
        line.addWidget(self.legend, 1)
        line.addWidget(self.buttons)
