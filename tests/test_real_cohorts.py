"""The real tables as cohorts: times taken again with csv only, curves from another library."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from mrdtracker.cli.main import main
from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_levels import level_of, levels_at
from mrdtracker.domain.cohort_survival import Endpoint, study_survival
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.services.workspace import Person, Workspace
from tests.domain.test_survival import assert_agrees
from tests.gui.ward import bundled_rules

THRESHOLD = Decimal("0.0001")
TARGET = (("target_dev.tsv", "target-all-phase2"),)
MP2PRT = (
    ("MP2PRT_ALL_MRD_dev.tsv", "mp2prt-mrd"),
    ("MP2PRT_Outcomes_dev.tsv", "mp2prt-outcomes"),
)


def rows_of(path: Path, code: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: row[code])
    return {key: next(same) for key, same in groupby(rows, key=lambda row: row[code])}


def cohort_of(folder: Path, shared: Path, tables: tuple[tuple[str, str], ...]) -> Cohort:
    store = folder / "ward.mrd"
    assert main(["--store", str(store), "init"]) == 0
    for table, mapping in tables:
        told = ["import", str(shared / table), "--mapping", mapping]
        assert main(["--store", str(store), *told]) == 0
    person = Person("Anna", lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))
    with Workspace.open(store, person, is_read_only=True, rules=bundled_rules()) as workspace:
        return workspace.cohort.read(PatientQuery())


@pytest.fixture(scope="module")
def target(tmp_path_factory, shared_data) -> Cohort:
    return cohort_of(tmp_path_factory.mktemp("target"), shared_data, TARGET)


@pytest.fixture(scope="module")
def mp2prt(tmp_path_factory, shared_data) -> Cohort:
    return cohort_of(tmp_path_factory.mktemp("mp2prt"), shared_data, MP2PRT)


def times(cohort: Cohort, endpoint: Endpoint) -> dict[str, tuple[int, bool]]:
    study = study_survival(cohort, endpoint, Grouping(), None)
    assert study.excluded == ()
    return {
        one.patient.code: (one.time.days, one.time.is_event)
        for arm in study.arms
        for one in arm.members
    }


def number(text: str) -> int | None:
    return None if text in ("NA", "") else round(float(text))


def test_target_times_are_those_of_its_columns(target, shared_data):
    rows = rows_of(shared_data / "target_dev.tsv", "Patient ID")
    alone, overall = {}, {}
    for code, row in rows.items():
        event = number(row["Time To Event (days)"])
        lived = number(row["Overall Survival Days"])
        seen = max(event or 0, lived or 0)
        is_dead = row["Overall Survival Status"] == "1:DECEASED"
        is_event = row["First Event"] in ("Relapse", "Death")
        alone[code] = (event, True) if is_event else (seen, is_dead)
        # A death without its own day is that of the first event.
        overall[code] = (seen, is_dead or row["First Event"] == "Death")

    assert len(rows) == 47
    assert times(target, Endpoint.RELAPSE_FREE) == alone
    assert times(target, Endpoint.OVERALL) == overall


def test_mp2prt_times_are_those_of_its_columns(mp2prt, shared_data):
    rows = rows_of(shared_data / "MP2PRT_Outcomes_dev.tsv", "cases.submitter_id")

    # Its own event-free columns: in these children every event is a relapse.
    assert {row["Event"] for row in rows.values()} == {"None", "Relapse"}
    assert times(mp2prt, Endpoint.RELAPSE_FREE) == {
        code: (int(row["EFS_Time"]), row["EFS_Status"] == "1") for code, row in rows.items()
    }
    assert times(mp2prt, Endpoint.OVERALL) == {
        code: (int(row["OS_Time"]), row["OS_Status"] == "1") for code, row in rows.items()
    }


@pytest.mark.parametrize("endpoint", Endpoint)
def test_target_curves_by_mrd_agree_with_the_library(target, endpoint):
    place = target.usual_place("D29")
    study = study_survival(target, endpoint, Grouping(GroupBy.MRD, place, THRESHOLD), place)

    assert [(arm.group.name, len(arm.members)) for arm in study.arms] == [
        ("≥ 0.01 % (D29)", 19),
        ("< 0.01 % (D29)", 27),
        ("cannot be said (D29)", 1),
    ]
    assert study.excluded == ()
    assert_agrees([arm.times for arm in study.arms if arm.group.is_certain])
    assert_agrees([arm.times for arm in study.arms])


@pytest.mark.parametrize("endpoint", Endpoint)
def test_target_curves_by_protocol_agree_with_the_library(target, endpoint):
    study = study_survival(target, endpoint, Grouping(GroupBy.PROTOCOL), None)

    assert len(study.arms) == 4
    assert_agrees([arm.times for arm in study.arms])


@pytest.mark.parametrize("endpoint", Endpoint)
def test_mp2prt_curves_by_mrd_agree_with_the_library(mp2prt, endpoint):
    place = mp2prt.usual_place("EOI")
    study = study_survival(mp2prt, endpoint, Grouping(GroupBy.MRD, place, THRESHOLD), None)

    assert sum(len(arm.members) for arm in study.arms) == 35
    assert_agrees([arm.times for arm in study.arms])


def test_mp2prt_has_no_day_for_its_samples_and_says_so(mp2prt):
    place = mp2prt.usual_place("EOI")
    study = study_survival(
        mp2prt, Endpoint.OVERALL, Grouping(GroupBy.MRD, place, THRESHOLD), place
    )

    assert study.arms == ()
    assert {one.reason for one in study.excluded} == {"the day of the sample is not known"}
    assert len(study.excluded) == 35


@pytest.mark.parametrize("label", ["D8", "D29"])
def test_target_medians_enclose_the_kaplan_meier_median_of_the_library(target, label):
    import lifelines

    levels = levels_at(target, target.usual_place(label))
    values = [one.result.value for one in levels.points]
    # A negative without its sensitivity is below every share of cells.
    ends = [float(level_of(one) or 1) for one in values]
    is_number = [one.state is ResultState.QUANTIFIED for one in values]
    fitted = lifelines.KaplanMeierFitter().fit_left_censoring(ends, is_number)
    shares = fitted.cumulative_density_["KM_estimate"]
    theirs = next(level for level, share in shares.items() if share >= 0.5)

    assert any(is_number)
    assert not all(is_number)
    assert float(levels.middle.low) <= theirs
    assert levels.middle.high is None or theirs <= float(levels.middle.high)
