"""Answers without words: the same status, groups and flags."""

import random

import pytest

from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.finding import Level, PackState
from mrdtracker.rules.engine import evaluate, evaluate_groups
from tests.rules.cases import case_of, smear
from tests.rules.oracle_bulk import packs as bundled_packs
from tests.rules.random_cases import SLOTS, random_case

PACKS = bundled_packs()


def same(pack, case):
    told, bare = evaluate(pack, case), evaluate(pack, case, with_trace=False)
    assert (bare.pack, bare.status, bare.assigned) == (told.pack, told.status, told.assigned)
    assert (bare.possible, bare.ruled_out) == (told.possible, told.ruled_out)
    assert bare.flags == told.flags
    assert not any(finding.trace for finding in bare.findings)
    groups = evaluate_groups(pack, case)
    assert (groups.status, groups.assigned) == (told.status, told.assigned)
    assert groups.possible == told.possible
    return told


@pytest.mark.parametrize("name", list(PACKS))
def test_random_cases_have_the_same_answer_without_words(name):
    pack = PACKS[name]
    for seed in range(60):
        document = random_case(list(SLOTS)[seed % len(SLOTS)], seed, known=0.7)
        dice = random.Random(f"{name} {seed}")  # noqa: S311 - cases, not secrets
        if dice.random() < 0.5:
            document["patient"].pop("steroid_pretreatment")
        document["course"]["pack"] = name
        if pack.studies:
            document["course"]["study"] = dice.choice(pack.studies)
        for one in document["results"]:
            named = dice.choice([*pack.schedule.timepoints, None])
            if named is not None:
                one["timepoint"] = named.id
                one["day"] = named.window.day
        same(pack, read_case(document))


@pytest.mark.parametrize("name", list(PACKS))
def test_the_examples_of_every_pack_have_the_same_answer_without_words(name):
    for example in PACKS[name].examples:
        same(PACKS[name], example.case)


def test_a_display_only_pack_raises_no_flag_out_of_scope_either():
    shown = [pack for pack in PACKS.values() if pack.state is PackState.DISPLAY_ONLY]
    case = case_of(smear(15, "30"), protocol_eligible="no")

    assert shown
    for pack in shown:
        assert same(pack, case).flags == ()


@pytest.mark.parametrize("name", list(PACKS))
def test_without_words_a_finding_beside_the_groups_is_there_only_where_it_adds_something(name):
    pack = PACKS[name]
    beside = {rule.text.id for rule in pack.findings}
    for case in [example.case for example in pack.examples]:
        flags, ranks = set(), [len(Level)]
        for one in evaluate(pack, case, with_trace=False).findings:
            rank = list(Level).index(one.level)
            if one.rule in beside:
                is_flag_new = pack.state is PackState.ACTIVE and not flags.issuperset(one.flags)
                assert is_flag_new or rank < min(ranks), one
            flags.update(one.flags)
            ranks.append(rank)
