"""Twelve packs against answers written straight from the published rows: no difference.

Around every threshold and over every state of a result; ``test_oracle_bulk`` asks random ones.
"""

from dataclasses import replace

import pytest

from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.finding import PackState
from mrdtracker.rules.conditions import All, AnyOf
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.thresholds import Operator
from tests.rules import oracle_bulk as bulk
from tests.rules.oracle_first import ORACLES
from tests.rules.oracle_first_cases import (
    SLOTS,
    around_facts,
    around_results,
    every_marrow,
    grid,
    random_case,
)

RANDOM_CASES = 1000
SHOWN_ONLY = ("all-ic-bfm-2002", "all-ic-bfm-2009", "esphall-2017")
GROUPS = {
    "bfm-prednisone-response": ("PGR", "PPR"),
    "aieop-bfm-all-2009": ("SR", "MR", "HR"),
    "jacls-all-02": ("SR", "HR", "ER"),
    "interfant-06": ("LR", "MR", "HR"),
    "ukall-r3": ("MRD_LOW", "MRD_HIGH"),
    "pdl-relapse": ("RELAPSE", "NOT_CONFIRMED", "NOT_RELAPSE"),
    "ma-spore-all-2003": ("SR", "IR", "HR"),
    "icicle-all-14": ("SR", "IR", "HR", "T_ALL"),
}
# What can come out beside final and provisional groups.
OTHERS = {
    **dict.fromkeys(GROUPS, ("indeterminate", "out_of_scope")),
    **dict.fromkeys(SHOWN_ONLY, ("display_only", "out_of_scope")),
    "icicle-all-14": ("indeterminate", "out_of_scope", "published_gap"),
    "aall1331": ("indeterminate", "out_of_scope"),
}
STRICTNESS = {
    Operator.AT_LEAST: Operator.ABOVE,
    Operator.ABOVE: Operator.AT_LEAST,
    Operator.BELOW: Operator.AT_MOST,
    Operator.AT_MOST: Operator.BELOW,
}


@pytest.mark.parametrize("name", list(ORACLES))
def test_the_random_cases_reach_every_group_and_status(name):
    seen = {
        bulk.told(ORACLES[name](random_case(name, seed)))[:2] for seed in range(3 * RANDOM_CASES)
    }

    # Nothing of the relapse table is provisional: it names no time point.
    statuses = ("final",) if name == "pdl-relapse" else ("final", "provisional")
    named = {(status, group) for group in GROUPS.get(name, ()) for status in statuses}
    assert seen == named | {(status, None) for status in OTHERS[name]}


# --- around every threshold ---------------------------------------------------------------------


def backgrounds(name):
    """One case for each group that is final, and one that is open for want of a result."""
    found = {}
    for seed in range(3000):
        document = random_case(name, seed)
        if not is_plain(document, name):
            continue
        status, group, possible = bulk.told(ORACLES[name](document))
        if status in ("final", "display_only"):
            found.setdefault((status, group), document)
        elif status == "indeterminate":
            found.setdefault((status, possible), document)
    wanted = sorted(found, key=lambda key: (key[0] == "indeterminate", str(key[1])))
    return [found[key] for key in wanted[:3]]


def is_plain(document, name):
    """One result of a known day for each time point, and each time point named."""
    results = document["results"]
    return len(results) == len(SLOTS[name]) and all(
        "timepoint" in one and "day" in one for one in results
    )


def wrong_of(name, documents):
    found = (bulk.difference(name, ORACLES[name], document) for document in documents)
    return [one for one in found if one is not None][:5]


@pytest.mark.parametrize("name", list(SLOTS))
def test_every_state_of_a_result_in_every_place(name):
    for background in backgrounds(name):
        assert wrong_of(name, around_results(name, background)) == []


@pytest.mark.parametrize("name", list(ORACLES))
def test_every_fact_of_the_child(name):
    for background in backgrounds(name) if name in SLOTS else [random_case(name, 1)]:
        assert wrong_of(name, around_facts(name, background)) == []


@pytest.mark.parametrize("name", list(SLOTS))
def test_all_time_points_on_and_beside_their_thresholds_at_once(name):
    for background in backgrounds(name)[:1]:
        assert wrong_of(name, grid(name, background)) == []


def test_every_step_of_the_relapse_table():
    assert wrong_of("pdl-relapse", every_marrow()) == []


# --- display only -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHOWN_ONLY)
def test_a_display_only_pack_assigns_nothing_and_raises_no_flag(name):
    pack = bulk.packs()[name]

    assert pack.state is PackState.DISPLAY_ONLY
    for seed in range(300):
        found = evaluate(pack, read_case(random_case(name, seed)))
        assert (found.assigned, found.possible, found.flags) == (None, (), ())


def test_a_pack_of_unverified_rows_assigns_nothing():
    pack = bulk.packs()["aall1331"]

    found = [evaluate(pack, read_case(random_case("aall1331", seed))) for seed in range(300)]

    assert {one.assigned for one in found} == {None}


# --- would a wrong operator be noticed? ---------------------------------------------------------


def leaves(condition):
    if isinstance(condition, All | AnyOf):
        return [leaf for part in condition.parts for leaf in leaves(part)]
    return [condition] if hasattr(condition, "threshold") else []


def turned(condition, wanted):
    """The condition with the strictness of every such threshold changed."""
    if isinstance(condition, All | AnyOf):
        return replace(condition, parts=tuple(turned(part, wanted) for part in condition.parts))
    if not hasattr(condition, "threshold") or key(condition) != wanted:
        return condition
    held = condition.threshold
    return replace(condition, threshold=replace(held, operator=STRICTNESS[held.operator]))


def key(leaf):
    """Which question it is, whichever way round it is asked."""
    held = leaf.threshold
    place = getattr(leaf, "timepoint", None)
    about = place.id if place is not None else getattr(leaf, "name", "")
    strict = held.operator in (Operator.AT_LEAST, Operator.BELOW)
    return type(leaf).__name__, about, held.value, strict


QUESTIONS = [
    (name, one)
    for name in GROUPS
    if name != "pdl-relapse"
    for one in sorted(
        {
            key(leaf)
            for rule in (*bulk.packs()[name].scope, *bulk.packs()[name].rules)
            for leaf in leaves(rule.when)
        }
    )
]


@pytest.mark.parametrize(("name", "wanted"), QUESTIONS)
def test_a_threshold_with_the_wrong_end_is_noticed(name, wanted):
    pack = bulk.packs()[name]
    broken = replace(
        pack,
        scope=tuple(replace(one, when=turned(one.when, wanted)) for one in pack.scope),
        rules=tuple(replace(one, when=turned(one.when, wanted)) for one in pack.rules),
    )
    documents = (random_case(name, seed) for seed in range(6 * RANDOM_CASES))

    assert any(
        bulk.told(ORACLES[name](document))
        != bulk.answered(evaluate(broken, bulk.read(document), with_trace=False))
        for document in documents
    )
