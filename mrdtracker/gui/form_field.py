"""One field of a form: its label above, its box, and below it what was understood or is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.elided_choice import ElidedChoice
from mrdtracker.gui.message_lines import MessageLines
from mrdtracker.gui.presenters.form import NO, YES, Message, MessageKind, Offer
from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, set_error
from mrdtracker.words import say

# Korean has no letter to underline and writes the key behind the label.
_KEY_BEHIND = re.compile(r"\(&\w\)")


def without_key(label: str) -> str:
    """Return a label as it is called in a sentence: "&Code" is "Code", "코드(&C)" is "코드"."""
    return _KEY_BEHIND.sub("", label).replace("&", "")


class FormField(QWidget):
    """A field: label, box and lines; subclasses bring the box.

    Args:
        label: The label, with its mnemonic.
        box: What is typed into.
        focus: The part of the box that takes the cursor.
        reserved_lines: Lines that are kept free below, so that nothing jumps.
    """

    typed = Signal(str)

    def __init__(
        self, label: str, box: QWidget, focus: QWidget | None = None, reserved_lines: int = 0
    ) -> None:
        super().__init__()
        self.editor = focus or box
        self.name = without_key(label)
        self.label = QLabel(label)
        self.label.setBuddy(self.editor)
        self.lines = MessageLines(reserved_lines)
        self.lines.chosen.connect(self._take)
        self.editor.setAccessibleName(self.name)
        self._names_itself = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE_TINY)
        for widget in (self.label, box, self.lines):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        self.label.setVisible(bool(label))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Put a text into the box without saying that it was typed.

        Boxes to tick have no text of their own, and stay as they are.
        """
        if isinstance(self.editor, QLineEdit) and self.editor.text() != text:
            self.editor.setText(text)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the cursor into the box.

        A focus proxy would do the same, and break Tab for a field that is made later: the box
        moves to its place, the field stays behind the buttons and sends Tab back to its box.
        """
        self.editor.setFocus(reason)

    def rename(self, name: str) -> None:
        """Call the field otherwise: what it is about has changed."""
        if name != self.name:
            self.name = name
            self.label.setText(name.replace("&", "&&"))
            self.editor.setAccessibleName(name)

    def mark_required(self) -> Self:
        """Say beside the label that nothing is saved while the box is empty."""
        self.label.setText(say("{} (required)").format(self.label.text()))
        self.editor.setAccessibleName(without_key(self.label.text()))
        return self

    def give_lines(self) -> MessageLines:
        """Give the lines away, to stand where there is more room; from now on they name it."""
        self._layout.removeWidget(self.lines)
        self._names_itself = True
        return self.lines

    def show_lines(self, messages: Sequence[Message]) -> None:
        """Show what stands below the box."""
        if self._names_itself:
            messages = [replace(one, text=f"{self.name}: {one.text}") for one in messages]
        self.lines.show_lines(messages)
        before = self._last_of_box
        for button in self.lines.buttons:  # made later, they would come after the whole form
            QWidget.setTabOrder(before, button)
            before = button
        self.editor.setAccessibleDescription(self.lines.spoken)
        has_error = any(message.kind is MessageKind.ERROR for message in messages)
        set_error(self.editor, is_wrong=has_error)

    def show_choices(self, offers: Sequence[Offer], text: str) -> None:
        """Offer what can be chosen; boxes to type into have nothing to offer."""

    @property
    def _last_of_box(self) -> QWidget:
        """What Tab leaves last before the lines below the box."""
        return self.editor

    def _take(self, text: str) -> None:
        self.show_text(text)
        self.typed.emit(text)
        self.editor.setFocus()


class TextField(FormField):
    """A box for one line of text."""

    def __init__(self, label: str, placeholder: str = "", reserved_lines: int = 0) -> None:
        self.box = QLineEdit()
        self.box.setPlaceholderText(placeholder)
        super().__init__(label, self.box, reserved_lines=reserved_lines)
        self.box.textEdited.connect(self.typed)


class CalmComboBox(ElidedChoice):
    """A list to choose from that a turn of the wheel over the page does not change.

    Keys with Ctrl belong to the form: Qt would search the list for them, and Ctrl+S would be lost.
    A space within a name that is being typed belongs to the name: Qt would open the list and begin
    anew, and "AIEOP-BFM ALL 2009" would stop at the first name that begins alike.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed_last: int | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and self._is_name_begun(event.timestamp()):
            self._typed_last = event.timestamp()
            super().keyPressEvent(_as_letter(event))
        else:
            if event.text().strip():
                self._typed_last = event.timestamp()
            super().keyPressEvent(event)

    def _is_name_begun(self, now: int) -> bool:
        """Tell whether Qt still adds a letter that is typed now to those typed before."""
        most = QApplication.keyboardInputInterval()
        return self._typed_last is not None and now - self._typed_last <= most

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _as_letter(event: QKeyEvent) -> QKeyEvent:
    """Return a space as a key without a meaning of its own."""
    return QKeyEvent(
        event.type(), Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, event.text()
    )


class ChoiceField(FormField):
    """A list to choose one thing from."""

    def __init__(self, label: str, reserved_lines: int = 0) -> None:
        self.box = CalmComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(8)
        super().__init__(label, self.box, reserved_lines=reserved_lines)
        self._offers: tuple[Offer, ...] = ()
        self.box.currentIndexChanged.connect(self._changed)

    def show_choices(self, offers: Sequence[Offer], text: str) -> None:
        if tuple(offers) != self._offers:
            self._offers = tuple(offers)
            was_blocked = self.box.blockSignals(True)
            self.box.clear()
            self.box.addItems([offer.label for offer in self._offers])
            self.box.blockSignals(was_blocked)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        texts = [offer.text for offer in self._offers]
        was_blocked = self.box.blockSignals(True)
        self.box.setCurrentIndex(texts.index(text) if text in texts else -1)
        self.box.blockSignals(was_blocked)

    def _changed(self, index: int) -> None:
        if index >= 0:
            self.typed.emit(self._offers[index].text)


class TickGroup(FormField):
    """Boxes to tick, several to a row; ``ticked`` carries the field's name and yes or no."""

    ticked = Signal(str, str)

    def __init__(self, label: str, names: Sequence[tuple[str, str]], columns: int) -> None:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_SMALL)
        grid.setVerticalSpacing(SPACE_TINY)
        self.boxes: dict[str, QCheckBox] = {}
        for position, (name, words) in enumerate(names):
            tick = QCheckBox(say(words))
            tick.setAccessibleName(say(words))
            tick.toggled.connect(lambda is_on, name=name: self._changed(name, is_on))
            grid.addWidget(tick, position // columns, position % columns)
            self.boxes[name] = tick
        first = next(iter(self.boxes.values()))
        super().__init__(label, box, first)
        first.setAccessibleName(say(names[0][1]))
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def show_tick(self, name: str, text: str) -> None:
        """Tick or clear one box without saying that it was typed."""
        box = self.boxes[name]
        was_blocked = box.blockSignals(True)
        box.setChecked(text == YES)
        box.blockSignals(was_blocked)

    def _changed(self, name: str, is_on: bool) -> None:
        self.ticked.emit(name, YES if is_on else NO)
