"""Everything a person can do to the record: one frozen dataclass each, with a name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from mrdtracker.domain.notation import date_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import (
    LabSettings,
    Measurement,
    Patient,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    TherapyEvent,
)
from mrdtracker.domain.vocabulary import EventKind, readable
from mrdtracker.words import say


class ChangeKind(Enum):
    """What a page listens for."""

    PATIENTS = "patients"
    EVENTS = "events"
    SAMPLES = "samples"
    MEASUREMENTS = "measurements"
    SETTINGS = "settings"
    EDITIONS = "editions"
    REPORTS = "reports"
    LABELS = "labels"


@dataclass(frozen=True)
class Changes:
    """What a command changed; views refresh from it.

    Attributes:
        patient_id: The one patient concerned, or None where several or none are.
        label: The command's name, as it reads after "Undo".
        seq: Sequence number of the journal entry; 0 where nothing had to be written.
    """

    kinds: frozenset[ChangeKind]
    patient_id: PatientId | None
    label: str
    seq: int = 0


class Command(Protocol):
    """What the recorder asks of a command."""

    @property
    def label(self) -> str:
        """The name, as it reads in the history and after "Undo"."""

    @property
    def reason(self) -> str:
        """Why; empty where no reason is asked."""

    @property
    def patient_id(self) -> PatientId | None:
        """The one patient concerned, if one is."""

    def puts(self) -> tuple[Record, ...]:
        """Return the records to write, parents before children."""


def sample_when(sample: Sample) -> str:
    """Say when a sample was taken, as far as it is known."""
    if sample.taken_on is not None:
        return date_text(sample.taken_on)
    if sample.stated_day is not None:
        return say("day {}").format(sample.stated_day)
    return readable(sample.timepoint) if sample.timepoint else say("no date")


@dataclass(frozen=True)
class AddPatient:
    """Enter a new patient."""

    patient: Patient
    events: tuple[TherapyEvent, ...] = ()
    reason: str = ""

    @property
    def label(self) -> str:
        return f"Add patient {self.patient.code}"

    @property
    def patient_id(self) -> PatientId:
        return self.patient.id

    def puts(self) -> tuple[Record, ...]:
        return (self.patient, *self.events)


@dataclass(frozen=True)
class AmendPatient:
    """Correct a patient's facts, protocol or start of therapy.

    Attributes:
        what: What the history is to say of it: "first dose 03 Mar 2025 to 04 Mar 2025".
    """

    patient: Patient
    reason: str
    what: str = ""

    @property
    def label(self) -> str:
        what = f": {self.what}" if self.what else ""
        return f"Amend patient {self.patient.code}{what}"

    @property
    def patient_id(self) -> PatientId:
        return self.patient.id

    def puts(self) -> tuple[Record, ...]:
        return (replace(self.patient, version=self.patient.version + 1),)


@dataclass(frozen=True)
class AddEvent:
    """Enter something that was given or that happened."""

    event: TherapyEvent
    reason: str = ""

    @property
    def label(self) -> str:
        event = self.event
        if event.kind is EventKind.SAMPLE_MISSED and event.specimen is not None:
            return f"Mark {readable(event.name)} {event.specimen.value} as not done"
        return f"Add {event.kind.words} {event.name}".strip()

    @property
    def patient_id(self) -> PatientId:
        return self.event.patient_id

    def puts(self) -> tuple[Record, ...]:
        return (self.event,)


@dataclass(frozen=True)
class AmendEvent:
    """Correct an event of therapy."""

    event: TherapyEvent
    reason: str

    @property
    def label(self) -> str:
        return f"Amend {self.event.kind.words} {self.event.name}".strip()

    @property
    def patient_id(self) -> PatientId:
        return self.event.patient_id

    def puts(self) -> tuple[Record, ...]:
        return (replace(self.event, version=self.event.version + 1),)


@dataclass(frozen=True)
class AddSample:
    """Enter a tube."""

    sample: Sample
    reason: str = ""

    @property
    def label(self) -> str:
        return f"Add {self.sample.specimen.value} sample, {sample_when(self.sample)}"

    @property
    def patient_id(self) -> PatientId:
        return self.sample.patient_id

    def puts(self) -> tuple[Record, ...]:
        return (self.sample,)


@dataclass(frozen=True)
class AmendSample:
    """Correct a tube's date, specimen or quality."""

    sample: Sample
    reason: str

    @property
    def label(self) -> str:
        return f"Amend {self.sample.specimen.value} sample, {sample_when(self.sample)}"

    @property
    def patient_id(self) -> PatientId:
        return self.sample.patient_id

    def puts(self) -> tuple[Record, ...]:
        return (replace(self.sample, version=self.sample.version + 1),)


