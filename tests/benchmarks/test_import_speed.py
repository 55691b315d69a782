"""Import of 200 000 results, journalled, against raw executemany of the same rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mrdtracker.store.database import create_store
from mrdtracker.store.ledger import Ledger
from tests.benchmarks.large_store import NOW, PERSON, records_of
from tests.benchmarks.measuring import Figure, seconds_of

pytestmark = pytest.mark.benchmark
PATIENTS = 20_000
TABLES = ("patient", "sample", "measurement")
LIMIT_RATIO = 4.0
ROUNDS = 3


def _copy_raw(source: Path, target: Path) -> float:
    """Write the same rows into the same tables by plain executemany, without a journal."""
    reading = sqlite3.connect(source)
    schema = [
        row[0]
        for row in reading.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index') "
            "AND tbl_name IN ('patient', 'sample', 'measurement') AND name NOT LIKE 'sqlite_%'"
        )
    ]
    rows = {name: reading.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}  # noqa: S608 - closed list
    reading.close()
    writing = sqlite3.connect(target)
    writing.execute("PRAGMA journal_mode=TRUNCATE")
    writing.execute("PRAGMA synchronous=EXTRA")
    for statement in schema:
        writing.execute(statement)

    def work() -> None:
        with writing:
            for name, content in rows.items():
                marks = ",".join("?" * len(content[0]))
                writing.executemany(f"INSERT INTO {name} VALUES ({marks})", content)  # noqa: S608 - closed list

    taken = seconds_of(work)
    writing.close()
    return taken


def test_import_of_200_000_results_against_raw_executemany(tmp_path: Path) -> None:
    puts = [record for number in range(PATIENTS) for record in records_of(number)]
    ours, raw = [], []
    for turn in range(ROUNDS):
        path = tmp_path / f"store-{turn}.mrd"
        with create_store(path, key_folder=tmp_path / "keys") as database:
            ledger = Ledger(database, lambda: NOW)
            ours.append(
                seconds_of(lambda ledger=ledger: ledger.write(actor=PERSON, label="x", puts=puts))
            )
        raw.append(_copy_raw(path, tmp_path / f"raw-{turn}.db"))

    Figure(
        "import of 200 000 results, journalled, against raw executemany",
        min(ours) / min(raw),
        LIMIT_RATIO,
        "ratio",
        {"ours_s": round(min(ours), 2), "raw_s": round(min(raw), 2), "records": len(puts)},
    ).report()
