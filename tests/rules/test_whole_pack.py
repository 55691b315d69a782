"""A pack that says everything there is to say, as it is read and as its page shows it."""

from dataclasses import astuple
from decimal import Decimal

import pytest

from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.finding import Certainty, FindingKind, Flag, GroupStatus, Level, Source
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Denominator, Method, Sex, Specimen
from mrdtracker.rules.conditions import All
from mrdtracker.rules.facts import NumberIs
from mrdtracker.rules.measured import MeasuredAt, NegativeAt
from mrdtracker.rules.pack import Expectation, Outcome, Report
from mrdtracker.rules.page import page_of
from mrdtracker.rules.timepoints import Assay, Channel, MissingPolicy, PnqPolicy
from tests.rules.whole_pack import read_whole

S = Source("S", "Invented for a test", "of the source", Certainty.A)
BLOOD, MARROW = Specimen.PERIPHERAL_BLOOD, Specimen.BONE_MARROW


@pytest.fixture
def whole():
    return read_whole()


@pytest.fixture
def pack(whole):
    return whole[0]


@pytest.fixture
def page(pack):
    return page_of(pack)


def test_nothing_is_wrong_but_that_examples_are_missing(whole):
    missing = ("no", "unknown", "boundary")

    said = [f"example: there is none of the kind '{kind}'." for kind in missing]
    assert said == whole[2]


def test_the_head_is_read(pack):
    assert (pack.id, pack.version, pack.title) == ("whole", "2.1", "Whole")
    assert pack.studies == ("one", "two")
    assert (pack.boundary_notes, pack.disputed, pack.notes) == (
        ("Meets at 5 %.",),
        ("Sources differ.",),
        ("Invented.",),
    )
    assert pack.placeholders == ("the window of D15", "rule 'high': High")
    assert pack.sources == {
        "S": S,
        "M": Source("M", "Missing 2020", "", Certainty.B),
    }
    assert (pack.quality_threshold.text, pack.schedule.is_general) == ("≥ 0.01 %", True)


def test_the_schedule_is_read(pack):
    schedule = pack.schedule

    assert schedule.pack_id == "whole"
    assert schedule.convention == DayConvention(0, prephase_counts=False)
    assert schedule.pnq_policy is PnqPolicy.POSITIVE
    assert schedule.missing == MissingPolicy(
        is_not_fulfilled=True,
        says="published: no result leads to LOW.",
        source=Source("M", "Missing 2020", "not tested", Certainty.B),
    )
    assert [vars(one) for one in schedule.timepoints] == [
        {
            "id": "D8",
            "title": "Day 8",
            "window": DayWindow(8, 1, 2),
            "assays": {
                Channel.MRD: Assay(
                    MARROW,
                    (Method.IG_TR_PCR, Method.FLOW),
                    Decimal("0.0001"),
                    2,
                    (Denominator.NUCLEATED_CELLS, Denominator.MONONUCLEAR_CELLS),
                ),
                Channel.COUNT: Assay(BLOOD, (Method.CYTOLOGY_COUNT,)),
            },
            "is_by_name": False,
            "before_phase": None,
        },
        {
            "id": "D15",
            "title": "Day 15",
            "window": DayWindow(15, 0, None),
            "assays": {Channel.MORPHOLOGY: Assay(MARROW, (Method.MORPHOLOGY,))},
            "is_by_name": False,
            "before_phase": "consolidation",
        },
        {
            "id": "EOI",
            "title": "End of induction",
            "window": DayWindow(33, 0, 0),
            "assays": {Channel.MRD: Assay(MARROW, (Method.FLOW,), None, 1)},
            "is_by_name": True,
            "before_phase": "protocol_m",
        },
    ]


