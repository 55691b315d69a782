"""Above the list of Today: the filters with their counts, and the week beside the list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.due import DueState
from mrdtracker.gui.presenters.due_words import FILTERS
from mrdtracker.gui.theme import set_role
from mrdtracker.gui.wrapping_row import WrappingRow
from mrdtracker.words import say

TO_DO = "to do"


class TodayBar(QWidget):
    """Says what a person chose; it knows nothing of the lines.

    Attributes:
        chosen: Emitted with the name of the filter that was clicked; a filter is of the list, so
            the week gives way to it.
        weekAsked: Emitted when the week is wanted, or the list again.
        found: How many lines are shown.
    """

    chosen = Signal(str)
    weekAsked = Signal()  # noqa: N815 - Qt's way to name signals

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = TO_DO
        self.chips: dict[str, QPushButton] = {}
        self.found = QLabel()
        self.week_button = QPushButton(self.tr("Week"))
        self._lay_out()
        self.week_button.toggled.connect(self._week_toggled)

    @property
    def is_week(self) -> bool:
        """Whether the week is shown in place of the list."""
        return self.week_button.isChecked()

    def choose(self, name: str) -> None:
        """Mark a filter as chosen, without telling anybody; an unknown one is what is to do."""
        self.filter = name if name in FILTERS else TO_DO
        if not self.is_week:
            self.chips[self.filter].setChecked(True)

    def show_counts(self, counts: Mapping[DueState | None, int]) -> None:
        """Write how many lines each filter lets through; one that lets none through goes away."""
        for name, states in FILTERS.items():
            number = sum(counts.get(state, 0) for state in states)
            words = say(name)
            self.chips[name].setText(f"{words[:1].upper()}{words[1:]}  {number}")
            self.chips[name].setVisible(bool(number) or name in (TO_DO, self.filter))

    def _week_toggled(self) -> None:
        """Mark no filter while the week is shown: it shows every state."""
        self._group.setExclusive(not self.is_week)
        for name, button in self.chips.items():
            button.setChecked(not self.is_week and name == self.filter)
        self.weekAsked.emit()

    def _chip_clicked(self, name: str) -> None:
        self.filter = name
        self.week_button.setChecked(False)
        self.chosen.emit(name)

    def _lay_out(self) -> None:
        set_role(self.found, "quiet")
        chips, line = WrappingRow(1), QHBoxLayout()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(chips)
        lines.addLayout(line)
        self._group = QButtonGroup(self)
        for name in FILTERS:
            button = QPushButton()
            button.setAccessibleName(self.tr("Show {}").format(say(name)))
            button.clicked.connect(lambda _checked=False, one=name: self._chip_clicked(one))
            self._group.addButton(button)
            self.chips[name] = button
            chips.addWidget(button)
        for button in (*self.chips.values(), self.week_button):
            button.setCheckable(True)
            set_role(button, "filter")
        self.chips[TO_DO].setChecked(True)
        line.addWidget(self.found, 1)
        line.addWidget(self.week_button)
