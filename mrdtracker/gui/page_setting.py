"""Has pages set beside the window, one wish at a time; the newest wish is the only one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from mrdtracker.gui.background import BackgroundTask
from mrdtracker.progress import Progress

# Only an own template takes longer.
SLOW_MS = 1000


class PageSetting(QObject):
    """Runs what sets pages, and hears of nothing that was given up.

    Attributes:
        slow: Emitted where it takes longer than pages of the program's own do.
        ended: Emitted when it is over, before anything is done with the result.
        failed: Emitted with the error.
    """

    slow = Signal()
    ended = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: BackgroundTask | None = None

    def run(self, work: Callable[[Progress], object], then: Callable[[object], None]) -> None:
        """Do something beside the window, and something with its result in the window."""
        self.give_up()
        task = BackgroundTask(work, self)
        task.succeeded.connect(lambda result: self._end(task, lambda: then(result)))
        task.failed.connect(lambda error: self._end(task, lambda: self.failed.emit(error)))
        self._task = task
        task.start()
        QTimer.singleShot(SLOW_MS, task, lambda: self._tell_slow(task))

    def give_up(self) -> None:
        """Stop what is being set, and hear no more of it."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
            self._task.deleteLater()
            self._task = None

    def _tell_slow(self, task: BackgroundTask) -> None:
        if task is self._task:
            self.slow.emit()

    def _end(self, task: BackgroundTask, then: Callable[[], None]) -> None:
        task.deleteLater()
        if task is self._task:
            self._task = None
            self.ended.emit()
            then()
