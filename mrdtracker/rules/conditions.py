"""What a question of a rule is, and how questions combine: all, any, not, by Kleene's logic."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from mrdtracker.domain.finding import Step
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.rules.case_view import CaseView, Need, Trace
from mrdtracker.rules.placement import PlacedResult


@dataclass(frozen=True)
class Answer:
    """The answer to a question, and what would settle it where it is UNKNOWN."""

    truth: Truth
    needs: tuple[Need, ...] = ()


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
        return Answer(truth, (need,)) if need is not None and need.head else _UNKNOWN
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
        trace.steps.append(Step(self.asked, "not reached", Truth.UNKNOWN, is_reached=False))

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
            if not trace.is_quiet:
                for rest in parts[position + 1 :]:
                    rest.skip(trace)
            return answer
        if answer.truth is Truth.UNKNOWN:
            truth = Truth.UNKNOWN
            needs.update(dict.fromkeys(answer.needs))
    return Answer(truth, tuple(needs))
