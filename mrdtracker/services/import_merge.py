"""Holds imported patients against the known ones: what is new, changed, or the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from mrdtracker.domain.case import CourseFacts, Event, PatientFacts, Result
from mrdtracker.domain.import_plan import (
    ImportedPatient,
    ImportPlan,
    ImportPreview,
    PlannedChange,
    RowAction,
)
from mrdtracker.domain.notation import value_text
from mrdtracker.domain.records import (
    EventId,
    Measurement,
    MeasurementId,
    Patient,
    PatientFile,
    PatientId,
    Record,
    Sample,
    SampleId,
    TherapyEvent,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method
from mrdtracker.services.commands import METHOD_WORDS, sample_when

# What makes two tubes of one patient the same tube.
_TubeKey = tuple[object, ...]
# What makes two readings of one tube the same reading.
_ReadingKey = tuple[SampleId, Method, str]
FactsT = TypeVar("FactsT", PatientFacts, CourseFacts)


@dataclass(frozen=True)
class MergedPlan:
    """The records that an import would write, and the preview a person looks at."""

    records: tuple[Record, ...]
    preview: ImportPreview


@dataclass
class _Tally:
    """What has been decided so far."""

    records: list[Record] = field(default_factory=list)
    changes: list[PlannedChange] = field(default_factory=list)
    new_patients: int = 0
    new_results: int = 0
    changed: int = 0
    same: int = 0

    def note(self, action: RowAction, code: str, what: str, before: str, after: str) -> None:
        self.changes.append(PlannedChange(action, code, what, before, after))


def merge_plan(
    plan: ImportPlan, known: Mapping[str, PatientFile], new_id: Callable[[], str]
) -> MergedPlan:
    """Decide for every imported record whether it is new, changed or the same.

    A blank never overwrites: only facts that the file states are compared. A result is the same
    when patient, tube, method and target are; if it then differs, it is changed, with the old
    reading kept in the journal.

    Args:
        plan: The table as its mapping reads it.
        known: The patients of the store that the table names, by code.
        new_id: Makes an id for a new record.
    """
    tally = _Tally()
    source = f"{plan.file_name} {plan.sha256[:12]}"
    for imported in plan.patients:
        file = known.get(imported.code)
        if file is None:
            file = _new_patient(imported, tally, new_id)
        else:
            _merge_patient(imported, file, tally)
        _merge_events(imported, file, tally, new_id)
        _merge_results(imported, file, tally, new_id, source)
    preview = ImportPreview(
        plan=plan,
        changes=tuple(tally.changes),
        new_patients=tally.new_patients,
        new_results=tally.new_results,
        changed=tally.changed,
        same=tally.same,
    )
    return MergedPlan(tuple(tally.records), preview)


def _new_patient(
    imported: ImportedPatient, tally: _Tally, new_id: Callable[[], str]
) -> PatientFile:
    patient = Patient(
        id=PatientId(new_id()),
        code=imported.code,
        name=imported.name,
        facts=imported.facts,
        course=replace(imported.course, events=()),
        protocol_text=imported.protocol_text,
        note=imported.note,
    )
    tally.records.append(patient)
    tally.new_patients += 1
    tally.note(RowAction.NEW, imported.code, "patient", "", imported.protocol_text)
    return PatientFile(patient)


def _merge_patient(imported: ImportedPatient, file: PatientFile, tally: _Tally) -> None:
    old = file.patient
    facts = _overlay(old.facts, imported.facts)
    course = replace(_overlay(old.course, imported.course), events=())
    merged = replace(
        old,
        facts=facts,
        course=course,
        name=imported.name or old.name,
        protocol_text=imported.protocol_text or old.protocol_text,
        note=_joined_notes(old.note, imported.note),
    )
    if merged == old:
        tally.same += 1
        return
    tally.records.append(replace(merged, version=old.version + 1))
    tally.changed += 1
    for what, before, after in _differences(old, merged):
        tally.note(RowAction.CHANGED, imported.code, what, before, after)


def _overlay(old: FactsT, new: FactsT) -> FactsT:
    """Lay stated facts over known ones; what is not stated stays as it was."""
    stated = {}
    for one in fields(new):
        value = getattr(new, one.name)
        if value is None or value is Truth.UNKNOWN:
            continue
        if one.name == "genetics":
            value = {**getattr(old, one.name), **value}
        stated[one.name] = value
    return replace(old, **stated)


def _differences(old: Patient, new: Patient) -> list[tuple[str, str, str]]:
    pairs: tuple[tuple[PatientFacts, PatientFacts] | tuple[CourseFacts, CourseFacts], ...] = (
        (old.facts, new.facts),
        (old.course, new.course),
    )
    found = [
        (one.name, str(getattr(a, one.name)), str(getattr(b, one.name)))
        for a, b in pairs
        for one in fields(a)
        if getattr(a, one.name) != getattr(b, one.name)
    ]
    for name in ("name", "protocol_text", "note"):
        if getattr(old, name) != getattr(new, name):
            found.append((name, getattr(old, name), getattr(new, name)))
    return found


def _merge_events(
    imported: ImportedPatient, file: PatientFile, tally: _Tally, new_id: Callable[[], str]
) -> None:
    known = {Event(one.kind, one.name, one.on, one.day) for one in file.events}
    for event in (*imported.course.events, *imported.events):
        if event in known:
            tally.same += 1
            continue
        known.add(event)
        tally.records.append(
            TherapyEvent(
                id=EventId(new_id()),
                patient_id=file.patient.id,
                kind=event.kind,
                name=event.name,
                on=event.on,
                day=event.day,
            )
        )
        tally.changed += 1
        when = str(event.on) if event.on else f"day {event.day}"
        tally.note(RowAction.NEW, imported.code, event.kind.value.replace("_", " "), "", when)


def _merge_results(
    imported: ImportedPatient,
    file: PatientFile,
    tally: _Tally,
    new_id: Callable[[], str],
    source: str,
) -> None:
    # A table does not say which pull it means: the first one.
    by_pull = sorted(file.samples, key=lambda sample: sample.pull_number or 0, reverse=True)
    tubes = {_tube_key(sample): sample for sample in by_pull}
    readings: dict[_ReadingKey, list[Measurement]] = {}
    for known in file.measurements:
        readings.setdefault((known.sample_id, known.method, known.target), []).append(known)
    for result in imported.results:
        key = _tube_key_of_result(result)
        sample = tubes.get(key)
        if sample is None:
            code = imported.sample_codes.get(result.key, "")
            sample = _sample_of(result, file.patient.id, SampleId(new_id()), code)
            tubes[key] = sample
            tally.records.append(sample)
        # A repeat on one tube meets the repeat of the earlier import: first the first, and so on.
        known_here = readings.get((sample.id, result.method, result.target), [])
        known_one = known_here.pop(0) if known_here else None
        reading = _measurement_of(result, sample, MeasurementId(new_id()), source)
        if known_one is not None and _is_corrected_here(known_one, source):
            tally.same += 1
            continue
        _count_reading(imported.code, sample, known_one, reading, tally)


def _is_corrected_here(known: Measurement, source: str) -> bool:
    """Answer whether a person amended what this very file said; the file does not undo that."""
    return known.version > 1 and known.source.startswith(source)


def _count_reading(
    code: str, sample: Sample, known: Measurement | None, reading: Measurement, tally: _Tally
) -> None:
    what = f"{METHOD_WORDS[reading.method]}, {sample.specimen.value} {sample_when(sample)}"
    if known is None:
        tally.records.append(reading)
        tally.new_results += 1
        tally.note(RowAction.NEW, code, what, "", value_text(reading.value))
        return
    as_known = replace(
        reading,
        id=known.id,
        version=known.version,
        source=known.source,
        note=reading.note or known.note,
        is_verified=reading.is_verified or known.is_verified,
    )
    if as_known == known:
        tally.same += 1
        return
    tally.records.append(replace(as_known, version=known.version + 1, source=reading.source))
    tally.changed += 1
    tally.note(RowAction.CHANGED, code, what, value_text(known.value), value_text(reading.value))


def _joined_notes(old: str, new: str) -> str:
    """Add what a file says to what is known; said twice is said once."""
    return old if new in old else f"{old}\n{new}".strip()


def _tube_key(sample: Sample) -> _TubeKey:
    if sample.taken_on is not None:
        return (sample.specimen, sample.taken_on)
    return (sample.specimen, sample.stated_day, sample.stated_first_dose_day, sample.timepoint)


def _tube_key_of_result(result: Result) -> _TubeKey:
    if result.on is not None:
        return (result.specimen, result.on)
    first = result.day_stated_in.first_dose_day if result.day_stated_in else None
    return (result.specimen, result.day, first, result.timepoint)


def _sample_of(result: Result, patient_id: PatientId, sample_id: SampleId, code: str) -> Sample:
    return Sample(
        id=sample_id,
        code=code,
        patient_id=patient_id,
        specimen=result.specimen,
        taken_on=result.on,
        stated_day=result.day,
        stated_first_dose_day=result.day_stated_in.first_dose_day
        if result.day_stated_in
        else None,
        timepoint=result.timepoint,
        quality=result.quality,
    )


def _measurement_of(
    result: Result, sample: Sample, measurement_id: MeasurementId, source: str
) -> Measurement:
    return Measurement(
        id=measurement_id,
        sample_id=sample.id,
        method=result.method,
        value=result.value,
        reported_text=result.reported_text,
        unit=result.unit,
        target=result.target,
        denominator=result.denominator,
        markers=result.markers,
        events_total=result.events_total,
        events_positive=result.events_positive,
        gating=result.gating,
        quality=tuple(one for one in result.quality if one not in sample.quality),
        note=result.note,
        is_verified=result.verified is Truth.YES,
        source=f"{source} {result.key}".strip(),
    )
