"""Holds a command against the record before it is written: may this be done, as things stand?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from mrdtracker.domain.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from mrdtracker.domain.records import (
    Measurement,
    Patient,
    PatientFile,
    PatientId,
    Record,
    Sample,
    TherapyEvent,
)
from mrdtracker.services import checks
from mrdtracker.services.commands import (
    AmendEvent,
    AmendMeasurement,
    AmendPatient,
    AmendSample,
    ApplyImport,
    Command,
    VoidRecords,
)
from mrdtracker.services.issue_commands import IssueReport
from mrdtracker.store.queries import Queries
from mrdtracker.words import say

_WITH_PLACE = Patient | TherapyEvent | Sample | Measurement
_WITH_REASON = AmendPatient | AmendEvent | AmendSample | AmendMeasurement | VoidRecords


class CommandCheck:
    """Refuses what must not be written.

    Args:
        queries: Reads the record.
        clock: Returns the present instant, with a zone.
    """

    def __init__(self, queries: Queries, clock: Callable[[], datetime]) -> None:
        self._queries = queries
        self._clock = clock

    def check(self, command: Command, puts: tuple[Record, ...]) -> None:
        """Refuse a command that cannot be taken as it stands.

        Args:
            command: What a person wants to do.
            puts: The records that it would write.

        Raises:
            UserError: One sentence, and what to do.
        """
        if isinstance(command, ApplyImport):
            self._check_preview(command)
            self._check_imported(puts)
            return
        if isinstance(command, IssueReport):
            self._check_page(command)
        if isinstance(command, _WITH_REASON):
            checks.check_reason(command.reason)
        for record in puts:
            self._check_standing(record)
        file = self._file_of(command.patient_id)
        if not isinstance(command, VoidRecords):
            self._check_puts(puts, file)
        elif file is not None:
            checks.check_nothing_left(command.records, file)

    def _check_preview(self, command: ApplyImport) -> None:
        if command.as_of is not None and command.as_of != self._queries.head_seq():
            raise ChangedMeanwhileError(
                say(
                    "The records were changed since this import was looked at; nothing was "
                    "written."
                ),
                say("Open the table again and look once more."),
            )

    def _check_page(self, command: IssueReport) -> None:
        if command.report.head != self._queries.head():
            raise ChangedMeanwhileError(
                say("The record was changed while the report was made; nothing was issued."),
                say("Look at the page again, then issue it."),
            )

    def _check_imported(self, puts: tuple[Record, ...]) -> None:
        """Refuse a patient that could not be entered by hand either; the preview said so."""
        today = self._clock().date()
        for record in puts:
            if isinstance(record, Patient):
                try:
                    checks.check_patient(record, today)
                except InvalidInputError as error:
                    words = say("Patient {!r}: {}").format(record.code, error.message)
                    raise InvalidInputError(words, error.hint) from error

    def _check_standing(self, record: Record) -> None:
        """Refuse to change what was voided, or to hang it on something else."""
        if not isinstance(record, _WITH_PLACE) or record.version == 1:
            return
        stored = self._queries.record(type(record), record.id)
        checks.check_in_use(stored)
        if _hangs_on(stored) != _hangs_on(record):
            raise InvalidInputError(
                say("A record stays with its patient and its sample."),
                say("Void it, and enter it where it belongs."),
            )

    def _check_puts(self, puts: tuple[Record, ...], file: PatientFile | None) -> None:
        today = self._clock().date()
        if file is not None:
            checks.check_in_use(file.patient)
        for record in puts:
            if isinstance(record, Patient):
                self._check_code(record)
                checks.check_patient(record, today)
                file = replace(file, patient=record) if file else PatientFile(record)
                checks.check_birth(file)
            elif file is not None:
                file = _check_part(record, file, today)

    def _check_code(self, patient: Patient) -> None:
        other = self._queries.patient_by_code(patient.code)
        if other is not None and other.id != patient.id:
            raise InvalidInputError(
                say("There is already a patient with the code {}.").format(patient.code),
                say("Open that patient, or use another code."),
                about="code",
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
                say("The sample of this result is not there."), say("Enter the sample first.")
            )
        checks.check_measurement(record, sample, file)
    return file


def _hangs_on(record: Patient | TherapyEvent | Sample | Measurement) -> str:
    if isinstance(record, Patient):
        return ""
    return record.sample_id if isinstance(record, Measurement) else record.patient_id
