"""Work that is kept by its answers: the same as work that is done anew, and bounded."""

import pytest

from mrdtracker.domain.case_file import read_case
from mrdtracker.rules.case_view import CaseView, Wanted
from mrdtracker.rules.conditions import ask
from mrdtracker.rules.replay import Replay
from mrdtracker.rules.walk import walk_rules
from tests.rules.cases import case_of, pcr, result
from tests.rules.oracle_bulk import packs
from tests.rules.random_cases import random_case


def quiet(pack, case):
    return CaseView(pack.schedule, case, Wanted.RAISED)


class Worker:
    """Asks the first rules of a pack, and counts how often it had to."""

    def __init__(self, pack):
        self.pack, self.times = pack, 0

    def __call__(self, view):
        self.times += 1
        return [ask(rule.when, view, view.trace()).truth for rule in self.pack.rules]


@pytest.fixture
def pack():
    return packs()["aieop-bfm-all-2000"]


def test_the_same_answers_are_not_worked_out_again(pack):
    replay, work = Replay(), Worker(pack)
    amounts = ("0.1", "0.2", "7")
    first, *others = [
        replay.of(quiet(pack, case_of(pcr(result("D78", amount)))), work) for amount in amounts
    ]

    assert work.times == 1
    assert all(other is first for other in others)


def test_another_answer_is_worked_out(pack):
    replay, work = Replay(), Worker(pack)
    high, low = (
        replay.of(quiet(pack, case_of(pcr(result("D78", amount)))), work)
        for amount in ("0.1", "0.0999999")
    )

    assert work.times == 2
    assert high != low


@pytest.mark.parametrize("most", [0, 40, 10**6])
def test_whatever_is_kept_the_work_is_the_same(pack, most):
    replay, work = Replay(most), Worker(pack)
    for seed in [*range(150), *range(150)]:
        case = read_case(random_case(pack.id, seed))

        assert replay.of(quiet(pack, case), work) == Worker(pack)(quiet(pack, case))
    assert (work.times == 300) is (most == 0) or work.times < 300


def test_an_open_question_is_told_by_what_it_needs():
    """White cells are open without a count, and with one that came after steroids."""
    pack = packs()["cog-aall08b1"]
    told = []
    for case in (case_of(wbc_10e9_per_L=None), case_of(steroid_pretreatment="yes")):
        kept, anew = (
            walk_rules(pack, CaseView(pack.schedule, case, wanted)).open_answers
            for wanted in (Wanted.RAISED, Wanted.WORDS)
        )
        told.append({need for answer in kept for need in answer.needs})
        assert told[-1] == {need for answer in anew for need in answer.needs}

    assert told[0] != told[1]


@pytest.mark.parametrize(
    ("most", "order", "times"),
    [
        (0, "aabb", 2),
        (0, "aba", 3),
        (1, "abab", 2),
        (1, "abca", 4),
        (1, "abcac", 4),
        (2, "abcabc", 3),
    ],
)
def test_with_more_answers_than_are_kept_it_begins_anew(most, order, times):
    """One question with three answers: a new one is one more that is kept."""
    question = packs()["cog-aall08b1"].scope[0].when
    schedule = packs()["cog-aall08b1"].schedule
    ways = {
        way: case_of(lineage=lineage) for way, lineage in (("a", "B"), ("b", "T"), ("c", None))
    }
    replay, worked = Replay(most), []

    def work(view):
        worked.append(view)
        return ask(question, view, view.trace()).truth

    found = [replay.of(CaseView(schedule, ways[way], Wanted.RAISED), work) for way in order]

    assert len(set(found)) == len(set(order))
    assert len(worked) == times
