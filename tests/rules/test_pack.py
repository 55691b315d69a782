"""A pack as lists and plots see it."""

from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.finding import PackState
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.rules.timepoints import Channel
from tests.rules.small_pack import changed, loaded


def marks(pack):
    return {
        (one.rule, one.timepoint, one.operator, str(one.threshold))
        for one in pack.overview().thresholds
    }


def test_the_overview_names_time_points_with_specimen_and_methods(packs):
    overview = packs["cog-aall08b1"].overview()

    found = [(one.id, one.specimen, one.methods) for one in overview.timepoints]
    assert found[0] == ("D8", Specimen.PERIPHERAL_BLOOD, (Method.FLOW,))
    assert overview.groups == ("LR", "AR", "HR", "VHR")
    assert overview.convention.first_dose_day == 1


def test_marks_stand_only_on_time_points_with_the_published_operator(packs):
    assert marks(packs["aieop-bfm-all-2000"]) >= {
        ("hr-mrd-d78", "D78", ">=", "0.001"),
        ("hr-ppr", "D8", ">=", "1000"),
        ("hr-no-cr-d33", "D33", ">=", "0.05"),
    }
    (mark,) = (
        one
        for one in packs["aieop-bfm-all-2000"].overview().thresholds
        if one.rule == "hr-mrd-d78"
    )
    assert mark.text == "≥ 0.1 % HR, D78"
    assert mark.window == DayWindow(78, 7, 14)
    assert not mark.is_display_only


def test_a_rule_that_assigns_nothing_is_marked_as_shown_only(packs):
    shown = {
        one.rule for one in packs["cog-aall08b1"].overview().thresholds if one.is_display_only
    }

    assert shown == {"vhr-unfavourable"}


def test_a_pack_that_is_shown_only_marks_all_of_it():
    pack = loaded(
        changed('state = "active"', 'state = "display_only"')
        .replace(
            'expect = { assigned = "HIGH", status = "final" }', 'expect = { assigned = "none" }'
        )
        .replace('expect = { assigned = "HIGH" }', 'expect = { assigned = "none" }')
        .replace('expect = { assigned = "LOW" }', 'expect = { assigned = "none" }')
        .replace('possible = ["HIGH", "LOW"], needs = ["BM flow at D29"]', "possible = []")
    )

    assert pack.overview().reference.state is PackState.DISPLAY_ONLY
    assert all(one.is_display_only for one in pack.overview().thresholds)


def test_studies_are_listed(packs):
    assert packs["ccg-early-marrow"].overview().studies == ("ccg-1882", "ccg-1961", "ccg-1952")


def test_what_the_ordered_rules_ask_for_is_known(packs):
    asked = [(one.id, channel) for one, channel in packs["aieop-bfm-all-2000"].asked_at]

    assert asked == [
        ("D8", Channel.COUNT),
        ("D33", Channel.MORPHOLOGY),
        ("D78", Channel.MRD),
        ("D33", Channel.MRD),
    ]


def test_thresholds_of_a_time_point_are_listed_once(packs):
    found = packs["cog-aall08b1"].thresholds_at[("D8", Channel.MRD)]

    assert [one.number_text for one in found] == ["0.01 %", "1 %"]


def test_every_rule_says_what_it_rests_on(packs):
    for pack in packs.values():
        for text in pack.texts:
            assert text.source.citation
            assert text.title
            assert text.says
