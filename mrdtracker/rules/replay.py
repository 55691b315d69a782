"""What a pack made of the same answers before: where no words are wanted, it is not made again.

Children are many and answers are few. Working without words is a function of the answers to single
questions, each asked in an order that only the answers before it decide. So the questions and
answers of a piece of work are kept as a tree, with what came out at its ends: the next child is
asked along the tree, and only a new combination of answers is worked out by the rules themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from typing import TypeVar, cast

from mrdtracker.rules.case_view import QUIET, CaseView
from mrdtracker.rules.conditions import Condition

MOST_ANSWERS = 50_000

T = TypeVar("T")


class _Fork:
    """A question, and where each answer leads: to the next one, or to what came out."""

    __slots__ = ("asked", "outcome", "place", "ways")

    def __init__(self) -> None:
        self.asked: Condition | None = None
        self.place = 0
        self.outcome: object = None
        self.ways: dict[Hashable, _Fork] = {}


class Replay:
    """The tree of one piece of work of one pack; it begins anew when it has grown large.

    Args:
        most: With more answers than that, the next one to be learned begins a new tree.
    """

    def __init__(self, most: int = MOST_ANSWERS) -> None:
        self._most = most
        self._kept = 0
        self._root = _Fork()

    def of(self, view: CaseView, work: Callable[[CaseView], T]) -> T:
        """Return what the work makes of a case; it must not be changed by anybody.

        Args:
            view: The case, quiet.
            work: A function of nothing but the answers that it asks the view for, by ``ask``.
        """
        fork: _Fork | None = self._root
        known = view.answers
        while fork is not None:
            asked = fork.asked
            if asked is None:
                if fork.outcome is None:
                    break
                return cast("T", fork.outcome)
            # As ``conditions.answer_once`` does, without the call: it is asked for every question.
            answer = known.get(fork.place)
            if answer is None:
                answer = known[fork.place] = asked.check(view, None, QUIET)
            fork = fork.ways.get(answer.own_needs or answer.truth)
        return self._learned(view, work)

    def _learned(self, view: CaseView, work: Callable[[CaseView], T]) -> T:
        afresh = copy(view)
        afresh.answers, afresh.asked = {}, []
        outcome = work(afresh)
        if self._kept > self._most:
            self._root, self._kept = _Fork(), 0
        fork = self._root
        for question, answer in afresh.asked:
            fork.asked, fork.place = cast("Condition", question), id(question)
            # An open answer by what it needs: one question may be open for two reasons.
            way = answer.own_needs or answer.truth
            if way not in fork.ways:
                fork.ways[way] = _Fork()
                self._kept += 1
            fork = fork.ways[way]
        fork.outcome = outcome
        return outcome
