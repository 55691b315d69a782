"""Every mistake in the groups, rules and examples of a pack, and all that is said about it."""

import pytest

from mrdtracker.domain.errors import ProblemsError
from tests.rules.small_pack import SMALL, changed, loaded, problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'kind = "no"',
            'kind = "maybe"',
            [
                "example 'no'.kind: there is no 'maybe'; there are: yes, no, unknown, boundary.",
                "example: there is none of the kind 'no'.",
            ],
        ),
        ('expect = { assigned = "LOW" }', "", ["example 'no': 'expect' is missing or empty."]),
        (
            '{ assigned = "LOW" }',
            '{ assinged = "LOW" }',
            ["example 'no'.expect: 'assinged' is not a key here; did you mean 'assigned'?"],
        ),
        (
            '{ assigned = "LOW" }',
            '{ assigned = "LWO" }',
            ["example 'no'.expect: there is no group 'LWO'; did you mean 'LOW'?"],
        ),
        (
            '{ assigned = "LOW" }',
            '{ answers = { hihg = "no" } }',
            ["example 'no'.expect.answers: there is no rule 'hihg'; did you mean 'high'?"],
        ),
        (
            '{ assigned = "LOW" }',
            '{ answers = { high = "nein" } }',
            [
                "example 'no'.expect.answers.high: 'nein' is not allowed. Allowed: yes, no,"
                " unknown."
            ],
        ),
        (
            'value = "0.01"',
            "value = 0.01",
            [
                "example 'no'.results[0].value: 0.01 is a binary number: write it as text,"
                ' "0.01".',
                "example: there is none of the kind 'no'.",
            ],
        ),
        (
            "[[example]]\n",
            "[example_base]\nresult = []\n\n[[example]]\n",
            ["example_base: 'result' is not a key here; there are: patient, course."],
        ),
        ('source = "S"\nwhen', "when", ["rule 'high': 'source' is missing."]),
        ('source = "S"', 'source = "T"', ["rule 'high'.source: there is no 'T'; there are: S."]),
        (
            '">= 0.1 %"',
            '"0.1 %"',
            ["rule 'high'.when.is: '0.1 %' has no operator: write >=, >, <= or < before it."],
        ),
        (
            '">= 0.1 %"',
            '">= 0.1"',
            [
                "rule 'high'.when.is: '>= 0.1' has no unit: write one of %, fraction, per_1e4,"
                " per_1e6 after it."
            ],
        ),
        (
            '">= 0.1 %"',
            '">= 1e-3 fraction"',
            ["rule 'low': MRD is written in '%' here and in 'fraction' before: use one unit."],
        ),
        ('group = "LOW"', 'group = "HIGH"', ["group 'LOW': no active rule leads to it."]),
        (
            'assigned = "LOW"',
            'assigned = "HIGH"',
            ["example 'no': expected the group HIGH, got LOW"],
        ),
        (
            'certainty = "A"',
            "",
            ["rule 'high': 'certainty' is missing: A, B or C, there is no default."],
        ),
        (
            "operator_verified = true",
            "",
            ["rule 'high': 'operator_verified' is missing: true or false."],
        ),
        (
            "operator_verified = true",
            "operator_verified = false",
            ["group 'HIGH': no active rule leads to it."],
        ),
        ('kind = "unknown"', 'kind = "no"', ["example: there is none of the kind 'unknown'."]),
        (
            'unit = "%"',
            'unit = "percent"',
            [
                "example 'yes'.results[0].unit: 'percent' is not allowed. Allowed: %, fraction,"
                " per_1e4, per_1e6, per_uL, 10e9_per_L, copies_ratio, ncn.",
                "example 'yes'.results[0]: A number belongs to the state 'quantified', and only"
                " to it.",
                "example: there is none of the kind 'yes'.",
            ],
        ),
        (
            '{ mrd = "D29", is',
            '{ mdr = "D29", is',
            ["rule 'high'.when: 'mdr' is not a condition; did you mean 'mrd'?"],
        ),
        (
            '{ mrd = "D29"',
            '{ mrd = "D92"',
            ["rule 'high'.when.mrd: there is no 'D92'; did you mean 'D29'?"],
        ),
        ('id = "low"', 'id = "high"', ["rule 'high': its id stands twice."]),
        (
            "[[rule]]\n",
            '[[rule]]\nwhy = "?"\n',
            [
                "rule 'high': 'why' is not a key here; there are: id, title, says, source,"
                " quote, certainty, note, flags, level, placeholder, operator_verified, group,"
                " boundary, gap, when, shadowed_by."
            ],
        ),
        ('group = "HIGH"', "", ["rule 'high': leads to one of 'group', 'boundary' or 'gap'."]),
        (
            'group = "HIGH"',
            'group = "HIGH"\ngap = true',
            ["rule 'high': leads to one of 'group', 'boundary' or 'gap'."],
        ),
        ('group = "HIGH"', "gap = 3", ["rule 'high'.gap: must be true or false."]),
        (
            'group = "HIGH"',
            "gap = false",
            ["rule 'high'.gap: a rule that is no gap leads to a 'group' or a 'boundary'."],
        ),
        (
            'group = "HIGH"',
            'group = "HIGHH"',
            ["rule 'high'.group: there is no group 'HIGHH'; did you mean 'HIGH'?"],
        ),
        (
            'group = "HIGH"',
            'boundary = ["HIGH", "LOV"]',
            ["rule 'high'.boundary: there is no group 'LOV'; did you mean 'LOW'?"],
        ),
        (
            '"D29 mrd"',
            '"D29 morphology"',
            [
                "group 'HIGH'.final_with: 'D29 morphology' is not a time point and a channel"
                " ('D33 mrd')."
            ],
        ),
        (
            '"D29 mrd"',
            '"D33 mrd"',
            ["group 'HIGH'.final_with: 'D33 mrd' is not a time point and a channel ('D33 mrd')."],
        ),
        (
            '"D29 mrd"',
            '"D29"',
            ["group 'HIGH'.final_with: 'D29' is not a time point and a channel ('D33 mrd')."],
        ),
        (
            'certainty = "A"',
            'certainty = "D"',
            ["rule 'high'.certainty: 'D' is not allowed. Allowed: A, B, C."],
        ),
        (
            'level = "high"',
            'level = "loud"',
            ["rule 'high'.level: 'loud' is not allowed. Allowed: high, intermediate, low, info."],
        ),
        (
            'id = "LOW"',
            'id = "HIGH"',
            [
                "group 'HIGH'.id: 'HIGH' stands twice.",
                "rule 'low'.group: there is no group 'LOW'; there are: HIGH, HIGH.",
                "example 'no'.expect: there is no group 'LOW'; there are: HIGH, HIGH.",
                "example 'nothing'.expect: there is no group 'LOW'; there are: HIGH, HIGH.",
            ],
        ),
        (
            '[[group]]\nid = "HIGH"',
            "[[group]]",
            [
                "group 1: 'id' is missing.",
                "rule 'high'.group: there is no group 'HIGH'; there are: LOW.",
                "example 'yes'.expect: there is no group 'HIGH'; there are: LOW.",
                "example 'on it'.expect: there is no group 'HIGH'; there are: LOW.",
                "example 'nothing'.expect: there is no group 'HIGH'; there are: LOW.",
            ],
        ),
        ('title = "High"\nfinal', "final", ["group 'HIGH': 'title' is missing."]),
        (
            'final_with = ["D29 mrd"]',
            'final_with = ["D29 mrd"]\nshown_only = 3',
            ["group 'HIGH'.shown_only: must be true or false."],
        ),
        (
            "operator_verified = true",
            "operator_verified = 1",
            ["rule 'high'.operator_verified: must be true or false."],
        ),
        (
            'level = "high"',
            'level = "high"\nshadowed_by = "low"',
            ["rule 'high'.shadowed_by: there is no 'low'; there are none."],
        ),
        (
            'level = "high"',
            'level = "high"\nplaceholder = 1',
            ["rule 'high'.placeholder: must be true or false."],
        ),
        (
            'level = "high"',
            'level = "high"\nquote = 1',
            ["rule 'high'.quote: must be a text, not 1."],
        ),
        (
            'level = "high"',
            'level = "high"\nnote = 1',
            ["rule 'high'.note: must be a text, not 1."],
        ),
        ('name = "yes"\n', "", ["example 1: 'name' is missing."]),
        (
            'kind = "yes"\n',
            "",
            ["example 'yes': 'kind' is missing.", "example: there is none of the kind 'yes'."],
        ),
        (
            '{ assigned = "LOW" }',
            '{ possible = ["LWO"] }',
            ["example 'no'.expect: there is no group 'LWO'; did you mean 'LOW'?"],
        ),
        (
            '{ assigned = "LOW" }',
            '{ status = "open" }',
            [
                "example 'no'.expect.status: 'open' is not allowed. Allowed: final,"
                " provisional, indeterminate, published_gap, boundary_undefined, out_of_scope,"
                " display_only."
            ],
        ),
        (
            '{ assigned = "LOW" }',
            "{ needs = [1] }",
            ["example 'no'.expect.needs[0]: must be a text."],
        ),
        (
            '{ assigned = "LOW" }',
            '{ assigned = "nobody" }',
            ["example 'no'.expect: there is no group 'nobody'; there are: HIGH, LOW."],
        ),
        (
            '{ assigned = "LOW" }',
            "3",
            [
                "example 'no'.expect: must be an object with named fields, not 3.",
                "example 'no': 'expect' is missing or empty.",
            ],
        ),
        (
            'name = "no"\n',
            'name = "no"\npatient = { age_years = 4.5 }\ncourse = { pack = 3 }\n',
            [
                "example 'no'.patient.age_years: 4.5 is a binary number: write it as text,"
                ' "4.5".',
                "example 'no'.course.pack: must be a text, not 3.",
                "example: there is none of the kind 'no'.",
            ],
        ),
    ],
)
def test_what_is_said_about_each_mistake(old, new, said):
    assert problems(changed(old, new)) == said


