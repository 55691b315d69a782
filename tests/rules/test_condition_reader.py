"""Every question of the closed list is read, and nothing else is."""

import pytest

from mrdtracker.domain.finding import Step
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.condition_reader import QUESTIONS, ConditionReader, Definitions
from mrdtracker.rules.thresholds import FRACTION


@pytest.fixture
def read(packs):
    schedule = packs["aieop-bfm-all-2000"].schedule

    def reader(document, *, is_of_results=True, named=None):
        problems = []
        definitions = Definitions(
            timepoints={one.id: one for one in schedule.timepoints},
            studies=("one",),
            named=named or {},
        )
        scale = FRACTION if is_of_results else None
        found = ConditionReader(definitions, problems, scale).read(document, "when")
        return found, [str(problem) for problem in problems]

    return reader


SOUND = {
    "all": {"all": [{"always": True}]},
    "any": {"any": [{"always": True}]},
    "not": {"not": {"age": "< 1 years"}},
    "use": {"use": "old"},
    "always": {"always": True},
    "mrd": {"mrd": "D33", "is": ">= 1e-3 fraction"},
    "morphology": {"morphology": "D33", "is": "> 25 %"},
    "count": {"count": "D8", "is": ">= 1 10e9_per_L"},
    "negative": {"negative": "D33"},
    "positive": {"positive": "D33"},
    "unavailable": {"unavailable": "D33"},
    "prednisone_response": {
        "prednisone_response": "D8",
        "is": "PPR",
        "poor": ">= 1000 per_uL",
    },
    "age": {"age": ">= 13 years"},
    "age_months": {"age_months": "< 6 months"},
    "wbc": {"wbc": "< 50 10e9_per_L"},
    "modal_number": {"modal_number": "< 44 chromosomes"},
    "dna_index": {"dna_index": "< 0.81 DI"},
    "cns": {"cns": ["CNS3"]},
    "lineage": {"lineage": ["T"]},
    "study": {"study": ["one"]},
    "arm_given": {"arm_given": ["SR"]},
    "fact": {"fact": "etp", "is": "no"},
    "lesion": {"lesion": "iAMP21", "is": "detected"},
    "event": {"event": "transplant"},
    "relapse_tests": {"relapse_tests": ">= 5 %", "others": 1, "confirm": ">= 1 %"},
    "value": {"value": "< 5 %"},
    "day": {"day": ">= 29 day"},
    "after_first_dose": {"after_first_dose": True},
    "flow_of_same_marrow": {"flow_of_same_marrow": True},
    "reappears": {"reappears": True},
}


def test_every_question_is_tried_here():
    assert set(SOUND) == set(QUESTIONS)


@pytest.mark.parametrize("key", list(SOUND))
def test_a_sound_question_is_read(read, key):
    found, problems = read(SOUND[key], named={"old": {"age": ">= 10 years"}})

    assert problems == []
    trace = Trace()
    found.skip(trace)
    assert all(isinstance(step, Step) and step.asked for step in trace.steps)


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"mdr": "D33"}, "when: 'mdr' is not a condition; did you mean 'mrd'?"),
        ({}, "a condition is a table"),
        ("D33", "a condition is a table"),
        ({"is": ">= 5 %"}, "has no question"),
        ({"age": "< 1 years", "wbc": "< 5 10e9_per_L"}, "asks two questions at once: age and wbc"),
        ({"mrd": "D33"}, "when: 'is' is missing."),
        ({"relapse_tests": ">= 5 %", "others": 1}, "'others' or 'second' belong together"),
        ({"relapse_tests": ">= 5 %", "confirm": ">= 1 %"}, "'others' or 'second' belong together"),
        ({"relapse_tests": "5 %"}, "has no operator"),
        ({"mrd": "D33", "is": ">= 5 %", "of": "BM"}, "'of' is not a key here"),
        ({"mrd": "D34", "is": ">= 5 %"}, "there is no 'D34'; did you mean 'D33'?"),
        ({"mrd": "D8", "is": ">= 5 %"}, "D8 has no [timepoint.mrd]."),
        ({"count": "D8", "is": ">= 5 %"}, "'%' is not a unit here: write one of per_uL"),
        ({"age": ">= 5"}, "has no unit: write one of years"),
        ({"all": []}, "when.all: has no parts."),
        ({"all": "x"}, "must be a list"),
        ({"all": [{"x": 1}]}, "when.all[0]: 'x' is not a condition"),
        ({"not": {"x": 1}}, "when.not: 'x' is not a condition"),
        ({"use": "young"}, "there is no 'young'"),
        ({"always": False}, "must be true"),
        ({"negative": "D34"}, "there is no 'D34'"),
        ({"positive": "D34"}, "there is no 'D34'"),
        ({"prednisone_response": "D8", "is": "bad", "poor": ">= 1 per_uL"}, "there is no 'bad'"),
        ({"prednisone_response": "D8", "is": "PGR"}, "'poor' is missing"),
        ({"cns": ["CNS4"]}, "there is no 'CNS4'; did you mean 'CNS"),
        ({"cns": []}, "must be a list of words"),
        ({"study": ["two"]}, "there is no 'two'"),
        ({"fact": "etp", "is": "maybe"}, "there is no 'maybe'"),
        ({"fact": "ept", "is": "yes"}, "did you mean 'etp'?"),
        ({"lesion": "iAMP21", "is": "absent"}, "there is no 'absent'"),
        ({"event": "transplantation"}, "Did you mean 'transplant'?"),
        ({"after_first_dose": False}, "write not = { … } for the opposite"),
        ({"value": "5 %"}, "has no operator"),
        ({"day": ">= 29"}, "has no unit: write one of day"),
    ],
)
def test_each_mistake_is_said(read, document, says):
    _, problems = read(document)

    assert any(says in problem for problem in problems), problems


def test_a_question_about_one_result_needs_results(read):
    found, problems = read({"value": "< 5 %"}, is_of_results=False)

    assert found is None
    assert "belongs into a finding with methods" in problems[0]


def test_definitions_in_a_circle_are_shown_as_one(read):
    named = {"a": {"use": "b"}, "b": {"not": {"use": "a"}}}

    _, problems = read({"use": "a"}, named=named)

    assert any("a → b → a" in problem for problem in problems)


def test_a_condition_is_not_nested_without_end(read):
    document = {"age": "< 1 years"}
    for _ in range(20):
        document = {"not": document}

    assert any("nested deeper" in problem for problem in read(document)[1])
