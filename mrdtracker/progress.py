"""How far a piece of long work is, and whether it should stop."""

from dataclasses import dataclass
from threading import Lock
from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - not an error: someone asked for it
    """The work was asked to stop; whoever started it expects this.

    Raised inside a transaction it rolls the transaction back, so that nothing is left.
    """


class Progress(Protocol):
    """What long work is given to tell how far it is and to hear that it should stop."""

    def report(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` steps are behind us; 0 of 0 means not known yet."""

    def stop_if_cancelled(self) -> None:
        """Raise ``Cancelled`` if the work was asked to stop."""


class NoProgress:
    """Nobody watches and nobody cancels: for tests, scripts and short work."""

    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def stop_if_cancelled(self) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class Extent:
    """``done`` steps of ``total``; a total of 0 means that nobody knows yet."""

    done: int
    total: int


class ProgressRecorder:
    """Keeps the last report for one thread to read while another one works.

    ``cancel`` may be called from any thread, once or more often; a cancelled recorder stays so.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._latest = Extent(0, 0)
        self._is_cancelled = False

    @property
    def latest(self) -> Extent:
        """The last report, 0 of 0 before the first one."""
        with self._lock:
            return self._latest

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop; it may not have noticed yet."""
        with self._lock:
            return self._is_cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next ``stop_if_cancelled``."""
        with self._lock:
            self._is_cancelled = True

    def report(self, done: int, total: int) -> None:
        """Keep this as the latest report."""
        with self._lock:
            self._latest = Extent(done, total)

    def stop_if_cancelled(self) -> None:
        """Raise ``Cancelled`` if ``cancel`` was called."""
        if self.is_cancelled:
            raise Cancelled
