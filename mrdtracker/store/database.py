"""The laboratory's open file: one connection, one lock, and every setting proven.

Opening refuses before it touches: the place, the kind of file and its version are looked at
through a connection that cannot write, so that a foreign or a newer file keeps every byte.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import sqlite_utils

from mrdtracker.domain.errors import StoreError
from mrdtracker.store import health, in_use, places
from mrdtracker.store.chain import genesis_of
from mrdtracker.store.connection import Database, missing_key_words
from mrdtracker.store.failures import (
    DRIVER_ERRORS,
    DamagedStoreError,
    NewerStoreError,
    NotAStoreError,
    StoreInUseError,
    damaged,
    made_by_another_build,
    user_error_of,
)
from mrdtracker.store.keys import KeyFolder
from mrdtracker.store.migrations import (
    APPLICATION_ID,
    COMPATIBILITY,
    SCHEMA_VERSION,
    migrate,
)
from mrdtracker.store.older_shapes import lay_over, version_of
from mrdtracker.store.pragmas import FOR_ALL, FOR_WRITING, apply_pragmas
from mrdtracker.store.upgrade import upgrade
from mrdtracker.words import say

OLDEST_SQLITE = (3, 40, 0)
# What damage makes the driver, or our own reading of a few rows, stumble over.
_DAMAGE = (*DRIVER_ERRORS, ValueError, TypeError)

__all__ = ["Database", "create_store", "discard_store", "open_store"]


def create_store(
    path: Path, *, key_folder: Path, laboratory: str = "", holder: str = ""
) -> Database:
    """Create a laboratory's file and open it.

    Args:
        path: A name that nothing has yet, in a folder that exists, on a disk of this computer.
        key_folder: Where the key goes that seals the journal; never beside the data in a backup.
        laboratory: The laboratory's name; it becomes part of the file's identity.
        holder: Who opens it, for the message to whoever comes second.

    Raises:
        StoreError: The place is refused, or something is there already; nothing was overwritten.
    """
    _check_sqlite()
    places.check_place(path, places.read_mount_table())
    places.check_new(path)
    keys = KeyFolder(key_folder, secrets.token_hex(16))
    _make_key(keys, path)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as problem:
        keys.file(1).unlink(missing_ok=True)
        raise StoreError(
            say("{} cannot be created: {}.").format(path, problem.strerror),
            say("Choose a folder that you may write."),
        ) from problem
    try:
        _fill(path, keys, laboratory)
    except BaseException:
        _remove(path, keys)
        raise
    return open_store(path, key_folder=key_folder, holder=holder)


def discard_store(database: Database) -> None:
    """Take away a file that was made a moment ago, its key and its note, as if it had not been.

    Only for whoever made it and could not finish; a file with a journal is never discarded.

    Raises:
        StoreError: The journal has an entry, so somebody may rely on the file.
    """
    if database.rows("SELECT seq FROM journal LIMIT 1"):
        raise StoreError(say("{} is in use already.").format(database.path), say("Open it."))
    database.close()
    _remove(database.path, database.keys)


def _remove(path: Path, keys: KeyFolder) -> None:
    # TRUNCATE leaves SQLite's own rollback journal behind, empty.
    for file in (path, _rollback_journal(path), keys.file(1)):
        file.unlink(missing_ok=True)


def _make_key(keys: KeyFolder, path: Path) -> None:
    try:
        keys.make(1)
    except OSError as problem:
        with suppress(OSError):
            keys.file(1).unlink(missing_ok=True)
        raise StoreError(
            say("The key of {} cannot be written in {}: {}.").format(
                path, keys.folder, problem.strerror
            ),
            say("Make that folder writable; the store itself was not made."),
        ) from problem


def open_store(
    path: Path,
    *,
    key_folder: Path,
    read_only: bool = False,
    holder: str = "",
    clock: Callable[[], datetime] | None = None,
) -> Database:
    """Open a laboratory's file and keep it for this program alone.

    Where it cannot be written (a read-only medium, a missing key, damage at its head), it opens
    as a viewer and says why. A file of an older version is brought to today's, after a proven
    copy of it was kept beside it; a viewer reads it as it lies.

    Args:
        path: The file.
        key_folder: Where its key lies.
        read_only: Open as a viewer in any case.
        holder: Who opens it, for the message to whoever comes second.
        clock: Gives the time in the name of the copy; without it, that of the last change.

    Raises:
        StoreError: One sentence why not, and what to do.
    """
    _check_sqlite()
    places.check_place(path, places.read_mount_table())
    places.check_existing(path)
    if not is_left_in_transaction(path):
        _look_first(path)
    reason = say("It was asked for.") if read_only else _unwritable_reason(path)
    connection = _connect(path, "ro" if reason else "rw")
    try:
        database = _set_up(path, connection, key_folder, reason)
        _to_todays_shape(database, clock)
        if not database.is_read_only:
            database.note_holder(holder)
    except _DAMAGE as error:
        connection.close()
        raise _opening_error(error, path) from error
    except BaseException:
        connection.close()
        raise
    return database


def is_left_in_transaction(path: Path) -> bool:
    """Whether SQLite's own rollback journal beside the file is waiting to be played back."""
    rollback = _rollback_journal(path)
    return rollback.is_file() and rollback.stat().st_size > 0


def _rollback_journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            say("SQLite {} is too old: 3.40 is needed.").format(sqlite3.sqlite_version),
            say("Install a newer Python."),
        )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )


