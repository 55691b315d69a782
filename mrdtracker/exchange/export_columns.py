"""The columns of our own tables: name, meaning, unit and words, each said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.records import (
    JournalEntry,
    Measurement,
    Patient,
    RecordStatus,
    Sample,
    TherapyEvent,
)
from mrdtracker.domain.units import QuantityKind, Unit, from_canonical
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    EventUnit,
    Gating,
    LesionState,
    Lineage,
    Method,
    Quality,
    Sex,
    Specimen,
)
from mrdtracker.exchange.export_cells import cell_text

RowT = TypeVar("RowT")
_DAY = "YYYY-MM-DD"
_VERSION = "1 for a new record, one more for every change"
_YES_NO = "yes, no; blank: not known"
_STATED = "as the source counted"
_CANONICAL = {
    QuantityKind.CELL_FRACTION: Unit.FRACTION,
    QuantityKind.CELL_CONCENTRATION: Unit.PER_UL,
    QuantityKind.TRANSCRIPT_RATIO: Unit.COPIES_RATIO,
}


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column of a table that we write."""

    name: str
    meaning: str
    read: Callable[[RowT], object]
    unit: str = ""
    allowed: str = ""

    def cell(self, row: RowT) -> str:
        """Write the cell of a row."""
        return cell_text(self.read(row))


@dataclass(frozen=True)
class EventLine:
    """An event and whose it is."""

    patient: Patient
    event: TherapyEvent


@dataclass(frozen=True)
class SampleLine:
    """A sample and whose it is."""

    patient: Patient
    sample: Sample


@dataclass(frozen=True)
class ResultLine:
    """A result, the sample it is of, and whose it is."""

    patient: Patient
    sample: Sample
    measurement: Measurement


def _words(kind: type[Enum]) -> str:
    return ", ".join(str(member.value) for member in kind)


def _genetics(patient: Patient) -> str:
    lesions = patient.facts.genetics
    return "; ".join(f"{name}={lesions[name].value}" for name in sorted(lesions))


def _amount(line: ResultLine, name: str) -> Decimal | None:
    """Return a number of the result in the unit of the column ``unit``."""
    number: Decimal | None = getattr(line.measurement.value, name)
    unit = line.measurement.unit
    if number is None or unit is None or unit.kind is not line.measurement.value.kind:
        return number
    return from_canonical(number, unit)


def _unit(line: ResultLine) -> Unit | None:
    unit = line.measurement.unit
    return unit if unit is None or unit.kind is line.measurement.value.kind else None


_STATUS = _words(RecordStatus)
_SAME_UNIT = "unit of the column 'unit'; without one, canonical_unit"

PATIENT_COLUMNS: tuple[Column[Patient], ...] = (
    Column("patient_code", "The laboratory's identifier of the patient", lambda row: row.code),
    Column("name", "Name or initials as the laboratory keeps them", lambda row: row.name),
    Column("sex", "Sex as recorded by the centre", lambda row: row.facts.sex, "", _words(Sex)),
    Column("born_on", "Date of birth", lambda row: row.facts.born_on, _DAY),
    Column("diagnosed_on", "Date of diagnosis", lambda row: row.facts.diagnosed_on, _DAY),
    Column("age_years", "Age at diagnosis as stated", lambda row: row.facts.age_years, "years"),
    Column("age_days", "Age at diagnosis; wins over years", lambda r: r.facts.age_days, "days"),
    Column("lineage", "Lineage", lambda row: row.facts.lineage, "", _words(Lineage)),
    Column(
        "wbc_10e9_per_l",
        "White cells before treatment",
        lambda row: row.facts.wbc_10e9_per_l,
        "10^9/L",
    ),
    Column("cns", "CNS status at diagnosis", lambda row: row.facts.cns, "", _words(CnsStatus)),
    Column("testicular", "Testes involved", lambda row: row.facts.testicular, "", _YES_NO),
    Column(
        "mediastinal_mass", "Mediastinal mass", lambda row: row.facts.mediastinal_mass, "", _YES_NO
    ),
    Column("down_syndrome", "Down syndrome", lambda row: row.facts.down_syndrome, "", _YES_NO),
    Column(
        "steroid_pretreatment",
        "Steroid before the protocol",
        lambda row: row.facts.steroid_pretreatment,
        "",
        _YES_NO,
    ),
    Column("etp", "Early T-cell precursor", lambda row: row.facts.etp, "", _YES_NO),
    Column("bulky_disease", "Bulky disease", lambda row: row.facts.bulky_disease, "", _YES_NO),
    Column(
        "prior_remission",
        "Was in remission before",
        lambda row: row.facts.prior_remission,
        "",
        _YES_NO,
    ),
    Column(
        "pre_steroid_cbc",
        "Blood count from the three days before the first steroid",
        lambda row: row.facts.pre_steroid_cbc,
        "",
        _YES_NO,
    ),
    Column(
        "protocol_eligible",
        "Meets the entry criteria of the protocol",
        lambda row: row.facts.protocol_eligible,
        "",
        _YES_NO,
    ),
    Column(
        "modal_chromosome_number",
        "Modal number of chromosomes",
        lambda row: row.facts.modal_chromosome_number,
    ),
    Column("dna_index", "DNA index", lambda row: row.facts.dna_index),
    Column(
        "genetics",
        "Lesions as name=state, separated by '; '; a lesion that is absent was not tested",
        _genetics,
        "",
        _words(LesionState),
    ),
    Column("protocol_text", "Protocol in the centre's own words", lambda row: row.protocol_text),
    Column("pack", "Rule pack that the patient is treated by", lambda row: row.course.pack),
    Column("pack_edition", "Digest of the pinned edition, or none", lambda row: row.pack_edition),
    Column("study", "Study or arm variant inside the pack", lambda row: row.course.study),
    Column("arm_given", "Induction that was given", lambda row: row.course.arm_given),
    Column(
        "therapy_started_on",
        "Date of the first dose",
        lambda row: row.course.therapy_started_on,
        _DAY,
    ),
    Column(
        "steroid_days_before_day8",
        "Days of steroid before the day-8 count",
        lambda row: row.course.steroid_days_before_day8,
        "days",
    ),
    Column("note", "Note", lambda row: row.note),
    Column("status", "Whether the record stands", lambda row: row.status, "", _STATUS),
    Column("patient_id", "The program's own identifier", lambda row: row.id),
    Column("version", _VERSION, lambda row: row.version),
)

