"""From the first painted frame to a working window, without a step that stops it for long.

What takes time (our own packages, the rule packs, opening the store, the drawing library) happens
in a plain thread, one thing after the other; every widget is made on the GUI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mrdtracker.domain.errors import UserError
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.frame import Frame
from mrdtracker.progress import Progress

if TYPE_CHECKING:
    from mrdtracker.gui.workbench import Workbench
    from mrdtracker.services.workspace import Workspace

log = logging.getLogger(__name__)

PRACTICE_NAME = "practice.mrd"
UNEXPECTED = "Something is wrong in the program; its report and its log say where."


@dataclass(frozen=True)
class Wish:
    """Which store is wanted.

    Attributes:
        path: The file; None for the usual one of its kind.
        is_demo: The store of invented patients, made anew if it is not there.
        user: Who is at work; "" for the name of the account.
    """

    path: Path | None = None
    is_demo: bool = False
    user: str = ""


class StartUp(QObject):
    """Opens a store for the window, and another one when that is wanted.

    Args:
        frame: What stands around the pages.
        clock: Returns the present instant, with a zone.

    Attributes:
        opened: Emitted with the ``Workbench`` once it can be used.
        refused: Emitted with the error where the store cannot be opened.
        plotsReady: Emitted when the course can be drawn.
    """

    opened = Signal(object)
    refused = Signal(object)
    plotsReady = Signal()  # noqa: N815 - Qt's way to name signals

    def __init__(self, frame: Frame, clock: Callable[[], datetime]) -> None:
        super().__init__(frame)
        self._frame = frame
        self._clock = clock
        self._wish = Wish()
        self._task: BackgroundTask | None = None
        self._has_plots = False
        self.bench: Workbench | None = None

    def open(self, wish: Wish) -> None:
        """Open a store beside the window; one that is open stays until the new one is there."""
        if self._task is not None:
            return
        self._wish = wish
        self._run(lambda _progress: open_workspace(wish, self._clock), self._show, self._refuse)

    def close(self) -> None:
        """Wait for what runs, and close the store."""
        if self._task is not None:
            self._task.wait()
            self._task = None
        if self.bench is not None:
            self.bench.close()
            self.bench = None

    def do(self, name: str) -> None:
        """Do an act of the menu or the rail; opening another store works without an open one."""
        if name == "practice":
            self.open(Wish(is_demo=True, user=self._wish.user))
        elif name == "laboratory":
            self.open(Wish(user=self._wish.user))
        elif self.bench is not None:
            self.bench.do(name)

    def _show(self, workspace: object) -> None:
        from mrdtracker.gui.workbench import Workbench
        from mrdtracker.services.workspace import Workspace

        if not isinstance(workspace, Workspace):
            raise TypeError(workspace)

        if self.bench is not None:
            self.bench.close()
        self.bench = Workbench(self._frame, workspace)
        self.bench.otherAsked.connect(self.do)
        self.bench.start()
        self.opened.emit(self.bench)
        if self._has_plots:
            self._plots_loaded(None)
        else:
            self._run(_load_plots, self._plots_loaded, self._raise)

    def _plots_loaded(self, _nothing: object) -> None:
        self._has_plots = True
        if self.bench is not None:
            self.bench.patient.course.make_canvas()
            self.plotsReady.emit()
            QTimer.singleShot(0, self.bench.refresh_stale)

    def _refuse(self, error: object) -> None:
        if not isinstance(error, UserError):
            self.refused.emit(UserError("The store could not be opened.", UNEXPECTED))
            self._raise(error)
        log.warning("a store was refused: %s", type(error).__name__)
        self.refused.emit(error)

    def _raise(self, error: object) -> None:
        if isinstance(error, Exception):
            raise error

    def _run(
        self,
        work: Callable[[Progress], object],
        done: Callable[[object], None],
        failed: Callable[[object], None],
    ) -> None:
        task = BackgroundTask(work, self)
        self._task = task

        def end_with(told: Callable[[object], None], outcome: object) -> None:
            self._task = None
            task.deleteLater()
            told(outcome)

        task.succeeded.connect(lambda result: end_with(done, result))
        task.failed.connect(lambda error: end_with(failed, error))
        task.start()


def open_workspace(wish: Wish, clock: Callable[[], datetime]) -> Workspace:
    """Load what a window needs and open, or make, the store that is wished for.

    Runs in a thread: everything that is slow to import is imported here.

    Raises:
        StoreError: It cannot be opened: one sentence, and what to do.
    """
    from mrdtracker import locations
    from mrdtracker.gui import workbench
    from mrdtracker.services.demo import create_demo
    from mrdtracker.services.rulebook import RuleBook
    from mrdtracker.services.workspace import Person, Workspace, current_user

    log.debug("loaded %s", workbench.__name__)
    rules = RuleBook()
    count = len(rules.packs)
    log.info("%s rule packs loaded, %s unusable", count, len(rules.unusable))
    person = Person(wish.user or current_user(), clock)
    usual = locations.default_store_path()
    if wish.is_demo:
        usual = usual.with_name(PRACTICE_NAME)
    path = wish.path or usual
    if path.exists() or (wish.path is not None and not wish.is_demo):
        return Workspace.open(path, person, rules=rules)
    if wish.path is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    if wish.is_demo:
        create_demo(path, person).close()
        return Workspace.open(path, person, rules=rules)
    return Workspace.create(path, person, rules=rules)


def _load_plots(progress: Progress) -> None:  # noqa: ARG001 - every work is given one
    """Import the drawing library; nothing is drawn and no widget is made in this thread."""
    from mrdtracker.gui import plot_canvas
    from mrdtracker.plots import mrd_course

    log.debug("loaded %s and %s", plot_canvas.__name__, mrd_course.__name__)
