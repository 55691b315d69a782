"""The published arm of a group, a published gap, and what puts a child out of scope."""

from mrdtracker.domain.finding import FindingKind, Flag, GroupStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import evaluate
from tests.rules.cases import case_of, result
from tests.rules.small_pack import SMALL, changed, loaded

ARM = """
[[arm]]
id = "{}"
title = "Arm {}"
says = "As published."
certainty = "A"
source = "S"
level = "info"
groups = {}
"""
ARMS = {"first": '["HIGH"]', "both": '["LOW", "HIGH"]', "last": '["LOW"]'}
LOW = 'when = { mrd = "D29", is = "< 0.1 %" }'
HOLE = """
[[gap]]
id = "hole"
title = "Between"
says = "Nothing is published here."
certainty = "A"
source = "S"
when = { all = [{ mrd = "D29", is = ">= 0.05 %" }, { mrd = "D29", is = "< 0.1 %" }] }
"""


def told_of_arms(*results):
    arms = "".join(ARM.format(name, name, groups) for name, groups in ARMS.items())
    found = evaluate(loaded(SMALL + arms), case_of(*results)).findings
    return [(one.rule, one.answer, one.says) for one in found if one.rule in ARMS]


def test_the_arms_of_the_group_are_named_and_no_others():
    says = "Published arm. As published."

    assert told_of_arms(result("D29", "1")) == [
        ("first", Truth.YES, says),
        ("both", Truth.YES, says),
    ]
    assert told_of_arms(result("D29", "0.01")) == [
        ("both", Truth.YES, says),
        ("last", Truth.YES, says),
    ]


def test_while_the_group_is_open_an_arm_says_what_it_needs():
    assert told_of_arms() == [
        (
            name,
            Truth.UNKNOWN,
            f"Published arm. Arm {name}: cannot be said yet; it needs BM flow at D29.",
        )
        for name in ARMS
    ]


def test_a_hole_between_the_rules_is_told_with_its_source():
    pack = loaded(changed(LOW, LOW.replace("0.1", "0.05")) + HOLE)

    found = evaluate(pack, case_of(result("D29", "0.07")))
    beside = evaluate(pack, case_of(result("D29", "0.04")))

    assert (found.status, beside.status) == (GroupStatus.PUBLISHED_GAP, GroupStatus.FINAL)
    (gap,) = [one for one in found.findings if one.rule == "hole"]
    assert (gap.kind, gap.flags) == (FindingKind.GAP, (Flag.PUBLISHED_GAP,))
    assert gap.says.startswith("Nothing is published here: ")
    assert not [one for one in beside.findings if one.rule == "hole"]


def test_a_rule_that_ends_in_a_gap_is_the_only_one_that_tells_it():
    between = """
[[rule]]
id = "between"
title = "Between"
says = "A rule says that there is none."
gap = true
level = "info"
certainty = "A"
operator_verified = true
source = "S"
when = { all = [{ mrd = "D29", is = ">= 0.05 %" }, { mrd = "D29", is = "< 0.1 %" }] }
"""
    pack = loaded(changed(LOW, LOW.replace("0.1", "0.05") + between))

    found = evaluate(pack, case_of(result("D29", "0.07")))

    told = [one.rule for one in found.findings if one.answer is Truth.YES]
    assert (found.status, told) == (GroupStatus.PUBLISHED_GAP, ["between"])


def test_in_brief_a_child_out_of_scope_is_told_why_and_an_open_question_is_not(packs):
    pack = packs["cog-aall08b1"]

    def told(lineage):
        found = evaluate(pack, case_of(lineage=lineage), with_trace=False)
        scope = {rule.text.id for rule in pack.scope}
        return [(one.rule, one.answer, one.says) for one in found.findings if one.rule in scope]

    assert told("T") == [("not-b-all", Truth.YES, "")]
    assert told(None) == []
    assert told("B") == []
