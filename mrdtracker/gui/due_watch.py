"""Keeps the due list in step with the records, for every page that shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import PatientId
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.services.commands import Changes
from mrdtracker.services.due import DueList
from mrdtracker.services.workspace import Workspace

# So many patients are read in less time than anybody notices; more are read beside the window.
AT_ONCE = 500


class DueWatch(QObject):
    """Reads the list when a page asks, and only what was changed where it was read before.

    Attributes:
        due: The list as it was read last; None where it must be read as a whole.
        reading: What reads beside the window now, or None.
        changed: Emitted when the list is up to date, at once or after it was read beside.
        failed: Emitted with the sentence that says why it could not be read.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.due: DueList | None = None
        self.reading: BackgroundTask | None = None
        self._dirty: set[PatientId] = set()
        self._is_outdated = False

    def hear(self, changes: Changes) -> None:
        """Hear what was changed; it is read when a page asks. Heard twice, it counts once."""
        if changes.patient_id is None:
            self.due, self._is_outdated = None, self.reading is not None
        else:
            self._dirty.add(changes.patient_id)

    def refresh(self) -> None:
        """Read what was changed since the last time; everything, where the day is another one."""
        today = self._workspace.today
        if self.due is not None and self.due.on == today:
            for patient_id in self._dirty:
                self.due = self._workspace.due.read_again(self.due, patient_id)
            self._dirty.clear()
            self.changed.emit()
        elif self._workspace.counts().patients <= AT_ONCE:
            self._dirty.clear()
            self.due = self._workspace.due.read(today)
            self.changed.emit()
        else:
            self._read_beside()

    def stop(self) -> None:
        """End what runs: the store is being closed."""
        if self.reading is not None:
            self.reading.cancel()
            self.reading.wait()
            self.reading = None

    def _read_beside(self) -> None:
        if self.reading is not None:
            return
        today = self._workspace.today
        self._dirty.clear()
        work = self._workspace.due.read
        self.reading = BackgroundTask(lambda progress: work(today, progress), self)
        self.reading.succeeded.connect(self._read)
        self.reading.failed.connect(self._failed)
        self.reading.start()

    def _read(self, due: object) -> None:
        self.reading = None
        if self._is_outdated:
            # Many patients were changed while it was read.
            self._is_outdated = False
            self._read_beside()
        elif isinstance(due, DueList):
            self.due = due
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self.reading = None
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))
