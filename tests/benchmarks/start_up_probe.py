"""Runs the real window in a process of its own and prints how it came up, as one JSON line.

Started by ``test_start_up.py`` with the program's own options. A heartbeat on the GUI thread finds
every moment in which the window stood still, and the first patient of the list is opened as soon
as somebody could have seen it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from mrdtracker.gui import app
from mrdtracker.gui.main_window import MainWindow

HEARTBEAT_MS = 2
LISTEN_ON_MS = 700
# Nobody reads a list and presses Enter in less.
SEEN_AFTER_MS = 150
LONGEST_MS = 60_000


class Heartbeat(QObject):
    """Beats on the GUI thread and keeps the longest pauses between two beats."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pauses: list[tuple[float, float]] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=HEARTBEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = time.monotonic()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.monotonic()
        self.pauses.append((now - self._last, self._last))
        self._last = now


class Painted(QObject):
    """Calls back after a widget was painted, until it is told that this was enough."""

    def __init__(self, widget: QWidget, told: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._told = told
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and self._told():
            watched.removeEventFilter(self)
        return False


class ProbedApplication(QApplication):
    """The application, watched from its first painted frame on."""

    def exec(self) -> int:
        self.moments: dict[str, float] = {}
        self.beat = Heartbeat(self)
        self.window = next(one for one in self.topLevelWidgets() if isinstance(one, MainWindow))
        # Connected after the program's own slot, so that the clock starts with its first step.
        self.window.painted.connect(self._painted)
        QTimer.singleShot(LONGEST_MS, self.quit)
        return super().exec()

    def _painted(self) -> None:
        from mrdtracker.gui.run import Run

        self._keep("painted")
        self.beat.start()
        run = self.window.findChild(Run)
        run.filled.connect(lambda: self._filled(run))

    def _filled(self, run: Any) -> None:
        self._keep("frame")
        run.start_up.opened.connect(self._opened)

    def _opened(self, bench: Any) -> None:
        self._keep("opened")
        Painted(bench.today, lambda: self._list_painted(bench))

    def _list_painted(self, bench: Any) -> bool:
        self._keep("list")
        QTimer.singleShot(SEEN_AFTER_MS, lambda: self._open_patient(bench))
        return True

    def _open_patient(self, bench: Any) -> None:
        bench.open_patient(next(iter(bench.today.due.by_patient)))
        self._course = bench.patient.course
        self._poll = QTimer(self, interval=1)
        self._poll.timeout.connect(self._look_for_canvas)
        self._poll.start()

    def _look_for_canvas(self) -> None:
        canvas = self._course.canvas
        if canvas is not None:
            self._poll.stop()
            canvas.finished.connect(lambda: Painted(canvas, self._canvas_painted))

    def _canvas_painted(self) -> bool:
        QTimer.singleShot(0, lambda: self._keep("plot"))
        QTimer.singleShot(LISTEN_ON_MS, self._finish)
        return True

    def _keep(self, name: str) -> None:
        self.moments.setdefault(name, time.monotonic())

    def _finish(self) -> None:
        self.beat.stop()
        longest = sorted(self.beat.pauses, reverse=True)[:8]
        document = {
            "moments": self.moments,
            "longest_s": round(longest[0][0], 4),
            "pauses": [
                {"s": round(length, 4), "after_paint_s": round(at - self.moments["painted"], 3)}
                for length, at in longest
            ],
        }
        sys.stdout.write(json.dumps(document) + "\n")
        self.window.close()


app.QApplication = ProbedApplication  # type: ignore[misc]
sys.exit(app.main(sys.argv))
