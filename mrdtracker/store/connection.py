"""An open file: the one connection behind the one lock."""

from __future__ import annotations

import atexit
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType

import sqlite_utils

from mrdtracker.store import in_use
from mrdtracker.store.chain import Cell, Row
from mrdtracker.store.failures import DRIVER_ERRORS, ReadOnlyStoreError, user_error_of
from mrdtracker.store.keys import KeyFolder
from mrdtracker.words import say


class Database:
    """One open file. Made by ``create_store`` and ``open_store`` (``store/database.py``).

    Reads go through ``rows``, writes of the ledger through ``writing``; nobody else has the
    connection. Both hold the one lock, so a thread may wait for a write of another one.

    Attributes:
        db: The sqlite-utils database; only for the modules of this package.
        keys: The folder with the keys that seal the journal.
        key_number: The key that seals new entries.
        station: Name of this computer, for the journal.
        was_opened_for_writing: Whether the connection itself could write, were it let.
        opened_notes: What a person should know about how the file was found.
    """

    def __init__(self, path: Path, db: sqlite_utils.Database, keys: KeyFolder) -> None:
        self.path = path
        self.db = db
        self.keys = keys
        self.key_number = 1
        self.station = platform.node()
        self.was_opened_for_writing = False
        self.opened_notes: tuple[str, ...] = ()
        self._key: bytes | None = None
        self._reason = ""
        self._lock = RLock()
        self._is_noted = False

    @property
    def store_id(self) -> str:
        """The name of the file that no renaming changes, 32 hexadecimal digits."""
        return self.keys.store_id

    @property
    def is_read_only(self) -> bool:
        """True for a viewer: nothing can be written, ``read_only_reason`` says why."""
        return bool(self._reason)

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be written and what to do; empty for a file that can be written."""
        return self._reason

    @property
    def key(self) -> bytes:
        """The key that seals new entries.

        Raises:
            ReadOnlyStoreError: Its file is missing.
        """
        if self._key is None:
            raise ReadOnlyStoreError(missing_key_words(self.keys, self.key_number))
        return self._key

    @property
    def has_key(self) -> bool:
        """Whether new entries could be sealed."""
        return self._key is not None

    def use_key(self, number: int, key: bytes | None) -> None:
        """Seal new entries with this key."""
        self.key_number, self._key = number, key

    def make_read_only(self, reason: str) -> None:
        """Turn into a viewer, on the connection too."""
        with self.translated():
            self.db.conn.execute("PRAGMA query_only = ON")
        self._reason = reason

    def make_writable(self) -> None:
        """Turn back, after the reason is gone."""
        with self.translated():
            self.db.conn.execute("PRAGMA query_only = OFF")
        self._reason = ""

    def note_holder(self, holder: str) -> None:
        """Tell others who has the file; a program that is ended anywhere takes the note along."""
        self._is_noted = True
        atexit.register(self._remove_note)
        in_use.write_note(self.path, holder, self.station)

    def rows(self, sql: str, bound: Sequence[Cell] | dict[str, Cell] = ()) -> list[Row]:
        """Run one reading statement and return all its rows; no cursor leaves the lock.

        Raises:
            StoreError: What the file or the disk answered.
        """
        with self._lock, self.translated():
            return self.db.conn.execute(sql, bound).fetchall()

    def blobs(self, sql: str, bound: Sequence[Cell] = ()) -> list[bytes]:
        """Run one reading statement and return the bytes of its only column.

        Raises:
            StoreError: What the file or the disk answered.
        """
        with self._lock, self.translated():
            return [bytes(row[0]) for row in self.db.conn.execute(sql, bound)]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep writers out while several reads belong together."""
        with self._lock:
            yield

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open the one transaction of a write; nothing may be caught inside of it.

        Raises:
            ReadOnlyStoreError: The file is open for reading only.
            RuntimeError: A write inside a write: an inner one could not be rolled back alone.
            StoreError: What the file or the disk answered; nothing was written then.
        """
        if self.is_read_only:
            raise ReadOnlyStoreError(self.read_only_reason)
        with self._lock:
            if self.db.conn.in_transaction:
                raise RuntimeError("a write inside a write")
            with self.translated(), self.db.atomic():
                yield self.db.conn

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Raise what the driver raises as the named error for it; leave bugs as they are."""
        try:
            yield
        except DRIVER_ERRORS as error:
            named = user_error_of(error, self.path)
            if named is None:
                raise
            raise named from error

    def close(self) -> None:
        """Give the file free; closing twice does nothing."""
        with self._lock:
            self.db.close()
            self._remove_note()

    def _remove_note(self) -> None:
        if self._is_noted:
            in_use.remove_note(self.path)
            self._is_noted = False
            atexit.unregister(self._remove_note)

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def missing_key_words(keys: KeyFolder, number: int) -> str:
    """Say that the key is missing, and both ways out."""
    return say(
        "The key of this file is missing ({}), so nothing can be written. Copy the key file from "
        "the computer where the file was used before, or start a new key: mrdtracker new-key "
        "--help."
    ).format(keys.file(number))
