"""Long work beside the window: a plain function in a thread, its outcome on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from mrdtracker.progress import Cancelled, Progress, ProgressRecorder
from mrdtracker.services.collector_rest import collector_rests

LOOK_EVERY_MS = 15


class BackgroundTask(QObject):
    """Runs ``work(progress)`` in a thread of its own.

    The GUI thread looks for the outcome; nothing of Qt is touched from the other thread, so that
    an owner that is deleted meanwhile simply hears nothing more.

    Args:
        work: Computes and returns something; it asks ``progress.stop_if_cancelled()`` on its way.
        owner: The main window, not a dialog.

    Attributes:
        progressed: Emitted with (done, total) after a change.
        succeeded: Emitted with what the work returned, also where a cancel came too late.
        failed: Emitted with the exception.
        cancelled: Emitted when the work stopped because it was asked to.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[Progress], object], owner: QObject) -> None:
        super().__init__(owner)
        self._work = work
        self._progress = ProgressRecorder()
        self._outcome: _Outcome | None = None
        self._told = self._progress.latest
        self._thread = threading.Thread(target=self._run, name="background task")
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin; connect the signals before."""
        self._thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next chance."""
        self._progress.cancel()

    def wait(self) -> object:
        """Block until the thread has ended, for closing the program; tells nobody.

        Returns:
            What the work returned, if it did, so that it can be closed.
        """
        self._timer.stop()
        if self._thread.is_alive():
            self._thread.join()
        return self._outcome.result if self._outcome is not None else None

    @property
    def is_running(self) -> bool:
        """True until the outcome has been told."""
        return self._timer.isActive()

    def _run(self) -> None:
        try:
            # The collector runs in whichever thread allocates, and must not free a widget here.
            with collector_rests():
                result = self._work(self._progress)
        except Cancelled:
            self._outcome = _Outcome(was_cancelled=True)
        except Exception as error:  # noqa: BLE001 - told on the GUI thread, whatever it is
            self._outcome = _Outcome(error=error)
        else:
            self._outcome = _Outcome(result=result)

    def _look(self) -> None:
        latest = self._progress.latest
        if latest != self._told:
            self._told = latest
            self.progressed.emit(latest.done, latest.total)
        outcome = self._outcome
        if outcome is None:
            return
        self._timer.stop()
        self._thread.join()
        if outcome.was_cancelled:
            self.cancelled.emit()
        elif outcome.error is not None:
            self.failed.emit(outcome.error)
        else:
            self.succeeded.emit(outcome.result)


class _Outcome:
    """How the work ended."""

    def __init__(
        self,
        result: object = None,
        error: Exception | None = None,
        *,
        was_cancelled: bool = False,
    ) -> None:
        self.result = result
        self.error = error
        self.was_cancelled = was_cancelled
