"""The text of the help: shows a page, brings a heading to the top, follows links between pages."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from mrdtracker.gui.help_looks import dress
from mrdtracker.gui.presenters.help_pages import help_markdown, spoken_heading, topics_markdown
from mrdtracker.gui.presenters.help_text import BACK, TOPICS
from mrdtracker.gui.presenters.help_topics import HelpTarget

# Longer lines lose the eye on its way back.
CHARACTERS_IN_A_LINE = 120


class HelpTextView(QTextBrowser):
    """Shows pages of the help with lines that can be read.

    Attributes:
        linkClicked: Emitted with the target of a link; a heading stands behind its ``#``.
    """

    linkClicked = Signal(object)  # noqa: N815 - Qt's way to name signals

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_measure = False
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Help"))
        self.anchorClicked.connect(lambda url: self.linkClicked.emit(target_of_link(url)))

    def show_page(self, topic: str) -> None:
        """Show a page with a way back, or the list of all pages where none is named.

        Args:
            topic: Its name among ``TOPICS``, or "".
        """
        back = self.tr("Back to the first page of the help")
        way = f"[← {back}]({BACK})\n\n"
        self.setMarkdown(f"{way}{help_markdown(topic)}" if topic else topics_markdown())
        dress(self.document(), self.font())
        self._has_measure = True
        self._set_measure()

    def show_table(self, html: str) -> None:
        """Show rich text that is as wide as the view."""
        self._has_measure = False
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setHtml(html)

    def show_heading(self, target: HelpTarget) -> None:
        """Bring a heading of the page that is shown to the top, with the cursor at it."""
        self.scroll_to(spoken_heading(target))

    def scroll_to(self, heading: str) -> None:
        """Bring a heading to the top of the view, with the cursor at it."""
        document = self.document()
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                self.setTextCursor(QTextCursor(block))
                top = document.documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top))
                return
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_measure:
            self._set_measure()

    def _set_measure(self) -> None:
        widest = self.fontMetrics().averageCharWidth() * CHARACTERS_IN_A_LINE
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), widest))


def target_of_link(url: QUrl) -> HelpTarget:
    """Return where a link leads; what is no page of the help leads to the first one."""
    topic = url.path()
    return HelpTarget(topic if topic in TOPICS else "", url.fragment())
