"""A cohort of 5 000 patients with ten results each: read, shown, listed and drawn."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib import figure as drawing
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection

from mrdtracker import locations
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind, show_cohort
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.plots.cohort_raster import CohortRaster, PixelSize
from mrdtracker.plots.figures import SCREEN_DPI
from mrdtracker.plots.look import LIGHT
from mrdtracker.services.workspace import Person, Workspace
from tests.benchmarks.large_store import NOW, PERSON, write_large_store
from tests.benchmarks.measuring import Figure, processor_seconds_of
from tests.gui.ward import bundled_rules

pytestmark = pytest.mark.benchmark
PATIENTS = 5_000
SIZE = PixelSize(1100, 420)
# Seconds of processor time.
LIMIT_READ = 10.0
LIMIT_SHOWN = 2.0
# In slices, between other events.
LIMIT_DRAWN = 6.0
UNIT = "s of processor time"


def test_a_cohort_of_5000_patients(tmp_path: Path) -> None:
    path = tmp_path / "ward.mrd"
    write_large_store(path, locations.keys_folder(), PATIENTS, bundled_rules().signature)
    with Workspace.open(path, Person(PERSON, lambda: NOW), rules=bundled_rules()) as workspace:
        found = []
        taken = processor_seconds_of(lambda: found.append(workspace.cohort.read(PatientQuery())))
    (cohort,) = found
    assert len(cohort.patients) == PATIENTS
    Figure("read a cohort of 5 000 × 10", taken, LIMIT_READ, UNIT, {}).report()
    marks = sum(len(one.points) for one in cohort.patients)
    bare = processor_seconds_of(lambda: draw_bare(marks))
    grouping = Grouping(GroupBy.MRD, cohort.usual_place(), Decimal("0.0001"))
    for kind in CohortViewKind:
        ask = CohortAsk(kind, grouping)
        shown = show_cohort(cohort, ask)
        made = processor_seconds_of(lambda ask=ask: table_of(show_cohort(cohort, ask)))
        raster = CohortRaster(shown, LIGHT, range(30), SIZE)
        drawn = processor_seconds_of(lambda raster=raster: list(raster.steps()))
        Figure(f"{kind.value}: view and table", made, LIMIT_SHOWN, UNIT, {}).report()
        times = {"times_the_bare_picture": round(drawn / bare, 2)}
        Figure(f"{kind.value}: picture", drawn, LIMIT_DRAWN, UNIT, times).report()


def draw_bare(marks: int) -> None:
    """Draw so many marks and the lines between them, and nothing else."""
    dpi = SCREEN_DPI * SIZE.ratio
    figure = drawing.Figure(figsize=(SIZE.width / dpi, SIZE.height / dpi), dpi=dpi)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    places = [((number * 37 % 1000) / 1000, (number * 61 % 997) / 997) for number in range(marks)]
    axes.add_collection(LineCollection([list(pair) for pair in pairwise(places)], alpha=0.1))
    xs, ys = [x for x, _ in places], [y for _, y in places]
    axes.plot(xs, ys, linestyle="none", marker="o", alpha=0.12)
    canvas.draw()
