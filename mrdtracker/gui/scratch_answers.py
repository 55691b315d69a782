"""The upper half of the scratch: group before and after, what is tried, what would follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mrdtracker.gui.chip_row import ChipRow
from mrdtracker.gui.presenters.tones import ChipText
from mrdtracker.gui.presenters.what_if_words import AnswerLine, ChangeLine
from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, set_role
from mrdtracker.services.what_if import Change


class ScratchAnswers(QWidget):
    """Shows what the packs answer, and each change with the button that puts it back.

    Attributes:
        putBackAsked: Emitted with the change to put back.
        allBackAsked: Emitted when everything is to be put back.
    """

    putBackAsked = Signal(object)  # noqa: N815 - Qt's way to name signals
    allBackAsked = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SPACE_SMALL, 0)
        self._column.setSpacing(SPACE_SMALL)
        self._rows: list[QWidget] = []
        self.chips: list[tuple[ChipText, ChipText]] = []
        self.back_buttons: list[QPushButton] = []
        self.all_back_button: QPushButton | None = None
        self._column.addStretch(1)

    @property
    def words(self) -> str:
        """Everything that stands there, line by line."""
        labels = (label for row in self._rows for label in _labels(row))
        return "\n".join(label.text() for label in labels)

    def show_answers(self, answers: Sequence[AnswerLine], changes: Sequence[ChangeLine]) -> None:
        """Replace everything that is shown."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.chips, self.back_buttons = [], [], []
        self.all_back_button = None
        for place, answer in enumerate(answers):
            if place == 0 or answer.before != answer.after:
                self._add_answer(answer)
        self._add_changes(changes)
        if any(answer.news for answer in answers):
            self._add_line()
        for answer in answers:
            self._add_news(answer)

    def _add_answer(self, answer: AnswerLine) -> None:
        self._add(_label(answer.title, "quiet"))
        self._add(_chip_row("", answer.before))
        self._add(_chip_row("→", answer.after))
        self.chips.append((answer.before, answer.after))
        for line in answer.standing:
            self._add(_label(line, "unknown"))

    def _add_news(self, answer: AnswerLine) -> None:
        if answer.news:
            self._add(_label(self.tr("Findings that differ, {}").format(answer.title), "quiet"))
        for line in answer.news:
            self._add(_label(line, ""))

    def _add_changes(self, changes: Sequence[ChangeLine]) -> None:
        self._add_line()
        self._add(_label(self.tr("Tried"), "section"))
        if not changes:
            self._add(
                _label(self.tr("Nothing yet: choose below what would be different."), "quiet")
            )
        for change in changes:
            self._add_change(change)
        if len(changes) > 1:
            self.all_back_button = self._button(self.tr("Put all back"), self.allBackAsked.emit)
            self._add(_row_of(self.all_back_button))

    def _add_change(self, line: ChangeLine) -> None:
        button = self._button(self.tr("Put back"), self._putter(line.change))
        button.setAccessibleName(self.tr("Put back: {}").format(line.text))
        self.back_buttons.append(button)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(_label(line.text, ""), 1)
        row.addWidget(button)
        self._add(holder)

    def _putter(self, change: Change) -> Callable[[], None]:
        return lambda: self.putBackAsked.emit(change)

    def _button(self, text: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "plain")
        button.clicked.connect(lambda _checked=False: deed())
        return button

    def _add_line(self) -> None:
        """Part what is answered, what is tried and what differs."""
        line = QFrame()
        set_role(line, "line")
        self._add(line)

    def _add(self, widget: QWidget) -> None:
        self._rows.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        set_role(label, role)
    return label


def _chip_row(arrow: str, chip: ChipText) -> QWidget:
    """Put a group on a line of its own: two long ones find no room beside each other."""
    holder, sign, chips = QWidget(), QLabel(arrow), ChipRow()
    sign.setFixedWidth(sign.fontMetrics().horizontalAdvance("→ "))
    chips.show_chips([chip])
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_TINY)
    row.addWidget(sign)
    row.addWidget(chips, 1)
    return holder


def _labels(row: QWidget) -> list[QLabel]:
    return [row] if isinstance(row, QLabel) else row.findChildren(QLabel)


def _row_of(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_SMALL)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
