"""The smallest changes that would settle or flip a child's group: one open fact, or two.

Tried are facts that nobody stated and time points without an evaluable result, alone and two at a
time; and of a time point whose result is in, what it could have been. Each answer is the
ordinary engine's own, on the case with exactly that change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.finding import GroupStatus
from mrdtracker.domain.vocabulary import readable
from mrdtracker.rules.engine import GroupAnswer, evaluate, evaluate_groups
from mrdtracker.rules.pack import RulePack
from mrdtracker.services.open_questions import OpenAnswer, open_questions
from mrdtracker.services.what_if import Change
from mrdtracker.words import say, say_code

MOST_EVALUATIONS = 450
_WORD = re.compile(r"\w+")


class Effect(IntEnum):
    """What a change does to the group, the most decisive first."""

    SETTLES = 0
    FLIPS = 1
    LEAVES_ONE = 2
    OUTSIDE = 3


@dataclass(frozen=True)
class Outcome:
    """Where a case would stand."""

    status: GroupStatus
    assigned: str | None

    @classmethod
    def of(cls, answer: GroupAnswer) -> Outcome:
        """Return where an answer stands."""
        return cls(answer.status, answer.assigned)

    @property
    def words(self) -> str:
        """Say it shortly: "SR final"."""
        if self.status is GroupStatus.OUT_OF_SCOPE:
            return say("outside the protocol")
        return f"{(self.assigned or '').replace('_', ' ')} {say_code(self.status)}".strip()


@dataclass(frozen=True)
class SmallestChange:
    """What would answer; it says what a result would mean, never what to do.

    Attributes:
        answers: What would be known: "a D78 marrow (IG/TR PCR) ≥ 0.1 %"; one or two of them.
        is_of_record: It is not something open, but a result on record that were another one.
    """

    changes: tuple[Change, ...]
    outcome: Outcome
    effect: Effect
    answers: tuple[str, ...]
    is_of_record: bool = False

    @property
    def sentence(self) -> str:
        """Say it in one line: "a D78 marrow (IG/TR PCR) ≥ 0.1 % → HR final"."""
        return f"{say(' and ').join(self.answers)} → {readable(self.outcome.words)}"


@dataclass(frozen=True)
class SmallestChanges:
    """What was found for one pack.

    Attributes:
        found: Fewest changes first, then what settles before what flips or leaves open.
        is_complete: False where there were more pairs than are tried.
        tried: How many cases were assessed.
    """

    pack_id: str
    found: tuple[SmallestChange, ...]
    is_complete: bool
    tried: int


def smallest_changes(
    pack: RulePack, case: PatientCase, most_evaluations: int = MOST_EVALUATIONS
) -> SmallestChanges:
    """Find the single answers, then the pairs, that would settle or flip the group.

    A pair is told only where neither half of it alone leads to the same place.
    """
    if not pack.rules:
        return SmallestChanges(pack.id, (), is_complete=True, tried=0)
    return _Search(pack, case, most_evaluations).run()


class _Search:
    """One search; it counts the assessments that it makes."""

    def __init__(self, pack: RulePack, case: PatientCase, most: int) -> None:
        self._pack = pack
        self._case = case
        self._left = most
        self._most = most
        self._before = Outcome.of(self._assess(()))

    def run(self) -> SmallestChanges:
        questions = open_questions(self._pack, self._case)
        singles: list[tuple[OpenAnswer, Outcome]] = []
        found: list[SmallestChange] = []
        is_complete = True
        for question in questions:
            for answer in question:
                if not self._left:
                    is_complete = False
                    break
                singles.append((answer, Outcome.of(self._assess((answer,)))))
        found.extend(self._told(singles))
        for pair, outcome in self._pairs(singles):
            if outcome is None:
                is_complete = False
                break
            effect = self._effect(outcome)
            if effect is not None:
                found.append(_change(pair, outcome, effect))
        found.sort(key=lambda one: (len(one.changes), one.is_of_record, one.effect))
        return SmallestChanges(
            self._pack.id, tuple(found), is_complete, tried=self._most - self._left
        )

    def _assess(self, answers: Sequence[OpenAnswer]) -> GroupAnswer:
        self._left -= 1
        case = self._case
        for answer in answers:
            for change in answer.changes:
                case = change.apply(case)
        return evaluate_groups(self._pack, case)

    def _told(self, singles: Iterable[tuple[OpenAnswer, Outcome]]) -> Iterator[SmallestChange]:
        """Tell each answer; neighbours of one question that lead to one place are told as one."""
        last: tuple[OpenAnswer, Outcome] | None = None
        for answer, outcome in singles:
            if last is not None and last[1] == outcome and last[0].is_below(answer):
                last = (last[0].joined(answer), outcome)
                continue
            if last is not None:
                yield from self._one(*last)
            last = (answer, outcome)
        if last is not None:
            yield from self._one(*last)

    def _one(self, answer: OpenAnswer, outcome: Outcome) -> Iterator[SmallestChange]:
        effect = self._effect(outcome)
        if effect is not None:
            yield _change((answer,), outcome, effect)

    def _pairs(
        self, singles: Sequence[tuple[OpenAnswer, Outcome]]
    ) -> Iterator[tuple[tuple[OpenAnswer, OpenAnswer], Outcome | None]]:
        """Assess pairs of answers to two questions, those that moved something alone first."""
        ends = (GroupStatus.FINAL, GroupStatus.OUT_OF_SCOPE)
        asked_again = self._asked_again()
        usable = []
        for answer, outcome in singles:
            is_open = not answer.is_of_record or answer.subject[1] in asked_again
            if is_open and (outcome.status not in ends or outcome == self._before):
                usable.append((answer, outcome))
        ranked = sorted(usable, key=lambda one: one[1] == self._before)
        for (one, alone), (other, other_alone) in combinations(ranked, 2):
            if one.subject == other.subject:
                continue
            if not self._left:
                yield (one, other), None
                return
            outcome = Outcome.of(self._assess((one, other)))
            if outcome not in (alone, other_alone):
                yield (one, other), outcome

    def _asked_again(self) -> frozenset[str]:
        """Return the time points whose result on record does not answer what is asked there."""
        if self._before.status is not GroupStatus.INDETERMINATE:
            return frozenset()
        needs = " ".join(evaluate(self._pack, self._case).needs)
        words = set(_WORD.findall(needs))
        return frozenset(one.id for one in self._pack.schedule.timepoints if one.id in words)

    def _effect(self, outcome: Outcome) -> Effect | None:
        """Say what an outcome is beside the present one; None where it answers nothing."""
        before = self._before
        if outcome == before:
            return None
        if outcome.status is GroupStatus.OUT_OF_SCOPE:
            return Effect.OUTSIDE
        if outcome.assigned is None:
            return None
        if before.assigned not in (None, outcome.assigned):
            return Effect.FLIPS
        return Effect.SETTLES if outcome.status is GroupStatus.FINAL else Effect.LEAVES_ONE


def _change(answers: Sequence[OpenAnswer], outcome: Outcome, effect: Effect) -> SmallestChange:
    return SmallestChange(
        changes=tuple(change for answer in answers for change in answer.changes),
        outcome=outcome,
        effect=effect,
        answers=tuple(readable(answer.words) for answer in answers),
        is_of_record=any(answer.is_of_record for answer in answers),
    )
