"""Import of 200 000 results, journalled, against raw executemany of the same rows."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from mrdtracker.exchange.mapping import load_mapping
from mrdtracker.services.transfer import PreparedImport
from mrdtracker.services.workspace import Person, Workspace
from mrdtracker.store.database import create_store
from mrdtracker.store.ledger import Ledger
from tests.benchmarks.foreign_tables import (
    LONG_MAPPING,
    WIDE_MAPPING,
    write_long,
    write_wide,
)
from tests.benchmarks.large_store import NOW, PERSON, records_of
from tests.benchmarks.measuring import Figure, seconds_of

pytestmark = pytest.mark.benchmark
PATIENTS = 20_000
RESULTS = 200_000
T = TypeVar("T")
TABLES = ("patient", "sample", "measurement")
LIMIT_RATIO = 4.0
ROUNDS = 3
TABLE_KINDS: dict[str, tuple[Callable[[Path, int], None], str]] = {
    "long": (write_long, LONG_MAPPING),
    "wide": (write_wide, WIDE_MAPPING),
}


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


class _Steps:
    """An import as the window and the command line do it, timed step by step."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.seconds: dict[str, float] = {}

    def do(self, table: Path, mapping_text: str) -> PreparedImport:
        workspace = self._workspace
        transfer = workspace.transfer
        mapping = load_mapping(mapping_text.encode(), "mapping.toml")
        read = self._timed("read", lambda: transfer.read_table(table))
        plan = self._timed("plan", lambda: transfer.plan(read, mapping, workspace.today))
        assert not plan.problems
        prepared = self._timed("prepare", lambda: transfer.prepare(plan))
        self._timed("apply", lambda: workspace.recorder.execute(prepared.command))
        return prepared

    def _timed(self, name: str, work: Callable[[], T]) -> T:
        started = time.perf_counter()
        outcome = work()
        self.seconds[name] = time.perf_counter() - started
        return outcome


def test_writing_200_000_results_against_raw_executemany(tmp_path: Path) -> None:
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
        "write of 200 000 results, journalled, against raw executemany",
        statistics.median(ours) / statistics.median(raw),
        LIMIT_RATIO,
        "ratio",
        {
            "ours_s": round(statistics.median(ours), 2),
            "raw_s": round(statistics.median(raw), 2),
            "records": len(puts),
        },
    ).report()


@pytest.mark.parametrize("kind", TABLE_KINDS)
def test_import_of_a_table_of_200_000_results_from_reading_to_journal(
    tmp_path: Path, kind: str
) -> None:
    write, mapping_text = TABLE_KINDS[kind]
    table = tmp_path / f"{kind}.csv"
    write(table, PATIENTS)
    whole: list[float] = []
    raw: list[float] = []
    steps: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        path = tmp_path / f"store-{turn}.mrd"
        with Workspace.create(path, Person(PERSON, lambda: NOW)) as workspace:
            timed = _Steps(workspace)
            prepared = timed.do(table, mapping_text)
            assert prepared.preview.new_results == RESULTS
        del prepared
        for name, seconds in timed.seconds.items():
            steps.setdefault(name, []).append(seconds)
        whole.append(sum(timed.seconds.values()))
        raw.append(_copy_raw(path, tmp_path / f"raw-{turn}.db"))

    Figure(
        f"import of a {kind} table of 200 000 results: read, plan, prepare, apply, against raw",
        statistics.median(whole) / statistics.median(raw),
        LIMIT_RATIO,
        "ratio",
        {
            "ours_s": round(statistics.median(whole), 2),
            "raw_s": round(statistics.median(raw), 2),
            "steps_s": {name: round(statistics.median(each), 2) for name, each in steps.items()},
            "rounds": ROUNDS,
        },
    ).report()
