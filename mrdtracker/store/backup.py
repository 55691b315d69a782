"""A copy of the open file in another place, proven before it takes the place of an older one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from mrdtracker.domain.errors import InvalidInputError, StoreError, UserError
from mrdtracker.store.connection import Database
from mrdtracker.store.failures import DRIVER_ERRORS, DamagedStoreError, damaged, user_error_of
from mrdtracker.store.proven_copy import write_copy
from mrdtracker.words import say

_STORE_ID = "SELECT value FROM meta WHERE name = 'store_id'"
_HEAD = "SELECT seq, hmac FROM journal ORDER BY seq DESC LIMIT 1"
_IS_KNOWN = "SELECT 1 FROM journal WHERE seq = ? AND hmac = ?"


def back_up(database: Database, copy: Path, *, may_replace: bool = False) -> None:
    """Write a copy of the open file, with the same head of its journal.

    Args:
        database: The open file; a viewer's will do.
        copy: The new file, in a folder that is there; a network drive will do.
        may_replace: Whether an older copy of this very file may go.

    Raises:
        InvalidInputError: The name is taken, by something else than a copy of this file or with
            nobody having said that it may go; nothing was changed.
        StoreError: The copy cannot be written or does not hold, or the file is damaged; what was
            there stays.
    """
    try:
        _check_name(database, copy, may_replace=may_replace)
        with database.reading():
            write_copy(database.db, copy, copy.with_name(f"{copy.name}.part"))
    except (*DRIVER_ERRORS, OSError, ValueError) as error:
        named = user_error_of(error, copy)
        if isinstance(named, DamagedStoreError):  # the copy was never anybody's
            raise damaged(database.path) from error
        raise StoreError(
            say("The copy {} could not be made: {}.").format(copy, _reason(error, named)),
            say("Choose another folder or another name; the file itself is as it was."),
        ) from error


def _reason(error: Exception, named: UserError | None) -> str:
    if named is not None:
        return named.message.rstrip(".")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, ValueError):
        return say("the name cannot be a file's")
    return say("what was written is not what the file is")


def _check_name(database: Database, copy: Path, *, may_replace: bool) -> None:
    # Left by a program that was ended, it would be played back into the new copy.
    rollback = copy.with_name(f"{copy.name}-journal")
    if rollback.is_file() and rollback.stat().st_size > 0:
        raise InvalidInputError(
            say("{} was not closed properly, so nothing is written in its place.").format(copy),
            say("Choose another name."),
        )
    if not os.path.lexists(copy):
        return
    if copy.resolve() == database.path.resolve():
        raise InvalidInputError(
            say("{} is the file itself.").format(copy), say("Choose another name.")
        )
    if not may_replace:
        raise InvalidInputError(
            say("{} is there already, and nothing is overwritten.").format(copy),
            say("Choose another name, or add --replace for an older copy of the same file."),
        )
    store_id, head = _found_in(copy)
    if store_id != database.store_id:
        raise InvalidInputError(
            say("{} is no copy of {}, so it is not replaced.").format(copy, database.path),
            say("Choose another name."),
        )
    # Of a file that was put back from an older copy the newest copy holds the only later entries.
    if head and not database.rows(_IS_KNOWN, head):
        raise InvalidInputError(
            say("{} holds entries that {} does not hold, so it is not replaced.").format(
                copy, database.path
            ),
            say("Choose another name."),
        )


def _found_in(path: Path) -> tuple[str, tuple[int | str, ...]]:
    """Return whose copy a file is, and its last journal entry; empty where it is none."""
    if not path.is_file():  # reading a pipe would wait for ever
        return "", ()
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            found = connection.execute(_STORE_ID).fetchone()
            head = connection.execute(_HEAD).fetchone()
    except DRIVER_ERRORS:
        return "", ()
    return (str(found[0]) if found else ""), tuple(head or ())
