"""The scrolled part of a form: as high as its fields, and never wider than they need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mrdtracker.gui.theme import SPACE_SMALL


class FieldPage(QScrollArea):
    """Holds the fields of a form; it scrolls where the screen has no room for all of them.

    Attributes:
        changed: Emitted when lines below the fields came or went.
    """

    changed = Signal()

    def __init__(self, fields: QVBoxLayout) -> None:
        super().__init__()
        self._inner = QWidget()
        self._inner.setLayout(fields)
        self._inner.installEventFilter(self)
        self._fields = fields
        fields.setContentsMargins(0, 0, SPACE_SMALL, 0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inner)

    def let_ground_through(self) -> None:
        """Show what lies behind: a card and not the window."""
        for part in (self.viewport(), self._inner):
            part.setAutoFillBackground(False)

    def height_for(self, width: int) -> int:
        """Return how high all fields are at a width of the page."""
        if not self._fields.hasHeightForWidth():
            return self._fields.totalSizeHint().height()
        return self._fields.totalHeightForWidth(width)

    def least_width(self) -> int:
        """Return the width below which boxes would be cut."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self._fields.totalMinimumSize().width() + bar

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() is QEvent.Type.LayoutRequest:
            self.changed.emit()
        return super().eventFilter(watched, event)
