"""What each rule of the ordered list says of its answer, in words and without them."""

from dataclasses import replace

import pytest

from mrdtracker.domain.finding import Finding, FindingKind, Flag, GroupStatus, Level
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Answer, CaseView, Need, Trace, Wanted
from mrdtracker.rules.conditions import All
from mrdtracker.rules.facts import FactIs, NumberIs
from mrdtracker.rules.measured import MeasuredAt
from mrdtracker.rules.pack import GroupRule, Outcome
from mrdtracker.rules.thresholds import FRACTION, WHITE_CELLS, read_threshold
from mrdtracker.rules.timepoints import Channel
from mrdtracker.rules.walk import gap_finding, judge, make_finding, sentences, walk_rules
from tests.rules.cases import case_of, result, view_of
from tests.rules.small_pack import loaded

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
SMALL = loaded()
HIGH, LOW = SMALL.rules
HIGH_MRD, LOW_MRD = result("D29", "1"), result("D29", "0.01")
BULKY = FactIs("bulky_disease")
CROSSED = (Flag.HIGH_RISK_THRESHOLD_CROSSED,)
BULKY_NEED = "bulky disease: yes or no"


def rule(name, when, *groups, outcome=Outcome.GROUP, **text):
    about = replace(LOW.text, id=name, title=name, says=f"{name}.", level=Level.INFO, **text)
    return GroupRule(about, outcome, groups, when)


def pack_of(*rules):
    return replace(SMALL, rules=rules)


def walked(pack, case, wanted=Wanted.WORDS):
    return walk_rules(pack, CaseView(pack.schedule, case, wanted))


def told(pack, *results, **patient):
    found = walked(pack, case_of(*results, **patient)).findings
    return {one.rule: (one.answer, one.says) for one in found}


def test_a_yes_gives_its_comparison_and_a_no_only_its_title():
    assert told(SMALL, HIGH_MRD) == {"high": (YES, "High: 1 % ≥ 0.1 %.")}
    assert told(SMALL, LOW_MRD) == {
        "high": (NO, "High: no."),
        "low": (YES, "Low: 0.01 % < 0.1 %."),
    }


def test_an_open_rule_says_all_that_it_needs():
    pack = pack_of(rule("both", All((BULKY, FactIs("etp"))), "LOW"))

    assert told(pack) == {
        "both": (
            UNKNOWN,
            f"both: cannot be said yet; it needs {BULKY_NEED};"
            " early T-cell precursor leukaemia: yes or no.",
        )
    }


def test_behind_an_open_rule_of_another_group_a_yes_does_not_decide_yet():
    pack = pack_of(rule("open", BULKY, "LOW"), HIGH)

    assert told(pack, HIGH_MRD)["high"] == (
        YES,
        "High: yes (1 % ≥ 0.1 %); rules before it are still open, so it does not decide yet.",
    )
    without_comparison = pack_of(rule("open", BULKY, "LOW"), rule("etp", FactIs("etp"), "HIGH"))
    assert told(without_comparison, etp="yes")["etp"] == (
        YES,
        "etp: yes; rules before it are still open, so it does not decide yet.",
    )


def test_behind_an_open_rule_of_its_own_group_a_yes_decides():
    pack = pack_of(rule("open", BULKY, "HIGH"), HIGH)

    assert told(pack, HIGH_MRD)["high"] == (YES, "High: 1 % ≥ 0.1 %.")


def test_behind_an_open_rule_all_others_cannot_be_said_yet():
    pack = pack_of(rule("open", BULKY, "HIGH"), rule("others", All(()), "LOW"))

    assert told(pack)["others"] == (
        UNKNOWN,
        "others: cannot be said yet; rules before it are still open.",
    )
    assert told(pack, bulky_disease="no")["others"] == (YES, "others.")


@pytest.mark.parametrize("wanted", [Wanted.ANSWERS, Wanted.RAISED])
def test_without_words_all_others_is_still_open_behind_an_open_rule(wanted):
    pack = pack_of(rule("open", BULKY, "HIGH"), rule("others", All(()), "LOW"))

    others = walked(pack, case_of(), wanted).findings[-1]

    assert others == Finding("others", FindingKind.RISK, Level.INFO, UNKNOWN, "")


def test_a_rule_that_is_only_shown_says_so_unless_it_is_refuted():
    shown = pack_of(rule("shown", BULKY, "HIGH", is_display_only=True), LOW)
    only = " Shown only: it assigns nothing."

    assert told(shown, LOW_MRD, bulky_disease="yes")["shown"] == (YES, f"shown.{only}")
    assert told(shown, LOW_MRD, bulky_disease="no")["shown"] == (NO, "shown: no.")
    assert told(shown, LOW_MRD)["shown"] == (
        UNKNOWN,
        f"shown: cannot be said yet; it needs {BULKY_NEED}.{only}",
    )


def test_a_rule_that_is_only_shown_does_not_claim_to_wait_for_others():
    pack = pack_of(
        rule("open", BULKY, "LOW"), rule("shown", FactIs("etp"), "HIGH", is_display_only=True)
    )

    assert told(pack, etp="yes")["shown"] == (YES, "shown. Shown only: it assigns nothing.")