EVENT_COLUMNS: tuple[Column[EventLine], ...] = (
    Column("patient_code", "Whose event it is", lambda row: row.patient.code),
    Column("kind", "What happened", lambda row: row.event.kind, "", _words(EventKind)),
    Column("name", "Which phase, or the source's own words", lambda row: row.event.name),
    Column("on", "Date", lambda row: row.event.on, _DAY),
    Column("day", "Protocol day, where no date is known", lambda row: row.event.day, "days"),
    Column(
        "stated_first_dose_day",
        "Day number of the first dose in that count",
        lambda row: row.event.stated_first_dose_day,
        "",
        "0, 1",
    ),
    Column("ended_on", "Last day of what was given", lambda row: row.event.ended_on, _DAY),
    Column("amount", "Blood count or dose", lambda r: r.event.amount, "the column 'unit'"),
    Column("unit", "Unit of the amount", lambda r: r.event.unit, "", _words(EventUnit)),
    Column("specimen", "What was not taken", lambda r: r.event.specimen, "", _words(Specimen)),
    Column("note", "Note; why a sample was not taken", lambda row: row.event.note),
    Column("status", "Whether the record stands", lambda row: row.event.status, "", _STATUS),
    Column("event_id", "The program's own identifier", lambda row: row.event.id),
    Column("version", _VERSION, lambda r: r.event.version),
)

SAMPLE_COLUMNS: tuple[Column[SampleLine], ...] = (
    Column("patient_code", "Whose sample it is", lambda row: row.patient.code),
    Column("sample_id", "The program's own identifier", lambda row: row.sample.id),
    Column("sample_code", "The laboratory's name of the tube", lambda row: row.sample.code),
    Column("specimen", "What was taken", lambda row: row.sample.specimen, "", _words(Specimen)),
    Column("taken_on", "Date", lambda row: row.sample.taken_on, _DAY),
    Column("stated_day", "Protocol day", lambda row: row.sample.stated_day, _STATED),
    Column(
        "stated_first_dose_day",
        "Day number of the first dose in that count",
        lambda row: row.sample.stated_first_dose_day,
        "",
        "0, 1",
    ),
    Column("timepoint", "Named time point as stated", lambda row: row.sample.timepoint),
    Column("pull_number", "Number of the aspirate", lambda row: row.sample.pull_number),
    Column("quality", "What weakens it", lambda row: row.sample.quality, "", _words(Quality)),
    Column("note", "Note", lambda row: row.sample.note),
    Column("status", "Whether the record stands", lambda row: row.sample.status, "", _STATUS),
    Column("version", _VERSION, lambda r: r.sample.version),
)

