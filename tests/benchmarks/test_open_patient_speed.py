"""Opening a patient among 100 000, from the act to the painted page and to the drawn course."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

import pytest

from mrdtracker.domain.records import PatientId
from tests.benchmarks.conftest import PATIENTS
from tests.benchmarks.measuring import Figure, percentile_95
from tests.benchmarks.paint_watch import PaintWatch

pytestmark = pytest.mark.benchmark
OPENED = 80
STEP = PATIENTS // OPENED
PAGE_SECONDS = 0.060
STALL_SECONDS = 0.050
FEWEST_PACKS = 2


@dataclass(frozen=True)
class _Opened:
    """Seconds from the act to the painted page and to the painted course, and the longest turn.

    Attributes:
        stall: The longest that the event loop stood still after the page was painted.
    """

    page: float
    course: float
    stall: float


def _open(desk, qapp, patient_id: PatientId, watch: PaintWatch) -> _Opened:
    page = desk.bench.patient
    awaited = {
        page.header.code,
        page.records.result_table.viewport(),
        page.panel.browser.viewport(),
    }
    is_drawn: list[None] = []
    canvas = page.course.canvas
    # What was painted of it before is not yet the course.
    finished = canvas.finished.connect(
        lambda: (is_drawn.append(None), watch.painted.discard(canvas))
    )
    watch.reset()
    started = time.perf_counter()
    desk.bench.open_patient(patient_id)
    while not awaited <= watch.painted:
        qapp.processEvents()
    painted = time.perf_counter()
    stall, before = 0.0, painted
    while not is_drawn or canvas not in watch.painted:
        qapp.processEvents()
        now = time.perf_counter()
        stall, before = max(stall, now - before), now
    canvas.finished.disconnect(finished)
    return _Opened(painted - started, before - started, stall)


def test_open_a_patient_in_a_store_of_100_000(large_desk, qapp) -> None:
    page = large_desk.bench.patient
    page.course.make_canvas()
    watch = PaintWatch(
        page.header.code,
        page.records.result_table.viewport(),
        page.panel.browser.viewport(),
        page.course.canvas,
    )
    ids = [PatientId(f"p{number:07d}") for number in range(7, PATIENTS, STEP)][:OPENED]
    _open(large_desk, qapp, PatientId("p0000001"), watch)

    opened = [_open(large_desk, qapp, patient_id, watch) for patient_id in ids]

    assert len(page.view.assessments) >= FEWEST_PACKS
    assert page.view.rows
    assert page.course.canvas.drawn.keys
    detail = {"patients": len(opened), "packs": len(page.view.assessments)}
    course = {
        "course_p95_s": round(percentile_95([one.course for one in opened]), 4),
        "course_median_s": round(statistics.median(one.course for one in opened), 4),
        "longest_stall_s": round(max(one.stall for one in opened), 4),
    }
    Figure(
        "open a patient of 100 000: header, table and explanation painted, p95",
        percentile_95([one.page for one in opened]),
        PAGE_SECONDS,
        "s",
        {**detail, "median_s": round(statistics.median(one.page for one in opened), 4)},
    ).report()
    Figure(
        "open a patient of 100 000: the course follows in slices; longest stall, p95",
        percentile_95([one.stall for one in opened]),
        STALL_SECONDS,
        "s",
        {**detail, **course},
    ).report()
