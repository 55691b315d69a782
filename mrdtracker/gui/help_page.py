"""Help: the keyboard, the rule packs in use, what this program is, and longer pages."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from mrdtracker import __version__, locations
from mrdtracker.gui.actions import shortcut_lines
from mrdtracker.gui.presenters.help_text import (
    BACK,
    TOPICS,
    HelpInks,
    PackLine,
    help_html,
    pack_lines,
)
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_GROUP,
    SPACE_PAGE,
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
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(lambda url: self.show_topic(url.path()))
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setAccessibleName(self.tr("Help"))
        card = QFrame()
        set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_CARD, SPACE_CARD, SPACE_CARD, SPACE_CARD)
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

    def show_heading(self, heading: str) -> None:
        """Bring a heading of the page to the top of the view, with the cursor at it."""
        document = self.browser.document()
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                self.browser.setTextCursor(QTextCursor(block))
                top = document.documentLayout().blockBoundingRect(block).top()
                self.browser.verticalScrollBar().setValue(round(top))
                return
            block = block.next()

    def _render(self) -> None:
        theme = current_theme()
        if self._topic:
            path = locations.resources() / "help" / f"{self._topic}.md"
            back = f"[← {self.tr('Back to the first page of the help')}]({BACK})"
            self.browser.setMarkdown(f"{back}\n\n{path.read_text(encoding='utf-8')}")
            return
        inks = HelpInks(theme.text, theme.quiet, theme.look.unknown.mark, theme.accent)
        self.browser.setHtml(help_html(shortcut_lines(), self._packs, __version__, inks))

    def _read_packs(self) -> tuple[PackLine, ...]:
        rules = self._workspace.rules
        enabled = self._workspace.settings().enabled_packs
        unusable = {name: error.problems for name, error in rules.unusable.items()}
        return pack_lines(rules.overviews(), enabled, unusable)
