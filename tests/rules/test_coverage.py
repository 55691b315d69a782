"""The proof at load: against the walk of every combination, and against planted faults."""

from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import CaseView, Trace
from mrdtracker.rules.condition_reader import ConditionReader, Definitions
from mrdtracker.rules.coverage import problems_of_coverage
from mrdtracker.rules.pack import GroupRule, RulePack
from tests.rules import cases
from tests.rules.small_pack import SMALL, changed, loaded, problems

REQUIRING = SMALL.replace(
    'after = 7\n[timepoint.mrd]\nspecimen = "BM"\nmethods = ["flow"]',
    'after = 7\n[timepoint.mrd]\nspecimen = "BM"\nmethods = ["flow"]\nmin_markers = 2'
    '\n[timepoint.morphology]\nspecimen = "BM"',
).replace('"BM flow at D29"', '"BM flow at D29, 2 markers"')
PUBLISHED_MISSING = """
[missing]
policy = "criteria_not_fulfilled"
says = "no result."
source = "S"
quote = "no result"

[[rule]]
id = "rest"
title = "Rest"
says = "Rest."
group = "LOW"
certainty = "A"
operator_verified = true
source = "S"
when = { always = true }
"""

# --- against every combination, walked by the engine itself -----------------------------------

questions = st.sampled_from(
    [
        {"mrd": "D29", "is": ">= 0.1 %"},
        {"mrd": "D29", "is": "> 0.1 %"},
        {"mrd": "D29", "is": "<= 1 %"},
        {"mrd": "D29", "is": "< 1 %"},
        {"negative": "D29"},
        {"positive": "D29"},
        {"age": ">= 10 years"},
        {"age": "<= 10 years"},
        {"age_months": "< 6 months"},
        {"modal_number": "< 45 chromosomes"},
        {"modal_number": "> 44 chromosomes"},
        {"lineage": ["B"]},
        {"lineage": ["T", "MPAL"]},
        {"lesion": "KMT2A-r", "is": "detected"},
        {"lesion": "KMT2A::AFF1", "is": "detected"},
        {"fact": "testicular", "is": "no"},
        {"always": True},
    ]
)
conditions = st.recursive(
    questions,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=4,
)


def listed(pack: RulePack, documents: list[dict]) -> RulePack:
    """The pack with other rules: conditions as they stand in a file."""
    definitions = Definitions({one.id: one for one in pack.schedule.timepoints})
    rules = []
    for place, document in enumerate(documents):
        when = ConditionReader(definitions, []).read(document, "")
        assert when is not None
        text = replace(pack.rules[0].text, id=f"r{place}")
        rules.append(replace(pack.rules[0], text=text, when=when))
    return replace(pack, rules=tuple(rules))


def every_result() -> list[dict]:
    amounts = ("0.001", "0.1", "0.5", "1", "3")
    found = [cases.result("D29", one, markers=2) for one in amounts]
    found += [cases.negative("D29", "0.0001", markers=number) for number in (2, 1)]
    return [*found, cases.result("D29") | {"state": "not_evaluable"}]


@cache
def every_case() -> list[tuple]:
    """Cases on both sides of every threshold of the questions, with every fact known."""
    found = []
    for result, age, chromosomes, lineage, fusion, testicular in product(
        every_result(),
        ("0.4", "0.5", "10", "11"),
        (44, 45),
        ("B", "T", "MPAL"),
        (("not_detected",) * 2, ("detected", "not_detected"), ("detected",) * 2),
        ("yes", "no"),
    ):
        genetics = {"KMT2A-r": fusion[0], "KMT2A::AFF1": fusion[1]}
        facts = {"lineage": lineage, "testicular": testicular, "genetics": genetics}
        case = cases.case_of(result, age_years=age, modal_chromosome_number=chromosomes, **facts)
        found.append((case, result["state"] == "not_evaluable"))
    return found


def first(rules: tuple[GroupRule, ...], view: CaseView) -> str:
    answers = ((rule, rule.when.check(view, None, Trace()).truth) for rule in rules)
    for rule, truth in answers:
        assert truth is not Truth.UNKNOWN
        if truth is Truth.YES:
            return f"rule '{rule.text.id}'"
    return "rule"


@pytest.mark.parametrize("missing", ["", PUBLISHED_MISSING], ids=["unknown", "published"])
@settings(max_examples=12, deadline=None)
@given(documents=st.lists(conditions, min_size=1, max_size=4))
def test_the_proof_agrees_with_the_walk_of_every_combination(
    missing: str, documents: list[dict]
) -> None:
    pack = listed(loaded(REQUIRING + missing), documents)

    found = {problem.where for problem in problems_of_coverage(pack)}

    reached = {
        first(pack.rules, CaseView(pack.schedule, case))
        for case, is_missed in every_case()
        if missing or not is_missed
    }
    unreachable = {f"rule '{rule.text.id}'" for rule in pack.rules} - reached
    assert found == unreachable | ({"rule"} & reached)


# --- planted faults ------------------------------------------------------------------------------


def rule(name: str, when: str, leads: str = 'group = "HIGH"', verified: str = "true") -> str:
    return f"""
[[rule]]
id = "{name}"
title = "{name}"
says = "{name}."
{leads}
certainty = "A"
operator_verified = {verified}
source = "S"
when = {when}
"""


GAP = """
[[gap]]
id = "between"
title = "Between"
says = "Nothing is published between."
certainty = "A"
source = "S"
when = {{ mrd = "D29", is = "{}" }}
"""


def test_a_sound_list_has_no_problem() -> None:
    assert problems(SMALL) == []