@pytest.mark.parametrize(
    ("table", "missing"),
    [
        ("rule", 'id = "high"'),
        ("group", 'id = "HIGH"'),
        ("define", 'id = "old"'),
        ("source", 'key = "S"'),
    ],
)
def test_a_table_without_a_name_is_called_by_its_place(table, missing):
    name = missing.partition(" ")[0]

    assert f"{table} 1: '{name}' is missing." in problems(changed(missing + "\n", ""))


@pytest.mark.parametrize("table", ["arm", "scope", "gap", "finding"])
def test_a_section_without_a_name_is_called_by_its_place(table):
    assert f"{table} 1: 'id' is missing." in problems(f"{SMALL}\n[[{table}]]\n")


def test_a_mistake_of_the_file_itself_stands_nowhere_else():
    with pytest.raises(ProblemsError) as refused:
        loaded(changed("[[group]]", "[[groups]]"))

    first = refused.value.problems[0]
    assert (first.where, first.text) == ("", "'groups' is not a key here; did you mean 'group'?")


def test_a_file_without_a_head_misses_its_keys():
    assert problems("")[:5] == [
        "pack: 'state' is missing: active or display_only.",
        "pack: 'day_of_first_dose' is missing: 0 or 1, there is no default.",
        "pack: 'id' is missing.",
        "pack: 'version' is missing.",
        "pack: 'title' is missing.",
    ]


def test_the_name_of_a_time_point_may_be_of_several_words():
    text = SMALL.replace("D29", "Day 29")

    ((named, _),) = loaded(text).groups[0].final_with

    assert named.id == "Day 29"


def test_a_rule_asks_only_for_studies_that_the_pack_names():
    named = changed('version = "1"', 'version = "1"\nstudies = ["One"]')
    text = named.replace('when = { age = ">= 10 years" }', 'when = { study = ["two"] }')

    assert problems(text) == ["define 'old'.study: there is no 'two'; there are: one."]
    assert problems(text.replace('["two"]', '["one"]')) == []
