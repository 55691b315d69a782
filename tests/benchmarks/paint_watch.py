"""Sees when a widget was painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class PaintWatch(QObject):
    """Counts the paint events of widgets, and says which were painted since it was asked.

    Attributes:
        painted: The widgets that were painted since ``reset``.
    """

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.painted: set[QWidget] = set()
        self._widgets = widgets
        for widget in widgets:
            widget.installEventFilter(self)

    def reset(self) -> None:
        """Forget what was painted."""
        self.painted.clear()

    def ask_for_paint(self) -> None:
        """Have those that can be seen painted, changed or not."""
        for widget in self._widgets:
            widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.painted.add(watched)
        return False
