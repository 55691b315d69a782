"""Says when the day is another one than that of which the pages speak."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from mrdtracker.services.workspace import Workspace

MINUTE_MS = 60_000


class DayWatch(QObject):
    """Looks at the clock of the person at work once a minute, and whenever it is asked to.

    While a form is open nothing is said: the page behind it stays the one it was opened from.

    Attributes:
        on: The day of which the pages speak.
        changed: Emitted once after a midnight, or several.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.on = workspace.today
        self.midnight = QTimer(self, interval=MINUTE_MS)
        self.midnight.timeout.connect(self.look)
        self.midnight.start()

    def look(self) -> None:
        """Look now: what is shown next must not speak of yesterday until the minute ends."""
        today = self._workspace.today
        if today != self.on and QApplication.activeModalWidget() is None:
            self.on = today
            self.changed.emit()

    def stop(self) -> None:
        """Look no more: the store is being closed."""
        self.midnight.stop()
