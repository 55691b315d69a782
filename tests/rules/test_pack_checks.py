"""What no single table of a pack shows."""

from dataclasses import replace

import pytest

from mrdtracker.domain.finding import PackState
from mrdtracker.rules.pack_checks import problems_of_pack
from tests.rules.small_pack import SMALL, changed, loaded, problems

FIRST = '[[rule]]\nid = "high"'
LAST = '[[rule]]\nid = "low"'
ALWAYS = """[[rule]]
id = "always"
title = "Always"
says = "Always."
group = "LOW"
certainty = "A"
operator_verified = true
source = "S"
when = { always = true }

"""


def said(pack, units=()):
    return [str(problem) for problem in problems_of_pack(pack, list(units))]


def test_a_sound_pack_has_no_problems():
    assert said(loaded()) == []


@pytest.mark.parametrize("before", [FIRST, LAST])
def test_rules_behind_one_that_always_answers_yes_are_lost(before):
    found = problems(changed(before, ALWAYS + before))

    assert "rule 'always': always answers yes: what follows is lost." in found


def test_the_last_rule_may_always_answer_yes(packs):
    assert said(packs["aieop-bfm-all-2000"]) == []
    assert "what follows is lost" not in "".join(problems(SMALL + ALWAYS))


def test_a_group_that_nothing_active_leads_to():
    pack = loaded()

    assert said(replace(pack, rules=pack.rules[:1])) == [
        "group 'LOW': no active rule leads to it."
    ]
    shown = replace(pack, rules=pack.rules[:1], state=PackState.DISPLAY_ONLY)
    assert said(shown) == []


def test_a_group_that_rests_on_unverified_rules_is_declared_as_shown_only():
    pack = loaded()
    high, low = pack.groups
    shown = replace(pack, rules=pack.rules[:1], groups=(high, replace(low, is_shown_only=True)))

    assert said(shown) == []
    assert said(replace(shown, rules=pack.rules)) == [
        "group 'LOW': is shown only, and an active rule leads to it."
    ]


def test_an_id_that_stands_twice():
    pack = loaded()

    assert said(replace(pack, rules=(*pack.rules, pack.rules[0]))) == [
        "rule 'high': its id stands twice."
    ]


def test_units_of_mrd_are_not_mixed():
    found = said(loaded(), [("timepoint 'D29'.mrd.min_sensitivity", "fraction")])

    assert found == [
        "rule 'high': MRD is written in '%' here and in 'fraction' before: use one unit.",
        "rule 'low': MRD is written in '%' here and in 'fraction' before: use one unit.",
    ]


FINDING = """
[[finding]]
id = "found"
title = "Found"
says = "Found."
kind = "alert"
certainty = "A"
source = "S"
methods = ["flow"]
check = { all = [{ value = ">= 1e-2 fraction" }, { day = ">= 29 day" }] }
"""


def test_only_amounts_of_a_finding_are_held_against_the_unit_of_the_pack():
    assert problems(SMALL + FINDING) == [
        "finding 'found': MRD is written in 'fraction' here and in '%' before: use one unit."
    ]
    assert problems(SMALL + FINDING.replace("1e-2 fraction", "1 %")) == []
