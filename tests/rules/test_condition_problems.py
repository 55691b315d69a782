"""Every mistake in a condition and all that is said about it; what is wrong is not read."""

import pytest

from mrdtracker.rules.condition_reader import DEEPEST, ConditionReader, Definitions
from mrdtracker.rules.thresholds import FRACTION

AGE = {"age": "< 1 years"}


@pytest.fixture
def read(packs):
    schedule = packs["aieop-bfm-all-2000"].schedule

    def reader(document, scale=FRACTION, **more):
        problems = []
        definitions = Definitions(
            timepoints={one.id: one for one in schedule.timepoints}, studies=("one",), **more
        )
        found = ConditionReader(definitions, problems, scale).read(document, "when")
        return found, [str(problem) for problem in problems]

    return reader


@pytest.mark.parametrize(
    ("document", "is_read", "said"),
    [
        ({"mdr": "D33"}, False, ["when: 'mdr' is not a condition; did you mean 'mrd'?"]),
        ({}, False, ["when: a condition is a table such as { mrd = 'D29', is = '>= …' }."]),
        ("D33", False, ["when: a condition is a table such as { mrd = 'D29', is = '>= …' }."]),
        ({"is": ">= 5 %"}, False, ["when: has no question."]),
        (
            {"age": "< 1 years", "wbc": "< 5 10e9_per_L"},
            False,
            ["when: asks two questions at once: age and wbc."],
        ),
        ({"mrd": "D33"}, False, ["when: 'is' is missing."]),
        (
            {"relapse_tests": ">= 5 %", "others": 1},
            True,
            ["when.confirm: and 'others' or 'second' belong together."],
        ),
        (
            {"relapse_tests": ">= 5 %", "confirm": ">= 1 %"},
            True,
            ["when.confirm: and 'others' or 'second' belong together."],
        ),
        (
            {"relapse_tests": "5 %"},
            False,
            ["when.relapse_tests: '5 %' has no operator: write >=, >, <= or < before it."],
        ),
        (
            {"mrd": "D33", "is": ">= 5 %", "of": "BM"},
            True,
            ["when: 'of' is not a key here; there are: mrd, is."],
        ),
        (
            {"mrd": "D34", "is": ">= 5 %"},
            False,
            ["when.mrd: there is no 'D34'; did you mean 'D33'?"],
        ),
        ({"mrd": "D8", "is": ">= 5 %"}, False, ["when.mrd: D8 has no [timepoint.mrd]."]),
        (
            {"count": "D8", "is": ">= 5 %"},
            False,
            ["when.is: '%' is not a unit here: write one of per_uL, 10e9_per_L."],
        ),
        ({"age": ">= 5"}, False, ["when.age: '>= 5' has no unit: write one of years after it."]),
        ({"all": []}, False, ["when.all: has no parts."]),
        ({"all": "x"}, False, ["when.all: must be a list, not 'x'.", "when.all: has no parts."]),
        (
            {"all": [{"x": 1}]},
            False,
            [
                "when.all[0]: 'x' is not a condition; there are: all, any, not, use, always,"
                " mrd, morphology, count, negative, positive, unavailable, prednisone_response,"
                " age, age_months, wbc, modal_number, dna_index, cns, lineage, study,"
                " arm_given, fact, lesion, event, relapse_tests, value, day, after_first_dose,"
                " flow_of_same_marrow, reappears."
            ],
        ),
        (
            {"not": {"x": 1}},
            False,
            [
                "when.not: 'x' is not a condition; there are: all, any, not, use, always, mrd,"
                " morphology, count, negative, positive, unavailable, prednisone_response, age,"
                " age_months, wbc, modal_number, dna_index, cns, lineage, study, arm_given,"
                " fact, lesion, event, relapse_tests, value, day, after_first_dose,"
                " flow_of_same_marrow, reappears."
            ],
        ),
        ({"use": "young"}, False, ["when.use: there is no 'young'; there are none."]),
        (
            {"always": False},
            False,
            ["when.always: must be true; write not = { … } for the opposite."],
        ),
        ({"negative": "D34"}, False, ["when.negative: there is no 'D34'; did you mean 'D33'?"]),
        ({"positive": "D34"}, False, ["when.positive: there is no 'D34'; did you mean 'D33'?"]),
        (
            {"prednisone_response": "D8", "is": "bad", "poor": ">= 1 per_uL"},
            False,
            ["when.is: there is no 'bad'; there are: PGR, PPR, invalid."],
        ),
        ({"prednisone_response": "D8", "is": "PGR"}, False, ["when: 'poor' is missing."]),
        ({"cns": ["CNS4"]}, False, ["when.cns: there is no 'CNS4'; did you mean 'CNS3'?"]),
        ({"cns": []}, False, ["when.cns: must be a list of words."]),
        ({"study": ["two"]}, False, ["when.study: there is no 'two'; there are: one."]),
        (
            {"fact": "etp", "is": "maybe"},
            False,
            ["when.is: there is no 'maybe'; there are: yes, no."],
        ),
        (
            {"fact": "ept", "is": "yes"},
            False,
            ["when.fact: there is no 'ept'; did you mean 'etp'?"],
        ),
        (
            {"lesion": "iAMP21", "is": "absent"},
            False,
            ["when.is: there is no 'absent'; there are: detected, not_detected."],
        ),
        (
            {"event": "transplantation"},
            False,
            ["when.event: 'transplantation' is not allowed. Did you mean 'transplant'?"],
        ),
        (
            {"after_first_dose": False},
            False,
            ["when.after_first_dose: must be true; write not = { … } for the opposite."],
        ),
        (
            {"value": "5 %"},
            False,
            ["when.value: '5 %' has no operator: write >=, >, <= or < before it."],
        ),
        ({"day": ">= 29"}, False, ["when.day: '>= 29' has no unit: write one of day after it."]),
        ({"poor": ">= 1 per_uL"}, False, ["when: has no question."]),
        (
            {"flow_of_same_marrow": False},
            False,
            ["when.flow_of_same_marrow: must be true; write not = { … } for the opposite."],
        ),
        (
            {"reappears": False},
            False,
            ["when.reappears: must be true; write not = { … } for the opposite."],
        ),
        (
            {"age": ">= 5", "is": "x"},
            False,
            [
                "when: 'is' is not a key here; there are: age.",
                "when.age: '>= 5' has no unit: write one of years after it.",
            ],
        ),
        (
            {"all": [{"always": True}, {"x": 1}]},
            False,
            [
                "when.all[1]: 'x' is not a condition; there are: all, any, not, use, always,"
                " mrd, morphology, count, negative, positive, unavailable, prednisone_response,"
                " age, age_months, wbc, modal_number, dna_index, cns, lineage, study,"
                " arm_given, fact, lesion, event, relapse_tests, value, day, after_first_dose,"
                " flow_of_same_marrow, reappears."
            ],
        ),
        (
            {"any": [{"x": 1}]},
            False,
            [
                "when.any[0]: 'x' is not a condition; there are: all, any, not, use, always,"
                " mrd, morphology, count, negative, positive, unavailable, prednisone_response,"
                " age, age_months, wbc, modal_number, dna_index, cns, lineage, study,"
                " arm_given, fact, lesion, event, relapse_tests, value, day, after_first_dose,"
                " flow_of_same_marrow, reappears."
            ],
        ),
        (
            {"unavailable": "D34"},
            False,
            ["when.unavailable: there is no 'D34'; did you mean 'D33'?"],
        ),
        ({"positive": "D8"}, False, ["when.positive: D8 has no [timepoint.mrd]."]),
        ({"negative": "D8"}, False, ["when.negative: D8 has no [timepoint.mrd]."]),
        (
            {"prednisone_response": "D9", "is": "PPR", "poor": ">= 1 per_uL"},
            False,
            ["when.prednisone_response: there is no 'D9'; there are: D8, D15, D33, D78."],
        ),
        (
            {"prednisone_response": "D8", "is": "PPR", "poor": "1 per_uL"},
            False,
            ["when.poor: '1 per_uL' has no operator: write >=, >, <= or < before it."],
        ),
        (
            {"prednisone_response": "D9", "is": "PPR"},
            False,
            [
                "when.prednisone_response: there is no 'D9'; there are: D8, D15, D33, D78.",
                "when: 'poor' is missing.",
            ],
        ),
        ({"fact": "etp"}, False, ["when: 'is' is missing."]),
        ({"lesion": "", "is": "detected"}, False, ["when: 'lesion' is missing."]),
        ({"lesion": "iAMP21"}, False, ["when: 'is' is missing."]),
        (
            {"relapse_tests": ">= 5 %", "others": 6, "confirm": ">= 1 %"},
            True,
            [
                "when.others: must be a whole number from 1 to 5.",
                "when.confirm: and 'others' or 'second' belong together.",
            ],
        ),
        (
            {"relapse_tests": ">= 5 %", "second": 0, "confirm": ">= 1 %"},
            True,
            [
                "when.second: must be a whole number from 1 to 5.",
                "when.confirm: and 'others' or 'second' belong together.",
            ],
        ),
        ({"relapse_tests": ">= 5 %", "others": 5, "confirm": ">= 1 %"}, True, []),
        ({"arm_given": []}, False, ["when.arm_given: must be a list of words."]),
        (
            {"lineage": [3]},
            False,
            ["when.lineage[0]: must be a text.", "when.lineage: must be a list of words."],
        ),
        (
            {"mrd": "D33", "is": "5 %"},
            False,
            ["when.is: '5 %' has no operator: write >=, >, <= or < before it."],
        ),
        ({"always": "yes"}, True, ["when.always: must be true or false."]),
        ({"wbc": 3}, False, ["when.wbc: must be a text, not 3."]),
        (
            {"not": {}},
            False,
            ["when.not: a condition is a table such as { mrd = 'D29', is = '>= …' }."],
        ),
        ({"use": 3}, False, ["when.use: must be a text, not 3."]),
        (
            {"event": 3},
            False,
            [
                "when.event: 3 is not allowed. Allowed: phase_started, cd19_directed_therapy,"
                " transplant, car_t, remission, relapse, death, count_recovery,"
                " protocol_paused, protocol_resumed, sample_missed, blood_count, drug_given."
            ],
        ),
        ({"reappears": "x"}, True, ["when.reappears: must be true or false."]),
    ],
)
def test_what_is_said_about_each_mistake(read, document, is_read, said):
    found, problems = read(document)

    assert problems == said
    assert (found is not None) is is_read


