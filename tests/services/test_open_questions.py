"""What is open for a pack, and the answers that its rules can tell apart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mrdtracker.domain.case import PatientCase, PatientFacts
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import LesionState, Lineage
from mrdtracker.services.demo import demo_cases
from mrdtracker.services.open_questions import OpenAnswer, open_questions
from mrdtracker.services.what_if import FactChange, LesionChange, ResultChange
from tests.gui.ward import bundled_rules


def _case(**changes) -> PatientCase:
    case = next(case for case in demo_cases() if case.patient_id == "DEMO-03")
    return replace(case, **changes)


def _open(pack_id: str, case: PatientCase) -> dict[tuple[str, ...], tuple[OpenAnswer, ...]]:
    questions = open_questions(bundled_rules().packs[pack_id], case)
    return {answers[0].subject: answers for answers in questions}


def test_an_open_time_point_has_a_good_negative_and_a_value_in_each_cell() -> None:
    asked = _open("aieop-bfm-all-2000", _case(results=()))

    answers = asked[("reading", "D78", "mrd")]
    results = [one.result for a in answers for one in a.changes if isinstance(one, ResultChange)]

    assert results[0].value.state is ResultState.NEGATIVE
    assert results[0].value.sensitivity == Decimal("0.0001")
    assert {one.markers for one in results} == {2}
    assert Decimal("0.001") in {one.value.value for one in results}
    assert answers[0].words == (
        "a D78 marrow (IG/TR PCR), negative with s ≤ 0.01 % (10⁻⁴) and 2 markers"
    )
    assert not any(one.is_of_record for one in answers)


def test_a_pending_result_leaves_its_time_point_open() -> None:
    case = _case()
    waiting = tuple(
        replace(one, value=replace(one.value, state=ResultState.PENDING, value=None, lloq=None))
        if one.value.state is ResultState.QUANTIFIED and one.method.value == "morphology"
        else one
        for one in case.results
    )

    asked = _open("aieop-bfm-all-2000", _case(results=waiting))

    assert not asked[("reading", "D33", "morphology")][0].is_of_record


def test_a_known_fact_is_not_asked_again() -> None:
    unknown = _open("cog-aall08b1", _case(patient=PatientFacts()))
    known = _open(
        "cog-aall08b1",
        _case(
            patient=PatientFacts(
                age_years=Decimal(4),
                wbc_10e9_per_l=Decimal(30),
                down_syndrome=Truth.NO,
                genetics={"ETV6::RUNX1": LesionState.DETECTED},
            )
        ),
    )

    gone = set(unknown) - set(known)

    assert {("number", "age"), ("number", "wbc"), ("LesionIs", "ETV6::RUNX1")} <= gone


def test_facts_and_lesions_have_each_of_their_answers() -> None:
    asked = _open("china-2010", _case(patient=PatientFacts()))
    lesions = [answers for subject, answers in asked.items() if subject[0] == "LesionIs"]

    assert lesions
    for answers in lesions:
        states = {
            one.changes[0].state for one in answers if isinstance(one.changes[0], LesionChange)
        }
        assert states == {LesionState.DETECTED, LesionState.NOT_DETECTED}


def test_words_are_those_of_the_closed_list() -> None:
    found = [
        answers
        for pack_id in bundled_rules().packs
        for subject, answers in _open(pack_id, _case(patient=PatientFacts())).items()
        if subject == ("WordIs", "lineage")
    ]

    values = {
        one.changes[0].value
        for answers in found
        for one in answers
        if isinstance(one.changes[0], FactChange)
    }
    assert values
    assert values <= set(Lineage)


def test_amounts_of_facts_are_numbers_inside_their_cells() -> None:
    for pack_id in bundled_rules().packs:
        for answers in _open(pack_id, _case(patient=PatientFacts())).values():
            for answer in answers:
                case = answer.changes[0].apply(_case(patient=PatientFacts()))
                assert case.patient_id == "DEMO-03"
