"""Lets a thread that loads libraries stand back while the window has something to do."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 2
LATE_S = 0.006
PAUSE_S = 0.002
# However busy the window is, one module comes after the other.
LONGEST_WAIT_S = 0.1


class Pulse(QObject):
    """Beats in the event loop; a missing beat means that the window is at work.

    Two busy threads share the interpreter half and half, so that a step of the window takes twice
    its time. The other thread asks ``wait_for_turn`` between two of its own steps.

    Attributes:
        last_beat: When it beat last, by the monotonic clock, in seconds.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.last_beat = time.monotonic()
        self._pause = threading.Event()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        self._pause.clear()
        self._beat()
        self._timer.start()

    def stop(self) -> None:
        """Beat no more; whoever waits goes on."""
        self._timer.stop()
        self._pause.set()

    def wait_for_turn(self) -> None:
        """Stand back while the window is at work, for a tenth of a second at most."""
        until = time.monotonic() + LONGEST_WAIT_S
        while not self._pause.is_set():
            now = time.monotonic()
            if now - self.last_beat <= LATE_S or now >= until:
                return
            self._pause.wait(PAUSE_S)

    def _beat(self) -> None:
        self.last_beat = time.monotonic()


class _TurnTaker(MetaPathFinder):
    """Finds nothing; every import of its thread passes it first, and waits for its turn."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._thread = threading.get_ident()

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        _ = (fullname, path, target)
        if threading.get_ident() == self._thread:
            self._pulse.wait_for_turn()
        return None


@contextmanager
def imports_give_way(pulse: Pulse) -> Iterator[None]:
    """Let this thread's imports wait for their turn, module by module."""
    taker = _TurnTaker(pulse)
    sys.meta_path.insert(0, taker)
    try:
        yield
    finally:
        sys.meta_path.remove(taker)
