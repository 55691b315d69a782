"""The ordered list: what stops it, what stays possible, what is still needed."""

from mrdtracker.domain.finding import Flag, GroupStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Need
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.walk import sentences, walk_rules
from mrdtracker.words import in_english, speak
from tests.rules.cases import case_of, findings, result, smear, view_of
from tests.rules.small_pack import changed, loaded, problems

RULE = """
[[rule]]
id = "{id}"
title = "{id}"
says = "{id}."
{outcome}
level = "info"
certainty = "{certainty}"
operator_verified = true
source = "S"
when = {when}
"""


# What the published list leaves open, declared.
GAP = """
[[gap]]
id = "hole"
title = "Hole"
says = "Nothing is published from 0.01 to below 0.1 %."
certainty = "A"
source = "S"
when = { mrd = "D29", is = ">= 0.01 %" }
"""


def with_rule(outcome, when, certainty="A", id="new"):
    rule = RULE.format(id=id, outcome=outcome, when=when, certainty=certainty)
    text = changed('[[rule]]\nid = "high"', f'{rule}\n[[rule]]\nid = "high"')
    base = '[example_base]\npatient = { bulky_disease = "no", lineage = "B" }\n\n[[example]]\n'
    return text.replace("[[example]]\n", base, 1)


def test_a_yes_stops_the_walk_and_later_groups_are_not_asked():
    pack = loaded()

    walk = walk_rules(pack, view_of(pack, case_of(result("D29", "1"))))

    assert walk.stop.text.id == "high"
    assert [finding.rule for finding in walk.findings] == ["high"]


def test_rules_of_the_same_group_are_still_asked_as_further_reasons(packs):
    pack = packs["aieop-bfm-all-2000"]

    found = evaluate(pack, case_of(smear("D33", "5"), result("D78", "1", method="ig_tr_pcr")))

    answers = {one.rule: one.answer for one in found.findings if one.group == "HR"}
    assert answers["hr-no-cr-d33"] is Truth.YES
    assert answers["hr-mrd-d78"] is Truth.YES


def test_running_off_the_end_is_a_published_gap_only_when_nothing_is_open():
    text = changed('is = "< 0.1 %"', 'is = "< 0.01 %"').replace(
        'value = "0.01"', 'value = "0.001"'
    )
    pack = loaded(text + GAP)

    gap = evaluate(pack, case_of(result("D29", "0.05")))
    open_still = evaluate(pack, case_of())

    assert (gap.status, gap.possible) == (GroupStatus.PUBLISHED_GAP, ())
    (said,) = findings(gap, "hole")
    assert (said.flags, said.source.key) == ((Flag.PUBLISHED_GAP,), "S")
    assert said.says == "Nothing is published from 0.01 to below 0.1 %: 0.05 % ≥ 0.01 %."
    assert Flag.PUBLISHED_GAP in gap.flags
    assert open_still.status is GroupStatus.INDETERMINATE


def test_one_group_left_beside_a_possible_gap_is_not_assigned():
    text = changed('is = "< 0.1 %"', 'is = "< 0.01 %"').replace(
        'value = "0.01"', 'value = "0.001"'
    )

    found = evaluate(
        loaded(text + GAP),
        case_of(result("D29", state="positive_below_lloq", unit="%", lloq="0.1")),
    )

    assert (found.status, found.possible) == (GroupStatus.INDETERMINATE, ("LOW",))
    assert found.assigned is None


def test_a_declared_gap_stops_and_says_where_it_stands():
    pack = loaded(with_rule("gap = true", '{ lineage = ["MPAL"] }'))

    found = evaluate(pack, case_of(result("D29", "1"), lineage="MPAL"))

    assert found.status is GroupStatus.PUBLISHED_GAP
    assert findings(found, "new")[0].source.citation == "Invented for a test"


def test_a_boundary_leaves_its_groups_possible_and_a_person_decides():
    on_it = '{ all = [{ mrd = "D29", is = ">= 0.1 %" }, { mrd = "D29", is = "<= 0.1 %" }] }'
    text = with_rule('boundary = ["HIGH", "LOW"]', on_it)
    pack = loaded(text.replace('expect = { assigned = "HIGH" }', 'expect = { assigned = "none" }'))

    found = evaluate(pack, case_of(result("D29", "0.1")))

    assert (found.status, found.possible) == (GroupStatus.BOUNDARY_UNDEFINED, ("HIGH", "LOW"))
    assert found.needs == ("a clinician's decision: new",)
    assert Flag.BOUNDARY_UNDEFINED in found.flags


def test_a_rule_that_is_not_verified_keeps_its_group_possible_and_assigns_nothing():
    pack = loaded(with_rule('group = "HIGH"', '{ fact = "bulky_disease", is = "yes" }', "B"))
    low = result("D29", "0.01")

    yes = evaluate(pack, case_of(low, bulky_disease="yes"))
    no = evaluate(pack, case_of(low, bulky_disease="no"))
    unknown = evaluate(pack, case_of(low))

    assert (yes.assigned, yes.possible) == (None, ("HIGH", "LOW"))
    assert Flag.MANUAL_REVIEW in yes.flags
    assert Flag.HIGH_RISK_THRESHOLD_CROSSED not in yes.flags
    assert "clinician's decision on 'new'" in yes.needs[0]
    assert no.assigned == "LOW"
    assert unknown.possible == ("HIGH", "LOW")
    assert (
        problems(with_rule('group = "HIGH"', '{ fact = "bulky_disease", is = "yes" }', "C")) == []
    )


def test_a_rule_behind_an_open_one_does_not_claim_to_decide():
    pack = loaded(with_rule('group = "LOW"', '{ fact = "bulky_disease", is = "yes" }'))

    found = evaluate(pack, case_of(result("D29", "1")))

    (high,) = findings(found, "high")
    assert high.answer is Truth.YES
    assert "does not decide yet" in high.says
    assert found.possible == ("HIGH", "LOW")


def test_needs_are_ordered_by_how_often_they_are_asked_and_joined_by_time_point():
    flow = [Need("BM flow", name) for name in ("D78", "D33")]

    assert sentences([Need("age"), *flow, *flow]) == ("BM flow at D33 and D78", "age")


def test_weeks_and_days_stand_in_the_order_of_time():
    needs = [Need("BM flow", name) for name in ("W11", "D29", "D90", "EOI")]

    assert sentences(needs) == ("BM flow at EOI and D29 and W11 and D90",)


def test_what_a_pack_says_is_said_in_the_language_of_the_program_and_kept_in_english():
    case = case_of(result("D29", "0.05"))
    speak({"High": "고위험", "Low.": "저위험.", "{}: no.": "{}: 아니오."})
    try:
        spoken = evaluate(loaded(), case)
        with in_english():
            kept = evaluate(loaded(), case)
    finally:
        speak({})

    said = [one.says for one in spoken.findings]
    assert said[:2] == ["고위험: 아니오.", "저위험: 0.05 % < 0.1 %."]
    assert [one.says for one in kept.findings][:2] == ["High: no.", "Low: 0.05 % < 0.1 %."]
