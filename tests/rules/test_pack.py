"""A pack as lists and plots see it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.finding import (
    Level,
    NamedTimePoint,
    PackOverview,
    PackState,
    ThresholdMark,
)
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.rules.conditions import AnyOf
from mrdtracker.rules.facts import FactIs, NumberIs
from mrdtracker.rules.thresholds import WHITE_CELLS, YEARS, read_threshold
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


def test_the_overview_says_all_that_lists_and_plots_show():
    pack = loaded()
    first, last = pack.schedule.timepoints
    last = replace(last, is_by_name=True, before_phase="consolidation")
    pack = replace(
        pack,
        schedule=replace(pack.schedule, timepoints=(first, last)),
        placeholders=("rule 'high': High.",),
    )
    window, marrow = DayWindow(29, 0, 7), (Specimen.BONE_MARROW, (Method.FLOW,))
    mark = ThresholdMark(
        pack="small",
        rule="high",
        timepoint="D29",
        window=window,
        specimen=Specimen.BONE_MARROW,
        methods=(Method.FLOW,),
        operator=">=",
        threshold=Decimal("0.001"),
        text="≥ 0.1 % HIGH, D29",
        level=Level.HIGH,
    )

    assert pack.overview() == PackOverview(
        reference=pack.reference,
        convention=DayConvention(1),
        timepoints=(
            NamedTimePoint("D15", "Day 15", DayWindow(15, 1, 2), *marrow),
            NamedTimePoint(
                "D29", "Day 29", window, *marrow, is_by_name=True, before_phase="consolidation"
            ),
        ),
        groups=("HIGH", "LOW"),
        thresholds=(
            mark,
            replace(mark, rule="low", operator="<", text="< 0.1 % LOW, D29", level=Level.LOW),
        ),
        placeholders=("rule 'high': High.",),
    )


@pytest.mark.parametrize(
    ("pack", "rule", "text", "level", "is_display_only"),
    [
        ("aieop-bfm-all-2000", "no-cr", "≥ 5 % NO_CR, D33", Level.INTERMEDIATE, False),
        (
            "icicle-all-14",
            "eoc-persistent",
            "≥ 0.01 % Disease at the end of consolidation, EOC",
            Level.HIGH,
            True,
        ),
    ],
)
def test_the_mark_of_a_finding_is_named_by_its_flag_or_title(
    packs, pack, rule, text, level, is_display_only
):
    (mark,) = (one for one in packs[pack].overview().thresholds if one.rule == rule)

    assert (mark.text, mark.level, mark.is_display_only) == (text, level, is_display_only)


def test_a_mark_of_several_groups_names_them_all():
    pack = loaded()
    (high, low) = pack.rules
    both = replace(pack, rules=(replace(high, groups=("HIGH", "LOW")), low))

    assert both.overview().thresholds[0].text == "≥ 0.1 % HIGH/LOW, D29"


@pytest.mark.parametrize(
    ("question", "hangs"),
    [
        (NumberIs("wbc", read_threshold(">= 50 10e9_per_L", WHITE_CELLS)), True),
        (NumberIs("age", read_threshold(">= 10 years", YEARS)), False),
        (FactIs("steroid_pretreatment"), True),
        (FactIs("testicular"), False),
    ],
)
def test_steroids_change_what_was_counted_after_them_and_nothing_else(question, hangs):
    pack = loaded()
    (high, low) = pack.rules
    either = AnyOf((high.when, question))
    asking = replace(pack, rules=(replace(high, when=either), low))

    assert asking.asks_pretreatment is hangs
    assert asking.hang_on_pretreatment == (frozenset({id(either), id(question)} if hangs else ()))
