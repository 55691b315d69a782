"""How a change happens: check, write and journal in one transaction, answer with Changes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.records import (
    JournalChange,
    JournalEntry,
    LabSettings,
    Measurement,
    Patient,
    PatientFile,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    TherapyEvent,
)
from mrdtracker.services import checks
from mrdtracker.services.assessment import AssessmentService
from mrdtracker.services.commands import (
    AmendEvent,
    AmendMeasurement,
    AmendPatient,
    AmendSample,
    ApplyImport,
    ChangeKind,
    Changes,
    Command,
    VoidRecords,
)
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries

log = logging.getLogger(__name__)

_KIND = {
    Patient: ChangeKind.PATIENTS,
    TherapyEvent: ChangeKind.EVENTS,
    Sample: ChangeKind.SAMPLES,
    Measurement: ChangeKind.MEASUREMENTS,
    LabSettings: ChangeKind.SETTINGS,
}


class Recorder:
    """Executes commands for one person and takes them back.

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
        self._clock = clock

    def execute(self, command: Command) -> Changes:
        """Check and write one command; what it returns has been kept.

        Raises:
            UserError: The command cannot be taken as it stands; nothing was written.
        """
        puts = command.puts()
        if not isinstance(command, ApplyImport):
            self._check(command, puts)
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
        entry = self.undo_entry()
        if entry is None:
            raise NotFoundError("There is nothing of yours to undo.")
        return self._invert(entry, f"Undo: {entry.label}")

    def redo_label(self) -> str | None:
        """Return the name of what would be done again, or None."""
        entry = self._redo_entry()
        return entry.label.removeprefix("Undo: ") if entry is not None else None

    def redo_last(self) -> Changes:
        """Do again what was just undone.

        Raises:
            NotFoundError: The newest act of this person is not an undo.
        """
        entry = self._redo_entry()
        if entry is None:
            raise NotFoundError("There is nothing of yours to redo.")
        return self._invert(entry, entry.label.replace("Undo: ", "Redo: ", 1))

    def _redo_entry(self) -> JournalEntry | None:
        newest = next(iter(self._queries.journal(limit=1)), None)
        if newest is None or newest.actor != self.user or newest.undoes is None:
            return None
        return newest if newest.label.startswith("Undo: ") else None

    def _invert(self, entry: JournalEntry, label: str) -> Changes:
        # Children first: a voided patient must not keep active samples for a moment.
        changes = tuple(reversed(self._queries.changes_to_undo(entry.seq)))
        puts = tuple(_inverse(change) for change in changes)
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
            self._assessment.refresh_summary(entry.patient_id)
        kinds = frozenset(_KIND[kind] for kind in {type(record) for record in puts})
        log.info("journal entry %s, %s records", entry.seq, len(puts))
        return Changes(kinds, entry.patient_id, entry.label, entry.seq)

    def _check(self, command: Command, puts: tuple[Record, ...]) -> None:
        if isinstance(
            command, AmendPatient | AmendEvent | AmendSample | AmendMeasurement | VoidRecords
        ):
            checks.check_reason(command.reason, command.label)
        if isinstance(command, VoidRecords):
            return
        today = self._clock().date()
        file = self._file_of(command.patient_id)
        for record in puts:
            if isinstance(record, Patient):
                self._check_code(record)
                checks.check_patient(record, today)
                file = replace(file, patient=record) if file else PatientFile(record)
            elif file is not None:
                file = _check_part(record, file, today)

    def _check_code(self, patient: Patient) -> None:
        other = self._queries.patient_by_code(patient.code)
        if other is not None and other.id != patient.id:
            raise InvalidInputError(
                f"There is already a patient with the code {patient.code}.",
                "Open that patient, or use another code.",
            )

    def _file_of(self, patient_id: PatientId | None) -> PatientFile | None:
        if patient_id is None:
            return None
        try:
            return self._queries.patient_file(patient_id)
        except NotFoundError:
            return None


def _check_part(record: Record, file: PatientFile, today: date) -> PatientFile:
    """Check one record of a patient and return the file as it will be."""
    if isinstance(record, TherapyEvent):
        checks.check_event(record, file.patient, today)
    elif isinstance(record, Sample):
        checks.check_sample(record, file, today)
        others = tuple(sample for sample in file.samples if sample.id != record.id)
        return replace(file, samples=(*others, record))
    elif isinstance(record, Measurement):
        sample = next((one for one in file.samples if one.id == record.sample_id), None)
        if sample is None:
            raise NotFoundError(
                "The sample of this result is not there.", "Enter the sample first."
            )
        checks.check_measurement(record, sample, file)
    return file


def _inverse(change: JournalChange) -> Record:
    """Return the record that takes a change back, as one more version."""
    after = change.after
    if change.before is not None:
        return replace(change.before, version=after.version + 1)
    if isinstance(after, LabSettings):
        return replace(LabSettings(), version=after.version + 1)
    return replace(after, status=RecordStatus.VOIDED, version=after.version + 1)