def test_groups_and_rules_are_read(pack):
    d8, d15, eoi = pack.schedule.timepoints

    assert [astuple(group)[:2] for group in pack.groups] == [
        ("HIGH", "High"),
        ("LOW", "Low"),
        ("SHOWN", "Shown"),
    ]
    assert [group.is_shown_only for group in pack.groups] == [False, False, True]
    assert [(one.id, channel) for one, channel in pack.groups[0].final_with] == [
        ("D8", Channel.MRD),
        ("D15", Channel.MORPHOLOGY),
    ]
    assert [
        (rule.text.id, rule.outcome, rule.groups, rule.shadowed_by) for rule in pack.rules
    ] == [
        ("high", Outcome.GROUP, ("HIGH",), None),
        ("between", Outcome.BOUNDARY, ("HIGH", "LOW"), "high"),
        ("nothing", Outcome.GAP, (), "high"),
        ("shown", Outcome.GROUP, ("SHOWN",), None),
        ("low", Outcome.GROUP, ("LOW",), None),
    ]
    assert [rule.text.kind for rule in pack.rules] == [
        FindingKind.RISK,
        FindingKind.GAP,
        FindingKind.GAP,
        FindingKind.RISK,
        FindingKind.RISK,
    ]
    either, counted = pack.rules[0].when.parts
    assert isinstance(either, All)
    old, negative = either.parts
    assert (type(old), type(negative)) == (NumberIs, NegativeAt)
    assert (counted.timepoint, counted.channel, counted.threshold.text) == (
        d8,
        Channel.COUNT,
        "> 1 /µL",
    )
    assert negative.timepoint is eoi
    assert isinstance(pack.rules[1].when, MeasuredAt)
    assert pack.asked_at == ((eoi, Channel.MRD), (d8, Channel.COUNT), (d15, Channel.MORPHOLOGY))


def test_scope_gaps_arms_and_findings_are_read(pack):
    asked = [(one.text.id, one.is_asked, one.is_requirement) for one in pack.scope]

    assert asked == [("only-b", False, True), ("no-infant", True, False)]
    assert [one.text.is_display_only for one in pack.scope] == [True, False]
    assert {one.text.kind for one in pack.scope} == {FindingKind.RISK}
    assert [(one.text.id, one.text.kind) for one in pack.gaps] == [("hole", FindingKind.GAP)]
    assert [(one.text.id, one.groups, one.text.kind) for one in pack.arms] == [
        ("arm", ("HIGH", "LOW"), FindingKind.RISK)
    ]
    assert [
        (one.text.id, one.text.kind, one.specimens, one.methods, one.report)
        for one in pack.findings
    ] == [
        (
            "found",
            FindingKind.ALERT,
            (MARROW, BLOOD),
            (Method.FLOW, Method.IG_TR_PCR),
            Report.ALL,
        ),
        ("counted", FindingKind.RESPONSE, (), (Method.CYTOLOGY_COUNT,), Report.OPEN),
        ("course", FindingKind.RISK, (), (), Report.OPEN),
    ]
    assert [one.is_of_results for one in pack.findings] == [True, True, False]
    assert [one.applies is None for one in pack.findings] == [False, True, True]


def test_a_rule_keeps_its_own_words_flags_and_source(pack):
    text = pack.rules[0].text

    assert (text.title, text.says, text.note) == ("High", "High.", "A note.")
    assert (text.level, text.flags) == (Level.HIGH, (Flag.PPR, Flag.M3))
    assert text.source == Source("S", "Invented for a test", "of the rule", Certainty.A)
    assert pack.rules[1].text.source == S
    assert [rule.text.is_display_only for rule in pack.rules] == [False, False, False, True, True]
    assert [rule.text.note for rule in pack.rules] == ["A note.", "Printed so.", "", "", ""]


def test_an_example_is_laid_over_the_common_child(whole):
    (example,) = whole[1]

    assert (example.name, example.kind) == ("first", "yes")
    assert (example.case.patient.sex, example.case.patient.lineage.value) == (Sex.MALE, "B")
    assert (example.case.course.study, example.case.course.pack) == ("One", "whole")
    assert [one.day for one in example.case.results] == [8]
    assert example.expect == Expectation(
        assigned="HIGH",
        status=GroupStatus.FINAL,
        possible=frozenset({"HIGH"}),
        flags=frozenset({Flag.PPR}),
        no_flags=frozenset({Flag.M1}),
        answers={"high": Truth.YES, "published-gap": Truth.NO},
        needs=("BM flow at EOI",),
    )


def test_the_page_tells_the_policies_and_the_groups(pack, page):
    assert (page.state, page.convention) == ("active", "first dose = day 0")
    assert (page.studies, page.placeholders) == (pack.studies, pack.placeholders)
    assert (page.boundary_notes, page.disputed) == (pack.boundary_notes, pack.disputed)
    assert (page.notes, page.sources) == (pack.notes, tuple(pack.sources.values()))
    assert page.pnq == (
        "Positive, not quantifiable: counts as positive where its range crosses a threshold."
    )
    assert page.missing == "published: no result leads to LOW."
    assert page.groups == (
        "HIGH: High (final with D8 MRD, D15 morphology)",
        "LOW: Low",
        "SHOWN: Shown; shown only: this pack never assigns it",
    )
    assert page.display_only == (
        "Shown: nobody has checked its operator against the published text.",
        "Low: its source has certainty B.",
    )