def test_a_hole_between_two_operators_is_found_and_named() -> None:
    problem = problems(changed('is = "< 0.1 %"', 'is = "< 0.01 %"'))[0]

    assert problem.startswith(
        "rule: no rule answers for: MRD at D29 ≥ 0.01 % and < 0.1 %. Where the protocol publishes"
    )


def test_a_hole_of_one_number_is_found() -> None:
    problem = problems(changed('is = ">= 0.1 %"', 'is = "> 0.1 %"'))[0]

    assert "no rule answers for: MRD at D29 ≥ 0.1 % and ≤ 0.1 %." in problem


def test_a_published_gap_is_declared_with_its_source() -> None:
    holey = changed('is = "< 0.1 %"', 'is = "< 0.05 %"')

    assert problems(holey + GAP.format(">= 0.05 %")) == []
    assert problems(holey + rule("g", '{ mrd = "D29", is = ">= 0.05 %" }', "gap = true")) == []


def test_a_gap_that_no_combination_falls_into_is_refused() -> None:
    (problem,) = problems(SMALL + GAP.format("> 0.1 %"))

    assert problem == "gap 'between': is none: every combination meets a rule."


def test_a_gap_that_covers_a_part_leaves_the_rest_to_be_found() -> None:
    (problem,) = problems(changed('is = "< 0.1 %"', 'is = "< 0.05 %"') + GAP.format("> 0.06 %"))

    assert "MRD at D29 ≥ 0.05 % and ≤ 0.06 %" in problem


def test_a_rule_behind_others_names_those_that_answer_first() -> None:
    late = rule("late", '{ mrd = "D29", is = ">= 1 %" }')

    (problem,) = problems(SMALL + late)

    assert problem.startswith("rule 'late': can never be the first: 'high' answer before it.")
    assert problems(SMALL + late.replace("when =", 'shadowed_by = "high"\nwhen =')) == []


def test_a_shadow_that_is_none_is_refused() -> None:
    declared = changed(
        'source = "S"\nwhen = { mrd = "D29", is = "< 0.1 %" }',
        'source = "S"\nshadowed_by = "high"\nwhen = { mrd = "D29", is = "< 0.1 %" }',
    )

    (problem,) = problems(declared)

    assert problem == "rule 'low': declares shadowed_by, and is the first for: MRD at D29 < 0.1 %."


def test_a_shadow_has_to_be_a_rule_before_it() -> None:
    found = problems(changed('id = "high"', 'id = "high"\nshadowed_by = "low"'))

    assert any("there is no 'low'" in one for one in found)


def test_questions_that_contradict_each_other_are_found() -> None:
    never = '{ all = [{ mrd = "D29", is = ">= 0.1 %" }, { mrd = "D29", is = "< 0.01 %" }] }'

    (problem,) = problems(SMALL.replace("[[rule]]", rule("never", never) + "[[rule]]", 1))

    assert problem.startswith("rule 'never': can never answer yes")


def test_a_hole_of_everything_is_named_without_a_combination() -> None:
    never = '{ all = [{ age = ">= 10 years" }, { age = "< 10 years" }] }'
    high, low = '{ mrd = "D29", is = ">= 0.1 %" }', '{ mrd = "D29", is = "< 0.1 %" }'

    found = problems(changed(high, never).replace(low, never))

    assert any(one.startswith("rule: no rule answers for: every case. Where") for one in found)


def test_a_rule_that_only_excluded_children_meet_is_found() -> None:
    scope = """
[[scope]]
id = "infant"
title = "Infant"
says = "Infant."
certainty = "A"
source = "S"
when = { age = "< 1 years" }
"""
    infant = rule("infants", '{ age_months = "< 6 months" }')

    problem, *_ = problems(SMALL.replace("[[rule]]", scope + infant + "[[rule]]", 1))

    assert problem.startswith("rule 'infants': can never answer yes: its questions contradict")


def test_a_rule_that_is_shown_only_stops_nothing_and_covers_what_it_shows() -> None:
    unsure = rule("unsure", '{ mrd = "D29", is = ">= 0.05 %" }', verified="false")
    holey = changed('is = "< 0.1 %"', 'is = "< 0.05 %"')

    assert problems(holey + unsure) == []
    assert problems(SMALL.replace("[[rule]]", unsure + "[[rule]]", 1)) == []


CHINA_SR = [{"age": "< 10 years"}, {"wbc": "< 50 10e9_per_L"}]
CHINA_M3 = {"morphology": "D29", "is": "> 25 %"}


def test_china_2010_leaves_standard_features_with_an_m3_on_day_15_in_no_group() -> None:
    # Section 8 trap 6b: "SR features + SR induction + M3 d15 meets no group as worded (IR also
    # needs one listed IR feature)"; S30.
    given_ir = {"not": {"arm_given": ["SR"]}}
    as_worded = [
        {"all": [given_ir, CHINA_M3]},
        {"not": {"all": CHINA_SR}},
        {"all": [*CHINA_SR, {"not": CHINA_M3}]},
    ]

    (problem,) = problems_of_coverage(listed(loaded(REQUIRING), as_worded))

    assert problem.text.startswith(
        "no rule answers for: Induction that was given SR; Marrow blasts at D29 > 25 %; "
        "age < 10 years; white cells < 50 ×10⁹/L."
    )


def test_a_list_that_cannot_be_proved_says_so() -> None:
    pack = loaded()

    (problem,) = problems_of_coverage(pack, most_sets=2)

    assert problem.text.startswith("too many combinations to prove: more than 2 different sets.")
