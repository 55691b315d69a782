"""Search as you type among 100 000 patients, from the key to the painted list."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.benchmarks.conftest import PATIENTS
from tests.benchmarks.measuring import Figure, percentile_95
from tests.benchmarks.paint_watch import PaintWatch
from tests.gui.desk import Desk

pytestmark = pytest.mark.benchmark
LIMIT_SECONDS = 0.016
TYPED = (
    "s-012345", "s-099", "kim", "lee b", "novak z.1", "silva 9", "012345", "5", "o", "h", "m",
    "park a.0", "-", "a", "xyz",
)  # fmt: skip


def _choose(name: str) -> Callable[[Desk], None]:
    def choose(desk: Desk) -> None:
        box = getattr(desk.bench.list, name)
        box.setCurrentIndex(1)
        assert box.currentData()

    return choose


FILTERS: dict[str, Callable[[Desk], None]] = {
    "none": lambda _desk: None,
    "protocol": _choose("protocol"),
    "group": _choose("group"),
    "flag": _choose("flag"),
    "missing": lambda desk: desk.bench.list.missing.setChecked(True),
}


def _seconds(desk: Desk, qapp, watch: PaintWatch, deed: Callable[[], None]) -> float:
    """Do something to the search and return the seconds until its answer was painted."""
    answers: list[object] = []
    model = desk.bench.list.model

    def answered(page: object) -> None:
        answers.append(page)
        watch.reset()
        # Where the answer is the same as before, nothing would be painted anew.
        watch.ask_for_paint()

    connection = model.answered.connect(answered)
    started = time.perf_counter()
    deed()
    while not (answers and watch.painted):
        qapp.processEvents()
    taken = time.perf_counter() - started
    model.answered.disconnect(connection)
    return taken


def _type(desk: Desk, qapp, watch: PaintWatch, text: str) -> dict[str, float]:
    field = desk.bench.list.field
    taken = {}
    for place, sign in enumerate(text):
        typed = text[: place + 1]
        taken[typed] = _seconds(desk, qapp, watch, lambda sign=sign: QTest.keyClick(field, sign))
    taken[f"{text} cleared"] = _seconds(
        desk, qapp, watch, lambda: QTest.keyClick(field, Qt.Key.Key_Escape)
    )
    return taken


def test_search_as_you_type_in_a_store_of_100_000(large_desk, qapp) -> None:
    patients = large_desk.bench.list
    watch = PaintWatch(patients.table.viewport(), patients.nothing_found)
    _type(large_desk, qapp, watch, "warm")
    seconds: dict[str, float] = {}

    for name, narrow in FILTERS.items():
        if name != "none":
            _seconds(large_desk, qapp, watch, lambda narrow=narrow: narrow(large_desk))
        for text in TYPED:
            for typed, taken in _type(large_desk, qapp, watch, text).items():
                seconds[f"{typed} | filter {name}"] = taken
        if name != "none":
            _seconds(large_desk, qapp, watch, patients.show_all)

    slowest = sorted(seconds.items(), key=lambda one: -one[1])[:3]
    Figure(
        "search as you type among 100 000 patients, key to painted list, p95",
        percentile_95(list(seconds.values())),
        LIMIT_SECONDS,
        "s",
        {
            "keys": len(seconds),
            "patients": PATIENTS,
            "median_s": round(statistics.median(seconds.values()), 5),
            "slowest_ms": {typed: round(taken * 1000, 1) for typed, taken in slowest},
        },
    ).report()
