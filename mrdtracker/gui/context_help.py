"""F1: the paragraph of the help about what is focused, beside a dialog or on the help page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mrdtracker.gui.help_text_view import HelpTextView
from mrdtracker.gui.on_screen import take_size
from mrdtracker.gui.presenters.help_topics import HelpTarget, target_of_names
from mrdtracker.gui.theme import SPACE_CARD

FIELD = "help_field"
SIZE = (560, 420)


def name_field(widget: QWidget, name: str) -> None:
    """Say which field of a form a widget is, so that F1 finds its paragraph."""
    widget.setProperty(FIELD, name)


def target_of(focused: QWidget | None) -> HelpTarget:
    """Return the paragraph about a widget: that of its field, else of the place it stands in."""
    field, classes = "", []
    for widget in _outwards(focused):
        field = field or str(widget.property(FIELD) or "")
        classes += [one.__name__ for one in type(widget).__mro__]
    return target_of_names(field, classes)


def give_help(dialog: QDialog) -> None:
    """Let F1 open the paragraph about the focused field beside a dialog."""
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog)
    shortcut.activated.connect(lambda: HelpWindow(dialog).show())


class HelpWindow(QDialog):
    """One page of the help beside a dialog, at the paragraph about what is focused.

    Args:
        dialog: The dialog that asks; it stays open and keeps what was typed.
    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        take_size(self, *SIZE)
        self.browser = HelpTextView()
        self.browser.linkClicked.connect(self.show_target)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_CARD, SPACE_CARD, SPACE_CARD, SPACE_CARD)
        box.addWidget(self.browser)
        self.target = target_of(dialog.focusWidget() or dialog)
        self._read: list[HelpTarget] = []
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self.go_back)
        self.browser.show_page(self.target.topic)

    def show_target(self, target: HelpTarget) -> None:
        """Show another page, at one of its headings."""
        self._read.append(self.target)
        self._show(target)

    def go_back(self) -> None:
        """Show the page that was read before; the first one stays."""
        if self._read:
            self._show(self._read.pop())

    def _show(self, target: HelpTarget) -> None:
        self.target = target
        self.browser.show_page(target.topic)
        if target.topic and target.heading:
            self.browser.show_heading(target)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.target.topic:
            self.browser.show_heading(self.target)


def _outwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