def _fill(path: Path, keys: KeyFolder, laboratory: str) -> None:
    """Make tables and identity in one transaction: a file is whole, or it is empty."""
    connection = _connect(path, "rw")
    try:
        db = sqlite_utils.Database(connection, execute_plugins=False)
        apply_pragmas(db, FOR_ALL + FOR_WRITING)
        with db.atomic():
            migrate(db)
            names = {
                "store_id": keys.store_id,
                "laboratory": laboratory,
                "genesis": genesis_of(keys.store_id, laboratory),
                "compatibility": str(COMPATIBILITY),
            }
            connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", names.items())
    except DRIVER_ERRORS as error:
        raise user_error_of(error, path) or error from error
    finally:
        connection.close()


def _look_first(path: Path) -> None:
    """Refuse a foreign or a newer file through a connection that cannot change a byte.

    ``immutable`` takes no lock and plays nothing back. What it reads of a file that is being
    written may be torn, so it only refuses what is plainly something else; the same questions are
    asked again under the lock.
    """
    connection = _connect(path, "ro&immutable=1")
    try:
        db = sqlite_utils.Database(connection, execute_plugins=False)
        _check_kind(path, db)
    except DRIVER_ERRORS as error:
        raise _opening_error(error, path) from error
    finally:
        connection.close()


def _check_kind(path: Path, db: sqlite_utils.Database) -> None:
    application: int = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise NotAStoreError(
            say("{} is a database of another program.").format(path),
            say("Choose the laboratory's own file."),
        )
    if version > SCHEMA_VERSION:
        raise NewerStoreError(
            say(
                "{} was written by a newer mrdtracker (file version {}, this program knows {})."
            ).format(path, version, SCHEMA_VERSION),
            say("Install the newer program; nothing was changed."),
        )
    if version < 1:
        raise damaged(path)


def _check_parts(path: Path, db: sqlite_utils.Database) -> None:
    """Refuse a file without the tables and columns that its version has.

    Asked before the first setting that could change a byte, and before an older file is upgraded.
    """
    part = health.missing_part(db)
    if part:
        raise made_by_another_build(path, part)


def _unwritable_reason(path: Path) -> str:
    effective = os.access in os.supports_effective_ids
    if not os.access(path, os.W_OK, effective_ids=effective):
        return say("The file may not be written.")
    if not os.access(path.absolute().parent, os.W_OK, effective_ids=effective):
        return say("Its folder may not be written, so no change could be made safely.")
    return ""


def _set_up(path: Path, connection: sqlite3.Connection, key_folder: Path, reason: str) -> Database:
    db = sqlite_utils.Database(connection, execute_plugins=False)
    connection.execute("PRAGMA busy_timeout = 250")
    _check_kind(path, db)
    _check_parts(path, db)
    was_wal = connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    apply_pragmas(db, FOR_ALL if reason else FOR_ALL + FOR_WRITING)
    if not reason:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    identity = health.read_identity(db)
    if identity is None:
        raise damaged(path)
    if identity.compatibility > SCHEMA_VERSION:
        raise NewerStoreError(
            say("{} needs a newer mrdtracker.").format(path),
            say("Install it; nothing was changed."),
        )
    database = Database(path, db, KeyFolder(key_folder, identity.store_id))
    database.was_opened_for_writing = not reason
    if was_wal and not reason:
        database.opened_notes += (
            say("The file was found in write-ahead mode and was converted."),
        )
    number = health.head_key_number(db)
    database.use_key(number, database.keys.read(number))
    reason = reason or _distrust(database, identity)
    if reason:
        database.make_read_only(say("Opened for reading only: {}").format(reason))
    return database


def _to_todays_shape(database: Database, clock: Callable[[], datetime] | None) -> None:
    """Upgrade a file that may be written; lay today's shape over one that may not."""
    if version_of(database.db) == SCHEMA_VERSION:
        return
    if not database.is_read_only:
        copy = upgrade(database.db, database.path, clock() if clock else None)
        database.opened_notes += (
            say("The file was brought to version {}; as it was before, it is kept as {}.").format(
                SCHEMA_VERSION, copy.name
            ),
        )
        return
    reason = database.read_only_reason
    database.make_writable()
    lay_over(database.db)
    database.make_read_only(reason)


def _distrust(database: Database, identity: health.Identity) -> str:
    """Return why a file that could be written must not be, or an empty text."""
    problem = health.structure_problem(database.db)
    if not problem and not database.has_key:
        return missing_key_words(database.keys, database.key_number)
    problem = problem or health.head_problem(database.db, identity, database.key)
    if not problem:
        return ""
    return say("{} Nothing was changed: keep this file and open your newest backup.").format(
        problem
    )


def _opening_error(error: Exception, path: Path) -> Exception:
    named = user_error_of(error, path)
    if isinstance(named, StoreInUseError):
        holder = in_use.read_note(path)
        who = holder.words if holder else say("another window or program")
        return StoreInUseError(
            say("{} is in use by {}.").format(path, who),
            say("Close it there, or open a copy of a backup to look."),
        )
    if is_left_in_transaction(path) and not isinstance(named, DamagedStoreError):
        return StoreError(
            say("{} was not closed properly, and cannot be put right where it lies.").format(path),
            say("Copy it together with {}-journal to a folder that you may write.").format(
                path.name
            ),
        )
    # "No such table" in a file that says it is ours means that parts of it are gone.
    return named or damaged(path)
