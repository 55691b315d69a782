"""Shows a page of the help in a text view, and brings one of its headings to the top."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser

from mrdtracker.gui.presenters.help_pages import help_markdown, spoken_heading
from mrdtracker.gui.presenters.help_topics import HelpTarget


def show_page_of(browser: QTextBrowser, topic: str, before: str = "") -> None:
    """Show a page; ``before`` stands above it, in Markdown."""
    browser.setMarkdown(f"{before}{help_markdown(topic)}")


def show_heading(browser: QTextBrowser, target: HelpTarget) -> None:
    """Bring a heading of the page that is shown to the top, with the cursor at it."""
    scroll_to(browser, spoken_heading(target))


def scroll_to(browser: QTextBrowser, heading: str) -> None:
    """Bring a heading to the top of the view, with the cursor at it."""
    document = browser.document()
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.text() == heading:
            browser.setTextCursor(QTextCursor(block))
            top = document.documentLayout().blockBoundingRect(block).top()
            browser.verticalScrollBar().setValue(round(top))
            return
        block = block.next()
