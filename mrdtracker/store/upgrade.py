"""Brings a file of an older version to today's: first a proven copy beside it, then one step.

Whatever goes wrong, the file is afterwards either as it was or whole in its new shape: the copy is
made under another name and counted before anything is changed, and the chain of migrations is one
transaction.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from mrdtracker.domain.errors import StoreError
from mrdtracker.store.failures import DRIVER_ERRORS, user_error_of
from mrdtracker.store.migrations import migrate
from mrdtracker.store.older_shapes import version_of
from mrdtracker.words import say

_TABLES = """
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
        AND sql NOT GLOB 'CREATE VIRTUAL*' ORDER BY name
"""


def upgrade(db: Database, path: Path, now: datetime | None) -> Path:
    """Keep a copy of an older file, then bring it to the newest version.

    Args:
        db: The open file, locked for this program alone, in no transaction.
        path: The file.
        now: The time for the name of the copy; None takes that of the file's last change.

    Returns:
        The copy, "ward.schema-1.20261121-060321.mrd" beside the file.

    Raises:
        StoreError: One sentence on what was in the way; the file is as it was.
    """
    try:
        copy = _kept_copy(db, path, _name_of_copy(path, version_of(db), now))
    except (*DRIVER_ERRORS, OSError) as error:
        raise _refusal(path, say("no safety copy of it could be made"), error) from error
    try:
        with db.atomic():
            migrate(db)
            lost = db.execute("PRAGMA foreign_key_check").fetchall()
            if lost:
                raise sqlite3.IntegrityError(f"{len(lost)} references are lost")
    except DRIVER_ERRORS as error:
        raise _refusal(path, say("the new version could not be written"), error) from error
    return copy


def _name_of_copy(path: Path, version: int, now: datetime | None) -> Path:
    moment = now or datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    stem = f"{path.stem}.schema-{version}.{moment:%Y%m%d-%H%M%S}"
    names = (f"{stem}{number}{path.suffix}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _kept_copy(db: Database, path: Path, copy: Path) -> Path:
    """Write the copy under another name, prove it, and only then give it its name."""
    part = path.with_name(f"{path.stem}.schema-copy.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        db.execute("VACUUM INTO ?", [str(part)])
        _prove(db, part)
        _to_disk(part)
        part.rename(copy)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _to_disk(path.absolute().parent)
    return copy


def _prove(db: Database, part: Path) -> None:
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


def _contents(db: Database) -> list[tuple[str, int]]:
    """Return the numbers of the file and the rows of every table."""
    names = [name for (name,) in db.execute(_TABLES).fetchall()]
    numbers = [
        (name, db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("application_id", "user_version")
    ]
    # The names are those of the file's own schema, which was held against ours before.
    return numbers + [
        (name, db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for name in names
    ]


def _to_disk(path: Path) -> None:
    place = os.open(path, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _refusal(path: Path, what: str, error: Exception) -> StoreError:
    named = user_error_of(error, path)
    reason = named.message.rstrip(".") if named else str(getattr(error, "strerror", error))
    hint = named.hint if named else say("Free space in its folder, then open it again.")
    return StoreError(
        say("{} is of an older version and was left as it was, because {}: {}.").format(
            path, what, reason
        ),
        hint,
    )