def test_a_value_outside_a_finding_of_results_is_not_read(read):
    assert read({"value": ">= 1 %"}, scale=None) == (
        None,
        ["when.value: asks about one result: it belongs into a finding with methods."],
    )


def nested(join, times):
    document = AGE
    for _ in range(times):
        document = {"not": document} if join == "not" else {join: [document]}
    return document


@pytest.mark.parametrize("join", ["not", "all", "any"])
def test_a_condition_may_be_nested_so_deeply_and_no_deeper(read, join):
    deep, problems = read(nested(join, DEEPEST))
    too_deep, told = read(nested(join, DEEPEST + 1))

    assert (deep is not None, problems) == (True, [])
    inside = {"not": ".not"}.get(join, f".{join}[0]")
    assert too_deep is None
    assert told == [
        f"when{inside * (DEEPEST + 1)}: conditions are nested deeper than {DEEPEST}, or too many."
    ]


def test_a_definition_is_one_level_too(read):
    named = {f"d{place}": {"use": f"d{place + 1}"} for place in range(DEEPEST)}

    deep, problems = read({"use": "d1"}, named=named | {f"d{DEEPEST}": AGE})
    too_deep, told = read({"use": "d0"}, named=named | {f"d{DEEPEST}": AGE})

    assert (deep is not None, problems) == (True, [])
    assert (too_deep, len(told)) == (None, 1)


@pytest.mark.parametrize(("left", "is_read"), [(3, False), (4, True)])
def test_conditions_are_counted_with_all_their_parts(read, left, is_read):
    found, problems = read({"all": [AGE, {"not": AGE}]}, left=left)

    assert (found is not None, not problems) == (is_read, is_read)
