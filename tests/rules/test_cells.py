"""What questions can tell apart: cells of readings, numbers and facts."""

from fractions import Fraction

import pytest

from mrdtracker.rules.cells import ANOTHER_WORD, key_of, variables_of
from mrdtracker.rules.condition_reader import (
    QUESTIONS,
    RESULT_QUESTIONS,
    ConditionReader,
    Definitions,
)
from mrdtracker.rules.result_questions import AfterFirstDose
from tests.rules.small_pack import loaded

SCHEDULE = loaded().schedule


def read(document):
    definitions = Definitions({one.id: one for one in SCHEDULE.timepoints})
    condition = ConditionReader(definitions, []).read(document, "")
    assert condition is not None
    return condition


def only(*documents, words=None):
    (variable,) = variables_of(map(read, documents), SCHEDULE, words or {}).values()
    return variable


def words_of(*documents, **more):
    return [cell.words for cell in only(*documents, **more).cells]


def test_a_reading_falls_apart_at_its_thresholds():
    assert words_of({"mrd": "D29", "is": ">= 0.01 %"}) == ["< 0.01 %", "≥ 0.01 %"]
    assert words_of({"mrd": "D29", "is": ">= 0.01 %"}, {"mrd": "D29", "is": "> 1 %"}) == [
        "< 0.01 %",
        "≥ 0.01 % and ≤ 1 %",
        "> 1 %",
    ]


def test_exactly_on_a_threshold_is_a_cell_of_its_own_where_two_operators_meet():
    found = words_of({"mrd": "D29", "is": ">= 1 %"}, {"mrd": "D29", "is": "<= 1 %"})

    assert found == ["< 1 %", "≥ 1 % and ≤ 1 %", "> 1 %"]


def test_nothing_is_above_all_cells():
    assert words_of({"mrd": "D29", "is": ">= 100 %"}, {"mrd": "D29", "is": "> 100 %"}) == [
        "< 100 %",
        "≥ 100 % and ≤ 100 %",
    ]


def test_between_two_whole_numbers_lies_no_chromosome():
    found = words_of({"modal_number": "< 45 chromosomes"}, {"modal_number": "<= 44 chromosomes"})

    assert found == ["≤ 44 chromosomes", "≥ 45 chromosomes"]


def test_months_and_years_are_one_age():
    variable = only({"age": "< 1 years"}, {"age_months": "< 6 months"})

    assert variable.name == "age"
    assert [cell.words for cell in variable.cells] == [
        "< 6 months",
        "≥ 6 months and < 1 years",
        "≥ 1 years",
    ]
    assert variable.cells[0].amount == Fraction(1, 4)


def test_a_negative_is_told_from_the_amount_only_where_it_is_asked():
    assert words_of({"positive": "D29"}) == ["whatever it is", "negative"]
    assert len(only({"negative": "D29"}, {"positive": "D29"}).cells) == 3


def test_a_word_list_that_is_open_has_another_word():
    assert words_of({"arm_given": ["SR"]}, {"arm_given": ["IR"]}) == ["SR", "IR", ANOTHER_WORD]
    assert words_of({"arm_given": ["SR"]}, words={"arm_given": ("SR", "IR")}) == ["SR", "IR"]
    assert words_of({"lineage": ["B"]}) == ["B", "MPAL"]


def test_a_question_about_one_result_has_no_cells():
    with pytest.raises(TypeError, match="not a question of the ordered list"):
        key_of(AfterFirstDose())


EVERY = {
    "always": True,
    "all": [{"positive": "D29"}],
    "any": [{"positive": "D29"}],
    "not": {"positive": "D29"},
    "mrd": "D29",
    "negative": "D29",
    "positive": "D29",
    "unavailable": "D29",
    "age": "< 1 years",
    "age_months": "< 1 months",
    "wbc": "< 1 10e9_per_L",
    "modal_number": "< 45 chromosomes",
    "dna_index": "< 1 DI",
    "cns": ["CNS1"],
    "lineage": ["B"],
    "arm_given": ["SR"],
    "fact": "etp",
    "lesion": "iAMP21",
    "event": "relapse",
}
BESIDE = {"mrd": ">= 1 %", "fact": "yes", "lesion": "detected"}
TRIED_ELSEWHERE = {
    "use",
    "study",
    "morphology",
    "count",
    "prednisone_response",
    "relapse_tests",
    *RESULT_QUESTIONS,
}


def test_every_question_of_the_ordered_list_has_cells():
    assert set(EVERY) | TRIED_ELSEWHERE >= set(QUESTIONS)
    for name, value in EVERY.items():
        beside = {"is": BESIDE[name]} if name in BESIDE else {}

        for variable in variables_of(read({name: value} | beside).leaves(), SCHEDULE, {}).values():
            assert len(variable.cells) > 1
