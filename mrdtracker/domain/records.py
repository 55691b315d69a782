"""What the laboratory records: patients, events, samples, measurements, and the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import NewType

from mrdtracker.domain.case import CourseFacts, Event, PatientFacts
from mrdtracker.domain.count_target import CountTarget
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import (
    Denominator,
    EventKind,
    EventUnit,
    Gating,
    Method,
    Quality,
    Specimen,
)

PatientId = NewType("PatientId", str)
EventId = NewType("EventId", str)
SampleId = NewType("SampleId", str)
MeasurementId = NewType("MeasurementId", str)
ReportId = NewType("ReportId", str)
LabelPrintId = NewType("LabelPrintId", str)


class RecordStatus(Enum):
    """Nothing is deleted: a wrong record is amended, or voided with a reason."""

    ACTIVE = "active"
    VOIDED = "voided"


@dataclass(frozen=True)
class Patient:
    """A child, known to the laboratory by its own code.

    Attributes:
        code: The laboratory's identifier, unique among active patients ("S-0142").
        name: Name or initials as the laboratory wants to see them; may be empty.
        protocol_text: The protocol in the centre's own words, where no pack stands for it.
        course: Pack, study, given arm and start of therapy. Its ``events`` stay empty here:
            they are ``TherapyEvent`` records of their own.
        version: 1 for a new record, one more for every change.
        pack_edition: Digest of the edition of ``course.pack`` that goes on answering for this
            patient, whatever the laboratory adopts; None follows the laboratory.
    """

    id: PatientId
    code: str
    name: str = ""
    facts: PatientFacts = field(default_factory=PatientFacts)
    course: CourseFacts = field(default_factory=CourseFacts)
    protocol_text: str = ""
    note: str = ""
    status: RecordStatus = RecordStatus.ACTIVE
    version: int = 1
    pack_edition: str | None = None


@dataclass(frozen=True)
class TherapyEvent:
    """Something given or something that happened, on a date or on a stated protocol day.

    Attributes:
        name: Phase, drug or blood count; of a missed sample the id of its time point.
        stated_first_dose_day: 0 or 1: how the source of ``day`` counts; None: as the pack does.
        ended_on: Last day of what was given over a time; None where it goes on.
        amount: A blood count or a dose, exact, in ``unit``.
        specimen: What was not taken, of a missed sample.
        note: Words beside it; of a missed sample the reason.
    """

    id: EventId
    patient_id: PatientId
    kind: EventKind
    name: str = ""
    on: date | None = None
    day: int | None = None
    stated_first_dose_day: int | None = None
    ended_on: date | None = None
    amount: Decimal | None = None
    unit: EventUnit | None = None
    specimen: Specimen | None = None
    note: str = ""
    status: RecordStatus = RecordStatus.ACTIVE
    version: int = 1

    @property
    def fact(self) -> Event:
        """What it says of the course, without how it is kept."""
        first = self.stated_first_dose_day
        return Event(
            kind=self.kind,
            name=self.name,
            on=self.on,
            day=self.day,
            day_stated_in=DayConvention(first) if first is not None else None,
            ended_on=self.ended_on,
            amount=self.amount,
            unit=self.unit,
            specimen=self.specimen,
            note=self.note,
        )


@dataclass(frozen=True)
class Sample:
    """One tube: what was taken, and when.

    Attributes:
        taken_on: Calendar date; it alone decides the protocol day where it is known.
        stated_day: Protocol day as the source stated it, where no date is known.
        stated_first_dose_day: 0 or 1: how the source of ``stated_day`` counts.
        timepoint: Name of the time point as stated ("EOC"), where no day is known.
        quality: What weakens the sample.
    """

    id: SampleId
    patient_id: PatientId
    specimen: Specimen
    code: str = ""
    taken_on: date | None = None
    stated_day: int | None = None
    stated_first_dose_day: int | None = None
    timepoint: str | None = None
    pull_number: int | None = None
    quality: tuple[Quality, ...] = ()
    note: str = ""
    status: RecordStatus = RecordStatus.ACTIVE
    version: int = 1


@dataclass(frozen=True)
class Measurement:
    """One result of one sample: our reading of it, beside the laboratory's own words."""

    id: MeasurementId
    sample_id: SampleId
    method: Method
    value: MrdValue
    reported_text: str
    unit: Unit | None = None
    target: str = ""
    denominator: Denominator | None = None
    markers: int | None = None
    events_total: int | None = None
    events_positive: int | None = None
    gating: Gating | None = None
    quality: tuple[Quality, ...] = ()
    is_verified: bool = False
    note: str = ""
    source: str = ""
    status: RecordStatus = RecordStatus.ACTIVE
    version: int = 1


@dataclass(frozen=True)
class LabSettings:
    """Settings that change a result: they live in the file and are journalled.

    Attributes:
        enabled_packs: Ids of the packs that are evaluated for every patient.
        n_lod: Events that make a flow limit of detection (20 by convention, per laboratory).
        n_lloq: Events that make a flow limit of quantification (50 by convention).
        count_targets: Where blood counts should be in maintenance; empty until the laboratory
            says so, because no range holds for every protocol.
    """

    laboratory: str = ""
    enabled_packs: tuple[str, ...] = ("generic-definitions",)
    n_lod: int = 20
    n_lloq: int = 50
    version: int = 1
    count_targets: tuple[CountTarget, ...] = ()


