"""Reads what the due list needs of every active patient, in four statements and no record.

A record of each patient with each result would take ten times as long, and a window that is opened
every morning has no such time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.due import ScheduleRow, TakenSample
from mrdtracker.domain.records import PatientId
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.store.cells import read_day, read_int, read_text, read_word
from mrdtracker.store.chain import Cell, Row
from mrdtracker.store.connection import Database

_PATIENTS = """
    SELECT code_key, number, id, code, name, born_on, pack, study, arm_given, pack_edition,
        protocol_text, therapy_started_on, level, is_missing, assessed_with
    FROM patient WHERE status = 'active' AND (:patient IS NULL OR id = :patient)
"""
# What moves, closes or stops a window; blood counts and doses are many and do not.
_EVENTS = """
    SELECT patient_id, kind, name, happened_on, stated_day, stated_first_dose_day, specimen, note
    FROM therapy_event
    WHERE status = 'active' AND (:patient IS NULL OR patient_id = :patient) AND kind IN (
        'phase_started', 'protocol_paused', 'protocol_resumed', 'sample_missed', 'relapse', 'death'
    )
    ORDER BY happened_on, stated_day, rowid
"""
# Tubes with a date, one row for each result that is not pending and one where there is none. What
# came later than every window reaches, and has its result, asks for nothing: years of follow-up
# need not be read. Days may be counted from a phase that began after the first dose, and an
# edition that a patient is pinned to may reach farther than today's.
_DATED = """
    WITH child AS MATERIALIZED (
        SELECT number, id, iif(
            pack_edition IS NULL,
            date(max(therapy_started_on, coalesce(phase.latest, '')), :reach),
            '9999-12-31'
        ) AS until
        FROM patient LEFT JOIN (
            SELECT patient_id, max(happened_on) AS latest FROM therapy_event
            WHERE kind = 'phase_started' AND status = 'active' GROUP BY patient_id
        ) AS phase ON phase.patient_id = patient.id
        WHERE status = 'active' AND (:patient IS NULL OR id = :patient)
    )
    SELECT child.number, sample.id, specimen, taken_on, timepoint, method
    FROM child CROSS JOIN sample ON sample.patient_id = child.id AND sample.status = 'active'
    LEFT JOIN measurement ON sample_id = sample.id AND measurement.status = 'active'
        AND state <> 'pending'
    WHERE taken_on <= until OR (method IS NULL AND taken_on IS NOT NULL)
"""
_UNDATED = """
    SELECT patient.number, sample.id, specimen, stated_day, stated_first_dose_day, timepoint, (
        SELECT group_concat(method) FROM measurement
        WHERE sample_id = sample.id AND status = 'active' AND state <> 'pending'
    )
    FROM sample JOIN patient ON patient.id = patient_id
    WHERE sample.status = 'active' AND taken_on IS NULL
        AND (:patient IS NULL OR patient_id = :patient)
"""
# SQLite's dates end with the year 9999.
_FOR_EVER = 2_500_000
_SPECIMENS: dict[Cell, Specimen] = {one.value: one for one in Specimen}


def schedule_rows(
    database: Database, reach: int | None = None, patient_id: PatientId | None = None
) -> tuple[ScheduleRow, ...]:
    """Return active patients with what the schedule asks about, in the order of their codes.

    Args:
        database: The open store.
        reach: So many days after the day that a schedule counts from, a tube that has a result
            belongs to nothing any more, and may be left out; None keeps all.
        patient_id: Only this patient, if still active; None for every one.
    """
    bound: dict[str, Cell] = {"patient": patient_id}
    until: dict[str, Cell] = {"reach": f"+{_FOR_EVER if reach is None else reach} days"}
    with database.reading():
        patients = database.rows(_PATIENTS, bound)
        events = database.rows(_EVENTS, bound)
        dated, undated = database.rows(_DATED, bound | until), database.rows(_UNDATED, bound)
    taken = _taken(dated)
    for number, *tube in undated:
        taken.setdefault(number, []).append(_undated(tube))
    told: dict[Cell, list[Event]] = {}
    for id_, *event in events:
        told.setdefault(id_, []).append(_event(event))
    patients.sort(key=itemgetter(0, 1))
    return tuple([_row(row, told.get(row[2], ()), taken.get(row[1], ())) for row in patients])


def _row(row: Row, events: Sequence[Event], samples: Sequence[TakenSample]) -> ScheduleRow:
    (
        _key,
        _number,
        id_,
        code,
        name,
        born,
        pack,
        study,
        arm,
        edition,
        protocol,
        started,
        *summary,
    ) = row
    level, is_missing, assessed_with = summary
    return ScheduleRow(
        PatientId(str(id_)),
        str(code),
        str(name),
        _day(born) if born is not None else None,
        str(protocol),
        read_text(edition),
        CourseFacts(
            pack=read_text(pack),
            study=read_text(study),
            arm_given=read_text(arm),
            therapy_started_on=_day(started) if started is not None else None,
            events=tuple(events),
        ),
        samples,
        str(level),
        is_missing == 1,
        str(assessed_with),
    )


def _taken(rows: Sequence[Row]) -> dict[Cell, list[TakenSample]]:
    """Gather tubes by patient; the results of one tube stand below each other."""
    found: dict[Cell, list[TakenSample]] = {}
    day, specimens, methods = _day, _SPECIMENS, _methods
    last: Cell = None
    tubes: list[TakenSample] = []
    for number, id_, specimen, taken, timepoint, method in rows:
        if id_ == last:
            tube = tubes[-1]
            both = (*tube.methods, *methods(method))
            tubes[-1] = TakenSample(*tube[:3], None, None, tube.timepoint, both)
            continue
        if number in found:
            tubes = found[number]
        else:
            tubes = found[number] = []
        last = id_
        name = str(timepoint) if timepoint is not None else None
        tube = TakenSample(
            str(id_), specimens[specimen], day(taken), None, None, name, methods(method)
        )
        tubes.append(tube)
    return found


def _undated(tube: Sequence[Cell]) -> TakenSample:
    id_, specimen, day, first, timepoint, methods = tube
    return TakenSample(
        str(id_),
        _SPECIMENS[specimen],
        None,
        read_int(day),
        read_int(first),
        read_text(timepoint),
        _methods(methods),
    )


@lru_cache(maxsize=8192)
def _day(taken: Cell) -> date:
    return date.fromisoformat(str(taken))


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
