"""Search everything: from the key to the list below the field, and tubes among 100 000 samples."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from mrdtracker.domain.records import Sample
from mrdtracker.store.database import create_store
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.tubes import tube_page
from tests.benchmarks.large_store import NOW, PERSON, records_of
from tests.benchmarks.measuring import Figure, percentile_95
from tests.gui.desk import open_desk

pytestmark = pytest.mark.benchmark
LIMIT_SECONDS = 0.016
TYPED = ("demo-01", "add result", "history", "percent", "xyzzy", "e")
PATIENTS = 10_000
BATCH = 1000
TUBES = ("b", "bm-26-0", "9", "bm-26-0012345", "zzz")


def test_search_everything_among_the_invented_patients(qtbot, qapp, tmp_path: Path) -> None:
    desk = open_desk(qtbot, tmp_path)
    finder, field = desk.bench.finder, desk.frame.search
    finder.start()
    field.setText("warm")
    qapp.processEvents()
    seconds: dict[str, float] = {}

    for text in TYPED:
        field.clear()
        qapp.processEvents()
        for place, sign in enumerate(text):
            started = time.perf_counter()
            QTest.keyClick(field, sign)
            while finder.is_busy:
                qapp.processEvents()
            finder.list.repaint()
            seconds[text[: place + 1]] = time.perf_counter() - started

    desk.close()
    _report("search everything, key to painted list, p95", seconds)


def test_a_slice_of_tubes_among_100_000_samples(tmp_path: Path) -> None:
    seconds: dict[str, float] = {}
    with create_store(tmp_path / "tubes.mrd", key_folder=tmp_path) as database:
        ledger = Ledger(database, lambda: NOW)
        for first in range(0, PATIENTS, BATCH):
            numbers = range(first, first + BATCH)
            records = [record for number in numbers for record in records_of(number)]
            puts = [
                replace(one, code=f"BM-26-{one.id[1:]}") if isinstance(one, Sample) else one
                for one in records
            ]
            ledger.write(actor=PERSON, label=f"Import {first}", puts=puts)

        for text in TUBES:
            before: int | None = None
            while before is None or before > 1:
                started = time.perf_counter()
                page = tube_page(database, text, before)
                seconds[f"{text} before {before}"] = time.perf_counter() - started
                before = page.next_before or 1

    _report("one slice of tubes among 100 000 samples, p95", seconds)


def _report(name: str, seconds: dict[str, float]) -> None:
    slowest = sorted(seconds.items(), key=lambda one: -one[1])[:3]
    Figure(
        name,
        percentile_95(list(seconds.values())),
        LIMIT_SECONDS,
        "s",
        {"slowest_ms": {typed: round(taken * 1000, 1) for typed, taken in slowest}},
    ).report()
