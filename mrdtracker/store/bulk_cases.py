"""The cases of many patients at once, straight from the rows: to be answered, not to be edited.

A case is built without the records in between, which is most of the work in a large store. It is
the same case that ``services.assessment.case_of`` builds from a patient's file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from mrdtracker.domain.case import CourseFacts, Event, PatientCase, Result
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import Patient, PatientId
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import Denominator, Gating, Method, Quality, Specimen
from mrdtracker.store.cells import read_qualities
from mrdtracker.store.chain import Cell, Row
from mrdtracker.store.codec import EVENTS, PATIENTS
from mrdtracker.store.connection import Database
from mrdtracker.store.failures import damaged
from mrdtracker.store.history import decoded
from mrdtracker.store.statements import STATEMENTS

VALUES_KEPT = 32_768
RESULTS_KEPT = 16_384
DAYS_KEPT = 16_384
# Rows of so many patients are in memory at once: more of them only push each other out of reach.
FEW = 50
# The columns come from codec.py and nowhere else.
_PATIENTS_BY_ID = f"""
    {STATEMENTS[PATIENTS.name].select}
    WHERE id IN (SELECT value FROM json_each(?))
"""  # noqa: S608
_EVENTS_OF = f"""
    {STATEMENTS[EVENTS.name].select}
    WHERE patient_id IN (SELECT value FROM json_each(?)) AND status = 'active'
    ORDER BY happened_on, stated_day, rowid
"""  # noqa: S608
# In the order of a patient's file.
_RESULTS_OF = """
    SELECT sample.patient_id, measurement.id, sample.taken_on, measurement.reported_text,
        sample.specimen, sample.stated_day, sample.stated_first_dose_day, sample.timepoint,
        sample.quality, sample.note,
        measurement.method, measurement.state, measurement.kind, measurement.value,
        measurement.lod, measurement.lloq, measurement.sensitivity, measurement.uloq,
        measurement.limits_note, measurement.unit, measurement.target,
        measurement.denominator, measurement.markers, measurement.events_total,
        measurement.events_positive, measurement.gating, measurement.quality,
        measurement.is_verified, measurement.note
    FROM sample JOIN measurement ON measurement.sample_id = sample.id
    WHERE sample.patient_id IN (SELECT value FROM json_each(?))
        AND sample.status = 'active' AND measurement.status = 'active'
    ORDER BY sample.taken_on, sample.stated_day, measurement.rowid
"""

E = TypeVar("E", bound=Enum)


def _words(enumeration: type[E]) -> Mapping[Cell, E]:
    return {word.value: word for word in enumeration}


_SPECIMENS, _METHODS, _UNITS = _words(Specimen), _words(Method), _words(Unit)
_DENOMINATORS, _GATINGS = _words(Denominator), _words(Gating)


@dataclass(frozen=True)
class StoredCase:
    """A patient's own record, and the case that all active records of the patient make."""

    patient: Patient
    case: PatientCase


def cases_by_id(database: Database, patients: Sequence[PatientId]) -> tuple[StoredCase, ...]:
    """Return the cases of patients, in no order.

    Raises:
        DamagedStoreError: A row says what no record can say.
    """
    rows = database.rows(_PATIENTS_BY_ID, (json.dumps(patients),))
    return cases_of(database, decoded(database, PATIENTS, rows))


def cases_of(database: Database, patients: Sequence[Patient]) -> tuple[StoredCase, ...]:
    """Return the cases of patients that were read already.

    Raises:
        DamagedStoreError: A row says what no record can say.
    """
    found: list[StoredCase] = []
    for first in range(0, len(patients), FEW):
        found.extend(_cases_of_few(database, patients[first : first + FEW]))
    return tuple(found)


