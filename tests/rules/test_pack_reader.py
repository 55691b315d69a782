"""Rules, groups, scope and findings of a pack file."""

import pytest

from mrdtracker.domain.finding import Certainty, Level
from tests.rules.small_pack import changed, loaded, problems

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

[[example]]
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

[[example]]
"""


def with_tables(tables):
    return changed("[[example]]\n", tables)


def test_a_rule_keeps_its_words_level_and_source():
    text = loaded().rules[0].text

    assert (text.id, text.says, text.level) == ("high", "High.", Level.HIGH)
    assert (text.source.key, text.source.certainty) == ("S", Certainty.A)


def test_a_rule_may_quote_its_own_sentence():
    pack = loaded(changed('level = "high"', 'level = "high"\nquote = "0.1 %"'))

    assert pack.rules[0].text.source.quote == "0.1 %"


def test_findings_and_scope_are_read():
    pack = loaded(with_tables(FINDING.replace("[[example]]\n", "") + SCOPE))

    assert [rule.text.id for rule in pack.findings] == ["found"]
    assert [rule.text.id for rule in pack.scope] == ["only-b"]
    assert pack.findings[0].is_of_results


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (changed('group = "HIGH"', ""), "leads to one of 'group', 'boundary' or 'gap'"),
        (changed('group = "HIGH"', 'group = "HIGH"\ngap = true'), "leads to one of"),
        (changed('group = "HIGH"', 'group = "HIGHH"'), "did you mean 'HIGH'?"),
        (changed('group = "HIGH"', 'boundary = ["HIGH", "LOV"]'), "there is no group 'LOV'"),
        (changed('"D29 mrd"', '"D29 morphology"'), "group 'HIGH'.final_with"),
        (changed('"D29 mrd"', '"D33 mrd"'), "is not a time point and a channel"),
        (changed('certainty = "A"', 'certainty = "D"'), "rule 'high'.certainty"),
        (changed('level = "high"', 'level = "loud"'), "rule 'high'.level"),
        (changed('id = "LOW"', 'id = "HIGH"'), "group 'HIGH'.id: 'HIGH' stands twice."),
        (changed('[[define]]\nid = "old"', "[[define]]"), "define 1: 'id' is missing."),
        (
            changed("[[rule]]", '[[define]]\nid = "old"\nwhen = { always = true }\n\n[[rule]]'),
            "define 'old'.id: 'old' stands twice.",
        ),
        (
            changed("[[timepoint]]", '[[source]]\nkey = "S"\ncitation = "x"\n\n[[timepoint]]'),
            "source 'S'.key: 'S' stands twice.",
        ),
        (with_tables(FINDING.replace('kind = "alert"', "")), "finding 'found': 'kind' is missing"),
        (with_tables(FINDING.replace('source = "S"', "")), "finding 'found': 'source' is missing"),
        (with_tables(FINDING.replace(">= 1 %", "1 %")), "finding 'found'.check.value"),
        (with_tables(FINDING.replace(">= 1 %", ">= 1e-2 fraction")), "use one unit"),
        (with_tables(FINDING.replace('["flow"]', '["cytology_count"]')), "not a unit here"),
        (with_tables(FINDING.replace('methods = ["flow"]', "")), "belongs into a finding with"),
        (
            with_tables(FINDING.replace('kind = "alert"', 'flags = ["LOUD"]')),
            "'LOUD' is not allow",
        ),
        (with_tables(SCOPE.replace("when =", "wenn =")), "'wenn' is not a key here"),
        (with_tables(SCOPE.replace('["T"]', '["X"]')), "scope 'only-b'.when.lineage"),
    ],
)
def test_each_mistake_is_said(text, says):
    found = problems(text)

    assert any(says in problem for problem in found), found
