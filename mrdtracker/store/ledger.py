"""The only door for writing: rows and their journal entry in one transaction, or neither."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from mrdtracker.domain.errors import ChangedMeanwhileError
from mrdtracker.domain.records import (
    IssuedReport,
    JournalEntry,
    LabSettings,
    PatientId,
    PatientSummary,
    Record,
    RecordStatus,
)
from mrdtracker.store import derived
from mrdtracker.store.cells import check_bindable
from mrdtracker.store.chain import Part, Row, canonical, digest_of, seal_of
from mrdtracker.store.codec import MEASUREMENTS, PATIENTS, SAMPLES, TABLES, RecordTable, table_of
from mrdtracker.store.connection import Database
from mrdtracker.store.history import check_not_taken_back
from mrdtracker.store.report_codec import packed
from mrdtracker.store.statements import STATEMENTS
from mrdtracker.words import say

ROWS_PER_PART = 500

_ACTIVE = RecordStatus.ACTIVE.value
_LAST_ENTRY = "SELECT seq, hmac, at_utc FROM journal ORDER BY seq DESC LIMIT 1"
_GENESIS = "SELECT 0, value, '' FROM meta WHERE name = 'genesis'"
_ADD_PART = """
    INSERT INTO journal_change (seq, part, table_name, column_names, before, after)
    VALUES (?, ?, ?, ?, ?, ?)
