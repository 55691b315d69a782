"""Reads a file of an older version as it lies: what today's shape adds is laid over it.

A viewer may not change a byte, so the newest shape is made of temporary views and tables. They
live in this connection's memory, and SQLite looks there first for a name.
"""

from __future__ import annotations

from sqlite_utils import Database

from mrdtracker.store.migrations import SCHEMA_VERSION

# By the version that is missing something: what makes it look like the one after it.
_LAID_OVER: dict[int, tuple[str, ...]] = {
    1: (
        """
        CREATE TEMP VIEW patient AS
        SELECT number AS rowid, *, NULL AS pack_edition FROM main.patient
        """,
        """
        CREATE TEMP VIEW therapy_event AS
        SELECT rowid AS rowid, *, NULL AS stated_first_dose_day, NULL AS ended_on,
            NULL AS amount, NULL AS unit, NULL AS specimen
        FROM main.therapy_event
        """,
        """
        CREATE TEMP TABLE pack_edition (
            id TEXT PRIMARY KEY, pack_id TEXT, pack_version TEXT, text TEXT, origin TEXT,
            entered_by TEXT, approved_by TEXT, status TEXT, version INTEGER
        ) STRICT
        """,
    ),
    2: (
        """
        CREATE TEMP TABLE report (
            id TEXT PRIMARY KEY, patient_id TEXT, number INTEGER, state TEXT, made_at TEXT,
            made_by TEXT, reason TEXT, packs TEXT, head TEXT, page TEXT, pdf_digest TEXT,
            supersedes TEXT, status TEXT, version INTEGER
        ) STRICT
        """,
        "CREATE TEMP TABLE report_paper (digest TEXT PRIMARY KEY, packed BLOB) STRICT",
        """
        CREATE TEMP TABLE label_print (
            id TEXT PRIMARY KEY, patient_id TEXT, sample_id TEXT, copies INTEGER, code TEXT,
            form TEXT, status TEXT, version INTEGER
        ) STRICT
        """,
        """
        CREATE TEMP TABLE draft (
            person TEXT, form TEXT, subject TEXT, fields TEXT, kept_at TEXT
        ) STRICT
        """,
        """
        CREATE TEMP TABLE saved_view (
            page TEXT, owner TEXT, name TEXT, content TEXT, saved_by TEXT, saved_at TEXT
        ) STRICT
        """,
        """
        CREATE TEMP VIEW lab_settings AS
        SELECT rowid AS rowid, *, NULL AS count_targets FROM main.lab_settings
        """,
    ),
}


def version_of(db: Database) -> int:
    """Return the version of the file's shape."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def take_off(db: Database) -> None:
    """Show the file as it lies again, so that it can be written."""
    laid_over = "SELECT type, name FROM sqlite_temp_master WHERE type IN ('view', 'table')"
    for kind, name in db.execute(laid_over).fetchall():
        # Names of ours, from the list above.
        db.execute(f"DROP {kind} temp.{name}")


def lay_over(db: Database) -> None:
    """Let the file look like the newest version, on this connection only."""
    for version in range(version_of(db), SCHEMA_VERSION):
        for statement in _LAID_OVER[version]:
            db.execute(statement)
