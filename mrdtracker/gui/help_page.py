"""Help: the keyboard, the rule packs in use, what this program is, and longer pages."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from mrdtracker import __version__
from mrdtracker.gui.actions import shortcut_lines
from mrdtracker.gui.help_text_view import HelpTextView
from mrdtracker.gui.presenters.help_text import (
    TOPICS,
    HelpInks,
    PackLine,
    help_html,
    pack_lines,
)
from mrdtracker.gui.presenters.help_topics import HelpTarget
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_GROUP,
    SPACE_PAGE,
    SPACE_SMALL,
    current_theme,
    set_role,
    theme_switch,
)
from mrdtracker.services.workspace import Workspace

KEYS_ANCHOR = "keys"


class HelpPage(SidePage):
    """Shows the shortcut sheet, made from the actions themselves, and the packs."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._packs: tuple[PackLine, ...] = ()
        self._topic = ""
        self.browser = HelpTextView()
        self.browser.linkClicked.connect(self.show_target)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find on this page  (Ctrl+F, then Enter)"))
        self.search.setAccessibleName(self.tr("Find words in the help"))
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self.find_next)
        card = QFrame()
        set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_CARD, SPACE_CARD, SPACE_CARD, SPACE_CARD)
        inside.setSpacing(SPACE_SMALL)
        inside.addWidget(self.search)
        inside.addWidget(self.browser)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.addWidget(card)
        switch = theme_switch()
        if switch is not None:
            switch.changed.connect(self._render)

    def reload(self) -> None:
        """Write the page from the actions and the packs."""
        self._packs = self._read_packs()
        self._render()

    def show_topic(self, topic: str) -> None:
        """Show one of the pages of ``resources/help``; an empty name shows the first page."""
        self._topic = topic if topic in TOPICS else ""
        self._render()

    def show_keys(self) -> None:
        """Go to the shortcut sheet."""
        self.show_topic("")
        self.browser.scrollToAnchor(KEYS_ANCHOR)

    def show_target(self, target: HelpTarget) -> None:
        """Show a paragraph: its page, with its heading on top."""
        self.show_topic(target.topic)
        if target.topic and target.heading:
            self.browser.show_heading(target)

    def show_heading(self, heading: str) -> None:
        """Bring a heading of the page to the top of the view, with the cursor at it."""
        self.browser.scroll_to(heading)

    def focus_search(self) -> bool:
        """Go to the field that finds words on the page."""
        self.search.setFocus()
        self.search.selectAll()
        return True

    def find_next(self) -> None:
        """Go to the next place of the words, from the top again after the last one."""
        words = self.search.text().strip()
        if words and not self.browser.find(words):
            self.browser.moveCursor(QTextCursor.MoveOperation.Start)
            self.browser.find(words)

    def _render(self) -> None:
        theme = current_theme()
        if self._topic:
            self.browser.show_page(self._topic)
            return
        inks = HelpInks(theme.text, theme.quiet, theme.look.unknown.mark, theme.accent)
        self.browser.show_table(help_html(shortcut_lines(), self._packs, __version__, inks))

    def _read_packs(self) -> tuple[PackLine, ...]:
        rules = self._workspace.rules
        enabled = self._workspace.settings().enabled_packs
        unusable = {name: error.problems for name, error in rules.unusable.items()}
        return pack_lines(rules.overviews(), enabled, unusable)
