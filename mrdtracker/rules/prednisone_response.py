"""The prednisone response of day 8, and the counts of that day that are none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from mrdtracker.domain.truth import Truth, negate
from mrdtracker.rules.case_view import Answer, CaseView, Need, Reading, Trace
from mrdtracker.rules.conditions import Condition, Leaf, settled
from mrdtracker.rules.holding import answer_of, hold, together, write_down
from mrdtracker.rules.measured import need_of
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import Threshold
from mrdtracker.rules.timepoints import Channel, TimePoint
from mrdtracker.words import said_once, say

FULL_STEROID_DAYS = 7


@dataclass(frozen=True)
class PrednisoneResponseIs(Leaf):
    """Prednisone good or poor response on blood blasts of day 8.

    It exists only after seven full days of steroid, and not where steroids were given before.
    Source: JACLS ALL-02, Blood 2016;128(22):3973.

    Attributes:
        threshold: The one threshold of both classes, written for PPR (``>= 1000 per_uL``).
        response: "PGR", "PPR", or "invalid".
    """

    timepoint: TimePoint
    threshold: Threshold
    response: str
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        if self.response == "invalid":
            return say("Prednisone response at {} not evaluable?").format(self.timepoint.id)
        held = self._asked_of_count
        words = say("Prednisone response at {} {} (PB blasts {} after {} days of steroid)?")
        if self.is_negated:
            words = say(
                "Prednisone response at {} not {} (PB blasts {} after {} days of steroid)?"
            )
        return words.format(self.timepoint.id, self.response, held.text, FULL_STEROID_DAYS)

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return need_of(self.timepoint, Channel.COUNT)

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        reading = view.reading(self.timepoint, Channel.COUNT)
        need = self.need
        if not reading.chosen:
            observed = "" if trace.is_quiet else reading.why_nothing
            return self.told(trace, observed, Truth.UNKNOWN, need, reading.seen)
        one, policy = reading.chosen[0], view.schedule.pnq_policy
        is_invalid = _is_invalid(view, one, self.timepoint)
        if self.response == "invalid":
            truth = Truth.of(is_invalid)
        elif is_invalid:
            truth = Truth.UNKNOWN
            need = Need(say("another criterion: the prednisone response cannot be evaluated"))
        else:
            asked = self._asked_of_count
            truth = together([answer_of(each, asked, policy) for each in reading.chosen])
        told = negate(truth) if self.is_negated else truth
        if trace.is_quiet:
            return settled(told, need)
        observed = self._observed(view, reading, truth, trace)
        return self.told(trace, f"{observed} ({one.where})", told, need, reading.chosen)

    def _observed(self, view: CaseView, reading: Reading, truth: Truth, trace: Trace) -> str:
        why_invalid = _why_invalid(view, reading.chosen[0], self.timepoint)
        if why_invalid or self.response == "invalid":
            return why_invalid or say("evaluable")
        policy = view.schedule.pnq_policy
        held = [hold(each, self._asked_of_count, policy) for each in reading.chosen]
        write_down(trace, truth, [each.relation for each in held])
        return "; ".join(each.text for each in held)

    @cached_property
    def _asked_of_count(self) -> Threshold:
        return self.threshold if self.response == "PPR" else self.threshold.negated()

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


def _steroid_days(view: CaseView, one: PlacedResult, timepoint: TimePoint) -> int:
    days = view.case.course.steroid_days_before_day8
    if days is not None:
        return days
    day = one.day if one.day is not None else timepoint.window.day
    return day - view.schedule.convention.first_dose_day


def _is_invalid(view: CaseView, one: PlacedResult, timepoint: TimePoint) -> bool:
    """Answer whether the day-8 count is no prednisone response."""
    is_pretreated = view.case.patient.steroid_pretreatment is Truth.YES
    return is_pretreated or _steroid_days(view, one, timepoint) < FULL_STEROID_DAYS


def _why_invalid(view: CaseView, one: PlacedResult, timepoint: TimePoint) -> str:
    """Say why the day-8 count is no prednisone response, or return an empty text."""
    if view.case.patient.steroid_pretreatment is Truth.YES:
        return say("steroids were given before the diagnosis")
    if not _is_invalid(view, one, timepoint):
        return ""
    days = _steroid_days(view, one, timepoint)
    return say("only {} days of steroid before the count; {} are required").format(
        days, FULL_STEROID_DAYS
    )
