"""A new key for a file whose key is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mrdtracker.domain.errors import InvalidInputError, StoreError
from mrdtracker.domain.records import JournalEntry
from mrdtracker.store import health
from mrdtracker.store.chain import JournalDigest
from mrdtracker.store.connection import Database
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.migrations import SCHEMA_VERSION
from mrdtracker.store.older_shapes import lay_over, take_off, version_of
from mrdtracker.words import say


def replace_key(
    database: Database, clock: Callable[[], datetime], *, actor: str, reason: str
) -> JournalEntry:
    """Start a new key, and say so in the journal; the file can be written again.

    From then on ``verify`` checks the seals of older entries only if the lost key file is put
    back under its name; that they were not changed since, it checks by a digest in this entry.

    Args:
        database: A file that is open for reading only because its key is missing.
        clock: The time now, for the journal.
        actor: Who does it.
        reason: How the key was lost; it cannot be empty.

    Raises:
        InvalidInputError: No reason was given, or the key is not missing.
        StoreError: The key cannot be written, or the file is read-only for another reason.
    """
    if not reason.strip():
        raise InvalidInputError(
            say("A new key needs a reason."), say("Say how the old one was lost.")
        )
    if database.has_key or not database.was_opened_for_writing:
        raise InvalidInputError(
            say("This file does not miss its key."),
            say("Open it normally, in a folder you may write."),
        )
    problem = health.structure_problem(database.db)
    if problem:
        raise StoreError(problem, say("Keep this file as it is and open your newest backup."))
    older = JournalDigest()
    with database.translated():
        for sealed in health.sealed_entries(database.db):
            older.add(sealed.entry, sealed.seal)
    number = database.key_number + 1
    try:
        key = database.keys.make(number)
    except OSError as error:
        raise StoreError(
            say("The new key cannot be written to {}.").format(database.keys.folder),
            say("Check the folder."),
        ) from error
    database.use_key(number, key)
    database.make_writable()
    take_off(database.db)
    entry = Ledger(database, clock).write(
        actor=actor, label="Start a new key", reason=f"{reason} {older.words()}", puts=()
    )
    if version_of(database.db) != SCHEMA_VERSION:
        lay_over(database.db)
        database.make_read_only(
            say("The new key is kept. Open the file again to bring it up to date.")
        )
    return entry
