"""Brings a file of an older version to today's: first a proven copy beside it, then one step.

Whatever goes wrong, the file is afterwards either as it was or whole in its new shape: the copy is
made under another name and counted before anything is changed, and the chain of migrations is one
transaction.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from mrdtracker.domain.errors import StoreError
from mrdtracker.store.failures import DRIVER_ERRORS, user_error_of
from mrdtracker.store.migrations import migrate
from mrdtracker.store.older_shapes import version_of
from mrdtracker.store.proven_copy import write_copy
from mrdtracker.words import say


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
        copy = _name_of_copy(path, version_of(db), now)
        write_copy(db, copy, path.with_name(f"{path.stem}.schema-copy.part"))
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
