"""One run of the window after its first paint: loads, dresses, fills it, and opens the store."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.module_steps import FRAME, ModuleSteps

if TYPE_CHECKING:
    from mrdtracker.domain.errors import UserError
    from mrdtracker.gui.frame import Frame
    from mrdtracker.gui.memory import Memory
    from mrdtracker.gui.start_up import StartUp
    from mrdtracker.gui.theme import ThemeSwitch
    from mrdtracker.gui.tour_guide import TourGuide

# Every call into Qt gives the interpreter away; a busy thread keeps it for this long.
SWITCH_S = 0.001
ZOOM_STEPS = {"larger": 1.0, "smaller": -1.0}


class Run(QObject):
    """Fills a painted window, step by step; no step stops it for long.

    Args:
        application: The one application.
        window: The window, already painted.
        path: The store that was asked for, or None for the usual one.
        user: Who is at work; "" for the name of the account.
        is_demo: True for the invented patients.

    Attributes:
        filled: Emitted once the frame stands and the store is being opened.
        refused: Emitted where the first store could not be opened.
    """

    filled = Signal()
    refused = Signal()

    def __init__(
        self,
        application: QApplication,
        window: MainWindow,
        path: Path | None,
        user: str,
        *,
        is_demo: bool,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._window = window
        self._asked = (path, user, is_demo)
        self.frame: Frame | None = None
        self.switch: ThemeSwitch | None = None
        self.start_up: StartUp | None = None
        self.guide: TourGuide | None = None
        window.closing.connect(self.close)

    def begin(self) -> None:
        """Load the frame's own modules, then go on by itself."""
        sys.setswitchinterval(SWITCH_S)
        steps = ModuleSteps(FRAME, self)
        steps.loaded.connect(self._fill)
        steps.start()

    def close(self) -> None:
        """Wait for what runs, and close the store."""
        if self.start_up is not None:
            self.start_up.close()

    def do(self, name: str) -> None:
        """Do an act of the menus or of the rail."""
        if self.switch is None or self.start_up is None:
            return
        if name == "quit":
            self._window.close()
        elif name == "normal":
            self.switch.zoom(0.0)
        elif name == "tour" and self.guide is not None:
            self.guide.start()
        elif name in ZOOM_STEPS:
            self._zoom(self.switch, ZOOM_STEPS[name])
        else:
            self.start_up.do(name)

    def _zoom(self, switch: ThemeSwitch, points: float) -> None:
        """Change the size of the text, and say where it ends."""
        before = switch.zoom_pt
        switch.zoom(before + points)
        if switch.zoom_pt == before and self.frame is not None:
            largest = self.tr("This is the largest text there is.")
            smallest = self.tr("This is the smallest text there is.")
            self.frame.show_notice(largest if points > 0 else smallest)

    def _fill(self) -> None:
        from mrdtracker.gui.memory import Memory
        from mrdtracker.gui.problem_report import catch_everything
        from mrdtracker.gui.theme import ThemeSwitch

        memory = Memory(self._window.settings)
        catch_everything(self._window)
        self.switch = ThemeSwitch(self._application, memory.scheme, memory.zoom_pt)
        QTimer.singleShot(0, self, lambda: self._furnish(memory))

    def _furnish(self, memory: Memory) -> None:
        from mrdtracker.gui.frame import Frame

        if self.switch is not None:
            self.frame = Frame(self._window, self.switch, memory)
            QTimer.singleShot(0, self, self._open)

    def _open(self) -> None:
        from mrdtracker.gui.actions import ACTS
        from mrdtracker.gui.start_up import StartUp, Wish
        from mrdtracker.gui.tour_guide import TourGuide

        if self.frame is None:
            return
        path, user, is_demo = self._asked
        self.start_up = StartUp(self.frame, now)
        self.start_up.refused.connect(self._refused)
        is_first_run = is_demo and path is None
        self.guide = TourGuide(self.frame, self.start_up, is_first_run=is_first_run)
        self.frame.rail.chosen.connect(self.do)
        self.frame.search.textChanged.connect(self._search)
        self.frame.searchLeft.connect(self._leave_search)
        self._window.dropped.connect(self._drop)
        self._window.walked.connect(self.do)
        for act in ACTS:
            action = self.frame.acts[act.name]
            action.triggered.connect(lambda _checked=False, name=act.name: self.do(name))
        self.start_up.open(Wish(path, is_demo, user))
        self.filled.emit()

    def _refused(self, error: UserError) -> None:
        from mrdtracker.gui.problem_report import show_refusal

        if self.frame is None or self.start_up is None:
            return
        is_first = self.start_up.bench is None
        if is_first:
            self.refused.emit()
        show_refusal(self.frame, error, is_first=is_first)

    def _search(self, text: str) -> None:
        if self.start_up is not None and self.start_up.bench is not None:
            self.start_up.bench.finder.typed(text)

    def _leave_search(self, how: str) -> None:
        if self.start_up is not None and self.start_up.bench is not None:
            self.start_up.bench.finder.key(how)

    def _drop(self, path: str) -> None:
        if self.start_up is not None and self.start_up.bench is not None:
            self.start_up.bench.import_file(path)


def now() -> datetime:
    """Return the present instant in the zone of this computer."""
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the one clock of the window