@dataclass(frozen=True)
class RecordMeasurement:
    """Enter a result; with ``is_new_sample`` its tube is entered in the same act."""

    sample: Sample
    measurement: Measurement
    is_new_sample: bool = False
    reason: str = ""

    @property
    def label(self) -> str:
        method = self.measurement.method.words
        return f"Record {method} result, {self.sample.specimen.value} {sample_when(self.sample)}"

    @property
    def patient_id(self) -> PatientId:
        return self.sample.patient_id

    def puts(self) -> tuple[Record, ...]:
        return (self.sample, self.measurement) if self.is_new_sample else (self.measurement,)


@dataclass(frozen=True)
class RecordResults:
    """Enter several results of one patient in one act, with the tubes that are new."""

    of_patient: PatientId
    samples: tuple[Sample, ...]
    measurements: tuple[Measurement, ...]
    reason: str = ""

    @property
    def label(self) -> str:
        return f"Record {counted(len(self.measurements), 'pasted result')}"

    @property
    def patient_id(self) -> PatientId:
        return self.of_patient

    def puts(self) -> tuple[Record, ...]:
        return (*self.samples, *self.measurements)


@dataclass(frozen=True)
class AmendMeasurement:
    """Correct a result; the old reading stays in the journal."""

    sample: Sample
    measurement: Measurement
    reason: str

    @property
    def label(self) -> str:
        method = self.measurement.method.words
        return f"Amend {method} result, {self.sample.specimen.value} {sample_when(self.sample)}"

    @property
    def patient_id(self) -> PatientId:
        return self.sample.patient_id

    def puts(self) -> tuple[Record, ...]:
        return (replace(self.measurement, version=self.measurement.version + 1),)


@dataclass(frozen=True)
class VoidRecords:
    """Take a record out of use, with what hangs on it; nothing is deleted.

    Attributes:
        what: The thing in words: "BM sample, 16 Mar 2026, and 1 result".
        records: The record and everything that depends on it, all still active.
    """

    what: str
    records: tuple[Patient | TherapyEvent | Sample | Measurement, ...]
    of_patient: PatientId
    reason: str

    @property
    def label(self) -> str:
        return f"Void {self.what}"

    @property
    def patient_id(self) -> PatientId:
        return self.of_patient

    def puts(self) -> tuple[Record, ...]:
        return tuple(
            replace(record, status=RecordStatus.VOIDED, version=record.version + 1)
            for record in self.records
        )


@dataclass(frozen=True)
class ChangeSettings:
    """Change a setting that changes results: enabled packs, event limits, laboratory name."""

    settings: LabSettings
    reason: str = ""

    @property
    def label(self) -> str:
        return "Change laboratory settings"

    @property
    def patient_id(self) -> None:
        return None

    def puts(self) -> tuple[Record, ...]:
        return (replace(self.settings, version=self.settings.version + 1),)


@dataclass(frozen=True)
class ApplyImport:
    """Write everything that an import preview announced, as one act.

    Attributes:
        as_of: Number of the newest journal entry when the preview was made; after another one
            the preview no longer says what would happen. None for records that were held
            against nothing.
    """

    file_name: str
    records: tuple[Record, ...]
    result_count: int
    reason: str = ""
    as_of: int | None = None

    @property
    def label(self) -> str:
        return f"Import {self.file_name} ({self.result_count} results)"

    @property
    def patient_id(self) -> None:
        return None

    def puts(self) -> tuple[Record, ...]:
        return self.records
