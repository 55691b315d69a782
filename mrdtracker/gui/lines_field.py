"""A box for several lines, into which cells of a spreadsheet are pasted."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from mrdtracker.gui.form_field import FormField

SHOWN_LINES = 5
# Laying out a line takes time by its length: 20 million letters held up the window for a minute.
MOST_CHARACTERS = 200_000
# Cells of a date and of a method stand below each other.
CELL_CHARACTERS = 18


class LinesBox(QPlainTextEdit):
    """Takes text only, and no more than a person can look at; what else is pasted changes nothing.

    Attributes:
        refused: Emitted where something without text was pasted.
        overfilled: Emitted with how many letters were pasted where they are too many.
    """

    refused = Signal()
    overfilled = Signal(int)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text as it is, with its tabs; say so where there is none."""
        text = source.text() if source.hasText() else ""
        if not text.strip():
            self.refused.emit()
        elif len(text) > MOST_CHARACTERS:
            self.overfilled.emit(len(text))
        else:
            super().insertFromMimeData(source)


class LinesField(FormField):
    """The field; Tab goes on to the next one, Enter begins a new line."""

    def __init__(self, label: str, placeholder: str = "", reserved_lines: int = 0) -> None:
        self.box = LinesBox()
        self.box.setPlaceholderText(placeholder)
        self.box.setTabChangesFocus(True)
        width = self.box.fontMetrics().averageCharWidth()
        self.box.setTabStopDistance(width * CELL_CHARACTERS)
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * (SHOWN_LINES + 1))
        super().__init__(label, self.box, reserved_lines=reserved_lines)
        self.box.textChanged.connect(self._tell)
        self._is_showing = False

    def paste(self) -> None:
        """Put what is on the clipboard in place of what stands there."""
        source = QGuiApplication.clipboard().mimeData()
        if source is not None and source.formats():
            self.box.selectAll()
            self.box.insertFromMimeData(source)
            self.box.moveCursor(QTextCursor.MoveOperation.Start)

    def show_text(self, text: str) -> None:
        if self.box.toPlainText() != text:
            self._is_showing = True
            self.box.setPlainText(text)
            self._is_showing = False

    def _tell(self) -> None:
        if not self._is_showing:
            self.typed.emit(self.box.toPlainText())
