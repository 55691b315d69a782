"""Assesses beside the window the patients whose derived line is out of date."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.plurals import counted
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.frame import Frame
from mrdtracker.services.workspace import Workspace


class SummaryRefresh(QObject):
    """Runs at most one assessment of the stale patients, and says how far it is.

    Args:
        frame: Its status line says the progress.
        workspace: The open store; a read-only one is left as it is.

    Attributes:
        progressed: Emitted while some lines are new and others not yet.
        changed: Emitted at the end where a line was renewed.
        task: What is running, or None.
    """

    progressed = Signal()
    changed = Signal()

    def __init__(self, frame: Frame, workspace: Workspace) -> None:
        super().__init__(frame)
        self.task: BackgroundTask | None = None
        self._frame, self._workspace = frame, workspace
        self._is_stopped = self._is_asked_again = False

    def start(self) -> None:
        """Begin; what runs already may have asked for the last time, so one more follows it."""
        if self._is_stopped or self._workspace.is_read_only:
            return
        if self.task is not None:
            self._is_asked_again = True
            return
        self.task = BackgroundTask(self._workspace.assessment.refresh_summaries, self._frame)
        self.task.progressed.connect(self._progressed)
        self.task.succeeded.connect(self._succeeded)
        self.task.failed.connect(self._failed)
        self.task.cancelled.connect(self._ended)
        self.task.start()

    def stop(self) -> None:
        """Cancel what runs, wait for it, and begin nothing any more."""
        self._is_stopped = True
        if self.task is not None:
            self.task.cancel()
            self.task.wait()

    def _progressed(self, done: int, total: int) -> None:
        words = self.tr("Assessed {} of {}…").format(done, counted(total, "patient"))
        self._frame.show_notice(words)
        self.progressed.emit()

    def _succeeded(self, count: object) -> None:
        self._ended()
        if count:
            self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._ended()
        if not isinstance(error, UserError):
            raise error
        self._frame.show_notice(str(error))

    def _ended(self) -> None:
        self.task = None
        if self._is_stopped:
            return
        self._frame.end_notice()
        if self._is_asked_again:
            self._is_asked_again = False
            self.start()
