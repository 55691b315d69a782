"""Twelve more packs against answers written straight from the published rows: no difference.

Around every threshold and over every state of a result; ``test_oracle_bulk`` asks random ones.
"""

from collections import Counter
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice

import pytest

from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.finding import Flag, PackState
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import evaluate
from tests.rules import oracle_bulk as bulk
from tests.rules.oracle_second import ORACLES, alerts, answer
from tests.rules.oracle_second_cases import (
    around_facts,
    around_results,
    document,
    grid,
    measured,
    random_case,
)
from tests.rules.oracle_second_slots import PACKS
from tests.rules.test_oracle_first import key, leaves, turned

RANDOM_CASES = 1500
OTHER_AGES = ("4", "12", "15")
EVERY = 9  # of the long grids, every so many in the short run
AROUND_TRANSPLANT = "post-transplant-and-car-t"
SHOWN_ONLY = ("nopho-all-2008", "cccg-all-2020", "china-2018", AROUND_TRANSPLANT)
GROUPS = {
    "cog-aall0434": {"LR", "IR", "HR"},
    "cog-aall1231": {"SR", "IR"},
    "kspho-hr-2015": {"HR", "VHR_EXCLUDED"},
    "st-jude-total-xv": {"LR", "SR", "HR"},
    "st-jude-total-xvi": {"LR", "SR", "HR"},
    "dfci-05-001": {"SR", "HR", "VHR"},
    "china-2010": {"SR", "IR", "HR"},
    "ukall-2003": {"HR_CLINICAL", "MRD_LOW", "MRD_HIGH", "MRD_INDETERMINATE"},
}
OPEN = {"indeterminate", "out_of_scope"}
SHOWN = {"display_only", "out_of_scope"}
OTHERS = {
    **dict.fromkeys(GROUPS, OPEN),
    **dict.fromkeys(SHOWN_ONLY, SHOWN),
    AROUND_TRANSPLANT: {"display_only"},
    "cog-aall0434": OPEN | {"boundary_undefined", "published_gap"},
    "cog-aall1231": OPEN | {"boundary_undefined"},
    "st-jude-total-xvi": OPEN | {"published_gap"},
    "dfci-05-001": OPEN | {"published_gap"},
    "china-2010": OPEN | {"boundary_undefined", "published_gap"},
    "ukall-2003": OPEN | {"boundary_undefined", "published_gap"},
}


def expected(name):
    """Every group, final and provisional, and every status without a group."""
    named = {(status, one) for one in GROUPS.get(name, ()) for status in ("final", "provisional")}
    return named | {(status, None) for status in OTHERS[name]}


def differences(name, documents):
    ours = partial(answer, name)
    found = (bulk.difference(name, ours, one) for one in documents)
    return list(islice((one for one in found if one is not None), 5))


@pytest.mark.parametrize("name", list(ORACLES))
def test_the_random_cases_reach_every_group_and_status(name):
    outcomes = (answer(name, random_case(name, seed)) for seed in range(4 * RANDOM_CASES))
    seen, wanted = Counter(), expected(name)
    for one in outcomes:
        seen[one.status, one.assigned] += 1
        if set(seen) == wanted:
            break

    assert set(seen) == wanted


# --- around every threshold ---------------------------------------------------------------------


@pytest.mark.parametrize("name", list(ORACLES))
def test_every_threshold_of_a_fact_has_the_published_answer(name):
    assert differences(name, around_facts(name)) == []


@pytest.mark.parametrize("name", list(ORACLES))
def test_every_state_of_a_result_has_the_published_answer(name):
    every = 3 if name == "china-2010" else 1  # five inductions and slots: the rest with -m oracle
    assert differences(name, islice(around_results(name), 0, None, every)) == []


@pytest.mark.parametrize("name", list(ORACLES))
def test_thresholds_two_by_two_have_the_published_answer(name):
    assert differences(name, islice(grid(name), 0, None, EVERY)) == []


@pytest.mark.oracle
@pytest.mark.parametrize("name", list(ORACLES))
def test_everything_around_a_threshold_has_the_published_answer(name):
    assert differences(name, around_results(name, OTHER_AGES)) == []  # the calm child among them
    assert differences(name, grid(name)) == []


# --- what assigns nothing -----------------------------------------------------------------------


@pytest.mark.parametrize("name", SHOWN_ONLY)
def test_what_is_shown_only_assigns_nothing_and_leaves_no_group_possible(name):
    pack = bulk.packs()[name]

    assert pack.state is PackState.DISPLAY_ONLY or not pack.groups
    for seed in range(300):
        found = evaluate(pack, read_case(random_case(name, seed)))
        assert (found.assigned, found.possible) == (None, ())
        assert pack.state is PackState.ACTIVE or not found.flags


def told_alerts(one):
    found = evaluate(bulk.packs()[AROUND_TRANSPLANT], read_case(one))
    ours = {rule.text.id for rule in bulk.packs()[AROUND_TRANSPLANT].findings}
    return {one.rule for one in found.findings if one.rule in ours and one.answer is Truth.YES}


def test_the_alerts_around_a_transplant_are_the_published_ones():
    seen = Counter()
    cases = [random_case(AROUND_TRANSPLANT, seed) for seed in range(500)]
    for one in (*cases, *islice(around_results(AROUND_TRANSPLANT), 0, None, 3)):
        right = alerts(one)
        seen.update(right)
        assert told_alerts(one) == right, one

    assert set(seen) == {rule.text.id for rule in bulk.packs()[AROUND_TRANSPLANT].findings}


def test_a_positive_after_a_transplant_raises_its_flag():
    slots = {slot.timepoint: slot for slot in PACKS[AROUND_TRANSPLANT][2]}
    for name in ("PRE_HSCT", "POST_HSCT_M1_2", "POST_HSCT_M3_6"):
        one = document(AROUND_TRANSPLANT, {}, [[measured(slots[name], "0.0000001")]])
        found = evaluate(bulk.packs()[AROUND_TRANSPLANT], read_case(one))
        assert Flag.MRD_POSITIVE in found.flags
        assert Flag.RELAPSE not in found.flags


# --- would a wrong operator be noticed? ---------------------------------------------------------


@cache
def known_answers(name):
    """Cases around the thresholds, read once, with their right answers."""
    seeds = range(RANDOM_CASES)
    drawn = (random_case(name, seed) for seed in seeds)
    cases = chain(drawn, around_facts(name), islice(around_results(name), 0, None, 2))
    return [(bulk.read(one), bulk.told(answer(name, one))) for one in cases]


# Any MRD at these time points counts already, so "> 0.01 %" asks what ">= 0.01 %" asks: both only
# find the negative that is too weak.
SAME_EITHER_WAY = ("CONSOLIDATION", "W15")
QUESTIONS = [
    (name, one)
    for name in GROUPS
    for one in sorted(
        {
            key(leaf)
            for rule in (*bulk.packs()[name].scope, *bulk.packs()[name].rules)
            for leaf in leaves(rule.when)
        }
    )
    if one[1] not in SAME_EITHER_WAY
]


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "wanted"), QUESTIONS)
def test_a_threshold_with_the_wrong_end_is_noticed(name, wanted):
    pack = bulk.packs()[name]
    broken = replace(
        pack,
        scope=tuple(replace(one, when=turned(one.when, wanted)) for one in pack.scope),
        rules=tuple(replace(one, when=turned(one.when, wanted)) for one in pack.rules),
    )

    assert any(bulk.group_only(broken, case) != right for case, right in known_answers(name))
