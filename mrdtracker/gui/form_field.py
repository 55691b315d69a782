"""One field of a form: its label above, its box, and below it what was understood or is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Self

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from mrdtracker.domain.notation import date_text
from mrdtracker.gui.presenters.date_entry import typed_date
from mrdtracker.gui.presenters.form import NO, YES, Message, MessageKind, Offer
from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, current_theme, font_of, set_role, tabular
from mrdtracker.words import say

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


# Korean has no letter to underline and writes the key behind the label.
_KEY_BEHIND = re.compile(r"\(&\w\)")
# Answers that are longer than this together stand below each other.
LETTERS_IN_A_ROW = 40


def without_key(label: str) -> str:
    """Return a label as it is called in a sentence: "&Code" is "Code", "코드(&C)" is "코드"."""
    return _KEY_BEHIND.sub("", label).replace("&", "")


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
        state = "error" if has_error else ""
        if self.editor.property("state") != state:
            self.editor.setProperty("state", state)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

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


def _calendar() -> QCalendarWidget:
    """Make a calendar in the program's own colours: red is kept for what is wrong."""
    calendar = QCalendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    quiet = QTextCharFormat()
    quiet.setForeground(QColor(current_theme().quiet))
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekday, quiet)
    arrows = {
        "qt_calendar_prevmonth": ("←", say("Month before")),
        "qt_calendar_nextmonth": ("→", say("Next month")),
    }
    for name, (sign, words) in arrows.items():
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(QIcon())
            button.setText(sign)
            button.setAccessibleName(words)
    return calendar


class DateField(FormField):
    """A box for a date, with a calendar to pick from."""

    def __init__(self, label: str, reserved_lines: int = 0) -> None:
        self.box = QLineEdit()
        self.box.setPlaceholderText(say("16 Mar 2026 or 2026-03-16"))
        self.calendar = _calendar()
        self.pick = QPushButton(say("Pick…"))
        self.pick.setAccessibleName(
            say("Pick {} from a calendar").format(without_key(label).lower())
        )
        self._menu = QMenu(self.pick)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(self.calendar)
        self._menu.addAction(action)
        self._menu.aboutToShow.connect(self._show_typed_date)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_TINY)
        row.addWidget(self.box, stretch=1)
        row.addWidget(self.pick)
        super().__init__(label, both, self.box, reserved_lines)
        self.box.textEdited.connect(self.typed)
        self.pick.clicked.connect(self._open)
        self.calendar.activated.connect(self._picked)
        self.calendar.clicked.connect(self._picked)

    @property
    def _last_of_box(self) -> QWidget:
        return self.pick

    def _open(self) -> None:
        self._menu.popup(self.pick.mapToGlobal(self.pick.rect().bottomLeft()))
        self.calendar.setFocus()

    def _show_typed_date(self) -> None:
        on = typed_date(self.box.text().strip())
        if on is not None:
            self.calendar.setSelectedDate(QDate(on.year, on.month, on.day))

    def _picked(self, picked: QDate) -> None:
        self._menu.hide()
        self._take(date_text(date(picked.year(), picked.month(), picked.day())))


class CalmComboBox(QComboBox):
    """A list to choose from that a turn of the wheel over the page does not change.

    Keys with Ctrl belong to the form: Qt would search the list for them, and Ctrl+S would be lost.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


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
