"""What was done, which acts stand, and which one a person may take back next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import InvalidOperation

from mrdtracker.domain.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    NotFoundError,
)
from mrdtracker.domain.records import (
    JournalChange,
    JournalEntry,
    PatientId,
    Record,
    RecordStatus,
)
from mrdtracker.store.chain import Cell, Row, canonical
from mrdtracker.store.codec import EVENTS, MEASUREMENTS, SAMPLES, TABLES, R, RecordTable
from mrdtracker.store.connection import Database
from mrdtracker.store.failures import damaged
from mrdtracker.store.statements import STATEMENTS
from mrdtracker.words import say

# Acts that changed more than this together are not compared record by record: where a later one
# touched a patient of the older one, the older one stays.
SEARCHED_RECORDS = 5000
_NEVER = 2**62
# Their second column names the record that they hang on.
_CHILDREN = (EVENTS.name, SAMPLES.name, MEASUREMENTS.name)

_ENTRIES = """
    SELECT seq, at_utc, utc_offset, actor, label, reason, patient_id, undoes, record_count,
        hmac, station, clock_note
    FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?
"""
_ENTRIES_OF_PATIENT = """
    SELECT journal.seq, at_utc, utc_offset, actor, label, reason, patient_id, undoes,
        record_count, hmac, station, clock_note
    FROM journal_patient JOIN journal ON journal.seq = journal_patient.seq
    WHERE journal_patient.patient_number = (SELECT number FROM patient WHERE id = ?)
        AND journal_patient.seq < ?
    ORDER BY journal_patient.seq DESC LIMIT ?
"""
_ENTRIES_OF_ACTOR = """
    SELECT seq, at_utc, utc_offset, actor, label, reason, patient_id, undoes, record_count,
        hmac, station, clock_note
    FROM journal WHERE actor = ? AND seq < ? ORDER BY seq DESC LIMIT 50
"""
_LATER = """
    SELECT seq, undoes FROM journal
    WHERE seq > :seq AND (
        seq IN (
            SELECT later.seq FROM journal_patient AS later
            WHERE later.seq > :seq AND EXISTS (
                SELECT 1 FROM journal_patient AS own
                WHERE own.patient_number = later.patient_number AND own.seq = :seq
            )
        )
        OR (
            seq IN (SELECT seq FROM journal_change WHERE table_name = 'lab_settings')
            AND :seq IN (SELECT seq FROM journal_change WHERE table_name = 'lab_settings')
        )
        OR seq IN (
            SELECT later.seq
            FROM journal_change AS own, json_each(own.after) AS old,
                journal_change AS later, json_each(later.after) AS new
            WHERE own.seq = :seq AND own.table_name = 'pack_edition'
                AND later.seq > :seq AND later.table_name = 'pack_edition'
                AND json_extract(old.value, '$[0]') = json_extract(new.value, '$[0]')
        )
    )
"""
_COUNTS = "SELECT record_count FROM journal WHERE seq IN (SELECT value FROM json_each(?))"
_TAKEN_BACK_BY = "SELECT max(seq) FROM journal WHERE undoes = ?"
_UNDOES = "SELECT undoes FROM journal WHERE seq = ?"
# What left the house: the acts it was made from are corrected by new ones, never taken back.
_REPORTED = """
    SELECT 1 FROM journal_change
    WHERE seq IN (SELECT value FROM json_each(?)) AND table_name = 'report' LIMIT 1
"""
_PARTS = "SELECT count(*) FROM journal_change WHERE seq = ?"
_PART = """
    SELECT table_name, column_names, before, after FROM journal_change WHERE seq = ? AND part = ?