@pytest.mark.parametrize(
    ("outcome", "more", "flags"),
    [
        (Outcome.GROUP, {}, ()),
        (Outcome.GROUP, {"is_display_only": True}, (Flag.MANUAL_REVIEW,)),
        (Outcome.GAP, {}, (Flag.PUBLISHED_GAP,)),
        (Outcome.BOUNDARY, {}, (Flag.BOUNDARY_UNDEFINED,)),
    ],
)
@pytest.mark.parametrize("wanted", list(Wanted))
def test_only_a_yes_raises_flags(outcome, more, flags, wanted):
    groups = () if outcome is Outcome.GAP else ("HIGH",)
    pack = pack_of(rule("new", BULKY, *groups, outcome=outcome, **more), LOW)

    yes = walked(pack, case_of(LOW_MRD, bulky_disease="yes"), wanted).findings[0]
    others = [
        one
        for given in ("no", None)
        for one in walked(pack, case_of(LOW_MRD, bulky_disease=given), wanted).findings
        if one.rule == "new"
    ]

    assert (yes.rule, yes.answer, yes.flags) == ("new", YES, flags)
    assert {one.flags for one in others} <= {()}
    assert len(others) == (0 if wanted is Wanted.RAISED else 2)


def test_without_words_a_finding_keeps_its_answer_and_its_flags():
    findings = walked(SMALL, case_of(HIGH_MRD), Wanted.ANSWERS).findings

    assert findings == [Finding("high", FindingKind.RISK, Level.HIGH, YES, "", flags=CROSSED)]


def test_after_the_stop_only_other_reasons_for_the_same_group_are_asked():
    pack = pack_of(
        HIGH,
        rule("other-group", BULKY, "LOW"),
        rule("same-group", FactIs("etp"), "HIGH"),
        rule("others", All(()), "HIGH"),
    )

    found = told(pack, HIGH_MRD, bulky_disease="yes", etp="no")

    assert found == {"high": (YES, "High: 1 % ≥ 0.1 %."), "same-group": (NO, "same-group: no.")}


def test_where_only_what_is_raised_is_wanted_a_reason_that_adds_nothing_is_left_out():
    louder = rule("louder", FactIs("etp"), "LOW", flags=(Flag.M3,))
    pack = pack_of(LOW, rule("quieter", BULKY, "LOW"), louder, rule("last", BULKY, "LOW"))
    case = case_of(LOW_MRD, bulky_disease="yes", etp="yes")

    brief = walked(pack, case, Wanted.RAISED).findings

    assert [one.rule for one in brief] == ["low", "louder"]
    assert [one.rule for one in walked(pack, case).findings] == [
        "low",
        "quieter",
        "louder",
        "last",
    ]


def test_the_words_of_a_pack_end_with_one_full_stop():
    trace = Trace(relations=["a", "b", "a"])
    text = replace(LOW.text, says="By X.")

    assert make_finding(text, Answer(YES), trace).says == "By X: a, b."
    assert make_finding(text, Answer(UNKNOWN), Trace()).says == "Low: cannot be said yet."


def test_each_flag_is_raised_once():
    text = replace(HIGH.text, flags=(Flag.PPR,))

    found = make_finding(text, Answer(YES), Trace(), more_flags=(Flag.PPR, Flag.M3))

    assert found.flags == (Flag.PPR, *CROSSED, Flag.M3)
    assert make_finding(text, Answer(NO), Trace(), more_flags=(Flag.M3,)).flags == ()


def test_names_without_a_number_of_days_stand_first_in_the_order_asked_for():
    names = ("D29", "EOI", "X50", "W2", "D8")

    assert sentences(Need("BM flow", name) for name in names) == (
        "BM flow at EOI and X50 and D8 and W2 and D29",
    )


def test_an_undeclared_gap_is_said_without_a_source():
    assert gap_finding(SMALL, view_of(SMALL, case_of())) == Finding(
        rule="published-gap",
        kind=FindingKind.GAP,
        level=Level.INFO,
        answer=YES,
        says="The facts are complete, and the published rules put this case in no group.",
        flags=(Flag.PUBLISHED_GAP,),
    )


def test_off_the_end_of_the_list_what_would_settle_the_scope_is_still_needed():
    pack = pack_of(rule("bulky", BULKY, "HIGH"))
    view = view_of(pack, case_of(bulky_disease="no"))
    scope = Answer(UNKNOWN, (Need("lineage"),))

    verdict = judge(pack, view, walk_rules(pack, view), (scope,))

    assert (verdict.status, verdict.assigned) == (GroupStatus.PUBLISHED_GAP, None)
    assert verdict.sentences == ("lineage",)


def test_a_finding_names_the_results_that_it_looked_at_and_all_its_comparisons():
    both = All(
        (
            HIGH.when,
            MeasuredAt(HIGH.when.timepoint, Channel.MRD, read_threshold("> 0.5 %", FRACTION)),
        )
    )
    pack = pack_of(rule("open", BULKY, "LOW"), rule("both", both, "HIGH"))

    found = walked(pack, case_of(HIGH_MRD)).findings[1]

    assert found.result_keys == ("0",)
    assert found.says == (
        "both: yes (1 % ≥ 0.1 %, 1 % > 0.5 %); rules before it are still open, so it does not"
        " decide yet."
    )


@pytest.mark.parametrize("wanted", list(Wanted))
@pytest.mark.parametrize(("steroids", "asks"), [(None, True), ("no", False)])
def test_steroids_before_the_diagnosis_are_asked_for_where_they_would_change_the_group(
    wanted, steroids, asks
):
    cells = NumberIs("wbc", read_threshold(">= 50 10e9_per_L", WHITE_CELLS))
    pack = pack_of(rule("cells", cells, "HIGH"), rule("others", All(()), "LOW"))
    case = case_of(LOW_MRD, steroid_pretreatment=steroids)
    for _ in range(2):  # the second child is answered along the questions of the first
        view = CaseView(pack.schedule, case, wanted)

        verdict = judge(pack, view, walk_rules(pack, view), ())

        assert verdict.assigned == "LOW"
        assert verdict.sentences == (("steroids before the diagnosis: yes or no",) if asks else ())
        assert [one.truth for one in verdict.open_answers] == [UNKNOWN] * asks