class EditionOrigin(Enum):
    """Where the text of a pack came from."""

    BUNDLED = "bundled"
    LOCAL = "local"


class EditionStatus(Enum):
    """Whether an edition answers: only the current one does, and for pinned patients an old one.

    A bundled edition is current from the act that first used it; a local one is entered, and
    current only after a second person approved it.
    """

    ENTERED = "entered"
    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class PackEdition:
    """One edition of a rule pack, kept with its whole text so that it can be explained later.

    Attributes:
        id: SHA-256 of ``text`` in UTF-8, in hex.
        pack_version: As the text states it.
        entered_by: Who entered it, or whose act used it first.
        approved_by: Who decided that it answers; empty for a bundled edition that came into use
            with another act, and for a local one that nobody approved yet.
    """

    id: str
    pack_id: str
    pack_version: str
    text: str
    origin: EditionOrigin
    entered_by: str
    approved_by: str = ""
    status: EditionStatus = EditionStatus.CURRENT
    version: int = 1

    @property
    def is_local(self) -> bool:
        """Whether the laboratory wrote it."""
        return self.origin is EditionOrigin.LOCAL

    @property
    def may_answer(self) -> bool:
        """Whether it may answer at all: for everybody, or for patients pinned to it."""
        return self.status in (EditionStatus.CURRENT, EditionStatus.SUPERSEDED)


class ReportState(Enum):
    """Whether a report corrects an earlier one. A draft is not kept."""

    FINAL = "final"
    AMENDED = "amended"


@dataclass(frozen=True)
class IssuedReport:
    """A report that left the house: what it said, and the very bytes of its pages.

    Attributes:
        number: 1, 2, 3 … of this patient.
        made_at: When it was issued, with a zone.
        reason: Why it was amended; empty for a final one.
        packs: Id, version and SHA-256 of every edition that answered; the patient's own first.
        head: "seq:hex" of the journal that it was made from.
        page: What the page says, as canonical JSON.
        pdf_digest: SHA-256 of the PDF in hex.
        supersedes: The report that it takes the place of.
        pdf: The bytes, given only on the way into the file; ``Queries.report_pdf`` reads them.
    """

    id: ReportId
    patient_id: PatientId
    number: int
    state: ReportState
    made_at: datetime
    made_by: str
    reason: str
    packs: tuple[tuple[str, str, str], ...]
    head: str
    page: str
    pdf_digest: str
    supersedes: ReportId | None = None
    status: RecordStatus = RecordStatus.ACTIVE
    version: int = 1
    pdf: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True)
class LabelPrint:
    """Labels of one sample that went to a printer or into a file.

    Attributes:
        copies: How many at once.
        code: What the bars hold.
        form: Kind of code and size of label: "code_128, 50 × 25 mm".
    """

    id: LabelPrintId
    patient_id: PatientId
    sample_id: SampleId
    copies: int
    code: str
    form: str
    status: RecordStatus = RecordStatus.ACTIVE
    version: int = 1


_Clinical = Patient | TherapyEvent | Sample | Measurement
Record = _Clinical | LabSettings | PackEdition | IssuedReport | LabelPrint


@dataclass(frozen=True)
class JournalChange:
    """One record before and after a command; ``before`` is None for a new record."""

    before: Record | None
    after: Record


@dataclass(frozen=True)
class JournalEntry:
    """One named act of one person.

    Attributes:
        undoes: Sequence number of the entry that this one takes back.
        undone_by: Sequence number of the entry that took this one back.
        record_count: How many records changed; an import changes many.
        head: The chain value of this entry, 64 hexadecimal characters.
        station: The computer on which it was written.
        clock_note: "the clock went back by 3600 s", where it did; the order is that of ``seq``.
    """

    seq: int
    at: datetime
    actor: str
    label: str
    reason: str = ""
    patient_id: PatientId | None = None
    undoes: int | None = None
    undone_by: int | None = None
    record_count: int = 1
    head: str = ""
    station: str = ""
    clock_note: str = ""


@dataclass(frozen=True)
class PatientSummary:
    """The derived line of a patient in lists; recomputed after every change, never edited.

    Attributes:
        level: "high", "intermediate", "low" or "info" of the loudest finding that answered yes.
        is_missing: True where the group cannot be said because something is missing.
        assessed_with: Pack ids, versions and digests behind it; empty while out of date.
    """

    group: str = ""
    status: str = ""
    possible: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    level: str = ""
    is_missing: bool = False
    assessed_with: str = ""


@dataclass(frozen=True)
class PatientRow:
    """One line of the patient list."""

    id: PatientId
    code: str
    name: str
    pack: str
    protocol_text: str
    therapy_started_on: date | None
    last_result_on: date | None
    result_count: int
    summary: PatientSummary


@dataclass(frozen=True)
class PatientFile:
    """All active records of one patient, read at once."""

    patient: Patient
    events: tuple[TherapyEvent, ...] = ()
    samples: tuple[Sample, ...] = ()
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True)
class VerifyReport:
    """What a check of the whole file found.

    Attributes:
        findings: One sentence each; empty means clean.
        head: "seq:hex" of the journal, to be compared with a printed one.
        notes: What could not be checked, and why; none of it is a fault.
    """

    findings: tuple[str, ...]
    entries: int
    records: int
    head: str
    checked_at: datetime | None = None
    notes: tuple[str, ...] = ()