"""


@dataclass(frozen=True)
class RawPart:
    """Rows of one table that an entry wrote, before and after, in the columns of today."""

    table: RecordTable[Record]
    before: list[list[Cell]] | None
    after: list[list[Cell]]


def decoded(database: Database, table: RecordTable[R], rows: Sequence[Sequence[Cell]]) -> list[R]:
    """Read rows as records.

    Raises:
        DamagedStoreError: A row says what no record can say.
    """
    try:
        return [table.decode(row) for row in rows]
    except (ValueError, KeyError, TypeError, InvalidOperation, InvalidInputError) as error:
        raise damaged(database.path) from error


def entries(
    database: Database, patient_id: PatientId | None, before_seq: int | None, limit: int
) -> tuple[JournalEntry, ...]:
    """Return journal entries, newest first; see ``Queries.journal``."""
    before = _NEVER if before_seq is None else before_seq
    with database.reading():
        if patient_id is None:
            rows = database.rows(_ENTRIES, (before, limit))
        else:
            rows = database.rows(_ENTRIES_OF_PATIENT, (patient_id, before, limit))
        return tuple(_entry(database, row) for row in rows)


def changes(database: Database, seq: int) -> Iterator[JournalChange]:
    """Yield the records of one entry before and after, part by part.

    Raises:
        NotFoundError: No such entry.
    """
    for part in raw_parts(database, seq):
        new = decoded(database, part.table, part.after)
        old: Sequence[Record | None] = [None] * len(new)
        if part.before is not None:
            old = decoded(database, part.table, part.before)
        yield from map(JournalChange, old, new)


def changes_to_undo(database: Database, seq: int) -> tuple[JournalChange, ...]:
    """Return the records of one entry with ``after`` as it stands now.

    Raises:
        ChangedMeanwhileError: A record says something else by now.
    """
    found: list[JournalChange] = []
    for part in raw_parts(database, seq):
        statement = STATEMENTS[part.table.name].by_ids
        ids = json.dumps([row[0] for row in part.after])
        standing = {row[0]: row for row in database.rows(statement, (ids,))}
        now = [standing.get(row[0], ()) for row in part.after]
        if any(list(row[:-1]) != after[:-1] for row, after in zip(now, part.after, strict=True)):
            raise ChangedMeanwhileError(
                say("A record was changed since, so this cannot be taken back as a whole."),
                say("Amend the record instead."),
            )
        old: Sequence[Record | None] = [None] * len(now)
        if part.before is not None:
            old = decoded(database, part.table, part.before)
        found += map(JournalChange, old, decoded(database, part.table, now))
    return tuple(found)


def is_taken_back(database: Database, seq: int) -> bool:
    """Whether an entry was undone, and the undoing was not itself undone."""
    return taken_back_by(database, seq) is not None


def taken_back_by(database: Database, seq: int) -> int | None:
    """Return the entry that took this one back and still stands, or None."""
    undoing = database.rows(_TAKEN_BACK_BY, (seq,))[0][0]
    if not isinstance(undoing, int) or is_taken_back(database, undoing):
        return None
    return undoing


def check_not_taken_back(database: Database, seq: int) -> None:
    """Refuse to take back what is not there, or what was taken back already.

    Raises:
        NotFoundError: There is no such entry.
        ChangedMeanwhileError: Another entry took it back.
    """
    if not database.rows(_UNDOES, (seq,)):
        raise NotFoundError(
            say("The journal has no entry {}.").format(seq), say("Open the history again.")
        )
    if is_taken_back(database, seq):
        raise ChangedMeanwhileError(
            say("Entry {} was taken back already.").format(seq), say("Open the history again.")
        )


def last_undoable(
    database: Database, actor: str, before_seq: int | None = None
) -> JournalEntry | None:
    """Return the newest act of a person that stands, is no undo, and was not built upon.

    Doing an undone act again ("Redo: …") counts as an act. Acts that were themselves taken back
    do not count as having built upon it, so a chain of undos goes back step by step.

    Args:
        database: The open file.
        actor: Whose act.
        before_seq: Only older ones: where something stands in the way of a newer one.
    """
    before = _NEVER if before_seq is None else before_seq
    while rows := database.rows(_ENTRIES_OF_ACTOR, (actor, before)):
        for row in rows:
            seq = int(row[0] or 0)
            is_candidate = is_act(database, seq) and not is_taken_back(database, seq)
            if is_candidate and not _is_built_upon(database, seq):
                return _entry(database, row)
            before = seq
    return None


def newest_act_reported_since(database: Database, actor: str) -> JournalEntry | None:
    """Return the newest act of a person that stands, if a report was issued of it since."""
    for row in database.rows(_ENTRIES_OF_ACTOR, (actor, _NEVER)):
        seq = int(row[0] or 0)
        if is_act(database, seq) and not is_taken_back(database, seq):
            is_reported = database.rows(_REPORTED, (canonical(_built_since(database, seq)),))
            return _entry(database, row) if is_reported else None
    return None


def _entry(database: Database, row: Row) -> JournalEntry:
    seq, at_utc, offset, actor, label, reason, patient_id, undoes, count, seal, *place = row
    zone = datetime.strptime(str(offset), "%z").tzinfo
    return JournalEntry(
        seq=int(seq or 0),
        at=datetime.fromisoformat(str(at_utc)).astimezone(zone),
        actor=str(actor),
        label=str(label),
        reason=str(reason),
        patient_id=None if patient_id is None else PatientId(str(patient_id)),
        undoes=None if undoes is None else int(undoes),
        undone_by=taken_back_by(database, int(seq or 0)),
        record_count=int(count or 0),
        head=str(seal),
        station=str(place[0]),
        clock_note=str(place[1]),
    )


def is_act(database: Database, seq: int) -> bool:
    """Whether an entry does something: a first act, or an undo of an undo."""
    undone = database.rows(_UNDOES, (seq,))[0][0]
    return not isinstance(undone, int) or not is_act(database, undone)


def _is_built_upon(database: Database, seq: int) -> bool:
    """Whether a later act that stands changed a record, hung something on it, or may have.

    A report is built upon everything of its patient.
    """
    later = _built_since(database, seq)
    if not later:
        return False
    if database.rows(_REPORTED, (canonical(later),)):
        return True
    counts = database.rows(_COUNTS, (canonical([seq, *later]),))
    if sum(int(count or 0) for (count,) in counts) > SEARCHED_RECORDS:
        return True
    own, brought = _record_ids(database, seq), _ids_brought_in(database, seq)
    return any(
        own & _record_ids(database, other) or brought & _parents(database, other)
        for other in later
    )


def _built_since(database: Database, seq: int) -> list[int]:
    """Return the later acts that stand and touch what an entry touched."""
    later = []
    for other, undoes in database.rows(_LATER, {"seq": seq}):
        is_undo_of_later = isinstance(undoes, int) and undoes > seq
        if not is_undo_of_later and not is_taken_back(database, int(other or 0)):
            later.append(int(other or 0))
    return later


def _record_ids(database: Database, seq: int) -> set[Cell]:
    return {row[0] for part in raw_parts(database, seq) for row in part.after}


def _ids_brought_in(database: Database, seq: int) -> set[Cell]:
    """Return the records that are out of use again once the entry is taken back."""
    return {
        row[0]
        for part in raw_parts(database, seq)
        for place, row in enumerate(part.after)
        if part.before is None or (is_voided(part.before[place]) and not is_voided(row))
    }


def _parents(database: Database, seq: int) -> set[Cell]:
    """Return the patients and samples on which an entry hung something."""
    return {
        row[1]
        for part in raw_parts(database, seq)
        if part.table.name in _CHILDREN
        for row in part.after
        if not is_voided(row)
    }


def is_voided(row: Sequence[Cell]) -> bool:
    """Whether a row of a table with a status is out of use."""
    return row[-2] == RecordStatus.VOIDED.value


def raw_parts(database: Database, seq: int) -> Iterator[RawPart]:
    """Yield what an entry wrote, part by part.

    Raises:
        NotFoundError: No such entry.
    """
    if not database.rows(_UNDOES, (seq,)):
        raise NotFoundError(
            say("The journal has no entry {}.").format(seq), say("Open the history again.")
        )
    parts = database.rows(_PARTS, (seq,))[0][0]
    for number in range(1, int(parts or 0) + 1):
        name, columns, before, after = database.rows(_PART, (seq, number))[0]
        table = TABLES[str(name)]
        old = None if before is None else json.loads(str(before))
        try:
            yield RawPart(
                table,
                None if old is None else table.todays_rows(str(columns), old),
                table.todays_rows(str(columns), json.loads(str(after))),
            )
        except (ValueError, IndexError) as error:
            raise damaged(database.path) from error
