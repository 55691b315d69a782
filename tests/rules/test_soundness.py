"""Soundness: what is learnt of a child only ever takes groups away, and the truth is among them.

A child of whom a pack's every question is answered is hidden in part, and in part again. Read
backwards, that is a record to which facts, results and limits are added. What holds:

- a group that was ruled out stays ruled out, and an assigned group stays assigned, whatever is
  added, unless a fact puts the child out of scope;
- the group of the whole child was possible all along;
- what is final, out of scope or a published gap stays so;
- the answer without words is the answer with them: status, groups, flags and loudest level,
  and in the list for editions every finding.

A repeat, a second decisive method, an event of the course and a fact that takes a result out of
use are no additions (see ``whole_children.hidden``): they replace what was said before.

``-m oracle`` runs many more; ``MRDTRACKER_ORACLE_CASES`` says how many for each pack.
"""

import os
from functools import cache
from itertools import pairwise

import pytest

from mrdtracker.domain.finding import GroupStatus, Level
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import evaluate, evaluate_answers
from tests.rules.cases import case_of, count, smear
from tests.rules.oracle_bulk import packs as bundled_packs
from tests.rules.whole_children import Questions, as_if_active, dice, hidden, whole_child

PACKS = bundled_packs()
WITH_GROUPS = [name for name, pack in PACKS.items() if pack.rules]
CHILDREN = 120
BULK_CHILDREN = int(os.environ.get("MRDTRACKER_ORACLE_CASES", "200000")) // 4
SHARES = (0.1, 0.4)
IN_WORDS = 10  # every so many children, the answer with its full trace is held against it too
KEPT = (GroupStatus.FINAL, GroupStatus.OUT_OF_SCOPE, GroupStatus.PUBLISHED_GAP)


def loudest(assessment):
    levels = {finding.level for finding in assessment.findings if finding.answer is Truth.YES}
    return min(levels, key=tuple(Level).index, default=None)


def answered(finding):
    return finding.rule, finding.answer, finding.level, finding.flags


@cache
def active(name):
    return as_if_active(PACKS[name])


@cache
def asked(name):
    return Questions(PACKS[name])


def chain(name, seed):
    """The whole child, and the same child hidden more and more."""
    source = dice(name, seed)
    cases = [whole_child(source, active(name), asked(name))]
    for share in SHARES:
        cases.append(hidden(source, asked(name), cases[-1], share))
    return cases


def breach(more, less):
    """Say what was lost or came back between two answers, of which one knows more."""
    if more.status is GroupStatus.OUT_OF_SCOPE:
        return None
    if back := set(more.possible).difference(less.possible):
        return f"{back} was ruled out, and is possible again"
    if less.assigned is not None and more.assigned != less.assigned:
        return f"{less.assigned} was assigned, and is not any more"
    if less.status in KEPT and more.status is not less.status:
        return f"was {less.status.value}, and is {more.status.value}"
    return None


def breaches(name, seeds):
    found = []
    for seed in seeds:
        cases = chain(name, seed)
        answers = [evaluate(active(name), case, with_trace=False) for case in cases]
        for place, (more, less) in enumerate(pairwise(answers)):
            said = breach(more, less)
            if said is not None:
                found.append(f"seed {seed}, {said}:\n{cases[place]}\n{cases[place + 1]}")
    return found[:3]


@pytest.mark.parametrize("name", WITH_GROUPS)
def test_nothing_that_is_added_reopens_a_group(name):
    assert breaches(name, range(CHILDREN)) == []


@pytest.mark.oracle
@pytest.mark.parametrize("name", WITH_GROUPS)
def test_nothing_that_is_added_reopens_a_group_in_bulk(name):
    assert breaches(name, range(BULK_CHILDREN)) == []


@pytest.mark.parametrize("name", WITH_GROUPS)
def test_the_children_come_out_in_every_way(name):
    """A proof over children who are all out of scope, or all alike, proves little."""
    pack, groups, in_scope, told = active(name), set(), 0, 0
    for seed in range(CHILDREN):
        whole, *_, least = (evaluate(pack, one, with_trace=False) for one in chain(name, seed))
        groups.update(whole.possible)
        in_scope += whole.status is not GroupStatus.OUT_OF_SCOPE
        told += 0 < len(whole.possible) < len(least.possible)

    assert groups == set(pack.group_ids)
    assert in_scope > CHILDREN / 3
    assert told > CHILDREN / 20


@pytest.mark.parametrize("name", PACKS)
def test_the_answer_without_words_is_the_answer_with_them(name):
    for seed in range(0, CHILDREN, IN_WORDS):
        for pack in {PACKS[name].state: PACKS[name], "as if": active(name)}.values():
            for case in chain(name, seed):
                told, bare = evaluate(pack, case), evaluate(pack, case, with_trace=False)

                assert (bare.status, bare.assigned) == (told.status, told.assigned)
                assert (bare.possible, bare.ruled_out) == (told.possible, told.ruled_out)
                assert bare.flags == told.flags
                assert loudest(bare) == loudest(told)

                listed = evaluate_answers(pack, case)
                assert (listed.status, listed.possible) == (told.status, told.possible)
                assert list(map(answered, listed.findings)) == list(map(answered, told.findings))


def test_what_is_open_before_an_undefined_boundary_is_asked_for_beside_the_decision():
    at_the_hole = [count("D8", "1000"), smear("D15", "1")]
    undefined = evaluate(PACKS["china-2010"], case_of(*at_the_hole))

    assert undefined.status is GroupStatus.BOUNDARY_UNDEFINED
    assert any(need.startswith("a clinician's decision") for need in undefined.needs)
    assert any("D33" in need for need in undefined.needs)
