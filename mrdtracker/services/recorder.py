"""How a change happens: check, write and journal in one transaction, answer with Changes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import RLock

from mrdtracker.domain.errors import NotFoundError, StoreError
from mrdtracker.domain.records import (
    EditionStatus,
    IssuedReport,
    JournalChange,
    JournalEntry,
    LabelPrint,
    LabSettings,
    Measurement,
    PackEdition,
    Patient,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    TherapyEvent,
)
from mrdtracker.services.assessment import AssessmentService
from mrdtracker.services.command_check import CommandCheck
from mrdtracker.services.commands import ChangeKind, Changes, Command
from mrdtracker.services.edition_check import check_editions
from mrdtracker.services.edition_commands import withdrawn
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.undo_check import UndoCheck
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries
from mrdtracker.words import in_english, say

log = logging.getLogger(__name__)

_UNDO, _REDO = "Undo: ", "Redo: "

_KIND = {
    Patient: ChangeKind.PATIENTS,
    TherapyEvent: ChangeKind.EVENTS,
    Sample: ChangeKind.SAMPLES,
    Measurement: ChangeKind.MEASUREMENTS,
    LabSettings: ChangeKind.SETTINGS,
    PackEdition: ChangeKind.EDITIONS,
    IssuedReport: ChangeKind.REPORTS,
    LabelPrint: ChangeKind.LABELS,
}


class Recorder:
    """Executes commands for one person and takes them back, one at a time.

    Between the check of a command and its write no other command comes, from whatever thread.

    Args:
        ledger: The only writer.
        queries: Reads what a command is checked against.
        assessment: Recomputes the derived line of the patient after the write.
        user: Name of the person at work; it stands in every journal entry.
        clock: Returns the present instant, with a zone.
    """

    def __init__(
        self,
        ledger: Ledger,
        queries: Queries,
        assessment: AssessmentService,
        user: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._queries = queries
        self._assessment = assessment
        self.user = user
        self._answered: tuple[tuple[int, str], tuple[JournalEntry | None, str]] | None = None
        self._check = CommandCheck(queries, clock)
        self._undo_check = UndoCheck(queries)
        self._turn = RLock()

    def execute(self, command: Command) -> Changes:
        """Check and write one command; what it returns has been kept.

        Raises:
            UserError: The command cannot be taken as it stands; nothing was written.
        """
        puts = command.puts()
        with self._turn:
            self._check.check(command, puts)
            rules = self._assessment.rules
            check_editions(command, puts, rules, self.user, self._queries.head_seq())
            written = (*puts, *self._brought_into_use(puts))
            with in_english():  # the journal reads the same on every computer
                label = command.label
            entry = self._ledger.write(
                actor=self.user,
                label=label,
                puts=written,
                reason=command.reason,
                patient_id=command.patient_id,
            )
            self._tell_of_editions(written)
        return self._finish(entry, puts)

    def undo_entry(self) -> JournalEntry | None:
        """Return what ``undo_last`` would take back, or None.

        An act whose place something else has taken is passed over: it blocks no earlier one.
        """
        return self._undoable()[0]

    def undo_obstacle(self) -> str:
        """Say why the newest act of this person cannot be taken back; empty where it can."""
        return self._undoable()[1]

    def undo_label(self) -> str | None:
        """Return the name of what would be undone, as the menu shows it."""
        entry = self.undo_entry()
        return _bare(entry.label) if entry is not None else None

    def undo_last(self) -> Changes:
        """Take back this person's newest act by a new, journalled act.

        Raises:
            NotFoundError: There is nothing to undo.
        """
        with self._turn:
            entry, obstacle = self._undoable()
            if entry is None:
                raise NotFoundError(say("There is nothing of yours to undo."), obstacle)
            return self._invert(entry, f"{_UNDO}{_bare(entry.label)}")

    def redo_label(self) -> str | None:
        """Return the name of what would be done again, or None."""
        entry = self._redo_entry()
        return _bare(entry.label) if entry is not None else None

    def redo_last(self) -> Changes:
        """Do again what was just undone.

        Raises:
            NotFoundError: The newest act of this person is not an undo.
        """
        with self._turn:
            entry = self._redo_entry()
            if entry is None:
                raise NotFoundError(say("There is nothing of yours to redo."))
            return self._invert(entry, f"{_REDO}{_bare(entry.label)}")

    def _undoable(self) -> tuple[JournalEntry | None, str]:
        """Return the newest act that can be taken back, and why a newer one cannot.

        Every page asks when it is shown, and the answer changes with the journal only.
        """
        asked = (self._queries.head_seq(), self.user)
        if self._answered is None or self._answered[0] != asked:
            self._answered = (asked, self._look_for_undoable(asked[0]))
        return self._answered[1]

    def _look_for_undoable(self, head: int) -> tuple[JournalEntry | None, str]:
        obstacle, before = "", None
        while entry := self._queries.last_undoable(self.user, before_seq=before):
            words = self._undo_check.obstacle(entry.seq, is_newest=entry.seq == head)
            if not words:
                break
            obstacle = obstacle or say("'{}' cannot be taken back: {}.").format(entry.label, words)
            before = entry.seq
        reported = self._queries.reports.newest_act_reported_since(self.user)
        if not obstacle and reported is not None:
            words = say("a report was issued since")
            obstacle = say("'{}' cannot be taken back: {}.").format(reported.label, words)
        return entry, obstacle

    def _redo_entry(self) -> JournalEntry | None:
        newest = next(iter(self._queries.journal(limit=1)), None)
        if newest is None or newest.actor != self.user or newest.undoes is None:
            return None
        return newest if newest.label.startswith(_UNDO) else None

    def _invert(self, entry: JournalEntry, label: str) -> Changes:
        changes = self._queries.changes_to_undo(entry.seq)
        # A pack has one current edition at any moment, so the one that comes back is last.
        puts = tuple(sorted(map(_inverse, filter(_is_taken_back, changes)), key=_is_current))
        undone = self._ledger.write(
            actor=self.user,
            label=label,
            puts=puts,
            undoes=entry.seq,
            patient_id=entry.patient_id,
        )
        self._tell_of_editions(puts)
        return self._finish(undone, puts)

    def _brought_into_use(self, puts: tuple[Record, ...]) -> tuple[PackEdition, ...]:
        """Return the editions that begin to answer for somebody with this act, to be kept."""
        enabled = [one.enabled_packs for one in puts if isinstance(one, LabSettings)]
        named = [one.course.pack or "" for one in puts if isinstance(one, Patient)]
        names = {GENERIC, *named, *self._queries.packs_in_use()}
        for packs in enabled or [self._queries.settings().enabled_packs]:
            names.update(packs)
        # What the act itself says of an edition stands.
        names -= {one.pack_id for one in puts if isinstance(one, PackEdition)}
        return self._assessment.rules.editions_to_keep(names, self.user)

    def _tell_of_editions(self, written: tuple[Record, ...]) -> None:
        if any(isinstance(record, PackEdition) for record in written):
            self._assessment.rules.editions_changed()

    def _finish(self, entry: JournalEntry, puts: tuple[Record, ...]) -> Changes:
        if entry.patient_id is not None:
            self._refresh(entry, entry.patient_id)
        kinds = frozenset(_KIND[kind] for kind in {type(record) for record in puts})
        log.info("journal entry %s, %s records", entry.seq, len(puts))
        return Changes(kinds, entry.patient_id, entry.label, entry.seq)

    def _refresh(self, entry: JournalEntry, patient_id: PatientId) -> None:
        """Bring the line in lists up to date; the act is kept, whatever becomes of its line."""
        try:
            self._assessment.refresh_summary(patient_id)
        except StoreError as error:
            name = type(error).__name__
            log.warning("journal entry %s: its line stays out of date: %s", entry.seq, name)


def _bare(label: str) -> str:
    """Return the name of the act itself, however often it was taken back and done again."""
    return label.removeprefix(_UNDO).removeprefix(_REDO)


def _is_taken_back(change: JournalChange) -> bool:
    """Answer whether an undo takes a change back: an edition that came into use is kept."""
    after = change.after
    if change.before is not None or not isinstance(after, PackEdition):
        return True
    return after.is_local or after.approved_by != ""


def _is_current(record: Record) -> bool:
    return isinstance(record, PackEdition) and record.status is EditionStatus.CURRENT


def _inverse(change: JournalChange) -> Record:
    """Return the record that takes a change back, as one more version."""
    after = change.after
    if change.before is not None:
        return replace(change.before, version=after.version + 1)
    if isinstance(after, LabSettings):
        return replace(LabSettings(), version=after.version + 1)
    if isinstance(after, PackEdition):
        return withdrawn(after)
    return replace(after, status=RecordStatus.VOIDED, version=after.version + 1)
