"""Holds imported patients against the known ones: what is new, changed, or the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import TypeVar

from mrdtracker.domain.case import CourseFacts, PatientFacts, Result
from mrdtracker.domain.import_plan import (
    ImportedPatient,
    ImportPlan,
    ImportPreview,
    PlannedChange,
    RowAction,
)
from mrdtracker.domain.notation import date_text, value_text
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
from mrdtracker.services.commands import sample_when
from mrdtracker.services.import_voided import Voided, event_key, tube_key, tube_key_of_result

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
    new_events: int = 0
    changed: int = 0
    same: int = 0
    voided_patients: int = 0
    voided_results: int = 0
    voided_events: int = 0

    def note(self, action: RowAction, code: str, what: str, before: str, after: str) -> None:
        self.changes.append(PlannedChange(action, code, what, before, after))


@dataclass(frozen=True)
class _Put:
    """One imported patient on the way into the store."""

    imported: ImportedPatient
    voided: Voided
    tally: _Tally
    new_id: Callable[[], str]


def merge_plan(
    plan: ImportPlan,
    known: Mapping[str, PatientFile],
    new_id: Callable[[], str],
    voided: Mapping[str, PatientFile] = MappingProxyType({}),
) -> MergedPlan:
    """Decide for every imported record whether it is new, changed or the same.

    A blank never overwrites: only facts that the file states are compared. A result is the same
    when patient, tube, method and target are; if it then differs, it is changed, with the old
    reading kept in the journal. What a person voided here stays voided.

    Args:
        plan: The table as its mapping reads it.
        known: The patients of the store that the table names, by code.
        new_id: Makes an id for a new record.
        voided: What a person voided of those patients, by code.
    """
    tally = _Tally()
    source = f"{plan.file_name} {plan.sha256[:12]}"
    for imported in plan.patients:
        file, gone = known.get(imported.code), voided.get(imported.code)
        if file is None and gone is not None:
            _leave_voided(imported, tally)
            continue
        is_own = file is not None and gone is not None and gone.patient.id == file.patient.id
        put = _Put(imported, Voided(gone if is_own else None), tally, new_id)
        if file is None:
            file = _new_patient(put)
        else:
            _merge_patient(imported, file, tally)
        _merge_events(put, file)
        _merge_results(put, file, source)
    preview = ImportPreview(
        plan=plan,
        changes=tuple(tally.changes),
        new_patients=tally.new_patients,
        new_results=tally.new_results,
        new_events=tally.new_events,
        changed=tally.changed,
        same=tally.same,
        voided_patients=tally.voided_patients,
        voided_results=tally.voided_results,
        voided_events=tally.voided_events,
    )
    return MergedPlan(tuple(tally.records), preview)


def _leave_voided(imported: ImportedPatient, tally: _Tally) -> None:
    """Take nothing of a patient that a person voided; by hand the code can be used again."""
    tally.voided_patients += 1
    tally.voided_results += len(imported.results)
    tally.voided_events += len(imported.course.events) + len(imported.events)
    tally.note(RowAction.VOIDED, imported.code, "patient", "", "")


def _new_patient(put: _Put) -> PatientFile:
    imported, tally = put.imported, put.tally
    patient = new_patient(imported, PatientId(put.new_id()))
    tally.records.append(patient)
    tally.new_patients += 1
    tally.note(RowAction.NEW, imported.code, "patient", "", imported.protocol_text)
    return PatientFile(patient)


def _merge_patient(imported: ImportedPatient, file: PatientFile, tally: _Tally) -> None:
    old = file.patient
    merged = merged_patient(imported, old)
    if merged == old:
        tally.same += 1
        return
    tally.records.append(replace(merged, version=old.version + 1))
    tally.changed += 1
    for what, before, after in _differences(old, merged):
        tally.note(RowAction.CHANGED, imported.code, what, before, after)


def new_patient(imported: ImportedPatient, patient_id: PatientId) -> Patient:
    """Return the patient that a table states, as a record."""
    return Patient(
        id=patient_id,
        code=imported.code,
        name=imported.name,
        facts=imported.facts,
        course=replace(imported.course, events=()),
        protocol_text=imported.protocol_text,
        note=imported.note,
    )


def merged_patient(imported: ImportedPatient, old: Patient) -> Patient:
    """Return a known patient with what a table states laid over; the version is the old one."""
    return replace(
        old,
        facts=_overlay(old.facts, imported.facts),
        course=replace(_overlay(old.course, imported.course), events=()),
        name=imported.name or old.name,
        protocol_text=imported.protocol_text or old.protocol_text,
        note=_joined_notes(old.note, imported.note),
    )


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


def _merge_events(put: _Put, file: PatientFile) -> None:
    imported, tally = put.imported, put.tally
    known = {event_key(one) for one in file.events}
    for event in (*imported.course.events, *imported.events):
        if event_key(event) in known:
            tally.same += 1
            continue
        when = date_text(event.on) if event.on else f"D{event.day}"
        words = event.kind.value.replace("_", " ")
        if put.voided.has_event(event):
            tally.voided_events += 1
            tally.note(RowAction.VOIDED, imported.code, words, when, "")
            continue
        known.add(event_key(event))
        tally.records.append(
            TherapyEvent(
                id=EventId(put.new_id()),
                patient_id=file.patient.id,
                kind=event.kind,
                name=event.name,
                on=event.on,
                day=event.day,
                stated_first_dose_day=None
                if event.day_stated_in is None
                else event.day_stated_in.first_dose_day,
                ended_on=event.ended_on,
                amount=event.amount,
                unit=event.unit,
                specimen=event.specimen,
                note=event.note,
            )
        )
        tally.new_events += 1
        named = f"{event.name}, {when}" if event.name and when not in event.name else event.name
        tally.note(RowAction.NEW, imported.code, words, "", named or when)


def _merge_results(put: _Put, file: PatientFile, source: str) -> None:
    # A table does not say which pull it means: the first one.
    by_pull = sorted(file.samples, key=lambda sample: sample.pull_number or 0, reverse=True)
    tubes = {tube_key(sample): sample for sample in by_pull}
    readings: dict[_ReadingKey, list[Measurement]] = {}
    for known in file.measurements:
        readings.setdefault((known.sample_id, known.method, known.target), []).append(known)
    for result in put.imported.results:
        key = tube_key_of_result(result)
        known_tube = tubes.get(key)
        sample = known_tube or _new_sample(put, file, result)
        # A repeat on one tube meets the repeat of the earlier import: first the first, and so on.
        known_here = readings.get((sample.id, result.method, result.target), [])
        known_one = known_here[0] if known_here else None
        reading = _measurement_of(result, sample, MeasurementId(put.new_id()), source)
        is_same = known_one is not None and _is_as_known(known_one, reading, source)
        if not is_same and put.voided.has_result(result, reading.source):
            _leave_result_voided(put, sample, reading)
            continue
        if known_tube is None:
            tubes[key] = sample
            put.tally.records.append(sample)
        del known_here[:1]
        if is_same:
            put.tally.same += 1
            continue
        _count_reading(put.imported.code, sample, known_one, reading, put.tally)


def _leave_result_voided(put: _Put, sample: Sample, reading: Measurement) -> None:
    put.tally.voided_results += 1
    what = _reading_words(sample, reading)
    put.tally.note(RowAction.VOIDED, put.imported.code, what, value_text(reading.value), "")


def _new_sample(put: _Put, file: PatientFile, result: Result) -> Sample:
    code = put.imported.sample_codes.get(result.key, "")
    return _sample_of(result, file.patient.id, SampleId(put.new_id()), code)


def _is_as_known(known: Measurement, reading: Measurement, source: str) -> bool:
    return _is_corrected_here(known, source) or _as_known(known, reading) == known


def _as_known(known: Measurement, reading: Measurement) -> Measurement:
    """Return what a file says as if it stood in the store; what it leaves open stays as it is."""
    return replace(
        reading,
        id=known.id,
        version=known.version,
        source=known.source,
        note=reading.note or known.note,
        is_verified=reading.is_verified or known.is_verified,
    )


def _reading_words(sample: Sample, reading: Measurement) -> str:
    return f"{reading.method.words}, {sample.specimen.value} {sample_when(sample)}"


def _is_corrected_here(known: Measurement, source: str) -> bool:
    """Answer whether a person amended what this very file said; the file does not undo that."""
    return known.version > 1 and known.source.startswith(source)


def _count_reading(
    code: str, sample: Sample, known: Measurement | None, reading: Measurement, tally: _Tally
) -> None:
    what = _reading_words(sample, reading)
    if known is None:
        tally.records.append(reading)
        tally.new_results += 1
        tally.note(RowAction.NEW, code, what, "", value_text(reading.value))
        return
    changed = replace(_as_known(known, reading), version=known.version + 1, source=reading.source)
    tally.records.append(changed)
    tally.changed += 1
    tally.note(RowAction.CHANGED, code, what, value_text(known.value), value_text(reading.value))


def _joined_notes(old: str, new: str) -> str:
    """Add what a file says to what is known; said twice is said once."""
    return old if new in old else f"{old}\n{new}".strip()


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
