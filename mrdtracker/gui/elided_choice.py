"""A list to choose from whose words end in "…" where there is no room; a tooltip says the rest."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

FEWEST_CHARACTERS = 6
# The arrow, and the space around the words.
AROUND = 44


class ElidedChoice(QComboBox):
    """Gives way in little room; Qt's own would cut its words in the middle of a letter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_tip = ""

    @property
    def shown(self) -> str:
        """What finds room of the chosen words."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )

    def minimumSizeHint(self) -> QSize:
        fewest = self.fontMetrics().averageCharWidth() * FEWEST_CHARACTERS + AROUND
        whole = super().minimumSizeHint()
        return QSize(min(fewest, whole.width()), whole.height())

    def setToolTip(self, text: str) -> None:
        """Say this as well, after what finds no room."""
        self._own_tip = text
        super().setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        shown = self.shown
        rest = option.currentText if shown != option.currentText else ""
        super().setToolTip("\n".join(text for text in (rest, self._own_tip) if text))
        option.currentText = shown
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
