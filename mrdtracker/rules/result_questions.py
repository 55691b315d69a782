"""Questions about one result: its value, state and day, and how it stands to its neighbours."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.rules.case_view import Answer, CaseView, Need, Trace
from mrdtracker.rules.conditions import Condition, Leaf, settled
from mrdtracker.rules.holding import answer_of, hold, write_down
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import Threshold
from mrdtracker.words import said_once, say

_QUANTIFIABLE = (ResultState.QUANTIFIED, ResultState.ABOVE_ULOQ)


class ResultLeaf(Leaf):
    """A question that is asked of one result."""

    @abstractmethod
    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:
        """Answer for one result, and say what was observed, unless the trace is quiet."""

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:
        if subject is None:
            return self.told(trace, say("no result"), Truth.UNKNOWN, Need(say("a result")))
        truth, observed = self.look(view, subject, trace)
        if trace.is_quiet:
            return settled(truth)
        need = Need(say("a repeat that can answer '{}'").format(self.asked.rstrip("?")))
        return self.told(trace, f"{observed} ({subject.where})", truth, need, (subject,))


@dataclass(frozen=True)
class ValueIs(ResultLeaf):
    """The value of the result, held against a threshold."""

    threshold: Threshold

    @said_once
    def asked(self) -> str:
        return say("Value {}?").format(self.threshold.text)

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:
        if trace.is_quiet:
            return answer_of(one, self.threshold, view.schedule.pnq_policy), ""
        held = hold(one, self.threshold, view.schedule.pnq_policy)
        write_down(trace, held.truth, [held.relation])
        return held.truth, held.text

    def negated(self) -> Condition:
        return replace(self, threshold=self.threshold.negated())


@dataclass(frozen=True)
class DayIs(ResultLeaf):
    """The protocol day of the result."""

    threshold: Threshold

    @said_once
    def asked(self) -> str:
        return say("Protocol day {}?").format(self.threshold.text)

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:
        if one.day is None:
            return Truth.UNKNOWN, say("the day cannot be counted")
        truth = self.threshold.ask_number(one.day)
        if trace.is_quiet:
            return truth, ""
        words = view.schedule.convention.words
        return truth, f"{self.threshold.relation(say('day {}').format(one.day), truth)}, {words}"

    def negated(self) -> Condition:
        return replace(self, threshold=self.threshold.negated())


@dataclass(frozen=True)
class AfterFirstDose(ResultLeaf):
    """Taken under therapy: not dated on or before the first dose."""

    is_negated: bool = False

    @property
    def asked(self) -> str:
        after = say("Taken after the first dose?")
        return say("Taken before the first dose?") if self.is_negated else after

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:  # noqa: ARG002
        first = view.schedule.convention.first_dose_day
        # A result that names a time point of a protocol and no day was not taken at diagnosis.
        truth = Truth.of(one.day is None or one.day > first)
        observed = (
            say("no day before the first dose")
            if one.day is None
            else say("day {}").format(one.day)
        )
        return negate(truth) if self.is_negated else truth, observed

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class FlowOfSameMarrow(ResultLeaf):
    """An evaluable flow result of the same specimen on the same day is there."""

    is_negated: bool = False

    @property
    def asked(self) -> str:
        there = say("Flow result of the same sample?")
        return say("No flow result of the same sample?") if self.is_negated else there

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:  # noqa: ARG002
        found = view.neighbours.flow_beside(one)
        truth = Truth.of((found is not None) is not self.is_negated)
        return truth, say("none") if found is None else say("flow {}").format(found.shown)

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class Reappears(ResultLeaf):
    """Quantified disease after a negative of the same method, target and specimen.

    Source: MRD reappearance, conversion from negative to quantifiable positive, Kiel consensus,
    Leukemia 2010;24:521.
    """

    is_negated: bool = False

    @property
    def asked(self) -> str:
        if self.is_negated:
            return say(
                "No conversion from negative (same method, target and specimen) to quantified?"
            )
        return say("Conversion from negative (same method, target and specimen) to quantified?")

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:  # noqa: ARG002
        state = one.result.value.state
        before = view.neighbours.negative_before(one)
        found = state in _QUANTIFIABLE and before is not None
        observed = say("{}; no negative before it").format(one.shown)
        if before is not None:
            observed = say("{} ({}), then {}").format(before.shown, before.where, one.shown)
        return Truth.of(found is not self.is_negated), observed

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)
