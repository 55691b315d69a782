"""Reads what the due list needs of every active patient, in three statements and no record.

A record of each patient with each result would take ten times as long, and a window that is opened
every morning has no such time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.due import ScheduleRow, TakenSample
from mrdtracker.domain.records import PatientId
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.store.cells import read_day, read_int, read_text, read_word
from mrdtracker.store.chain import Cell, Row
from mrdtracker.store.connection import Database

_PATIENTS = """
    SELECT id, code, name, born_on, pack, pack_edition, protocol_text, therapy_started_on
    FROM patient WHERE status = 'active'
"""
# What moves, closes or stops a window; blood counts and doses are many and do not.
_EVENTS = """
    SELECT patient_id, kind, name, happened_on, stated_day, stated_first_dose_day, specimen, note
    FROM therapy_event
    WHERE status = 'active' AND kind IN (
        'phase_started', 'protocol_paused', 'protocol_resumed', 'sample_missed', 'relapse', 'death'
    )
    ORDER BY happened_on, stated_day, rowid
"""
# A result that is pending is none.
_SAMPLES = """
    SELECT patient_id, id, specimen, taken_on, stated_day, stated_first_dose_day, timepoint, (
        SELECT group_concat(method) FROM measurement
        WHERE sample_id = sample.id AND status = 'active' AND state <> 'pending'
    )
    FROM sample WHERE status = 'active'
"""
_SPECIMENS: dict[Cell, Specimen] = {one.value: one for one in Specimen}


def schedule_rows(database: Database) -> tuple[ScheduleRow, ...]:
    """Return every active patient with what the schedule asks about, in no order."""
    with database.reading():
        patients = database.rows(_PATIENTS)
        events, samples = database.rows(_EVENTS), database.rows(_SAMPLES)
    taken: dict[Cell, list[TakenSample]] = {}
    for row in samples:
        tubes = taken.get(row[0])
        if tubes is None:
            tubes = taken[row[0]] = []
        tubes.append(_tube(row))
    told: dict[Cell, list[Event]] = {}
    for patient_id, *event in events:
        told.setdefault(patient_id, []).append(_event(event))
    return tuple([_row(row, told.get(row[0], ()), taken.get(row[0], ())) for row in patients])


def _row(row: Row, events: Sequence[Event], samples: Sequence[TakenSample]) -> ScheduleRow:
    id_, code, name, born, pack, edition, protocol, started = row
    return ScheduleRow(
        patient_id=PatientId(str(id_)),
        code=str(code),
        name=str(name),
        born_on=read_day(born),
        protocol_text=str(protocol),
        edition=read_text(edition),
        course=CourseFacts(
            pack=read_text(pack), therapy_started_on=read_day(started), events=tuple(events)
        ),
        samples=samples,
    )


def _tube(row: Row) -> TakenSample:
    _, id_, specimen, taken, day, first, timepoint, methods = row
    return TakenSample(
        str(id_),
        _SPECIMENS[specimen],
        date.fromisoformat(str(taken)) if taken is not None else None,
        read_int(day) if day is not None else None,
        read_int(first) if first is not None else None,
        str(timepoint) if timepoint is not None else None,
        _methods(methods),
    )


@lru_cache(maxsize=256)
def _methods(joined: Cell) -> tuple[Method, ...]:
    return tuple(Method(one) for one in str(joined).split(",")) if joined is not None else ()


def _event(event: Sequence[Cell]) -> Event:
    kind, name, on, day, first, specimen, note = event
    return Event(
        kind=EventKind(kind),
        name=str(name),
        on=read_day(on),
        day=read_int(day),
        day_stated_in=DayConvention(int(first)) if first is not None else None,
        specimen=read_word(Specimen, specimen),
        note=str(note),
    )
