"""Records as rows, and rows as records."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    EventId,
    IssuedReport,
    LabelPrint,
    LabSettings,
    Measurement,
    MeasurementId,
    PackEdition,
    Patient,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    SampleId,
    TherapyEvent,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    EventUnit,
    Gating,
    LesionState,
    Lineage,
    Method,
    Sex,
    Specimen,
)
from mrdtracker.store.cells import (
    day_text,
    exact_or_none,
    quality_text,
    read_day,
    read_exact,
    read_int,
    read_qualities,
    read_text,
    read_word,
    word_text,
)
from mrdtracker.store.chain import Cell, Row, canonical
from mrdtracker.store.edition_codec import EDITION_COLUMNS, edition_of, edition_row
from mrdtracker.store.report_codec import (
    LABEL_COLUMNS,
    REPORT_COLUMNS,
    label_of,
    label_row,
    report_of,
    report_row,
)
from mrdtracker.store.search_text import search_key
from mrdtracker.store.settings_codec import SETTINGS_COLUMNS, settings_of, settings_row

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class RecordTable(Generic[R]):
    """How one type of record is kept.

    Attributes:
        columns: Columns that hold the record; the first is the id, the last the version. They
            are what the journal keeps.
        key_columns: Columns derived from the record for searching.
        added: Columns that older journal entries do not name; there they hold nothing.
    """

    name: str
    columns: tuple[str, ...]
    encode: Callable[[R], Row]
    decode: Callable[[Sequence[Cell]], R]
    key_columns: tuple[str, ...] = ()
    keys: Callable[[R], Row] = lambda _record: ()
    added: tuple[str, ...] = ()

    @property
    def column_names(self) -> str:
        """The names of the columns as the journal keeps them beside the rows."""
        return canonical(self.columns)

    def todays_rows(self, column_names: str, rows: Sequence[list[Cell]]) -> list[list[Cell]]:
        """Return journal rows, perhaps of an older shape, with today's columns.

        Args:
            column_names: The columns as the journal entry names them.
            rows: Its rows.

        Raises:
            ValueError: The journal names columns that no shape of this table had.
        """
        if column_names == self.column_names:
            return list(rows)
        older = tuple(column for column in self.columns if column not in self.added)
        if column_names != canonical(older):
            raise ValueError(f"{self.name}: the journal names other columns")
        places = [older.index(one) if one in older else None for one in self.columns]
        return [[None if place is None else row[place] for place in places] for row in rows]


def table_of(record_type: type[R]) -> RecordTable[R]:
    """Return how records of a type are kept."""
    table: RecordTable[R] = _TABLES[record_type]
    return table


_FACT_TRUTHS = (
    "testicular", "mediastinal_mass", "down_syndrome", "steroid_pretreatment", "etp",
    "bulky_disease", "prior_remission", "pre_steroid_cbc", "protocol_eligible",
)  # fmt: skip


def _patient_row(record: Patient) -> Row:
    facts, course = record.facts, record.course
    if course.events:
        raise ValueError("events of a course are records of their own")
    genetics = {name: state.value for name, state in facts.genetics.items()}
    return (
        record.id, record.code, record.name, word_text(facts.sex), day_text(facts.born_on),
        day_text(facts.diagnosed_on), exact_or_none(facts.age_years), facts.age_days,
        word_text(facts.lineage), exact_or_none(facts.wbc_10e9_per_l), word_text(facts.cns),
        facts.testicular.value, facts.mediastinal_mass.value, facts.down_syndrome.value,
        facts.steroid_pretreatment.value, facts.etp.value, facts.bulky_disease.value,
        facts.prior_remission.value, facts.pre_steroid_cbc.value, facts.protocol_eligible.value,
        facts.modal_chromosome_number, exact_or_none(facts.dna_index), canonical(genetics),
        course.pack, record.pack_edition, course.study, course.arm_given,
        day_text(course.therapy_started_on), course.steroid_days_before_day8,
        record.protocol_text, record.note,
        record.status.value, record.version,
    )  # fmt: skip


_TRUTHS: Mapping[Cell, Truth] = {word.value: word for word in Truth}


@lru_cache(maxsize=4096)
def _lesions(genetics: Cell) -> Mapping[str, LesionState]:
    """Read the lesions; what was found alike in two children is one object that nobody changes."""
    read = json.loads(str(genetics))
    return MappingProxyType({lesion: LesionState(state) for lesion, state in read.items()})


def _patient(row: Sequence[Cell]) -> Patient:
    (
        id_, code, name, sex, born, diagnosed, age_years, age_days, lineage, wbc, cns, *rest
    ) = row  # fmt: skip
    truths = dict(zip(_FACT_TRUTHS, map(_TRUTHS.__getitem__, rest[:9]), strict=True))
    modal, dna, genetics, pack, edition, study, arm, started, steroid, *end = rest[9:]
    protocol, note, status, version = end
    facts = PatientFacts(
        sex=read_word(Sex, sex),
        born_on=read_day(born),
        diagnosed_on=read_day(diagnosed),
        age_years=read_exact(age_years),
        age_days=read_int(age_days),
        lineage=read_word(Lineage, lineage),
        wbc_10e9_per_l=read_exact(wbc),
        cns=read_word(CnsStatus, cns),
        modal_chromosome_number=read_int(modal),
        dna_index=read_exact(dna),
        genetics=_lesions(genetics),
        **truths,
    )
    course = CourseFacts(
        pack=read_text(pack),
        study=read_text(study),
        arm_given=read_text(arm),
        therapy_started_on=read_day(started),
        steroid_days_before_day8=read_int(steroid),
    )
    return Patient(
        id=PatientId(str(id_)),
        code=str(code),
        name=str(name),
        facts=facts,
        course=course,
        protocol_text=str(protocol),
        note=str(note),
        status=RecordStatus(status),
        version=int(version or 0),
        pack_edition=read_text(edition),
    )


def _patient_keys(record: Patient) -> Row:
    # A code of signs only has no key of its own: it is then found by the code as it stands.
    return (search_key(record.code) or record.code, search_key(record.name))


def _event_row(record: TherapyEvent) -> Row:
    return (
        record.id, record.patient_id, record.kind.value, record.name, day_text(record.on),
        record.day, record.stated_first_dose_day, day_text(record.ended_on),
        exact_or_none(record.amount), word_text(record.unit), word_text(record.specimen),
        record.note, record.status.value, record.version,
    )  # fmt: skip


def _event(row: Sequence[Cell]) -> TherapyEvent:
    id_, patient_id, kind, name, on, day, first, ended, amount, unit, specimen, *end = row
    note, status, version = end
    return TherapyEvent(
        id=EventId(str(id_)),
        patient_id=PatientId(str(patient_id)),
        kind=EventKind(kind),
        name=str(name),
        on=read_day(on),
        day=read_int(day),
        stated_first_dose_day=read_int(first),
        ended_on=read_day(ended),
        amount=read_exact(amount),
        unit=read_word(EventUnit, unit),
        specimen=read_word(Specimen, specimen),
        note=str(note),
        status=RecordStatus(status),
        version=int(version or 0),
    )


def _sample_row(record: Sample) -> Row:
    return (
        record.id, record.patient_id, record.specimen.value, record.code,
        day_text(record.taken_on), record.stated_day, record.stated_first_dose_day,
        record.timepoint, record.pull_number, quality_text(record.quality), record.note,
        record.status.value, record.version,
    )  # fmt: skip


def _sample(row: Sequence[Cell]) -> Sample:
    id_, patient_id, specimen, code, taken, day, first, timepoint, pull, quality, *end = row
    note, status, version = end
    return Sample(
        id=SampleId(str(id_)),
        patient_id=PatientId(str(patient_id)),
        specimen=Specimen(specimen),
        code=str(code),
        taken_on=read_day(taken),
        stated_day=read_int(day),
        stated_first_dose_day=read_int(first),
        timepoint=read_text(timepoint),
        pull_number=read_int(pull),
        quality=read_qualities(quality),
        note=str(note),
        status=RecordStatus(status),
        version=int(version or 0),
    )


def _measurement_row(record: Measurement) -> Row:
    value = record.value
    return (
        record.id, record.sample_id, record.method.value, value.state.value, value.kind.value,
        exact_or_none(value.value), exact_or_none(value.lod), exact_or_none(value.lloq),
        exact_or_none(value.sensitivity), exact_or_none(value.uloq), value.limits_note,
        record.reported_text, word_text(record.unit), record.target, word_text(record.denominator),
        record.markers, record.events_total, record.events_positive, word_text(record.gating),
        quality_text(record.quality), int(record.is_verified), record.note, record.source,
        record.status.value, record.version,
    )  # fmt: skip


def _measurement(row: Sequence[Cell]) -> Measurement:
    id_, sample_id, method, state, kind, value, lod, lloq, sensitivity, uloq, *rest = row
    limits_note, reported, unit, target, denominator, markers, total, positive, *end = rest
    gating, quality, verified, note, source, status, version = end
    return Measurement(
        id=MeasurementId(str(id_)),
        sample_id=SampleId(str(sample_id)),
        method=Method(method),
        value=MrdValue(
            state=ResultState(str(state)),
            kind=QuantityKind(kind),
            value=read_exact(value),
            lod=read_exact(lod),
            lloq=read_exact(lloq),
            sensitivity=read_exact(sensitivity),
            uloq=read_exact(uloq),
            limits_note=str(limits_note),
        ),
        reported_text=str(reported),
        unit=read_word(Unit, unit),
        target=str(target),
        denominator=read_word(Denominator, denominator),
        markers=read_int(markers),
        events_total=read_int(total),
        events_positive=read_int(positive),
        gating=read_word(Gating, gating),
        quality=read_qualities(quality),
        is_verified=verified == 1,
        note=str(note),
        source=str(source),
        status=RecordStatus(status),
        version=int(version or 0),
    )


PATIENTS = RecordTable(
    "patient",
    (
        "id", "code", "name", "sex", "born_on", "diagnosed_on", "age_years", "age_days",
        "lineage", "wbc_10e9_per_l", "cns", *_FACT_TRUTHS, "modal_chromosome_number",
        "dna_index", "genetics", "pack", "pack_edition", "study", "arm_given",
        "therapy_started_on", "steroid_days_before_day8", "protocol_text", "note", "status",
        "version",
    ),
    _patient_row,
    _patient,
    ("code_key", "name_key"),
    _patient_keys,
    ("pack_edition",),
)  # fmt: skip
_ADDED_TO_EVENTS = ("stated_first_dose_day", "ended_on", "amount", "unit", "specimen")
EVENTS = RecordTable(
    "therapy_event",
    (
        "id", "patient_id", "kind", "name", "happened_on", "stated_day", *_ADDED_TO_EVENTS,
        "note", "status", "version",
    ),
    _event_row,
    _event,
    added=_ADDED_TO_EVENTS,
)  # fmt: skip
SAMPLES = RecordTable(
    "sample",
    (
        "id", "patient_id", "specimen", "code", "taken_on", "stated_day",
        "stated_first_dose_day", "timepoint", "pull_number", "quality", "note", "status",
        "version",
    ),
    _sample_row,
    _sample,
)  # fmt: skip
MEASUREMENTS = RecordTable(
    "measurement",
    (
        "id", "sample_id", "method", "state", "kind", "value", "lod", "lloq", "sensitivity",
        "uloq", "limits_note", "reported_text", "unit", "target", "denominator", "markers",
        "events_total", "events_positive", "gating", "quality", "is_verified", "note", "source",
        "status", "version",
    ),
    _measurement_row,
    _measurement,
)  # fmt: skip
SETTINGS = RecordTable("lab_settings", SETTINGS_COLUMNS, settings_row, settings_of)
EDITIONS = RecordTable("pack_edition", EDITION_COLUMNS, edition_row, edition_of)
REPORTS = RecordTable("report", REPORT_COLUMNS, report_row, report_of)
LABELS = RecordTable("label_print", LABEL_COLUMNS, label_row, label_of)
# In the order in which rows may refer to each other.
# Any: the key decides the parameter, which a dict cannot say.
_TABLES: dict[type, Any] = {
    Patient: PATIENTS,
    TherapyEvent: EVENTS,
    Sample: SAMPLES,
    Measurement: MEASUREMENTS,
    LabSettings: SETTINGS,
    PackEdition: EDITIONS,
    IssuedReport: REPORTS,
    LabelPrint: LABELS,
}
TABLES: dict[str, RecordTable[Record]] = {table.name: table for table in _TABLES.values()}
