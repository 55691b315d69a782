"""A label of one line that ends in "…" where there is no room, and says the rest as a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

# A shorter beginning of a longer text says nothing and looks like a fault.
FEWEST_CHARACTERS = 5


class ElidedLabel(QLabel):
    """Takes the room that is left and never asks for more than it keeps.

    Args:
        parent: The widget that it stands in.
        keeps: Characters that always find room.
        mode: Where the dots stand.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        keeps: int = 0,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._keeps, self._mode, self._more = keeps, mode, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """What finds room."""
        metrics, width = self.fontMetrics(), self.contentsRect().width()
        shown = metrics.elidedText(self.text(), self._mode, width)
        is_stub = shown != self.text() and width < metrics.averageCharWidth() * FEWEST_CHARACTERS
        return "" if is_stub else shown

    def minimumSizeHint(self) -> QSize:
        kept = self.fontMetrics().averageCharWidth() * self._keeps
        return QSize(min(kept, self.sizeHint().width()), super().minimumSizeHint().height())

    def setToolTip(self, text: str) -> None:
        """Say this as well, after what finds no room."""
        self._more = text
        super().setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        rest = self.text() if shown != self.text() else ""
        super().setToolTip("\n".join(text for text in (rest, self._more) if text))
        if not rest:
            # Painted by Qt, what a person selects with the mouse is seen.
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
