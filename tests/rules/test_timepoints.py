"""A schedule finds its time points by name, exactly."""

from mrdtracker.rules.timepoints import Channel


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
