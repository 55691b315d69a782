"""From the first painted frame to a working window, without a step that stops it for long.

What takes time (our own packages, the rule packs, opening the store, the drawing library) happens
in a plain thread, one thing after the other. Whatever uses Qt is imported and made on the GUI
thread.
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
from mrdtracker.gui.give_way import Pulse, imports_give_way
from mrdtracker.gui.module_steps import CANVAS, WORKBENCH, ModuleSteps
from mrdtracker.services.collector_rest import look_no_more

if TYPE_CHECKING:
    from mrdtracker.gui.workbench import Workbench
    from mrdtracker.services.rulebook import RuleBook
    from mrdtracker.services.workspace import Person, Workspace

log = logging.getLogger(__name__)

FIRST_PAGE = "today"
# Their due list is read once where nobody waits: the packs' schedules are laid out by that.
FEW_PATIENTS = 500
WARM_UP_MM = 120
WARM_UP_DPI = 72
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
        self._opening: BackgroundTask | None = None
        self._opened: Workspace | None = None
        self._pulse = Pulse(self)
        self._loading: BackgroundTask | None = None
        self._has_plots = False
        self.bench: Workbench | None = None

    def open(self, wish: Wish) -> None:
        """Open a store beside the window; one that is open stays until the new one is there."""
        if self._opening is not None or self._opened is not None:
            self._frame.show_notice(self.tr("Another store is being opened."))
            return
        if self.bench is not None and self.bench.workspace.path == path_of(wish):
            self.bench.do("patients")
            return
        self._wish = wish
        self._opening = BackgroundTask(lambda _progress: open_workspace(wish, self._clock), self)
        self._opening.succeeded.connect(self._load_workbench)
        self._opening.failed.connect(self._refuse)
        self._opening.start()

    def close(self) -> None:
        """Wait for what runs, and close the store."""
        if self._opening is not None:
            _close(self._opening.wait())
            self._opening = None
        _close(self._opened)
        self._opened = None
        if self._loading is not None:
            self._pulse.stop()
            self._loading.wait()
            self._loading = None
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

    def _load_workbench(self, workspace: Workspace) -> None:
        self._opening = None
        self._opened = workspace
        steps = ModuleSteps(WORKBENCH, self)
        steps.loaded.connect(self._show)
        steps.start()

    def _show(self) -> None:
        from mrdtracker.gui.workbench import Workbench

        workspace, self._opened = self._opened, None
        if workspace is None:
            return
        if self.bench is not None:
            self.bench.close()
        self.bench = Workbench(self._frame, workspace)
        self.bench.otherAsked.connect(self.do)
        self.bench.ready.connect(self._load_plots)
        QTimer.singleShot(0, self.bench, self._make_first_page)

    def _make_first_page(self) -> None:
        """Make the page that is shown first in a turn of its own."""
        if self.bench is not None:
            self.bench.today.setObjectName(FIRST_PAGE)
            QTimer.singleShot(0, self.bench, self._start)

    def _start(self) -> None:
        if self.bench is not None:
            self.bench.start(FIRST_PAGE)
            self.opened.emit(self.bench)

    def _load_plots(self) -> None:
        """Load the drawing library last: a busy thread makes every step of this one slower."""
        if self._has_plots:
            self._show_plots()
        elif self._loading is None:
            self._pulse.start()
            self._loading = BackgroundTask(lambda _progress: _import_plots(self._pulse), self)
            self._loading.succeeded.connect(self._load_canvas)
            self._loading.failed.connect(self._raise)
            self._loading.start()

    def _load_canvas(self, _nothing: object) -> None:
        self._pulse.stop()
        steps = ModuleSteps(CANVAS, self)
        steps.loaded.connect(self._plots_loaded)
        steps.start()

    def _plots_loaded(self) -> None:
        self._has_plots = True
        self._loading = None
        look_no_more()
        self._show_plots()

    def _show_plots(self) -> None:
        if self.bench is not None:
            self.bench.patient.course.make_canvas()
            self.plotsReady.emit()
            QTimer.singleShot(0, self.bench, self.bench.summaries.start)

    def _refuse(self, error: object) -> None:
        self._opening = None
        if not isinstance(error, UserError):
            self.refused.emit(UserError(self.tr("The store could not be opened."), UNEXPECTED))
            self._raise(error)
        log.warning("a store was refused: %s", type(error).__name__)
        self.refused.emit(error)

    def _raise(self, error: object) -> None:
        if isinstance(error, Exception):
            raise error


def path_of(wish: Wish) -> Path:
    """Return the file that is wished for."""
    from mrdtracker import locations

    if wish.path is not None:
        return wish.path
    usual = locations.default_store_path()
    return usual.with_name(PRACTICE_NAME) if wish.is_demo else usual


def open_workspace(wish: Wish, clock: Callable[[], datetime]) -> Workspace:
    """Load what a window needs and open, or make, the store that is wished for.

    Runs in a thread: everything without Qt that is slow to import is imported here.

    Raises:
        StoreError: It cannot be opened: one sentence, and what to do.
    """
    from mrdtracker.services.rulebook import RuleBook
    from mrdtracker.services.workspace import Person, current_user

    rules = RuleBook()
    count = len(rules.packs)
    log.info("%s rule packs loaded, %s unusable", count, len(rules.unusable))
    person = Person(wish.user or current_user(), clock)
    workspace = _open_or_make(wish, path_of(wish), person, rules)
    # Counted here, where nobody waits; the list asks for them again and gets them at once.
    if workspace.counts().patients <= FEW_PATIENTS:
        workspace.due.read(workspace.today)
    workspace.filter_choices()
    return workspace


def _open_or_make(wish: Wish, path: Path, person: Person, rules: RuleBook) -> Workspace:
    from mrdtracker.services.demo import create_demo
    from mrdtracker.services.workspace import Workspace

    if path.exists() or (wish.path is not None and not wish.is_demo):
        return Workspace.open(path, person, rules=rules)
    if wish.path is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    if wish.is_demo:
        create_demo(path, person).close()
        return Workspace.open(path, person, rules=rules)
    return Workspace.create(path, person, rules=rules)


def _import_plots(pulse: Pulse) -> None:
    """Import the drawing library, and draw one empty course to nowhere.

    The first drawing loads the fonts, which takes longer than all the rest; it is done here on a
    figure of its own, while no other figure exists. The window goes first all the while.
    """
    with imports_give_way(pulse):
        from mrdtracker.domain.case import PatientCase
        from mrdtracker.domain.days import DayConvention
        from mrdtracker.plots.figures import LIGHT, new_figure, picture
        from mrdtracker.plots.mrd_course import MrdCourse, draw_mrd_course

    pulse.wait_for_turn()
    figure = new_figure(WARM_UP_MM, WARM_UP_MM)
    draw_mrd_course(figure, MrdCourse.of(PatientCase(), (), (), DayConvention(1)), LIGHT)
    picture(figure, "png", WARM_UP_DPI)


def _close(opened: object) -> None:
    """Give a store free that nobody will use."""
    from mrdtracker.services.workspace import Workspace

    if isinstance(opened, Workspace):
        opened.close()
