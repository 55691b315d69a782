"""Questions about one result: its value, state and day, and how it stands to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.case_view import CaseView, Need, Trace
from mrdtracker.rules.conditions import Answer, Condition, Leaf
from mrdtracker.rules.measured import hold, write_down
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import Threshold

_QUANTIFIABLE = (ResultState.QUANTIFIED, ResultState.ABOVE_ULOQ)
_NEGATIVE = (ResultState.NEGATIVE, ResultState.NOT_DETECTED)


class ResultLeaf(Leaf):
    """A question that is asked of one result."""

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:
        """Answer for one result, and say what was observed."""
        raise NotImplementedError

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:
        if subject is None:
            return self.told(trace, "no result", Truth.UNKNOWN, Need("a result"))
        truth, observed = self.look(view, subject, trace)
        need = Need(f"a repeat that can answer '{self.asked.rstrip('?')}'")
        return self.told(trace, f"{observed} ({subject.where})", truth, need, (subject,))


@dataclass(frozen=True)
class ValueIs(ResultLeaf):
    """The value of the result, held against a threshold."""

    threshold: Threshold

    @cached_property
    def asked(self) -> str:
        return f"Value {self.threshold.text}?"

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:
        held = hold(one, self.threshold, view.schedule.pnq_policy)
        write_down(trace, held.truth, [held.relation])
        return held.truth, held.text

    def negated(self) -> Condition:
        return replace(self, threshold=self.threshold.negated())


@dataclass(frozen=True)
class DayIs(ResultLeaf):
    """The protocol day of the result."""

    threshold: Threshold

    @cached_property
    def asked(self) -> str:
        return f"Protocol day {self.threshold.text}?"

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:  # noqa: ARG002
        if one.day is None:
            return Truth.UNKNOWN, "the day cannot be counted"
        truth = self.threshold.ask_number(one.day)
        words = view.schedule.convention.words
        return truth, f"{self.threshold.relation(f'day {one.day}', truth)}, {words}"

    def negated(self) -> Condition:
        return replace(self, threshold=self.threshold.negated())


@dataclass(frozen=True)
class AfterFirstDose(ResultLeaf):
    """Taken under therapy: not dated on or before the first dose."""

    is_negated: bool = False

    @property
    def asked(self) -> str:
        return f"Taken {'before' if self.is_negated else 'after'} the first dose?"

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:  # noqa: ARG002
        first = view.schedule.convention.first_dose_day
        # A result that names a time point of a protocol and no day was not taken at diagnosis.
        truth = Truth.of(one.day is None or one.day > first)
        observed = "no day before the first dose" if one.day is None else f"day {one.day}"
        return negate(truth) if self.is_negated else truth, observed

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class FlowOfSameMarrow(ResultLeaf):
    """An evaluable flow result of the same specimen on the same day is there."""

    is_negated: bool = False

    @property
    def asked(self) -> str:
        return f"{'No flow' if self.is_negated else 'Flow'} result of the same sample?"

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:  # noqa: ARG002
        found = next((other for other in view.placed if _is_flow_beside(one, other)), None)
        truth = Truth.of((found is not None) is not self.is_negated)
        return truth, "none" if found is None else f"flow {found.shown}"

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
        link = "No conversion" if self.is_negated else "Conversion"
        return f"{link} from negative (same method, target and specimen) to quantified?"

    def look(self, view: CaseView, one: PlacedResult, trace: Trace) -> tuple[Truth, str]:  # noqa: ARG002
        state = one.result.value.state
        before = next(
            (other for other in reversed(view.placed) if _is_negative_before(other, one)), None
        )
        found = state in _QUANTIFIABLE and before is not None
        observed = f"{one.shown}; no negative before it"
        if before is not None:
            observed = f"{before.shown} ({before.where}), then {one.shown}"
        return Truth.of(found is not self.is_negated), observed

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


def _is_flow_beside(one: PlacedResult, other: PlacedResult) -> bool:
    if other.result.method is not Method.FLOW or other.result.specimen is not one.result.specimen:
        return False
    if not other.result.value.state.is_numeric:
        return False
    if one.result.on is not None and other.result.on is not None:
        return one.result.on == other.result.on
    if one.day is not None and other.day is not None:
        return one.day == other.day
    return one.result.timepoint is not None and one.result.timepoint == other.result.timepoint


def _is_negative_before(other: PlacedResult, one: PlacedResult) -> bool:
    ours, theirs = one.result, other.result
    same = (ours.method, ours.target, ours.specimen) == (
        theirs.method,
        theirs.target,
        theirs.specimen,
    )
    return same and theirs.value.state in _NEGATIVE and _is_before(other, one)


def _is_before(other: PlacedResult, one: PlacedResult) -> bool:
    if other.result.on is not None and one.result.on is not None:
        return other.result.on < one.result.on
    return other.day is not None and one.day is not None and other.day < one.day
