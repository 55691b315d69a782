"""Examples are case files in TOML, laid over a common child."""

import pytest

from mrdtracker.domain.truth import Truth
from tests.rules.small_pack import changed, loaded, problems

BASE = """
[example_base]
patient = { age_years = "4", lineage = "B", genetics = { a = "detected", b = "detected" } }
course = { therapy_started_on = 2026-03-03 }

[[example]]
name = "over"
kind = "yes"
patient = { age_years = "5", lineage = "unknown", genetics = { b = "failed" } }
expect = { answers = { high = "unknown" } }

[[example]]
"""


def test_own_facts_are_laid_over_the_common_ones():
    pack = loaded(changed("[[example]]\n", BASE))

    case = next(one for one in pack.examples if one.name == "over").case
    assert str(case.patient.age_years) == "5"
    assert case.patient.lineage is None
    assert {name: state.value for name, state in case.patient.genetics.items()} == {
        "a": "detected",
        "b": "failed",
    }
    assert case.course.therapy_started_on.isoformat() == "2026-03-03"
    assert case.course.pack == "small"


def test_expectations_are_read():
    pack = loaded(changed("[[example]]\n", BASE))

    expect = pack.examples[0].expect
    assert expect.answers == {"high": Truth.UNKNOWN}
    assert (expect.assigned, expect.is_unassigned) == (None, False)
    assert pack.examples[-1].expect.is_unassigned


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "no"', 'kind = "maybe"', "example 'no'.kind: there is no 'maybe'"),
        ('expect = { assigned = "LOW" }', "", "example 'no': 'expect' is missing or empty."),
        ('{ assigned = "LOW" }', '{ assinged = "LOW" }', "did you mean 'assigned'?"),
        ('{ assigned = "LOW" }', '{ assigned = "LWO" }', "no group 'LWO'; did you mean 'LOW'?"),
        ('{ assigned = "LOW" }', '{ flags = ["M4"] }', "'M4' is not allowed"),
        ('{ assigned = "LOW" }', '{ answers = { hihg = "no" } }', "did you mean 'high'?"),
        ('{ assigned = "LOW" }', '{ answers = { high = "nein" } }', "'nein' is not allowed"),
        ('value = "0.01"', "value = 0.01", "example 'no'.results[0].value: 0.01 is a binary"),
        ("[[example]]\n", "[example_base]\nresult = []\n\n[[example]]\n", "'result' is not a key"),
    ],
)
def test_each_mistake_is_said(old, new, says):
    found = problems(changed(old, new))

    assert any(says in problem for problem in found), found
