"""One result held against one threshold: the answer, and the comparison as it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import EXACT
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import Operator, Threshold
from mrdtracker.rules.timepoints import PnqPolicy
from mrdtracker.words import mark, say

OTHER_DENOMINATOR = mark("a fraction of other cells than the protocol counts; not converted")
# "within assay imprecision of cut-off" for 0.3 log10: protocols.md section 8 trap 7.
_HALF, _TWICE = Decimal("0.5012"), Decimal("1.9953")


@dataclass(frozen=True)
class Held:
    """One result held against one threshold, as it is printed."""

    truth: Truth
    relation: str
    note: str = ""

    @property
    def text(self) -> str:
        """The comparison, with what has to be known about it."""
        return self.relation + self.note


def hold(one: PlacedResult, threshold: Threshold, policy: PnqPolicy) -> Held:
    """Hold one result against a threshold."""
    state = one.result.value.state
    if not state.is_numeric:
        return Held(Truth.UNKNOWN, say("{}: {} needs an amount").format(one.shown, threshold.text))
    if one.result.value.kind is not threshold.kind:
        return Held(
            Truth.UNKNOWN, say("{}: another quantity than {}").format(one.shown, threshold.text)
        )
    truth = answer_of(one, threshold, policy)
    weak = say("; this sample cannot support low") * (one.is_weakened and truth is Truth.UNKNOWN)
    near = say(", within 0.3 log10 of the threshold") * _is_near(one, threshold)
    return Held(truth, threshold.relation(one.shown_beside(threshold.value), truth), weak + near)


def answer_of(one: PlacedResult, threshold: Threshold, policy: PnqPolicy) -> Truth:
    """Answer whether a result meets a threshold, without words."""
    value = one.result.value
    if not value.state.is_numeric or value.kind is not threshold.kind:
        return Truth.UNKNOWN
    truth = threshold.ask(one.interval)
    is_below_range = value.state is ResultState.POSITIVE_BELOW_LLOQ
    if truth is Truth.UNKNOWN and is_below_range and not one.is_weakened:
        return _by_policy(threshold, policy)
    return truth


def write_down(trace: Trace, truth: Truth, relations: list[str]) -> None:
    """Keep the comparisons of a definite answer for the sentence of the rule."""
    if truth is Truth.UNKNOWN or trace.is_quiet:
        return
    trace.relations.extend(relations)


def together(answers: list[Truth]) -> Truth:
    """Join equally decisive methods: they are never averaged, and if they disagree it is open."""
    definite = {answer for answer in answers if answer is not Truth.UNKNOWN}
    return definite.pop() if len(definite) == 1 else Truth.UNKNOWN


def _by_policy(threshold: Threshold, policy: PnqPolicy) -> Truth:
    if policy is PnqPolicy.MANUAL:
        return Truth.UNKNOWN
    counts_high = policy is PnqPolicy.POSITIVE
    asks_high = threshold.operator in (Operator.AT_LEAST, Operator.ABOVE)
    return Truth.of(counts_high is asks_high)


def _is_near(one: PlacedResult, threshold: Threshold) -> bool:
    value = one.result.value.value
    if value is None or not one.result.method.is_mrd:
        return False
    low = EXACT.multiply(threshold.value, _HALF)
    return low <= value <= EXACT.multiply(threshold.value, _TWICE)