def test_the_page_tells_what_a_result_of_each_time_point_must_be(page):
    assert [astuple(line) for line in page.timepoints] == [
        (
            "D8",
            "Day 8",
            "day 8",
            "day 7–10",
            "MRD",
            "BM",
            "ig tr pcr or flow",
            "0.01 % or lower",
            "a negative rests on 2 sensitive markers; of nucleated cells or mononuclear cells",
        ),
        ("D8", "Day 8", "day 8", "day 7–10", "blast count", "PB", "cytology count", "–", ""),
        (
            "D15",
            "Day 15",
            "day 15",
            "from day 15, before consolidation",
            "morphology",
            "BM",
            "morphology",
            "–",
            "",
        ),
        (
            "EOI",
            "End of induction",
            "by name",
            "any day, if the result names it, before protocol_m",
            "MRD",
            "BM",
            "flow",
            "–",
            "a negative rests on 1 sensitive marker",
        ),
    ]


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        (
            "scope",
            [
                (1, "only-b", "required", "Lineage is B", "info", "", "", False),
                (2, "no-infant", "excludes", "Age at diagnosis < 1 years", "info", "", "", False),
            ],
        ),
        (
            "rules",
            [
                (
                    1,
                    "high",
                    "HIGH",
                    "(Age at diagnosis ≥ 10 years and MRD negative at EOI (BM, flow, 1 marker))"
                    " or Blasts per µL at D8 (PB, cytology_count) > 1 /µL",
                    "high",
                    "",
                    "A note.",
                    True,
                ),
                (
                    2,
                    "between",
                    "left open: HIGH, LOW",
                    "Marrow blasts at D15 (BM, morphology) ≥ 5 %",
                    "info",
                    "",
                    "Printed so. As printed, the rule 'high' before it always answers first.",
                    False,
                ),
                (
                    3,
                    "nothing",
                    "published gap",
                    "Study is one",
                    "info",
                    "",
                    "As printed, the rule 'high' before it always answers first.",
                    False,
                ),
                (
                    4,
                    "shown",
                    "SHOWN",
                    "Early T-cell precursor leukaemia: no and iAMP21 not detected",
                    "info",
                    "nobody has checked its operator against the published text",
                    "",
                    False,
                ),
                (5, "low", "LOW", "always", "low", "its source has certainty B", "", False),
            ],
        ),
        (
            "gaps",
            [
                (
                    1,
                    "hole",
                    "published gap",
                    "MRD positive at D8 (BM, ig_tr_pcr or flow)",
                    "info",
                    "",
                    "",
                    False,
                ),
            ],
        ),
        (
            "arms",
            [
                (1, "arm", "Arm A", "the group is HIGH or LOW", "info", "", "", False),
            ],
        ),
        (
            "findings",
            [
                (
                    1,
                    "found",
                    "MRD_POSITIVE, M3",
                    "each flow/ig tr pcr result of BM/PB: Value ≥ 1 % – only where Taken after"
                    " the first dose",
                    "intermediate",
                    "",
                    "",
                    False,
                ),
                (
                    2,
                    "counted",
                    "response",
                    "each cytology count result of any specimen: Value ≥ 1000 /µL",
                    "info",
                    "",
                    "",
                    False,
                ),
                (3, "course", "risk", "relapse: recorded", "info", "", "", False),
            ],
        ),
    ],
)
def test_every_rule_stands_in_its_place_in_words(pack, page, section, lines):
    assert [
        (
            line.number,
            line.id,
            line.leads_to,
            line.when,
            line.level.value,
            line.why_display_only,
            line.note,
            line.is_placeholder,
        )
        for line in getattr(page, section)
    ] == lines
    texts = {text.id: text for text in pack.texts}
    for line in getattr(page, section):
        text = texts[line.id]
        assert (line.title, line.says, line.source) == (text.title, text.says, text.source)
        assert line.certainty == text.source.certainty.value
