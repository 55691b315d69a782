"""Help: the keyboard, the rule packs in use, what this program is, and longer pages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from mrdtracker import __version__
from mrdtracker.gui.actions import shortcut_lines
from mrdtracker.gui.help_text_view import HelpTextView
from mrdtracker.gui.presenters.help_text import (
    HelpInks,
    PackLine,
    help_html,
    pack_lines,
)
from mrdtracker.gui.presenters.help_topics import FIRST_PAGE, HelpTarget
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

# The shortcut sheet stands on the first page.
KEYS = HelpTarget("", "keys")


class HelpPage(SidePage):
    """Shows the shortcut sheet, made from the actions themselves, and the packs.

    Attributes:
        asked: Emitted with the ``HelpTarget`` of a link that was followed.
        target: What is shown.
    """

    asked = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._packs: tuple[PackLine, ...] = ()
        self.target = FIRST_PAGE
        # How far down each part was read when it was left, in pixels.
        self._tops: dict[HelpTarget, int] = {}
        self.browser = HelpTextView()
        self.browser.linkClicked.connect(self.asked)
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
            switch.changed.connect(self._render_again)

    def reload(self) -> None:
        """Write the page from the actions and the packs; who reads stays where they read."""
        self._packs = self._read_packs()
        self._render_again()

    def show_target(self, target: HelpTarget) -> None:
        """Show a paragraph: its page, with its heading on top."""
        self._tops[self.target] = self._top
        self.target = target
        self._render()
        if target.topic and target.heading:
            self.browser.show_heading(target)
        elif target.heading:
            self.browser.scrollToAnchor(target.heading)

    def return_to(self, target: HelpTarget) -> None:
        """Show what was read before, as far down as it was read; what is shown stays."""
        if target != self.target:
            self.show_target(target)
            self._scroll_to(self._tops.get(target, self._top))

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

    @property
    def _top(self) -> int:
        return self.browser.verticalScrollBar().value()

    def _scroll_to(self, top: int) -> None:
        self.browser.document().size()  # The bar knows its end once the text is laid out.
        self.browser.verticalScrollBar().setValue(top)

    def _render_again(self) -> None:
        top = self._top
        self._render()
        self._scroll_to(top)

    def _render(self) -> None:
        theme = current_theme()
        if self.target.topic:
            self.browser.show_page(self.target.topic)
            return
        inks = HelpInks(theme.text, theme.quiet, theme.look.unknown.mark, theme.accent)
        self.browser.show_table(help_html(shortcut_lines(), self._packs, __version__, inks))

    def _read_packs(self) -> tuple[PackLine, ...]:
        rules = self._workspace.rules
        enabled = self._workspace.settings().enabled_packs
        unusable = {name: error.problems for name, error in rules.unusable.items()}
        return pack_lines(rules.overviews(), enabled, unusable)
