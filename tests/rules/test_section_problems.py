"""Every mistake in the findings, scope, gaps and arms of a pack, and what is said."""

import pytest

from tests.rules.small_pack import changed, problems

FINDING = """
[[finding]]
id = "found"
title = "Found"
says = "Found."
kind = "alert"
certainty = "B"
source = "S"
methods = ["flow"]
check = { value = ">= 1 %" }
"""
SCOPE = """
[[scope]]
id = "only-b"
title = "Only B"
says = "Only B."
certainty = "A"
source = "S"
asked = false
when = { lineage = ["T"] }
"""
GAP = """
[[gap]]
id = "hole"
title = "Hole"
says = "Hole."
certainty = "A"
source = "S"
when = { mrd = "D29", is = ">= 0.01 %" }
"""
ARM = """
[[arm]]
id = "arm"
title = "Arm"
says = "Arm."
certainty = "A"
source = "S"
groups = ["HIGH"]
"""
SECTIONS = {"finding": FINDING, "scope": SCOPE, "gap": GAP, "arm": ARM}


@pytest.mark.parametrize(
    ("section", "old", "new", "said"),
    [
        (
            "finding",
            'kind = "alert"',
            "",
            ["finding 'found': 'kind' is missing: response, risk, alert, quality or gap."],
        ),
        ("finding", 'source = "S"', "", ["finding 'found': 'source' is missing."]),
        (
            "finding",
            'source = "S"',
            'source = "T"',
            ["finding 'found'.source: there is no 'T'; there are: S."],
        ),
        (
            "finding",
            'check = { value = ">= 1 %" }',
            'check = { value = "1 %" }',
            [
                "finding 'found'.check.value: '1 %' has no operator: write >=, >, <= or <"
                " before it."
            ],
        ),
        (
            "finding",
            'methods = ["flow"]',
            'methods = ["cytology_count"]',
            [
                "finding 'found'.check.value: '%' is not a unit here: write one of per_uL,"
                " 10e9_per_L."
            ],
        ),
        (
            "finding",
            'methods = ["flow"]',
            "",
            [
                "finding 'found'.check.value: asks about one result: it belongs into a finding"
                " with methods."
            ],
        ),
        (
            "finding",
            'kind = "alert"',
            'kind = "loud"',
            [
                "finding 'found'.kind: 'loud' is not allowed. Allowed: response, risk, alert,"
                " quality, gap."
            ],
        ),
        (
            "finding",
            'methods = ["flow"]',
            'methods = ["flow"]\nreport = "often"',
            ["finding 'found'.report: 'often' is not allowed. Allowed: yes, yes-or-unknown, all."],
        ),
        (
            "finding",
            'methods = ["flow"]',
            'methods = ["flow"]\nspecimens = ["bone"]',
            ["finding 'found'.specimens[0]: 'bone' is not allowed. Allowed: BM, PB, CSF, other."],
        ),
        (
            "finding",
            'methods = ["flow"]',
            'methods = ["flow"]\napplies = { value = "x" }',
            [
                "finding 'found'.applies.value: 'x' has no operator: write >=, >, <= or <"
                " before it."
            ],
        ),
        (
            "finding",
            'certainty = "B"\n',
            "",
            ["finding 'found': 'certainty' is missing: A, B or C, there is no default."],
        ),
        ("finding", 'id = "found"\n', "", ["finding 1: 'id' is missing."]),
        ("finding", 'title = "Found"\n', "", ["finding 'found': 'title' is missing."]),
        ("finding", 'says = "Found."\n', "", ["finding 'found': 'says' is missing."]),
        (
            "finding",
            'check = { value = ">= 1 %" }',
            'chek = { value = ">= 1 %" }',
            [
                "finding 'found': 'chek' is not a key here; did you mean 'check'?",
                "finding 'found'.check: a condition is a table such as { mrd = 'D29', is = '>="
                " …' }.",
            ],
        ),
        (
            "scope",
            'when = { lineage = ["T"] }',
            'wenn = { lineage = ["T"] }',
            [
                "scope 'only-b': 'wenn' is not a key here; did you mean 'when'?",
                "scope 'only-b'.when: a condition is a table such as { mrd = 'D29', is = '>= …'"
                " }.",
            ],
        ),
        (
            "scope",
            'when = { lineage = ["T"] }',
            'when = { lineage = ["X"] }',
            ["scope 'only-b'.when.lineage: there is no 'X'; there are: B, MPAL, T."],
        ),
        (
            "scope",
            "asked = false",
            'asked = "no"',
            ["scope 'only-b'.asked: must be true or false."],
        ),
        (
            "scope",
            "asked = false",
            'requirement = "no"',
            ["scope 'only-b'.requirement: must be true or false."],
        ),
        ("scope", 'source = "S"', "", ["scope 'only-b': 'source' is missing."]),
        (
            "gap",
            'when = { mrd = "D29", is = ">= 0.01 %" }',
            'wenn = { mrd = "D29", is = ">= 0.01 %" }',
            [
                "gap 'hole': 'wenn' is not a key here; did you mean 'when'?",
                "gap 'hole'.when: a condition is a table such as { mrd = 'D29', is = '>= …' }.",
            ],
        ),
        ("gap", 'source = "S"', "", ["gap 'hole': 'source' is missing."]),
        (
            "gap",
            'when = { mrd = "D29", is = ">= 0.01 %" }',
            'when = { mrd = "D92", is = ">= 0.01 %" }',
            ["gap 'hole'.when.mrd: there is no 'D92'; did you mean 'D29'?"],
        ),
        ("gap", 'id = "hole"\n', "", ["gap 1: 'id' is missing."]),
        (
            "arm",
            'groups = ["HIGH"]',
            "groups = []",
            ["arm 'arm': 'groups' is missing: the groups that lead to the arm."],
        ),
        (
            "arm",
            'groups = ["HIGH"]',
            'groups = ["HIGHT"]',
            ["arm 'arm'.groups: there is no group 'HIGHT'; did you mean 'HIGH'?"],
        ),
        ("arm", 'source = "S"', "", ["arm 'arm': 'source' is missing."]),
        (
            "arm",
            'title = "Arm"',
            'titel = "Arm"',
            [
                "arm 'arm': 'titel' is not a key here; did you mean 'title'?",
                "arm 'arm': 'title' is missing.",
            ],
        ),
    ],
)
def test_what_is_said_about_each_mistake(section, old, new, said):
    text = SECTIONS[section]
    assert old in text

    assert (
        problems(changed("[[example]]\n", text.replace(old, new, 1) + "\n[[example]]\n")) == said
    )


@pytest.mark.parametrize("section", ["finding", "scope", "arm"])
def test_a_sound_section_is_read(section):
    assert problems(changed("[[example]]\n", SECTIONS[section] + "\n[[example]]\n")) == []
