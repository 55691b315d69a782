"""The pages beside the patients (today, board …); each is made when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from mrdtracker.gui.actions import DUE_ACTS
from mrdtracker.gui.board_page import BoardPage
from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.due_watch import DueWatch
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.help_page import HelpPage
from mrdtracker.gui.history_page import HistoryPage
from mrdtracker.gui.patient_acts import PatientActs
from mrdtracker.gui.rules_acts import RulesActs
from mrdtracker.gui.rules_page import RulesPage
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.today_acts import TodayActs
from mrdtracker.gui.today_page import TodayPage
from mrdtracker.services.commands import Changes
from mrdtracker.services.workspace import Workspace

if TYPE_CHECKING:
    from mrdtracker.gui.cohort_page import CohortPage

TODAY, BOARD, HISTORY, RULES, HELP = "today", "board", "history", "rules", "help"
COHORT = "cohort"
SIDE_PAGES = (TODAY, BOARD, COHORT, HISTORY, RULES, HELP)
OWN_PACK, GLOSSARY = "own-pack", "glossary"
Page = TypeVar("Page", bound=SidePage)


class SidePages:
    """Makes the pages, and remembers their looks; each has a property of the name of its place.

    Args:
        workspace: The open store.
        frame: What stands around the pages.
        bus: Hears what the pages change.
        do: Does an act by its name.
        open_patient: Goes to the page of a patient, and to a tube where its id comes second.
        acts: Runs the dialogs of a patient.
    """

    def __init__(
        self,
        workspace: Workspace,
        frame: Frame,
        bus: ChangeBus,
        do: Callable[[str], None],
        open_patient: Callable[..., None],
        acts: PatientActs,
    ) -> None:
        self._acts = acts
        self._workspace, self._frame, self._bus = workspace, frame, bus
        self._do, self._open_patient = do, open_patient

    @cached_property
    def _watch(self) -> DueWatch:
        return DueWatch(self._workspace)

    @cached_property
    def _today_acts(self) -> TodayActs:
        return TodayActs(self._workspace, self._acts)

    @cached_property
    def today(self) -> TodayPage:
        """What is due."""
        page = TodayPage(self._workspace, self._today_acts, self._watch)
        page.opened.connect(self._open_patient)
        page.asked.connect(self._do)
        page.told.connect(self._frame.show_notice)
        return self._placed(page)

    @cached_property
    def board(self) -> BoardPage:
        """Every child and every time point."""
        page = BoardPage(self._workspace, self._today_acts, self._watch)
        page.opened.connect(self._open_patient)
        page.asked.connect(self._do)
        page.told.connect(self._frame.show_notice)
        page.menuAsked.connect(self._show_due_menu)
        page.bar.views.journalled.connect(self._bus.publish)
        return self._placed(page)

    @cached_property
    def cohort(self) -> CohortPage:
        """Many patients side by side; its modules are loaded with the first look at it."""
        from mrdtracker.gui.cohort_page import CohortPage

        page = CohortPage(self._workspace)
        page.saved.journalled.connect(self._bus.publish)
        page.opened.connect(self._open_patient)
        page.asked.connect(self._do)
        page.told.connect(self._frame.show_notice)
        return self._placed(page)

    @cached_property
    def history(self) -> HistoryPage:
        """The history."""
        page = HistoryPage(self._workspace)
        page.undoAsked.connect(lambda: self._do("undo this"))
        return self._placed(page)

    @cached_property
    def rules(self) -> RulesPage:
        """The rule packs."""
        acts = RulesActs(self._workspace, self._bus, self._frame.window)
        page = RulesPage(self._workspace, acts)
        page.patientAsked.connect(self._open_patient)
        page.helpAsked.connect(lambda: self._do(OWN_PACK))
        page.told.connect(self._frame.show_notice)
        return self._placed(page)

    @cached_property
    def help(self) -> HelpPage:
        """The help."""
        return self._placed(HelpPage(self._workspace))

    @property
    def made(self) -> dict[str, SidePage]:
        """The pages that somebody went to, by the names of their places."""
        return {name: self.page(name) for name in SIDE_PAGES if name in self.__dict__}

    def page(self, name: str) -> SidePage:
        """Return a page by the name of its place."""
        page: SidePage = getattr(self, name)
        return page

    def note(self, changes: Changes) -> None:
        """Tell the pages what was changed, before they are read again."""
        for page in self.made.values():
            page.hear(changes)

    def close(self) -> None:
        """Remember the looks, and end what runs."""
        for page in self.made.values():
            page.keep(self._frame.memory)
            page.stop()

    def _show_due_menu(self, at: QPoint) -> None:
        """Offer what the Patient menu offers for a line that is due."""
        menu = QMenu(self._frame.window)
        menu.addActions([self._frame.acts[name] for name in (*DUE_ACTS, "quick result")])
        menu.exec(at)
        menu.deleteLater()

    def _placed(self, page: Page) -> Page:
        page.restore(self._frame.memory)
        self._frame.pages.addWidget(page)
        return page