"""
# Equal bytes are kept once.
_ADD_PAPER = "INSERT INTO report_paper (digest, packed) VALUES (?, ?) ON CONFLICT DO NOTHING"
_ADD_TOUCHED = "INSERT INTO journal_patient (patient_number, seq) VALUES (?, ?)"
_ADD_ENTRY = """
    INSERT INTO journal (seq, at_utc, utc_offset, clock_note, actor, station, op_uuid, label,
        reason, patient_id, undoes, record_count, key_id, change_digest, prev, hmac)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Ledger:
    """Writes records and the journal of them.

    Args:
        database: The open file.
        clock: Returns the time now, with its zone; used for the journal only, the order of
            entries comes from their numbers.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def write(
        self,
        *,
        actor: str,
        label: str,
        puts: Sequence[Record],
        reason: str = "",
        undoes: int | None = None,
        patient_id: PatientId | None = None,
    ) -> JournalEntry:
        """Write complete records and one journal entry, all or nothing.

        Args:
            actor: Who does it.
            label: The act in words that read well after "Undo".
            puts: Version 1 is a new record; version n replaces the stored version n - 1.
            reason: Why, where the act needs a reason.
            undoes: The entry that this one takes back.
            patient_id: The patient that the act is about, where it is one.

        Returns:
            The entry, after the disk has it.

        Raises:
            ChangedMeanwhileError: A record is no longer at version n - 1, or the entry was taken
                back already; nothing was written.
            InvalidInputError: A record breaks a rule of the file; nothing was written.
            StoreError: The file or the disk refused; nothing was written.
        """
        if not actor or not label:
            raise ValueError("every act has an actor and a label")
        batches = _batches_of(puts)
        now = self._clock()
        if now.tzinfo is None:
            raise ValueError("the clock must know its zone")
        act = _Act(actor, label, reason, undoes, patient_id, now)
        with self._database.writing() as connection:
            if undoes is not None:
                check_not_taken_back(self._database, undoes)
            return _write(self._database, connection, act, batches)

    def note(
        self, *, actor: str, label: str, reason: str, deed: Callable[[sqlite3.Connection], None]
    ) -> JournalEntry:
        """Do something that is no record and write its journal entry, both or neither.

        Args:
            actor: Who does it.
            label: What was done, in words.
            reason: Why.
            deed: What is done; what it raises stops both.

        Raises:
            StoreError: The file or the disk refused; nothing was done.
        """
        act = _Act(actor, label, reason, None, None, self._clock())
        with self._database.writing() as connection:
            deed(connection)
            return _write(self._database, connection, act, {})

    def save_summaries(
        self, summaries: Mapping[PatientId, PatientSummary], *, as_of: int | None = None
    ) -> None:
        """Keep the derived line of patients; nothing clinical, so no journal entry.

        Args:
            summaries: By patient.
            as_of: Number of the newest journal entry that they were computed from; patients that
                were changed since stay out of date. None trusts that nothing was.
        """
        with self._database.writing() as connection:
            late = (
                frozenset()
                if as_of is None
                else derived.changed_since(connection, as_of, summaries)
            )
            fresh = {id_: summary for id_, summary in summaries.items() if id_ not in late}
            derived.save_summaries(connection, fresh)


@dataclass(frozen=True)
class _Act:
    actor: str
    label: str
    reason: str
    undoes: int | None
    patient_id: PatientId | None
    now: datetime


@dataclass
class _Batch:
    """The rows of one table: ``keys`` are bound after the columns of a record.

    Attributes:
        papers: Digest and pages of new reports; the journal keeps the digest only.
    """

    table: RecordTable[Record]
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    keys: dict[str, Row] = field(default_factory=dict)
    before: dict[str, Row] = field(default_factory=dict)
    papers: list[tuple[str, bytes]] = field(default_factory=list)

    def bound(self, rows: list[Row]) -> list[Row]:
        if not self.table.key_columns:
            return rows
        return [row + self.keys[str(row[0])] for row in rows]


def _batches_of(puts: Sequence[Record]) -> dict[str, _Batch]:
    """Encode records by table, in the order in which rows may refer to each other."""
    sorted_puts: dict[type[Record], list[Record]] = {}
    for record in puts:
        sorted_puts.setdefault(type(record), []).append(record)
    batches = {name: _Batch(table) for name, table in TABLES.items()}
    for record_type, records in sorted_puts.items():
        table = table_of(record_type)
        batch = batches[table.name]
        rows = [table.encode(record) for record in records]
        check_bindable(rows)
        if len({row[0] for row in rows}) != len(rows):
            raise ValueError("one act writes a record once")
        batch.new = [row for row in rows if row[-1] == 1]
        batch.changed = [row for row in rows if row[-1] != 1]
        batch.papers = [
            _paper(one) for one in records if isinstance(one, IssuedReport) and one.version == 1
        ]
        if table.key_columns:
            batch.keys = {
                str(row[0]): table.keys(record) for row, record in zip(rows, records, strict=True)
            }
    return {name: batch for name, batch in batches.items() if batch.new or batch.changed}


def _paper(report: IssuedReport) -> tuple[str, bytes]:
    """Return the pages of a report to be kept under their digest.

    Raises:
        ValueError: The digest is of other bytes.
    """
    if hashlib.sha256(report.pdf).hexdigest() != report.pdf_digest:
        raise ValueError("a report is issued with the bytes of its digest")
    return report.pdf_digest, packed(report.pdf)


def _write(
    database: Database, connection: sqlite3.Connection, act: _Act, batches: dict[str, _Batch]
) -> JournalEntry:
    last = connection.execute(_LAST_ENTRY).fetchone()
    last_seq, prev, last_at = last or connection.execute(_GENESIS).fetchone()
    for batch in batches.values():
        _write_rows(connection, batch)
    if MEASUREMENTS.name in batches:
        derived.tally_measurements(connection, more=_more_standing(batches[MEASUREMENTS.name]))
    numbers = _touched_numbers(connection, batches)
    derived.make_stale(connection, numbers)
    if table_of(LabSettings).name in batches:
        derived.make_all_stale(connection)
    seq = last_seq + 1
    parts = list(_parts_of(batches))
    connection.executemany(
        _ADD_PART,
        [(seq, one.part, one.table, one.column_names, one.before, one.after) for one in parts],
    )
    connection.executemany(_ADD_TOUCHED, [(number, seq) for number in numbers])
    at_utc = _utc_text(act.now)
    count = sum(len(batch.new) + len(batch.changed) for batch in batches.values())
    entry: Row = (
        seq, at_utc, act.now.strftime("%z"), _clock_note(at_utc, last_at), act.actor,
        database.station, uuid4().hex, act.label, act.reason, act.patient_id, act.undoes, count,
        database.key_number, digest_of(parts, numbers), prev,
    )  # fmt: skip
    seal = seal_of(entry, database.store_id, database.key)
    check_bindable([entry])
    connection.execute(_ADD_ENTRY, (*entry, seal))
    return JournalEntry(
        seq=seq,
        at=act.now,
        actor=act.actor,
        label=act.label,
        reason=act.reason,
        patient_id=act.patient_id,
        undoes=act.undoes,
        record_count=count,
        head=seal,
        station=database.station,
        clock_note=str(entry[3]),
    )


def _write_rows(connection: sqlite3.Connection, batch: _Batch) -> None:
    statements = STATEMENTS[batch.table.name]
    is_patients = batch.table.name == PATIENTS.name
    if batch.changed:
        batch.before = _stored(connection, batch)
        _check_versions(batch)
        if is_patients:
            derived.forget_patients(connection, batch.before)
        bound = [(*row, row[0]) for row in batch.bound(batch.changed)]
        connection.executemany(statements.update, bound)
    # Pages come before what refers to them.
    connection.executemany(_ADD_PAPER, batch.papers)
    if batch.new:
        # Otherwise SQLite complains about the code first, as if it were another patient's.
        if is_patients and derived.numbers_of(connection, (str(row[0]) for row in batch.new)):
            raise _changed_meanwhile()
        connection.executemany(statements.insert, batch.bound(batch.new))
    if is_patients:
        derived.index_patients(connection, (str(row[0]) for row in batch.new), batch.before)


def _stored(connection: sqlite3.Connection, batch: _Batch) -> dict[str, Row]:
    statement = STATEMENTS[batch.table.name].by_ids
    ids = json.dumps([row[0] for row in batch.changed])
    return {row[0]: row for row in connection.execute(statement, (ids,)).fetchall()}


def _check_versions(batch: _Batch) -> None:
    for row in batch.changed:
        stored = batch.before.get(str(row[0]))
        version = row[-1]
        if stored is None or not isinstance(version, int) or stored[-1] != version - 1:
            raise _changed_meanwhile()


def _changed_meanwhile() -> ChangedMeanwhileError:
    return ChangedMeanwhileError(
        say("The record was changed by somebody else since you opened it."),
        say("Look at it again, then make your change once more."),
    )


def _more_standing(batch: _Batch) -> int:
    """Return how many more rows of a table stand than before."""
    place = batch.table.columns.index("status")
    after = sum(row[place] == _ACTIVE for row in (*batch.new, *batch.changed))
    return after - sum(row[place] == _ACTIVE for row in batch.before.values())


def _touched_numbers(connection: sqlite3.Connection, batches: dict[str, _Batch]) -> list[int]:
    """Return the patients whose records changed, those from whom one was taken away included."""
    patients: set[str] = set()
    samples: set[str] = set()
    for name, batch in batches.items():
        rows = [*batch.new, *batch.changed, *batch.before.values()]
        if name == PATIENTS.name:
            patients.update(str(row[0]) for row in rows)
        elif name == MEASUREMENTS.name:
            samples.update(str(row[1]) for row in rows)
        elif "patient_id" in batch.table.columns:
            patients.update(str(row[1]) for row in rows)
    written = batches.get(SAMPLES.name)
    if written:
        samples.difference_update(str(row[0]) for row in (*written.new, *written.changed))
    if samples:
        patients.update(derived.patients_of_samples(connection, samples))
    return derived.numbers_of(connection, patients) if patients else []


def _parts_of(batches: dict[str, _Batch]) -> Iterator[Part]:
    number = 0
    for name, batch in batches.items():
        for rows, before in ((batch.new, None), (batch.changed, batch.before)):
            for start in range(0, len(rows), ROWS_PER_PART):
                chunk = rows[start : start + ROWS_PER_PART]
                number += 1
                yield Part(
                    part=number,
                    table=name,
                    column_names=batch.table.column_names,
                    before=None
                    if before is None
                    else canonical([before[str(row[0])] for row in chunk]),
                    after=canonical(chunk),
                )


def _utc_text(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _clock_note(at_utc: str, last_at: str) -> str:
    if at_utc >= last_at:
        return ""
    back = datetime.fromisoformat(last_at) - datetime.fromisoformat(at_utc)
    return f"the clock went back by {back.total_seconds():.0f} s"
