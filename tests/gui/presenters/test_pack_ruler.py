from dataclasses import replace

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.gui.presenters.pack_ruler import ruler_of, shape_of
from tests.gui.ward import bundled_rules


def ruler(pack_id):
    rules = bundled_rules()
    overview = rules.overview(pack_id)
    return ruler_of(overview.convention, overview.timepoints, rules.page(pack_id).timepoints)


def test_windows_stand_in_their_order_with_specimen_and_method():
    made = ruler("aieop-bfm-all-2009")

    assert [(bar.label, bar.first, bar.day, bar.last) for bar in made.bars] == [
        ("D8", 7, 8, 9),
        ("D15", 14, 15, 17),
        ("D33", 30, 33, 40),
        ("D78", 71, 78, 92),
    ]
    assert made.bars[0].looked_at == "● PB blast count"
    assert made.bars[1].looked_at == "■ BM flow, morphology"
    assert made.bars[1].specimens == (Specimen.BONE_MARROW,)
    assert made.convention.words == "first dose = day 1"


def test_the_axis_begins_at_the_first_dose_as_the_pack_counts():
    for pack_id, start in (("aieop-bfm-all-2009", 1), ("kspho-hr-2024", 0)):
        made = ruler(pack_id)
        assert made.first == start
        assert made.ticks[0] == start
        assert made.share(made.first) == 0
        assert made.share(made.last) == 1


def test_time_points_without_a_day_stand_apart():
    made = ruler("kspho-hr-2024")

    assert [bar.label for bar in made.bars] == ["EOI"]
    assert [one.split(":")[0] for one in made.named] == ["EOC", "POST_IM1"]
    assert "before interim maintenance 1" in made.named[0]


def test_a_time_point_without_a_day_is_known_by_its_fact_and_not_by_its_words():
    rules = bundled_rules()
    overview, page = rules.overview("kspho-hr-2024"), rules.page("kspho-hr-2024")
    spoken = [replace(line, day="in other words") for line in page.timepoints]

    made = ruler_of(overview.convention, overview.timepoints, spoken)

    assert [bar.label for bar in made.bars] == ["EOI"]


def test_the_ruler_is_spoken():
    words = ruler("aieop-bfm-all-2009").words

    assert words.startswith("first dose = day 1. D8, day 7 to 9, ● PB blast count. D15")


def test_a_pack_without_time_points_has_an_empty_ruler():
    made = ruler_of(DayConvention(0), (), ())

    assert (made.bars, made.named, made.first) == ((), (), 0)


def test_every_specimen_has_a_shape_of_its_own():
    assert shape_of(Specimen.BONE_MARROW) == "■"
    assert shape_of(Specimen.PERIPHERAL_BLOOD) == "●"
    assert shape_of(Specimen.CSF) == "◆"
