"""The course plot: a full redraw beside a bare one of as many artists, and the moving ring."""

import statistics
import time
from datetime import timedelta
from decimal import Decimal

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from mrdtracker.domain.case import Event
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import Measurement, MeasurementId, Sample, SampleId
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.gui.plot_canvas import PlotCanvas
from mrdtracker.plots.figures import new_figure
from mrdtracker.plots.look import LIGHT
from mrdtracker.plots.mrd_course import draw_mrd_course
from mrdtracker.services.commands import AddSample, RecordMeasurement
from tests.benchmarks.measuring import Figure, in_turns, percentile_95, seconds_of
from tests.gui.desk import open_desk
from tests.plots.courses import course, many, phases

pytestmark = pytest.mark.benchmark

ROUNDS = 15
POINTS = 60
EVENTS = [*phases(("induction", 1), ("consolidation", 36)), Event(EventKind.REMISSION, day=33)]
SIZE_MM = (240, 120)
MOST_SECONDS_FOR_THE_RING = 0.016


def test_a_full_redraw_of_twelve_points_is_at_most_twice_a_bare_one():
    made = course(*many(12), events=EVENTS)
    ours, bare = (new_figure(*SIZE_MM) for _ in range(2))
    canvases = FigureCanvasAgg(ours), FigureCanvasAgg(bare)
    draw_mrd_course(ours, made, LIGHT)
    canvases[0].draw()
    words = sum(bool(one.get_text()) and one.axes is None for one in ours.findobj(Text))
    lines = sum(len(axes.lines) for axes in ours.axes) + sum(
        isinstance(one, Line2D) for one in ours.artists
    )
    bands = sum(isinstance(one, Rectangle) for one in ours.artists)

    def redraw() -> None:
        draw_mrd_course(ours, made, LIGHT)
        canvases[0].draw()

    def redraw_bare() -> None:
        bare.clear()
        axes = bare.add_axes((0.1, 0.2, 0.8, 0.7))
        axes.set_yscale("log")
        axes.set_ylim(1e-6, 1)
        axes.set_xlim(0, 100)
        for number in range(lines):
            axes.plot([number, number + 5], [1e-3, 1e-4], marker="o")
        for number in range(words):
            axes.text(number, 1e-4, f"{number} % HR, D15", fontsize=9)
        for number in range(bands):
            axes.axvspan(number, number + 9, color="#EEEEEE")
        canvases[1].draw()

    redraw_bare()
    measured, limit = in_turns(redraw, redraw_bare, ROUNDS)

    detail = {
        "artists": words + lines + bands,
        "ours_ms": round(measured * 1000, 2),
        "bare_ms": round(limit * 1000, 2),
        "draw_only_ms": round(
            statistics.median(seconds_of(canvases[0].draw) for _ in range(ROUNDS)) * 1000, 2
        ),
    }
    Figure("full redraw of 12 points / bare", measured / limit, 2.0, "ratio", detail).report()


def test_the_ring_follows_the_pointer_within_a_frame(qtbot, qapp):
    canvas = PlotCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 420)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.show_course(course(*many(40)), LIGHT)
    canvas.draw()
    keys = canvas.drawn.keys

    def move(number: int) -> None:
        canvas.select({keys[number % len(keys)]})
        qapp.processEvents()

    times = sorted(seconds_of(lambda number=number: move(number)) for number in range(100))

    Figure("ring moved, p95", times[94], MOST_SECONDS_FOR_THE_RING, "s", {"points": 40}).report()


def add_results(workspace, code, number):
    """Record a flow result of a new tube on each of so many days."""
    patient = workspace.patient_by_code(code)
    started = patient.course.therapy_started_on
    for step in range(number):
        taken = started + timedelta(days=1 + step)
        tube = SampleId(f"many-{step}")
        sample = Sample(tube, patient.id, Specimen.BONE_MARROW, taken_on=taken, pull_number=2)
        value = MrdValue(
            ResultState.QUANTIFIED, Method.FLOW.kind, value=Decimal(1 + step % 9) / 10**4
        )
        measured = Measurement(
            MeasurementId(f"many-{step}-flow"), sample.id, Method.FLOW, value, "typed"
        )
        workspace.recorder.execute(AddSample(sample))
        workspace.recorder.execute(RecordMeasurement(sample, measured))


def test_pointing_lights_plot_table_and_explanation_within_a_frame(qtbot, qapp, tmp_path):
    desk = open_desk(qtbot, tmp_path)
    page = desk.bench.patient
    page.course.make_canvas()
    canvas = page.course.canvas
    add_results(desk.workspace, "DEMO-02", POINTS)
    desk.patient("DEMO-02")
    qtbot.waitUntil(lambda: canvas.drawn is not None and len(canvas.drawn.keys) >= POINTS)
    qtbot.waitUntil(lambda: desk.bench.summaries.task is None)
    keys = canvas.drawn.keys
    qapp.processEvents()

    def point_at(number: int) -> None:
        page.state.hover_over(frozenset({keys[number % len(keys)]}))
        qapp.processEvents()

    # One after the other as a hand does it, nothing collected between: that would empty the
    # processor's fast memory before each.
    times = []
    for number in range(300):
        begun = time.process_time()
        point_at(number)
        times.append(time.process_time() - begun)
    desk.close()

    detail = {"points": len(keys), "median_s": round(statistics.median(times), 5)}
    Figure(
        "pointing at one of 60 points lights every view, p95 of processor time",
        percentile_95(times),
        MOST_SECONDS_FOR_THE_RING,
        "s",
        detail,
    ).report()
