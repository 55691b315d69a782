"""Writes ``tests/data/store_vN.sql``: a small store of today's shape, for all later programs.

Run it once when a shape is released, ``python -m tests.store.dump_store FOLDER``, and never again.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest import mock

from mrdtracker.store import database, keys, migrations
from mrdtracker.store.drafts import Drafts
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.saved_views import SavedViews
from tests.builders import (
    StoppedClock,
    a_label_print,
    a_measurement,
    a_patient,
    a_report,
    a_sample,
    an_edition,
    an_event,
    negative,
)

STORE_ID = "5eed" * 8
KEY = bytes(range(32))


def statements_of(path: Path) -> Iterator[str]:
    """Yield SQL that makes the file again; the search index is made anew."""
    with closing(sqlite3.connect(path)) as connection:
        for name in ("application_id", "user_version"):
            yield f"PRAGMA {name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]}"
        schema = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name NOT GLOB 'patient_search_*' AND name NOT GLOB 'sqlite_*'"
        ).fetchall()
        tables = [(name, sql) for kind, name, sql in schema if kind == "table"]
        yield from (sql for _, sql in tables)
        for name, _ in tables:
            if name != "patient_search":
                yield from _rows(connection, name)
        yield (
            "INSERT INTO patient_search (rowid, code_key, name_key)"
            " SELECT number, code_key, name_key FROM patient"
        )
        yield from (sql for kind, _, sql in schema if kind != "table")


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    quoted = " || ', ' || ".join(f"quote({column})" for column in columns)
    rows = connection.execute(f"SELECT {quoted} FROM {table}")  # noqa: S608 - of the schema
    yield from (f"INSERT INTO {table} VALUES ({row[0]})" for row in rows)  # noqa: S608


def dump(folder: Path) -> Path:
    """Make the store in a folder and write its SQL beside it."""
    clock = StoppedClock()
    path = folder / "lab.mrd"
    with (
        mock.patch.object(database.secrets, "token_hex", return_value=STORE_ID),
        mock.patch.object(keys.secrets, "token_bytes", return_value=KEY),
        database.create_store(path, key_folder=folder, laboratory="Children's") as store,
    ):
        store.station = "PC2"
        ledger = Ledger(store, clock)
        result = a_measurement(2, value=negative(), reported_text="neg")
        ledger.write(
            actor="Kim",
            label="Add patient",
            puts=[a_patient(name="Kim Müller"), an_event(), a_sample(), a_measurement(), result],
        )
        clock.move(hours=-1)
        amended = a_measurement(note="typed again", version=2)
        ledger.write(actor="Lee", label="Amend result", reason="typing error", puts=[amended])
        edition = an_edition()
        pinned = a_patient(name="Kim Müller", pack_edition=edition.id, version=2)
        ledger.write(actor="Lee", label="Pin edition", puts=[pinned, edition])
        ledger.write(actor="Lee", label="Issue", puts=[a_report(), a_label_print()])
        Drafts(store, "Kim", clock).keep("measurement", "patient-1", {"value": "0.05 %"})
        SavedViews(store, "Kim", clock).save("patients", "Mine", {"flag": "PPR"})
    target = folder / f"store_v{migrations.SCHEMA_VERSION}.sql"
    lines = (f"{statement.strip()};\n" for statement in statements_of(path))
    target.write_text("BEGIN;\n" + "".join(lines) + "COMMIT;\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    dump(Path(sys.argv[1]))
