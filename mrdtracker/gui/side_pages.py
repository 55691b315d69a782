"""The pages beside the patients: today, history, rules, help; made when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable

from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.help_page import HelpPage
from mrdtracker.gui.history_page import HistoryPage
from mrdtracker.gui.patient_acts import PatientActs
from mrdtracker.gui.rules_acts import RulesActs
from mrdtracker.gui.rules_page import RulesPage
from mrdtracker.gui.today_acts import TodayActs
from mrdtracker.gui.today_page import TodayPage
from mrdtracker.services.commands import Changes
from mrdtracker.services.workspace import Workspace

TODAY, HISTORY, RULES, HELP = "today", "history", "rules", "help"
OWN_PACK = "own-pack"


class SidePages:
    """Makes the pages, and remembers their looks.

    Args:
        workspace: The open store.
        frame: What stands around the pages.
        bus: Hears what the pages change.
        do: Does an act by its name.
        open_patient: Goes to the page of a patient.
        acts: Runs the dialogs of a patient.
    """

    def __init__(
        self,
        workspace: Workspace,
        frame: Frame,
        bus: ChangeBus,
        do: Callable[[str], None],
        open_patient: Callable[[str], None],
        acts: PatientActs,
    ) -> None:
        self._acts = acts
        self._workspace, self._frame, self._bus = workspace, frame, bus
        self._do, self._open_patient = do, open_patient
        self._history: HistoryPage | None = None
        self._rules: RulesPage | None = None
        self._help: HelpPage | None = None
        self._today: TodayPage | None = None

    @property
    def history(self) -> HistoryPage:
        """The history."""
        if self._history is None:
            page = HistoryPage(self._workspace)
            page.undoAsked.connect(lambda: self._do("undo"))
            page.restore(self._frame.memory)
            self._history = page
            self._frame.pages.addWidget(page)
        return self._history

    @property
    def rules(self) -> RulesPage:
        """The rule packs."""
        if self._rules is None:
            acts = RulesActs(self._workspace, self._bus, self._frame.window)
            page = RulesPage(self._workspace, acts)
            page.patientAsked.connect(self._open_patient)
            page.helpAsked.connect(lambda: self._do(OWN_PACK))
            page.told.connect(self._frame.show_notice)
            page.restore(self._frame.memory)
            self._rules = page
            self._frame.pages.addWidget(page)
        return self._rules

    @property
    def help(self) -> HelpPage:
        """The help."""
        if self._help is None:
            self._help = HelpPage(self._workspace)
            self._frame.pages.addWidget(self._help)
        return self._help

    @property
    def today(self) -> TodayPage:
        """What is due."""
        if self._today is None:
            page = TodayPage(self._workspace, TodayActs(self._workspace, self._acts))
            page.opened.connect(self._open_patient)
            page.asked.connect(self._do)
            page.told.connect(self._frame.show_notice)
            page.restore(self._frame.memory)
            self._today = page
            self._frame.pages.addWidget(page)
        return self._today

    def page(self, name: str) -> TodayPage | HistoryPage | RulesPage | HelpPage:
        """Return a page by the name of its place."""
        if name == TODAY:
            return self.today
        if name == HISTORY:
            return self.history
        return self.rules if name == RULES else self.help

    def note(self, changes: Changes) -> None:
        """Tell the due list what was changed, before it is read again."""
        if self._today is not None:
            self._today.note(changes)

    def find(self, name: str) -> bool:
        """Go to the search of a page; False where it has none of its own."""
        if name not in (HISTORY, RULES):
            return False
        (self.history if name == HISTORY else self.rules).focus_search()
        return True

    def close(self) -> None:
        """Remember the looks, and end what runs."""
        memory = self._frame.memory
        if self._history is not None:
            self._history.keep(memory)
            self._history.stop()
        if self._today is not None:
            self._today.keep(memory)
            self._today.stop()
        if self._rules is not None:
            self._rules.keep(memory)