def _cases_of_few(database: Database, patients: Sequence[Patient]) -> Iterator[StoredCase]:
    bound = (json.dumps([patient.id for patient in patients]),)
    events: dict[str, list[Event]] = {}
    for event in decoded(database, EVENTS, database.rows(_EVENTS_OF, bound)):
        events.setdefault(event.patient_id, []).append(event.fact)
    results: dict[Cell, list[Result]] = defaultdict(list)
    try:
        for row in database.rows(_RESULTS_OF, bound):
            results[row[0]].append(_result(row))
    except (ValueError, KeyError, TypeError, InvalidOperation, InvalidInputError) as error:
        raise damaged(database.path) from error
    return (
        StoredCase(
            patient,
            PatientCase(
                patient_id=patient.code,
                patient=patient.facts,
                course=_with_events(patient.course, events.get(patient.id)),
                results=tuple(results.get(patient.id, ())),
            ),
        )
        for patient in patients
    )


def _with_events(course: CourseFacts, events: list[Event] | None) -> CourseFacts:
    return course if events is None else replace(course, events=tuple(events))


def _result(row: Row) -> Result:
    """Read a result; what was measured alike before is not read anew, only its day and words."""
    alike = _measured(row[4:])
    on = None if row[2] is None else _day(row[2])
    if on is None and alike.day is None and alike.timepoint is None:
        raise ValueError(row[1])
    found = object.__new__(Result)
    fields = vars(alike).copy()
    fields["key"], fields["on"], fields["reported_text"] = row[1], on, row[3]
    object.__setattr__(found, "__dict__", fields)
    return found


@lru_cache(maxsize=DAYS_KEPT)
def _day(taken: Cell) -> date:
    return date.fromisoformat(str(taken))


@lru_cache(maxsize=RESULTS_KEPT)
def _measured(row: Row) -> Result:
    """Read the columns that repeat, as a result whose date, words and key are not its own yet."""
    (
        specimen, day, first, timepoint, sample_quality, sample_note,
        method, state, kind, value, lod, lloq, sensitivity, uloq, limits_note,
        unit, target, denominator, markers, total, positive, gating, quality,
        verified, note,
    ) = row  # fmt: skip
    return Result(
        specimen=_SPECIMENS[specimen],
        method=_METHODS[method],
        value=_value(state, kind, value, lod, lloq, sensitivity, uloq, limits_note),
        on=date.min,
        day=_whole(day),
        day_stated_in=None if first is None else _convention(first),
        timepoint=None if timepoint is None else str(timepoint),
        target=str(target),
        unit=None if unit is None else _UNITS[unit],
        denominator=None if denominator is None else _DENOMINATORS[denominator],
        markers=_whole(markers),
        events_total=_whole(total),
        events_positive=_whole(positive),
        gating=None if gating is None else _GATINGS[gating],
        quality=_qualities(sample_quality, quality) if sample_quality or quality else (),
        verified=Truth.YES if verified == 1 else Truth.NO,
        note=str(note or sample_note),
    )


def _whole(cell: Cell) -> int | None:
    return None if cell is None else int(cell)


@lru_cache(maxsize=2)
def _convention(first: Cell) -> DayConvention:
    return DayConvention(int(first or 0))


@lru_cache(maxsize=1024)
def _qualities(of_sample: Cell, of_result: Cell) -> tuple[Quality, ...]:
    return tuple(dict.fromkeys((*read_qualities(of_sample), *read_qualities(of_result))))


@lru_cache(maxsize=VALUES_KEPT)
def _value(state: Cell, kind: Cell, *cells: Cell) -> MrdValue:
    """Read a value; one that was reported before is the same object, with its interval."""
    *numbers, limits_note = cells
    value, lod, lloq, sensitivity, uloq = (
        None if cell is None else Decimal(str(cell)) for cell in numbers
    )
    return MrdValue(
        state=ResultState(str(state)),
        kind=QuantityKind(kind),
        value=value,
        lod=lod,
        lloq=lloq,
        sensitivity=sensitivity,
        uloq=uloq,
        limits_note=str(limits_note),
    )
