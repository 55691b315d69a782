"""Everything that is shown while a store is open: the pages, where the person is, what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.records import PatientId
from mrdtracker.gui.actions import DUE_ACTS, DUE_PAGES
from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.context_help import target_of
from mrdtracker.gui.day_watch import DayWatch
from mrdtracker.gui.entry_desk import EntryDesk
from mrdtracker.gui.finder import Finder
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.frame_standing import FrameStanding
from mrdtracker.gui.help_page import KEYS, HelpPage
from mrdtracker.gui.history_page import HistoryPage
from mrdtracker.gui.memory import of_store
from mrdtracker.gui.patient_acts import PatientActs
from mrdtracker.gui.patient_list_page import PatientListPage
from mrdtracker.gui.patient_page import PatientPage
from mrdtracker.gui.presenters.help_topics import HelpTarget
from mrdtracker.gui.presenters.places import Place, Places
from mrdtracker.gui.presenters.search_hits import Hit, HitKind
from mrdtracker.gui.rules_page import RulesPage
from mrdtracker.gui.side_pages import (
    BOARD,
    COHORT,
    GLOSSARY,
    HELP,
    HISTORY,
    OWN_PACK,
    RULES,
    SIDE_PAGES,
    TODAY,
    SidePages,
)
from mrdtracker.gui.summary_refresh import SummaryRefresh
from mrdtracker.gui.taking_back import TakingBack
from mrdtracker.gui.today_page import TodayPage
from mrdtracker.services.commands import Changes
from mrdtracker.services.workspace import Workspace

PATIENTS, PATIENT = "patients", "patient"
AFTER_THE_PAINT_MS = 30


class Workbench(QObject):
    """Fills the window's frame with a store, and empties it again.

    Args:
        frame: What stands around the pages.
        workspace: The open store; ``close`` closes it.

    Attributes:
        otherAsked: Emitted with "practice" where the invented patients should be opened.
        ready: Emitted once, when the pages that are needed first have been made.
    """

    otherAsked = Signal(str)  # noqa: N815 - Qt's way to name signals
    ready = Signal()

    def __init__(self, frame: Frame, workspace: Workspace) -> None:
        super().__init__(frame)
        self.frame = frame
        self.workspace = workspace
        self.bus = ChangeBus(self)
        self.acts = PatientActs(workspace, self.bus, frame.window, frame.memory)
        self.list = PatientListPage(workspace)
        self.places = Places()
        self.summaries = SummaryRefresh(frame, workspace)
        self.standing = FrameStanding(frame, workspace)
        self.day = DayWatch(workspace, self)
        self._taking_back = TakingBack(frame.window, workspace.recorder, self.bus.publish)
        self._is_closed = False
        self._last = of_store("last", workspace.path)
        self._stale: set[str] = {PATIENTS, *SIDE_PAGES}
        self._first = Place(PATIENTS)
        self._readying = self._ready_steps()
        self._patient: PatientPage | None = None
        self.finder = Finder(frame, workspace)
        self.entries = EntryDesk(frame, workspace, self.acts, self.bus, self.finder)
        self._side = SidePages(workspace, frame, self.bus, self.do, self.open_patient, self.acts)
        self._connect()

    @property
    def patient(self) -> PatientPage:
        """The page of one patient, made when it is needed or when there is time."""
        if self._patient is None:
            self._patient = self._new_patient_page()
        return self._patient

    @property
    def history(self) -> HistoryPage:
        """The history, made when it is needed."""
        return self._side.history

    @property
    def today(self) -> TodayPage:
        """What is due, made when it is needed."""
        return self._side.today

    @property
    def rules(self) -> RulesPage:
        """The rule packs, made when they are needed."""
        return self._side.rules

    @cached_property
    def help(self) -> HelpPage:
        """The help, made when it is needed; a link in it is a step that Back takes back."""
        page = self._side.help
        page.asked.connect(self._open_help_at)
        return page

    def start(self, first: str = PATIENTS) -> None:
        """Show the first page, and say which store this is; other pages are made later."""
        frame, workspace = self.frame, self.workspace
        frame.pages.addWidget(self.list)
        header = self.list.table.horizontalHeader()
        frame.memory.restore_columns(header, self.list.table.objectName())
        self.standing.open()
        self._first = Place(first)
        self.go(self._first)
        self.standing.say()
        self.entries.unsaved.refresh()
        if workspace.opened_notes:
            frame.show_notice(" ".join(workspace.opened_notes))
        (self.today if first == TODAY else self.list).focus_table()
        QTimer.singleShot(AFTER_THE_PAINT_MS, self, self._make_ready)

    def close(self) -> None:
        """Stop what runs, remember the looks, and close the store; twice does nothing more."""
        if self._is_closed:
            return
        self._is_closed = True
        self.day.stop()
        self.summaries.stop()
        memory, place = self.frame.memory, self.places.current
        if place is not None:
            memory.keep_text(self._last, f"{place.page}:{place.patient_id}")
        if self._patient is not None:
            self._patient.keep(memory)
        self._side.close()
        table = self.list.table
        memory.keep_columns(table.horizontalHeader(), table.objectName(), table.wished)
        self.finder.end()
        self.entries.end()
        self.list.stop()
        self.frame.clear_pages()
        self.workspace.close()

    def go(self, place: Place) -> None:
        """Go to a place, and remember the way."""
        self.places = self.places.go(place)
        self._show()

    def open_patient(self, patient_id: str, sample_id: str = "") -> None:
        """Go to a patient's page, and to a tube on it; what was searched for has been found."""
        self.list.search_for("")
        self.go(Place(PATIENT, patient_id))
        if sample_id:
            self.patient.records.show_sample(sample_id)

    def do(self, name: str) -> None:
        """Do an act by its name; the rail, the menus and the pages' buttons all come here."""
        deeds: dict[str, Callable[[], object]] = {
            "new patient": self._new_patient,
            "import": self.acts.import_table,
            "settings": self.acts.change_settings,
            "reports": lambda: self.acts.reports(self.list.model.query),
            "practice": lambda: self.otherAsked.emit("practice"),
            "undo": self._taking_back.undo,
            "undo this": self._taking_back.undo_shown,
            "redo": self._taking_back.redo,
            "find": self._find,
            "search": self.finder.start,
            "amend": lambda: self.patient.amend_or_enter(),
            **self.entries.deeds,
            "void": lambda: self.patient.records.void_current(),
            "copy why": lambda: self.patient.panel.copy_text(),
            **{name: partial(self.go, Place(name)) for name in (PATIENTS, *SIDE_PAGES)},
            **{name: partial(self._act_on_due, name) for name in DUE_ACTS},
            HISTORY: lambda: self._open_history(""),
            OWN_PACK: lambda: self._open_help(OWN_PACK),
            "patient history": self._patient_history,
            "back": lambda: self._walk(self.places.back()),
            "forward": lambda: self._walk(self.places.forward()),
            "refresh": self._refresh,
            HELP: lambda: self._open_help(""),
            "help here": self._help_here,
            GLOSSARY: lambda: self._open_help(GLOSSARY),
            "keys": lambda: self._open_help_at(KEYS),
        }
        deeds.get(name, lambda: self.patient.act(name))()

    def _connect(self) -> None:
        self.bus.changed.connect(self._changed)
        self.day.changed.connect(self._day_changed)
        self.summaries.progressed.connect(self._list_progressed)
        self.summaries.changed.connect(self._list_changed)
        self.finder.chosen.connect(self._found)
        self.list.opened.connect(self.open_patient)
        self.list.asked.connect(self.do)

    def _new_patient_page(self) -> PatientPage:
        page = PatientPage(self.workspace, self.acts)
        page.gone.connect(lambda: self.go(Place(PATIENTS)))
        page.told.connect(self.frame.show_notice)
        page.restore(self.frame.memory)
        return page

    def _make_ready(self) -> None:
        """Do the next step of what is done while nobody waits; each is a turn of its own."""
        if not self._is_closed and next(self._readying, None) is not None:
            QTimer.singleShot(0, self, self._make_ready)

    def _ready_steps(self) -> Iterator[QWidget]:
        """Make the patient page, which takes a while, and go where the person was last."""
        yield self.patient
        # Added a second time, the page that a quick person has opened would go behind the list.
        if self.frame.pages.indexOf(self.patient) < 0:
            self.frame.pages.addWidget(self.patient)
        yield self.patient
        for widget in self.patient.findChildren(QWidget):
            widget.ensurePolished()
        yield self.patient
        page, _, patient_id = self.frame.memory.text(self._last).partition(":")
        if page in (PATIENT, HISTORY) and self.places.visited == (self._first,):
            self.go(Place(page, patient_id))
        self.ready.emit()

    def _page(self, name: str) -> QWidget:
        if name in (PATIENTS, PATIENT):
            return self.list if name == PATIENTS else self.patient
        return self._side.page(name)

    def import_file(self, path: str) -> None:
        """Open the import with a file that was dropped on the window: a rule pack, or a table."""
        if self.workspace.is_read_only:
            self.frame.show_notice(self.tr("This store is open for reading only."))
        elif Path(path).suffix.casefold() == ".toml":
            self.go(Place(RULES))
            self.rules.import_file(Path(path))
        else:
            self.acts.import_table(Path(path))

    def _show(self) -> None:
        self.day.look()
        place = self.places.current
        if place is None:
            return
        if place.page == PATIENT and not self._show_patient(PatientId(place.patient_id)):
            return
        if place.page in self._stale:
            self._reload(place.page)
        if place.page == HELP:
            self.help.return_to(place.target)
        self.frame.show_page(self._page(place.page))
        self.frame.rail.show_place(PATIENTS if place.page == PATIENT else place.page)
        self.standing.allow(self.places)

    def _show_patient(self, patient_id: PatientId) -> bool:
        if self.patient.patient_id == patient_id and PATIENT not in self._stale:
            return True
        try:
            self.patient.show_patient(patient_id)
        except NotFoundError as error:
            self.frame.show_notice(str(error))
            self.places = self.places.without(Place(PATIENT, patient_id))
            self._show()
            return False
        self._stale.discard(PATIENT)
        self.finder.note_opened(patient_id)
        return True

    def _reload(self, page: str) -> None:
        self._stale.discard(page)
        if page == PATIENTS:
            self.list.reload()
        elif page != PATIENT:
            self._side.page(page).reload()
        elif self.patient.patient_id is not None:
            self.patient.refresh()

    def _changed(self, changes: Changes) -> None:
        self._stale = (self._stale - {PATIENT}) | {PATIENTS, *SIDE_PAGES}
        self._side.note(changes)
        self.patient.refresh(changes)
        place = self.places.current
        if place is not None and place.page in self._stale:
            self._reload(place.page)
        self.standing.say()
        self.standing.allow(self.places)
        if changes.patient_id is None:
            self.summaries.start()

    def _new_patient(self) -> None:
        changes = self.acts.new_patient()
        if changes is not None and changes.patient_id is not None:
            self.list.show_patient(changes.patient_id)
            self.open_patient(changes.patient_id)

    def _act_on_due(self, name: str) -> None:
        place = self.places.current
        if place is not None and place.page in DUE_PAGES:
            self._side.page(place.page).act(name)

    def _find(self) -> None:
        place = self.places.current
        if place == Place(PATIENTS) and self.list.has_search:
            self.list.focus_search()
        elif place is None or not self._finds(place.page):
            self.finder.start()

    def _finds(self, page: str) -> bool:
        return page in SIDE_PAGES and self._side.page(page).focus_search()

    def _found(self, hit: Hit) -> None:
        """Show what was chosen of the search."""
        if hit.kind is HitKind.ALL_PATIENTS:
            self.go(Place(PATIENTS))
            self.list.search_for(hit.key)
        elif hit.kind is HitKind.HELP:
            self._open_help(hit.key)
            self.help.show_heading(hit.owner)
        else:
            self.open_patient(hit.owner or hit.key, hit.key if hit.kind is HitKind.TUBE else "")

    def _patient_history(self) -> None:
        if self.patient.view is not None:
            self._open_history(self.patient.view.file.patient.code)

    def _open_history(self, code: str) -> None:
        self._stale.discard(HISTORY)
        self.history.show_patient(code)
        self.go(Place(HISTORY))

    def _open_help(self, topic: str) -> None:
        """Go to the help; from the rules it opens at how an own pack is made."""
        place = self.places.current
        is_rules = place is not None and place.page == RULES
        self._open_help_at(HelpTarget(topic or (OWN_PACK if is_rules else ""), ""))

    def _open_help_at(self, target: HelpTarget) -> None:
        """Go to a part of the help, and remember the way."""
        self.places = self.places.go(Place(HELP, target=target))
        if HELP in self._stale:
            self._reload(HELP)
        self.frame.show_page(self.help)  # A heading is brought to the top of what is laid out.
        self.help.show_target(target)
        self._show()

    def _help_here(self) -> None:
        """Go to the paragraph of the help about what has the keyboard."""
        self._open_help_at(target_of(self.frame.window.focusWidget()))

    def _walk(self, places: Places) -> None:
        self.places = places
        self._show()

    def _refresh(self) -> None:
        place = self.places.current
        self._stale = {PATIENTS, PATIENT, *SIDE_PAGES}
        if place is not None:
            self._reload(place.page)
        self.frame.show_notice(self.tr("Read again from the file."))

    def _list_progressed(self) -> None:
        if self.places.current == Place(PATIENTS):
            self.list.reload()

    def _list_changed(self) -> None:
        """Show the renewed lines wherever they stand: in the list, on the board, in the cohort."""
        self._side.note(Changes(frozenset(), None, ""))
        self._read_again(PATIENTS, TODAY, BOARD, COHORT)

    def _day_changed(self) -> None:
        """Read again what speaks of today; nothing of it may be left from yesterday."""
        self._read_again(PATIENTS, PATIENT, TODAY, BOARD)
        self.standing.say()

    def _read_again(self, *pages: str) -> None:
        """Read the page that is shown again, if it is one of these; the others when shown."""
        self._stale.update(pages)
        place = self.places.current
        if place is not None and place.page in pages:
            self._reload(place.page)
