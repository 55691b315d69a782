"""What a question of a rule is, and how questions combine: all, any, not, by Kleene's logic."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from mrdtracker.domain.finding import Step
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.rules.case_view import QUIET, Answer, CaseView, Need, Trace
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.words import say


class Condition(Protocol):
    """One question of the closed list."""

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:
        """Answer, and write every question that was asked into the trace."""

    def skip(self, trace: Trace) -> None:
        """Write the question down as not reached: something else had decided already."""

    def negated(self) -> Condition:
        """Return the question that has the opposite answer (De Morgan inside and/or)."""

    def leaves(self) -> Iterator[Condition]:
        """Return the single questions in it."""


_YES, _NO, _UNKNOWN = Answer(Truth.YES), Answer(Truth.NO), Answer(Truth.UNKNOWN)


def settled(truth: Truth, need: Need | None = None) -> Answer:
    """Answer without words; only UNKNOWN needs anything."""
    if truth is Truth.UNKNOWN:
        return _UNKNOWN if need is None else need.open_answer
    return _YES if truth is Truth.YES else _NO


class Leaf(ABC):
    """A single question: it answers with one step."""

    @property
    @abstractmethod
    def asked(self) -> str:
        """The question in words."""

    @abstractmethod
    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:
        """Answer, and write the step down."""

    @abstractmethod
    def negated(self) -> Condition:
        """Return the question that has the opposite answer."""

    def skip(self, trace: Trace) -> None:
        """Write the question down as not reached."""
        if trace.is_quiet:
            return
        trace.steps.append(Step(self.asked, say("not reached"), Truth.UNKNOWN, is_reached=False))

    def leaves(self) -> Iterator[Condition]:
        """Return this question alone."""
        yield self

    def told(
        self,
        trace: Trace,
        observed: str,
        truth: Truth,
        need: Need | None = None,
        seen: tuple[PlacedResult, ...] = (),
    ) -> Answer:
        """Write the step down, and answer."""
        if trace.is_quiet:
            return settled(truth, need)
        settle = need.text if truth is Truth.UNKNOWN and need is not None else ""
        keys = tuple(one.key for one in seen)
        trace.steps.append(
            Step(self.asked, observed, truth, result_keys=keys, would_settle=settle)
        )
        return Answer(truth, (need,) if settle and need is not None else ())


# --- and, or ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class All:
    """Every part must be YES; a NO decides and the rest is not reached."""

    parts: tuple[Condition, ...]

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:
        if trace.is_quiet and subject is None:
            return _combine_quietly(self.parts, Truth.NO, view)
        return _combine(self.parts, Truth.NO, view, subject, trace)

    def skip(self, trace: Trace) -> None:
        for part in self.parts:
            part.skip(trace)

    def negated(self) -> Condition:
        return AnyOf(tuple(part.negated() for part in self.parts))

    def leaves(self) -> Iterator[Condition]:
        return (leaf for part in self.parts for leaf in part.leaves())


@dataclass(frozen=True)
class AnyOf:
    """One YES is enough; it decides and the rest is not reached."""

    parts: tuple[Condition, ...]

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:
        if trace.is_quiet and subject is None:
            return _combine_quietly(self.parts, Truth.YES, view)
        return _combine(self.parts, Truth.YES, view, subject, trace)

    def skip(self, trace: Trace) -> None:
        for part in self.parts:
            part.skip(trace)

    def negated(self) -> Condition:
        return All(tuple(part.negated() for part in self.parts))

    def leaves(self) -> Iterator[Condition]:
        return (leaf for part in self.parts for leaf in part.leaves())


def _combine(
    parts: tuple[Condition, ...],
    deciding: Truth,
    view: CaseView,
    subject: PlacedResult | None,
    trace: Trace,
) -> Answer:
    needs: dict[Need, None] = {}
    truth = negate(deciding)
    for position, part in enumerate(parts):
        answer = part.check(view, subject, trace)
        if answer.truth is deciding:
            for rest in parts[position + 1 :]:
                rest.skip(trace)
            return answer
        if answer.truth is Truth.UNKNOWN:
            truth = Truth.UNKNOWN
            needs.update(dict.fromkeys(answer.needs))
    return Answer(truth, tuple(needs))


def _combine_quietly(parts: tuple[Condition, ...], deciding: Truth, view: CaseView) -> Answer:
    open_parts: list[Answer] = []
    known = view.answers
    for part in parts:
        answer = known.get(id(part)) or answer_once(part, view)
        truth = answer.truth
        if truth is deciding:
            return answer
        if truth is Truth.UNKNOWN:
            open_parts.append(answer)
    if open_parts:
        return open_parts[0] if len(open_parts) == 1 else _open(tuple(open_parts))
    return settled(negate(deciding))


def _open(parts: tuple[Answer, ...]) -> Answer:
    return Answer(Truth.UNKNOWN, parts=parts)


# --- one answer for one question ----------------------------------------------------------------


def answer_once(condition: Condition, view: CaseView) -> Answer:
    """Answer a question of the child without words; a second time from what is known already."""
    answer = view.answers.get(id(condition))
    if answer is None:
        answer = view.answers[id(condition)] = condition.check(view, None, QUIET)
        if view.asked is not None and not isinstance(condition, All | AnyOf):
            view.asked.append((condition, answer))
    return answer


def ask(condition: Condition, view: CaseView, trace: Trace) -> Answer:
    """Answer a question of the child, and write it down unless the trace is quiet."""
    if trace.is_quiet:
        return answer_once(condition, view)
    return condition.check(view, None, trace)


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Return a question and every question that it is put together from."""
    yield condition
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from parts_of(part)


class Shared:
    """Makes equal questions of a pack one object, so that each is answered once for a case."""

    def __init__(self) -> None:
        self._known: dict[Condition, Condition] = {}

    def one_for(self, condition: Condition) -> Condition:
        """Return the one object that stands for this question and all equal ones."""
        if isinstance(condition, All | AnyOf):
            parts = tuple(self.one_for(part) for part in condition.parts)
            condition = replace(condition, parts=parts)
        return self._known.setdefault(condition, condition)
