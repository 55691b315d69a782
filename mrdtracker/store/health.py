"""Quick questions about a file at every opening: is its structure whole, does its head hold?

The whole record is checked by ``verify``; this takes milliseconds whatever the size.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from mrdtracker.store.chain import Row, genesis_of, seal_of
from mrdtracker.store.migrations import SCHEMA_VERSION, migrate
from mrdtracker.words import say

HEAD_QUERY = """
    SELECT seq, at_utc, utc_offset, clock_note, actor, station, op_uuid, label, reason,
        patient_id, undoes, record_count, key_id, change_digest, prev, hmac
    FROM journal ORDER BY seq DESC LIMIT 1
"""
_ENTRIES = """
    SELECT seq, at_utc, utc_offset, clock_note, actor, station, op_uuid, label, reason,
        patient_id, undoes, record_count, key_id, change_digest, prev, hmac
    FROM journal WHERE seq > ? ORDER BY seq LIMIT ?
"""
_ENTRIES_AT_ONCE = 500
_SHAPE_QUERY = """
    SELECT type || ' ' || name, sql FROM sqlite_master
    WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB 'patient_search_*'
        AND name NOT GLOB '*_sqlite_migrations*' AND sql IS NOT NULL
"""
_PARTS_QUERY = """
    SELECT part.name, columns.name
    FROM sqlite_master AS part JOIN pragma_table_info(part.name) AS columns
    WHERE part.type = 'table' AND part.name NOT GLOB 'sqlite_*'
        AND part.name NOT GLOB 'patient_search*' AND part.name NOT GLOB '*_sqlite_migrations*'
"""
_SEARCH_QUERY = "SELECT count(*) FROM sqlite_master WHERE name = 'patient_search'"


@dataclass(frozen=True)
class Identity:
    """What a file says it is."""

    store_id: str
    laboratory: str
    genesis: str
    compatibility: int


@dataclass(frozen=True)
class SealedEntry:
    """A journal entry in the order of ``ENTRY_COLUMNS``, and its seal."""

    entry: Row
    seal: str


def read_identity(db: Database) -> Identity | None:
    """Return the file's identity; None where it is not complete or contradicts itself."""
    names = dict(db.execute("SELECT name, value FROM meta").fetchall())
    try:
        identity = Identity(
            names["store_id"],
            names["laboratory"],
            names["genesis"],
            int(names["compatibility"]),
        )
    except (KeyError, ValueError):
        return None
    whole = identity.genesis == genesis_of(identity.store_id, identity.laboratory)
    return identity if whole else None


def head_key_number(db: Database) -> int:
    """Return the number of the key that seals new entries."""
    row = db.execute("SELECT key_id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return 1 if row is None else int(row[0])


def sealed_entries(db: Database) -> Iterator[SealedEntry]:
    """Yield the whole journal, oldest first, a few hundred entries at a time."""
    last = 0
    while rows := db.execute(_ENTRIES, (last, _ENTRIES_AT_ONCE)).fetchall():
        for row in rows:
            yield SealedEntry(tuple(row[:-1]), str(row[-1]))
        last = int(rows[-1][0])


def structure_problem(db: Database) -> str:
    """Return one sentence on what was changed in the structure, or an empty text.

    A file of an older version is held against the shape of its own version.
    """
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    found, expected = shape_of(db), _fresh_shape(min(max(version, 1), SCHEMA_VERSION))
    for name in sorted(expected.keys() | found.keys()):
        if found.get(name) != expected.get(name):
            if name not in found:
                words = say("The structure of the file is not the program's: {} is missing.")
            elif name not in expected:
                words = say("The structure of the file is not the program's: {} does not belong.")
            else:
                words = say("The structure of the file is not the program's: {} was changed.")
            return words.format(name)
    return ""


def missing_part(db: Database) -> str:
    """Name a table or a column that the program reads and the file lacks, or an empty text.

    The number of a file says what it should hold; a file of another build of the program may
    carry the same number and hold something else.
    """
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    found, expected = _parts_of(db), _fresh_parts(min(max(version, 1), SCHEMA_VERSION))
    for table in sorted(expected):
        if table not in found:
            return say("table {}").format(table)
        lacking = sorted(expected[table] - found[table])
        if lacking:
            return say("column {} of table {}").format(lacking[0], table)
    return ""


def head_problem(db: Database, identity: Identity, key: bytes) -> str:
    """Return one sentence on why the newest journal entry cannot be right, or an empty text."""
    row: Row | None = db.execute(HEAD_QUERY).fetchone()
    if row is None:
        return ""
    *entry, seal = row
    expected = seal_of(tuple(entry), identity.store_id, key)
    if not hmac.compare_digest(str(seal), expected):
        return say("The seal of the newest journal entry ({}) does not fit its key.").format(
            entry[0]
        )
    return ""


def shape_of(db: Database) -> dict[str, str]:
    """Return the text of every table, index and trigger of ours, blanks joined."""
    return {name: " ".join(sql.split()) for name, sql in db.execute(_SHAPE_QUERY).fetchall()}


def _parts_of(db: Database) -> dict[str, frozenset[str]]:
    """Return the columns of every table by its name; the search index has none of its own."""
    parts: dict[str, set[str]] = {}
    for table, column in db.execute(_PARTS_QUERY).fetchall():
        parts.setdefault(table, set()).add(column)
    if db.execute(_SEARCH_QUERY).fetchone()[0]:
        parts["patient_search"] = set()
    return {table: frozenset(columns) for table, columns in parts.items()}


@lru_cache(maxsize=SCHEMA_VERSION)
def _fresh_shape(version: int) -> dict[str, str]:
    with _fresh_file(version) as db:
        return shape_of(db)


@lru_cache(maxsize=SCHEMA_VERSION)
def _fresh_parts(version: int) -> dict[str, frozenset[str]]:
    with _fresh_file(version) as db:
        return _parts_of(db)


@contextmanager
def _fresh_file(version: int) -> Iterator[Database]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db = Database(connection, execute_plugins=False)
        with db.atomic():
            migrate(db, version)
        yield db
    finally:
        connection.close()