RESULT_COLUMNS: tuple[Column[ResultLine], ...] = (
    Column("patient_code", "Whose result it is", lambda row: row.patient.code),
    Column("result_id", "The program's own identifier", lambda row: row.measurement.id),
    Column("sample_id", "The sample, as in samples.csv", lambda row: row.sample.id),
    Column("sample_code", "The laboratory's name of the tube", lambda row: row.sample.code),
    Column("specimen", "What was taken", lambda row: row.sample.specimen, "", _words(Specimen)),
    Column("taken_on", "Date", lambda row: row.sample.taken_on, _DAY),
    Column("stated_day", "Protocol day", lambda row: row.sample.stated_day, _STATED),
    Column(
        "stated_first_dose_day",
        "Day number of the first dose in that count",
        lambda row: row.sample.stated_first_dose_day,
        "",
        "0, 1",
    ),
    Column("timepoint", "Named time point as stated", lambda row: row.sample.timepoint),
    Column("method", "How it was looked for", lambda r: r.measurement.method, "", _words(Method)),
    Column("target", "Lesion or rearrangement followed", lambda row: row.measurement.target),
    Column(
        "state",
        "What the laboratory said; only 'quantified' has a value",
        lambda row: row.measurement.value.state,
        "",
        _words(ResultState),
    ),
    Column("value", "The amount, exact", lambda row: _amount(row, "value"), _SAME_UNIT),
    Column("unit", "Unit of the result as reported", _unit, "", _words(Unit)),
    Column("lod", "Limit of detection of this sample", lambda r: _amount(r, "lod"), _SAME_UNIT),
    Column(
        "lloq",
        "Lower limit of quantification of this sample",
        lambda row: _amount(row, "lloq"),
        _SAME_UNIT,
    ),
    Column(
        "sensitivity",
        "Sensitivity reached by this sample",
        lambda row: _amount(row, "sensitivity"),
        _SAME_UNIT,
    ),
    Column(
        "uloq",
        "Upper limit, for results above it",
        lambda row: _amount(row, "uloq"),
        _SAME_UNIT,
    ),
    Column(
        "limits_note",
        "How a limit came about where the laboratory gave none",
        lambda row: row.measurement.value.limits_note,
    ),
    Column(
        "kind",
        "What the number counts",
        lambda row: row.measurement.value.kind,
        "",
        _words(QuantityKind),
    ),
    Column(
        "value_canonical",
        "The amount in one unit per kind, for computing",
        lambda row: row.measurement.value.value,
        "canonical_unit",
    ),
    Column(
        "canonical_unit",
        "Unit of value_canonical",
        lambda row: _CANONICAL[row.measurement.value.kind],
        "",
        ", ".join(unit.value for unit in _CANONICAL.values()),
    ),
    Column(
        "denominator",
        "What a fraction is a fraction of",
        lambda row: row.measurement.denominator,
        "",
        _words(Denominator),
    ),
    Column(
        "gating",
        "Whether the flow panel sees disease without CD19",
        lambda row: row.measurement.gating,
        "",
        _words(Gating),
    ),
    Column("markers", "Sensitive IG/TR targets behind it", lambda row: row.measurement.markers),
    Column("events_total", "Flow events in total", lambda row: row.measurement.events_total),
    Column("events_positive", "Flow events found", lambda row: row.measurement.events_positive),
    Column(
        "sample_quality",
        "What weakens the sample",
        lambda row: row.sample.quality,
        "",
        _words(Quality),
    ),
    Column(
        "quality",
        "What weakens the result",
        lambda row: row.measurement.quality,
        "",
        _words(Quality),
    ),
    Column(
        "is_verified",
        "A second person has looked at it",
        lambda row: row.measurement.is_verified,
        "",
        "yes, no",
    ),
    Column("reported_text", "The laboratory's own words", lambda r: r.measurement.reported_text),
    Column("note", "Note", lambda row: row.measurement.note),
    Column("source", "File and place that it was read from", lambda row: row.measurement.source),
    Column("status", "Whether the record stands", lambda row: row.measurement.status, "", _STATUS),
    Column(
        "version", "1 for a new record, one more for every change", lambda r: r.measurement.version
    ),
)

JOURNAL_COLUMNS: tuple[Column[JournalEntry], ...] = (
    Column("seq", "Number of the entry", lambda row: row.seq),
    Column("at", "When, with its time zone", lambda row: row.at, "ISO 8601"),
    Column("actor", "Who", lambda row: row.actor),
    Column("label", "What was done", lambda row: row.label),
    Column("reason", "Why", lambda row: row.reason),
    Column("patient_id", "Patient, as in patients.csv; blank for several", lambda r: r.patient_id),
    Column("undoes", "Entry that this one takes back", lambda row: row.undoes),
    Column("undone_by", "Entry that took this one back", lambda row: row.undone_by),
    Column("record_count", "Records that changed", lambda row: row.record_count),
    Column("station", "Computer on which it was written", lambda row: row.station),
    Column("clock_note", "What the clock did, where it went back", lambda row: row.clock_note),
    Column("head", "Chain value, for comparing with a printed one", lambda row: row.head),
)
