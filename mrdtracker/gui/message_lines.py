"""The lines below a field: what was understood, what is odd, and the answers of a question."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mrdtracker.gui.presenters.form import Message, MessageKind, Offer
from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, font_of, set_role, tabular

_ROLE = {
    MessageKind.ECHO: "echo",
    MessageKind.NOTE: "echo",
    MessageKind.WARNING: "warning",
    MessageKind.ERROR: "error",
    MessageKind.QUESTION: "unknown",
}
# The shape that says the same as the colour, for those who do not see it.
_MARK = {
    MessageKind.ECHO: "",
    MessageKind.NOTE: "– ",
    MessageKind.WARNING: "◆ ",
    MessageKind.ERROR: "▲ ",
    MessageKind.QUESTION: "? ",
}
# Answers that are longer than this together stand below each other.
LETTERS_IN_A_ROW = 40


class MessageLines(QWidget):
    """The lines below a field, and a button for every reading of a question."""

    chosen = Signal(str)

    def __init__(self, reserved_lines: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Message, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE_TINY)
        self._layout.addStretch(1)
        self._widgets: list[QWidget] = []
        self.setMinimumHeight(reserved_lines * self.fontMetrics().height())
        self.setVisible(bool(reserved_lines))
        self._is_reserved = bool(reserved_lines)

    @property
    def spoken(self) -> str:
        """All lines as one text, for a screen reader."""
        return " ".join(message.spoken for message in self._shown)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The readings to choose from."""
        return tuple(one for row in self._widgets for one in row.findChildren(QPushButton))

    def show_lines(self, messages: Sequence[Message]) -> None:
        """Replace the lines; nothing moves where they are the same."""
        if tuple(messages) == self._shown:
            return
        self._shown = tuple(messages)
        for widget in self._widgets:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets = []
        for message in self._shown:
            self._add(self._line(message))
            self._add_offers(message.offers)
        self.setVisible(self._is_reserved or bool(self._shown))

    def _add(self, widget: QWidget) -> None:
        self._widgets.append(widget)
        self._layout.insertWidget(self._layout.count() - 1, widget)

    def _add_offers(self, offers: Sequence[Offer]) -> None:
        """Put short answers beside each other, and long ones below each other."""
        is_short = sum(len(offer.label) for offer in offers) <= LETTERS_IN_A_ROW
        for group in (offers,) if is_short else tuple((offer,) for offer in offers):
            row = QWidget()
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(SPACE_SMALL)
            for offer in group:
                layout.addWidget(self._button(offer))
            layout.addStretch(1)
            if group:
                self._add(row)

    def _line(self, message: Message) -> QLabel:
        label = QLabel(_MARK[message.kind] + message.text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if message.code:
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(_with_code(label.text(), message.code))
        label.setWordWrap(True)
        label.setFont(tabular(font_of("text")))
        set_role(label, _ROLE[message.kind])
        return label

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.label.replace("&", "&&"))
        button.clicked.connect(lambda: self.chosen.emit(offer.text))
        return button


def _with_code(text: str, code: str) -> str:
    """Set the code of a warning small after its words, which must be read first."""
    words = escape(text).replace("\n", "<br>")
    return f'{words} <span style="font-size: small">{code}</span>'
