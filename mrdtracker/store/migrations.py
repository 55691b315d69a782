"""The shape of the file, as a chain of steps; a released step is never edited.

A step is literal SQL and imports nothing of the program but the text of its own shape. Opening
keeps a verified copy of an older file before it runs the chain: ``store/upgrade.py``.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from mrdtracker.store import (
    guards_001,
    guards_002,
    guards_003,
    schema_001,
    schema_002,
    schema_003,
)

APPLICATION_ID = 0x4D524454  # "MRDT"
SCHEMA_VERSION = 3
# The oldest program, by its schema number, that may still write this file.
COMPATIBILITY = 3

SCHEMA = Migrations("mrdtracker")
_STEPS = ("m001_first_shape", "m002_editions", "m003_reports")


def migrate(db: Database, version: int = SCHEMA_VERSION) -> None:
    """Bring a file to a shape, its numbers included, in the transaction that is open.

    ``Migrations.apply`` gives every step a transaction of its own, so that a failure in the second
    would leave the first: the caller holds one transaction around all of them.

    Args:
        db: The file.
        version: The shape to stop at; an older one only to compare an older file with.

    Raises:
        RuntimeError: No transaction is open.
    """
    if not db.conn.in_transaction:
        raise RuntimeError("migrate inside one transaction, or half a chain may stay")
    SCHEMA.apply(db, stop_before=_STEPS[version:] or None)
    db.execute("PRAGMA application_id = 1297237076")
    db.execute(f"PRAGMA user_version = {version:d}")


@SCHEMA()
def m001_first_shape(db: Database) -> None:
    """Patients, events, samples, measurements, settings, journal, search.

    Exact numbers are canonical decimal text: digits, optional point, no sign, no exponent, no
    leading or trailing zeros. SQL never compares, sorts or adds them.
    """
    shape = (*schema_001.TABLES, *schema_001.INDEXES, *guards_001.GUARDS)
    for statement in (*shape, *schema_001.FIRST_ROWS):
        db.execute(statement)


@SCHEMA()
def m002_editions(db: Database) -> None:
    """Editions of rule packs, the one that a patient may be pinned to, more kinds of events."""
    shape = (*schema_002.TABLES, *schema_002.CHANGES, *schema_002.INDEXES, *guards_002.GUARDS)
    for statement in (*shape, *schema_002.ROWS):
        db.execute(statement)


@SCHEMA()
def m003_reports(db: Database) -> None:
    """Issued reports with their pages, printed labels, drafts of forms, saved views."""
    shape = (*schema_003.TABLES, *schema_003.CHANGES, *schema_003.INDEXES, *guards_003.GUARDS)
    for statement in (*shape, *schema_003.ROWS):
        db.execute(statement)
