"""Each change that is told leads where it says, by the ordinary engine; none is missed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from mrdtracker.domain.case import PatientCase, PatientFacts
from mrdtracker.domain.finding import GroupStatus
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.pack import RulePack
from mrdtracker.services.demo import demo_cases
from mrdtracker.services.open_questions import open_questions
from mrdtracker.services.smallest_changes import Effect, Outcome, smallest_changes
from mrdtracker.services.what_if import ResultChange
from tests.gui.ward import bundled_rules

DEMO = {case.patient_id: case for case in demo_cases()}
SMALL = ("aieop-bfm-all-2000", "ccg-early-marrow", "ma-spore-all-2003", "icicle-all-14")


def _pack(case: PatientCase) -> RulePack:
    return bundled_rules().packs[case.course.pack or ""]


def _applied(case: PatientCase, changes) -> PatientCase:
    for change in changes:
        case = change.apply(case)
    return case


def _bare(pack_id: str) -> PatientCase:
    """A girl of whom nothing but the protocol is known."""
    case = DEMO["DEMO-03"]
    course = replace(case.course, pack=pack_id, study=None, arm_given=None)
    return replace(case, patient=PatientFacts(), course=course, results=())


CASES = [
    *(pytest.param(case, _pack(case), id=code) for code, case in DEMO.items()),
    *(pytest.param(_bare(one), bundled_rules().packs[one], id=f"bare {one}") for one in SMALL),
    *(
        pytest.param(DEMO["DEMO-03"], bundled_rules().packs[one], id=f"DEMO-03 by {one}")
        for one in SMALL
    ),
]


@pytest.mark.parametrize(("case", "pack"), CASES)
def test_each_change_leads_where_it_says_by_the_ordinary_engine(case, pack) -> None:
    for one in smallest_changes(pack, case).found:
        assert Outcome.of(evaluate(pack, _applied(case, one.changes))) == one.outcome


@pytest.mark.parametrize(("case", "pack"), CASES)
def test_no_smaller_change_leads_to_the_place_of_a_pair(case, pack) -> None:
    for one in smallest_changes(pack, case).found:
        for half in one.changes if len(one.changes) > 1 else ():
            assert Outcome.of(evaluate(pack, half.apply(case))) != one.outcome


@pytest.mark.parametrize(("case", "pack"), CASES)
def test_every_place_that_one_or_two_answers_reach_is_told(case, pack) -> None:
    answers = [answer for question in open_questions(pack, case) for answer in question]
    before = Outcome.of(evaluate(pack, case))
    pairs = [pair for pair in combinations(answers, 2) if pair[0].subject != pair[1].subject]
    of_open = [pair for pair in pairs if not any(answer.is_of_record for answer in pair)]

    def reached(tried) -> set[Outcome]:
        found = set()
        for some in tried:
            changes = [change for answer in some for change in answer.changes]
            found.add(Outcome.of(evaluate(pack, _applied(case, changes), with_trace=False)))
        is_outside = GroupStatus.OUT_OF_SCOPE
        return {one for one in found if one.assigned or one.status is is_outside} - {before}

    told = smallest_changes(pack, case, most_evaluations=100_000)

    singles = [(one,) for one in answers]
    assert reached([*singles, *of_open]) <= {one.outcome for one in told.found}
    assert {one.outcome for one in told.found} <= reached([*singles, *pairs])
    assert told.is_complete


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        (
            "DEMO-05",
            [
                "a D29 marrow (flow), negative with s ≤ 0.01 % (10⁻⁴), or < 0.01 % → AR final",
                "a D29 marrow (flow) ≥ 0.01 % → VHR final",
            ],
        ),
        (
            "DEMO-09",
            [
                "a D7 marrow (morphology) ≤ 25 % → RER final",
                "a D7 marrow (morphology) > 25 % → SER final",
            ],
        ),
        ("DEMO-10", ["a D78 marrow (IG/TR PCR), whatever it shows → HR final"]),
        (
            "DEMO-11",
            ["the D7 marrow (morphology) ≤ 25 % instead of 46 % → RER final"],
        ),
    ],
)
def test_it_is_said_in_a_plain_sentence(code: str, sentences: list[str]) -> None:
    found = smallest_changes(_pack(DEMO[code]), DEMO[code]).found

    assert [one.sentence for one in found] == sentences


@pytest.mark.parametrize(
    ("share", "group"),
    [("0.00000001", "AR"), ("0.000099999", "AR"), ("0.0001", "VHR"), ("0.5", "VHR")],
)
def test_the_range_that_is_told_holds_at_its_ends(share: str, group: str) -> None:
    case = DEMO["DEMO-05"]
    change = smallest_changes(_pack(case), case).found[1].changes[0]
    assert isinstance(change, ResultChange)

    value = replace(change.result.value, value=Decimal(share))
    answer = evaluate(_pack(case), ResultChange(replace(change.result, value=value)).apply(case))

    assert answer.assigned == group


def test_open_things_come_before_results_on_record_and_one_before_two() -> None:
    case = DEMO["DEMO-03"]

    found = smallest_changes(bundled_rules().packs["aieop-bfm-all-2009"], case).found

    order = [(len(one.changes), one.is_of_record, one.effect) for one in found]
    assert order == sorted(order)
    assert {one.is_of_record for one in found} == {True, False}


def test_a_result_of_record_that_were_another_one_flips_the_group() -> None:
    found = smallest_changes(_pack(DEMO["DEMO-07"]), DEMO["DEMO-07"]).found

    assert found[0].effect is Effect.FLIPS
    assert found[0].is_of_record


@pytest.mark.parametrize("pack", bundled_rules().packs.values(), ids=lambda pack: pack.id)
def test_the_work_is_bounded(pack: RulePack) -> None:
    told = smallest_changes(pack, _bare(pack.id), most_evaluations=60)

    assert told.tried <= 60


def test_where_not_all_pairs_were_tried_it_is_said() -> None:
    case = _bare("cog-aall08b1")

    assert not smallest_changes(bundled_rules().packs["cog-aall08b1"], case, 30).is_complete


def test_a_pack_that_assigns_nothing_has_no_change() -> None:
    told = smallest_changes(bundled_rules().packs["generic-definitions"], DEMO["DEMO-01"])

    assert told.found == ()
