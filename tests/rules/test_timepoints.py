"""A schedule finds its time points by name, exactly."""

import pytest

from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.rules.timepoints import Assay, Channel, Schedule, TimePoint

MRD = {Channel.MRD: Assay(Specimen.BONE_MARROW, (Method.FLOW,))}


@pytest.mark.parametrize(
    ("window", "days", "is_missed"),
    [
        (DayWindow(74, before=2, after=None), [62, 71], [True, True]),
        (DayWindow(74, before=2, after=None), [61], [False]),
        (DayWindow(29, before=2, after=3), [16, 17, 42, 43], [False, True, True, False]),
    ],
)
def test_up_to_ten_days_beside_its_window_a_marrow_was_meant_for_a_time_point(
    window, days, is_missed
):
    timepoint = TimePoint("T", "T", window, MRD)
    schedule = Schedule("test", DayConvention(1), (timepoint,))

    found = [schedule.missed_on(day, Specimen.BONE_MARROW, Method.FLOW) for day in days]

    assert found == [timepoint if one else None for one in is_missed]


def test_a_time_point_is_found_by_its_name(packs):
    schedule = packs["aieop-bfm-all-2000"].schedule

    assert schedule.named("D78").assays[Channel.MRD].min_markers == 2
    assert schedule.named("D79") is None


def test_only_the_generic_pack_speaks_about_every_result(packs):
    general = [name for name, pack in packs.items() if pack.schedule.is_general]

    assert set(general) <= {"generic-definitions", "pdl-relapse"}


def test_the_day_convention_is_data(packs):
    first = {name: pack.schedule.convention.first_dose_day for name, pack in packs.items()}

    assert (
        first.items()
        >= {
            "generic-definitions": 1,
            "ccg-early-marrow": 0,
            "aieop-bfm-all-2000": 1,
            "cog-aall08b1": 1,
            "kspho-hr-2024": 0,
        }.items()
    )
