"""Hiding results from the picture and the table of a page, and the line that always says so.

Nothing else hears of it: group, findings, explanation, reports and files have every result.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from mrdtracker.domain.plurals import counted
from mrdtracker.gui.actions import menu_words
from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.theme import SPACE_CARD, SPACE_TINY, set_role
from mrdtracker.words import mark, say

ONLY_SELECTED, HIDE_SELECTED, SHOW_ALL = "only selected", "hide selected", "show all"
HIDING_ACTS = (ONLY_SELECTED, HIDE_SELECTED, SHOW_ALL)
ONE_HIDDEN = mark("1 result hidden; group, findings and reports still use it")
SEVERAL_HIDDEN = mark("{} results hidden; group, findings and reports still use them")
_KEYS = {
    Qt.KeyboardModifier.NoModifier: ONLY_SELECTED,
    Qt.KeyboardModifier.ShiftModifier: HIDE_SELECTED,
}


def hidden_words(count: int) -> str:
    """Say how many results are hidden, and that they count all the same; "" for none."""
    if not count:
        return ""
    return say(ONE_HIDDEN) if count == 1 else say(SEVERAL_HIDDEN).format(count)


def hide_results(state: CaseState, name: str) -> str:
    """Do one of HIDING_ACTS, and return what is to be said of it."""
    if name == SHOW_ALL:
        words = say("All results are shown again.") if state.hidden else say("Nothing is hidden.")
        state.show_all()
        return words
    if not state.selection:
        return say("Select one or more results in the course or in the table first.")
    if name == ONLY_SELECTED and not state.show_only_selection():
        return say("No other results are shown.")
    if name == HIDE_SELECTED and not state.hide_selection():
        return say("At least one result stays: select fewer of them.")
    return say("Hidden: {}. Esc shows everything again.").format(
        counted(len(state.hidden), "result")
    )


def hiding_act_of(event: QKeyEvent) -> str:
    """Return which of HIDING_ACTS a key asks for, or an empty text."""
    return _KEYS.get(event.modifiers(), "") if event.key() == Qt.Key.Key_Z else ""


def fill_hiding_menu(menu: QMenu, state: CaseState, ask: Callable[[str], None]) -> None:
    """Put HIDING_ACTS into a menu, as the menu bar has them; ``ask`` gets the name of the act."""
    is_able = {name: bool(state.selection) for name in HIDING_ACTS}
    is_able[SHOW_ALL] = bool(state.hidden)
    for name, is_possible in is_able.items():
        menu.addAction(menu_words(name), partial(ask, name)).setEnabled(is_possible)


class HiddenNote(QFrame):
    """Says as long as results are hidden how many, and shows them again.

    Attributes:
        showAsked: Emitted when its button is pressed.
    """

    showAsked = Signal()  # noqa: N815 - Qt's way to name signals

    def __init__(self, state: CaseState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "strip")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.show_button = QPushButton(self.tr("× Show all"))
        self.show_button.setToolTip(self.tr("Show every result again (Esc)."))
        set_role(self.show_button, "tool")
        self.show_button.clicked.connect(self.showAsked)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_CARD, 1, SPACE_TINY, 1)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_button)
        state.hiddenChanged.connect(self._say)
        self._say(state.hidden)

    def _say(self, keys: frozenset[str]) -> None:
        self.words.setText(hidden_words(len(keys)))
        self.setVisible(bool(keys))
