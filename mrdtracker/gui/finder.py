"""Search everything: from the key in the search field to the line that is opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.listing import PatientQuery, TubeRow
from mrdtracker.domain.records import Patient, PatientId, RecordStatus
from mrdtracker.gui.actions import ACTS, Act, Needs, plain
from mrdtracker.gui.finder_list import FinderList
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.memory import of_store
from mrdtracker.gui.patient_page import PatientPage
from mrdtracker.gui.presenters.help_pages import help_markdown
from mrdtracker.gui.presenters.help_sections import HelpSection, sections_of
from mrdtracker.gui.presenters.help_text import TOPICS
from mrdtracker.gui.presenters.search_hits import (
    SHOWN,
    Command,
    Hit,
    HitGroup,
    HitKind,
    arranged,
    command_group,
    help_group,
    patient_group,
    recent_group,
    tube_group,
)
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

# The search offers what it leads to, not itself.
NOT_OFFERED = frozenset({"search"})
RECENT_KEPT = 12


class Finder(QObject):
    """Asks, shows and opens.

    Patients, commands and help are there with the key; tubes come a slice of the store at a time,
    each in a turn of the event loop of its own, so that a large store never holds up the next key.

    Args:
        frame: Holds the search field and the commands.
        workspace: The open store.

    Attributes:
        chosen: Emitted with the ``Hit`` that was opened, unless it was a command.
    """

    chosen = Signal(object)

    def __init__(self, frame: Frame, workspace: Workspace) -> None:
        super().__init__(frame)
        self._frame, self._workspace = frame, workspace
        self._recent_name = of_store("recent", workspace.path)
        self._list: FinderList | None = None
        self._before: QWidget | None = None
        self._groups: tuple[HitGroup, ...] = ()
        self._tubes: list[TubeRow] = []
        self._tube_count = 0
        self._next_slice: int | None = None
        self._sections: tuple[HelpSection, ...] = ()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._slicing = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._slicing.timeout.connect(self._read_slice)
        frame.window.resized.connect(self._place)

    @property
    def list(self) -> FinderList:
        """The list, made when somebody searches for the first time."""
        if self._list is None:
            self._list = FinderList(self._frame.window)
            self._list.opened.connect(self._open)
        return self._list

    @property
    def is_open(self) -> bool:
        """True while the list stands on the page."""
        return self._list is not None and not self._list.isHidden()

    @property
    def is_busy(self) -> bool:
        """True while the answer to what was typed is not whole yet."""
        return self._asking.isActive() or self._slicing.isActive()

    def start(self) -> None:
        """Go to the search field, and offer the patients who were opened last."""
        field, before = self._frame.search, self._frame.window.focusWidget()
        if before is not field:
            self._before = before
        field.setFocus()
        field.selectAll()
        self._ask()

    def typed(self, text: str) -> None:
        """Ask for what was typed, once the turn of the event loop is over."""
        self._slicing.stop()
        if text or self.is_open:
            self._asking.start()

    def key(self, name: str) -> None:
        """Do what a key or click in the search field means: see ``Frame.searchLeft``."""
        if name == "click":
            self._asking.start()
        elif name == "leave":
            self.close()
            if self._before is not None:
                self._before.setFocus()
        elif name == "gone":
            self.close()
        elif not self.is_open and name in ("down", "up"):
            self._ask()
        elif name == "open":
            self._open_current()
        else:
            self.list.step(1 if name == "down" else -1)

    def close(self) -> None:
        """Take the list away, and stop reading."""
        self._asking.stop()
        self._slicing.stop()
        if self._list is not None:
            self._list.hide()

    def end(self) -> None:
        """Give up the list: the store is being closed."""
        self._frame.search.clear()
        self.close()
        self._frame.window.resized.disconnect(self._place)
        if self._list is not None:
            self._list.deleteLater()
            self._list = None

    def note_opened(self, patient_id: str) -> None:
        """Remember that a patient was opened, for the next search."""
        memory = self._frame.memory
        others = [one for one in memory.text(self._recent_name).split(",") if one != patient_id]
        kept = [patient_id, *others][:RECENT_KEPT]
        memory.keep_text(self._recent_name, ",".join(one for one in kept if one))

    def recent(self) -> tuple[Patient, ...]:
        """Return the patients who were opened last, the newest first; not the one in front."""
        page = self._frame.pages.currentWidget()
        in_front = page.patient_id if isinstance(page, PatientPage) else None
        ids = self._frame.memory.text(self._recent_name).split(",")
        found = (self._patient(PatientId(one)) for one in ids if one not in ("", in_front))
        return tuple(one for one in found if one is not None)[:SHOWN]

    def _patient(self, patient_id: PatientId) -> Patient | None:
        try:
            patient = self._workspace.patient(patient_id)
        except NotFoundError:
            return None
        return patient if patient.status is RecordStatus.ACTIVE else None

    def _ask(self) -> None:
        self._asking.stop()
        text = self._frame.search.text().strip()
        self._tubes, self._tube_count, self._next_slice = [], 0, None
        if not text:
            self._groups = (recent_group(self.recent()),)
            self._show()
            return
        patients = self._workspace.patients(PatientQuery(search=text, limit=SHOWN))
        self._groups = (
            patient_group(text, patients, self._workspace.rules.signature),
            command_group(text, self._commands()),
            help_group(text, self._help()),
        )
        self._read_slice()

    def _read_slice(self) -> None:
        text = self._frame.search.text().strip()
        is_more = self._next_slice is not None
        page = self._workspace.tubes(text, self._next_slice)
        self._tubes += page.rows
        self._tube_count += page.count
        self._next_slice = page.next_before
        self._show(is_more=is_more)
        if self._next_slice is not None:
            self._slicing.start()

    def _show(self, *, is_more: bool = False) -> None:
        text = self._frame.search.text().strip()
        patients, *others = self._groups
        tubes = tube_group(text, self._tubes, self._tube_count)
        groups = arranged((patients, tubes, *others))
        self.list.show_groups(groups, self._foot(text, groups), is_more=is_more)
        self._place()
        if not self.is_open:
            self.list.stand_below(self._frame.search)

    def _foot(self, text: str, groups: Sequence[HitGroup]) -> str:
        if text and self._next_slice is not None:
            return self.tr("Looking through the samples…")
        if text and not groups:
            return self.tr(
                "Nothing matches “{}”. Searched were codes and names of patients, codes of "
                "samples, commands and the help."
            ).format(text)
        if text:
            return ""
        return self.tr(
            "Type the code or name of a patient, the code of a sample, a command, or a word of "
            "the help."
        )

    def _place(self, _width: int = 0) -> None:
        if self.is_open:
            self.list.stand_below(self._frame.search)

    def _open_current(self) -> None:
        """Open the line; a scanner sends Enter before anything was looked for."""
        if not self._frame.search.text().strip() and not self.is_open:
            return
        if self._asking.isActive() or not self.is_open:
            self._ask()
        while self._next_slice is not None and not self._is_settled():
            self._read_slice()
        hit = self.list.current
        if hit is not None:
            self._open(hit)

    def _is_settled(self) -> bool:
        """True where no tube that is still unread can become the first line."""
        return self.list.current is not None and self.list.lines.currentRow() > 1

    def _open(self, hit: Hit) -> None:
        if hit.why_not:
            words = self.tr("{} is not possible now: {}.")
            self._frame.show_notice(words.format(hit.words.rstrip("…"), hit.why_not))
            return
        self.close()
        if self._before is not None:
            self._before.setFocus()
        self._frame.search.clear()
        self.close()
        if hit.kind is HitKind.COMMAND:
            self._frame.acts[hit.key].trigger()
        else:
            self.chosen.emit(hit)

    def _commands(self) -> tuple[Command, ...]:
        actions = self._frame.acts
        return tuple(
            Command(
                name=act.name,
                words=plain(actions[act.name].text()),
                menu=plain(say(act.menu)),
                keys=act.keys[0] if act.keys else "",
                why_not="" if actions[act.name].isEnabled() else self._why_not(act),
            )
            for act in ACTS
            if act.name not in NOT_OFFERED
        )

    def _why_not(self, act: Act) -> str:
        needs = act.needs
        is_writing = needs in (Needs.WRITING, Needs.WRITING_PATIENT)
        if is_writing and self._workspace.is_read_only:
            return self.tr("the store is open for reading only")
        if needs in (Needs.PATIENT, Needs.WRITING_PATIENT):
            return self.tr("it is about a patient, so open one first")
        ends = {
            "undo": self.tr("there is nothing of yours to undo"),
            "redo": self.tr("there is nothing to redo"),
            "back": self.tr("there is no place before this one"),
            "forward": self.tr("there is no place after this one"),
        }
        return ends.get(act.name, self.tr("no store is open"))

    def _help(self) -> tuple[HelpSection, ...]:
        if not self._sections:
            self._sections = tuple(
                section
                for name, title in TOPICS.items()
                for section in sections_of(name, say(title), help_markdown(name))
            )
        return self._sections
