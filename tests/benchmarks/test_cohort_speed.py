"""A cohort of 5 000 patients with ten results each: read, shown, listed and drawn."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind, show_cohort
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.plots.cohort_raster import CohortRaster, PixelSize
from mrdtracker.plots.look import LIGHT
from mrdtracker.services.workspace import Person, Workspace
from tests.benchmarks.large_store import NOW, PERSON, write_large_store
from tests.benchmarks.measuring import Figure, seconds_of
from tests.gui.ward import bundled_rules

pytestmark = pytest.mark.benchmark
PATIENTS = 5_000
LIMIT_READ = 10.0
LIMIT_SHOWN = 2.0
# In slices, between other events.
LIMIT_DRAWN = 6.0


def test_a_cohort_of_5000_patients(tmp_path: Path) -> None:
    path = tmp_path / "ward.mrd"
    write_large_store(path, locations.keys_folder(), PATIENTS, bundled_rules().signature)
    with Workspace.open(path, Person(PERSON, lambda: NOW), rules=bundled_rules()) as workspace:
        found = []
        taken = seconds_of(lambda: found.append(workspace.cohort.read(PatientQuery())))
    (cohort,) = found
    assert len(cohort.patients) == PATIENTS
    Figure("read a cohort of 5 000 × 10", taken, LIMIT_READ, "s", {}).report()
    grouping = Grouping(GroupBy.MRD, cohort.usual_place(), Decimal("0.0001"))
    for kind in CohortViewKind:
        ask = CohortAsk(kind, grouping)
        shown = show_cohort(cohort, ask)
        made = seconds_of(lambda ask=ask: table_of(show_cohort(cohort, ask)))
        raster = CohortRaster(shown, LIGHT, range(30), PixelSize(1100, 420))
        drawn = seconds_of(lambda raster=raster: list(raster.steps()))
        Figure(f"{kind.value}: view and table", made, LIMIT_SHOWN, "s", {}).report()
        Figure(f"{kind.value}: picture", drawn, LIMIT_DRAWN, "s", {}).report()
