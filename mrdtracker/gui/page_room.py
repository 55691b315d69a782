"""The room of the pages: a page that the window is too low for is scrolled, and not squeezed.

A screen of 1366 × 768 at 200 % has 683 × 384 pixels, of which a page gets 300 lines.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

# At 150 % of the smallest usual screen a page still has 390 lines, and needs no scrolling.
LEAST_HEIGHT = 380
LEAST_WIDTH = 560


class PageRoom(QScrollArea):
    """Holds the pages.

    A page that needs height says how much as ``scrolled_height``, in pixels; it gets so much where
    there is less than ``LEAST_HEIGHT``. Every other page fits itself into what is there.

    Args:
        pages: The pages, one of them in front.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__()
        self._pages = pages
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The keyboard goes to the pages; Tab brings what it reaches into view by itself.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(pages)
        pages.currentChanged.connect(self._show_top)

    def show_part(self, part: QWidget) -> None:
        """Scroll until the upper edge of a part of the page is seen."""
        self.verticalScrollBar().setValue(part.mapTo(self._pages, QPoint(0, 0)).y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_top(self) -> None:
        self._fit()
        self.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        # Without the bars, so that a bar that has come does not decide that it stays.
        room = self.maximumViewportSize()
        needed = getattr(self._pages.currentWidget(), "scrolled_height", 0)
        height = max(room.height(), needed if room.height() < LEAST_HEIGHT else 0)
        bar = self.verticalScrollBar().sizeHint().width() if height > room.height() else 0
        self._pages.resize(max(LEAST_WIDTH, room.width() - bar), height)
