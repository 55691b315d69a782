"""The shape of the file, as a chain of steps; a released step is never edited.

A step is literal SQL and imports nothing of the program but the text of its own shape. Before a
second step is added, opening must keep a verified copy of the file (``VACUUM INTO``) first.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from mrdtracker.store import guards_001, schema_001

APPLICATION_ID = 0x4D524454  # "MRDT"
SCHEMA_VERSION = 1
# The oldest program, by its schema number, that may still write this file.
COMPATIBILITY = 1

SCHEMA = Migrations("mrdtracker")


def migrate(db: Database) -> None:
    """Bring a file to the newest shape, its numbers included, in the transaction that is open.

    ``Migrations.apply`` gives every step a transaction of its own, so that a failure in the second
    would leave the first: the caller holds one transaction around all of them.

    Raises:
        RuntimeError: No transaction is open.
    """
    if not db.conn.in_transaction:
        raise RuntimeError("migrate inside one transaction, or half a chain may stay")
    SCHEMA.apply(db)
    db.execute("PRAGMA application_id = 1297237076")
    db.execute("PRAGMA user_version = 1")


@SCHEMA()
def m001_first_shape(db: Database) -> None:
    """Patients, events, samples, measurements, settings, journal, search.

    Exact numbers are canonical decimal text: digits, optional point, no sign, no exponent, no
    leading or trailing zeros. SQL never compares, sorts or adds them.
    """
    shape = (*schema_001.TABLES, *schema_001.INDEXES, *guards_001.GUARDS)
    for statement in (*shape, *schema_001.FIRST_ROWS):
        db.execute(statement)
