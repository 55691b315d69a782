"""How a change happens: check, write and journal in one transaction, answer with Changes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import RLock

from mrdtracker.domain.errors import NotFoundError, StoreError
from mrdtracker.domain.records import (
    JournalChange,
    JournalEntry,
    LabSettings,
    Measurement,
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
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries

log = logging.getLogger(__name__)

_UNDO, _REDO = "Undo: ", "Redo: "

_KIND = {
    Patient: ChangeKind.PATIENTS,
    TherapyEvent: ChangeKind.EVENTS,
    Sample: ChangeKind.SAMPLES,
    Measurement: ChangeKind.MEASUREMENTS,
    LabSettings: ChangeKind.SETTINGS,
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
        self._check = CommandCheck(queries, clock)
        self._turn = RLock()

    def execute(self, command: Command) -> Changes:
        """Check and write one command; what it returns has been kept.

        Raises:
            UserError: The command cannot be taken as it stands; nothing was written.
        """
        puts = command.puts()
        with self._turn:
            self._check.check(command, puts)
            entry = self._ledger.write(
                actor=self.user,
                label=command.label,
                puts=puts,
                reason=command.reason,
                patient_id=command.patient_id,
            )
        return self._finish(entry, puts)

    def undo_entry(self) -> JournalEntry | None:
        """Return what ``undo_last`` would take back, or None."""
        return self._queries.last_undoable(self.user)

    def undo_label(self) -> str | None:
        """Return the name of what would be undone, as the menu shows it."""
        entry = self.undo_entry()
        return entry.label if entry is not None else None

    def undo_last(self) -> Changes:
        """Take back this person's newest act by a new, journalled act.

        Raises:
            NotFoundError: There is nothing to undo.
        """
        with self._turn:
            entry = self.undo_entry()
            if entry is None:
                raise NotFoundError("There is nothing of yours to undo.")
            return self._invert(entry, f"{_UNDO}{entry.label}")

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
                raise NotFoundError("There is nothing of yours to redo.")
            return self._invert(entry, f"{_REDO}{_bare(entry.label)}")

    def _redo_entry(self) -> JournalEntry | None:
        newest = next(iter(self._queries.journal(limit=1)), None)
        if newest is None or newest.actor != self.user or newest.undoes is None:
            return None
        return newest if newest.label.startswith(_UNDO) else None

    def _invert(self, entry: JournalEntry, label: str) -> Changes:
        puts = tuple(_inverse(change) for change in self._queries.changes_to_undo(entry.seq))
        undone = self._ledger.write(
            actor=self.user,
            label=label,
            puts=puts,
            undoes=entry.seq,
            patient_id=entry.patient_id,
        )
        return self._finish(undone, puts)

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


def _inverse(change: JournalChange) -> Record:
    """Return the record that takes a change back, as one more version."""
    after = change.after
    if change.before is not None:
        return replace(change.before, version=after.version + 1)
    if isinstance(after, LabSettings):
        return replace(LabSettings(), version=after.version + 1)
    return replace(after, status=RecordStatus.VOIDED, version=after.version + 1)
