"""A copy of a file that is held against it before it has its name.

Whoever finds the copy finds it whole: it is written under another name, read back through a
connection of its own, counted, and on the disk before it is renamed.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

_TABLES = """
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
        AND sql NOT GLOB 'CREATE VIRTUAL*' ORDER BY name
"""
_HEAD = "SELECT seq, hmac FROM journal ORDER BY seq DESC LIMIT 1"


def write_copy(db: Database, copy: Path, part: Path) -> None:
    """Write a copy of an open file; what had its name is replaced.

    Args:
        db: The open file, in no transaction; nobody else may write it meanwhile.
        copy: The name that it gets.
        part: The name that it has until then, in the same folder.

    Raises:
        OSError: The place cannot be written.
        sqlite3.Error: The file or the disk refused, or the copy is not what the file is.
    """
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _fill(db, part)
        prove(db, part)
        _to_disk(part)
        part.replace(copy)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _to_disk(copy.absolute().parent)


def prove(db: Database, part: Path) -> None:
    """Read the copy through a connection of its own; an unfinished one looks empty and healthy.

    Raises:
        sqlite3.DatabaseError: It is not what the file is.
    """
    with closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        copied = Database(connection, execute_plugins=False)
        if copied.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("the copy does not hold")
        if _contents(copied) != _contents(db):
            raise sqlite3.DatabaseError("the copy is not whole")


def _fill(db: Database, part: Path) -> None:
    """Copy page by page: so a viewer may, and what is laid over an older file stays out of it."""
    with closing(sqlite3.connect(part)) as copy:
        # Half a copy is thrown away and never put right: no second file is left beside it.
        copy.execute("PRAGMA journal_mode = OFF")
        db.conn.backup(copy)


def _contents(db: Database) -> list[tuple[str, object]]:
    """Return the numbers of the file, the head of its journal, and the rows of every table."""
    names = [name for (name,) in db.execute(_TABLES).fetchall()]
    numbers = [
        (name, db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("application_id", "user_version")
    ]
    # The names are those of the file's own schema, which was held against ours before.
    counts = [
        (name, db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for name in names
    ]
    return [*numbers, ("head", db.execute(_HEAD).fetchone()), *counts]


def _to_disk(path: Path) -> None:
    place = os.open(path, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
