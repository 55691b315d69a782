"""Questions about a time point: MRD, marrow blasts and blast counts held against thresholds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mrdtracker.domain.notation import percent_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.truth import Truth, all_of, negate
from mrdtracker.domain.units import EXACT
from mrdtracker.rules.case_view import Answer, Availability, CaseView, Need, Reading, Trace
from mrdtracker.rules.conditions import Condition, Leaf, settled
from mrdtracker.rules.holding import (
    OTHER_DENOMINATOR,
    Held,
    answer_of,
    hold,
    together,
    write_down,
)
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import Threshold
from mrdtracker.rules.timepoints import Assay, Channel, TimePoint
from mrdtracker.words import mark, said_once, say

CHANNEL_WORDS = {
    Channel.MRD: "MRD",
    Channel.MORPHOLOGY: mark("Marrow blasts"),
    Channel.COUNT: mark("Blasts per µL"),
}


@dataclass(frozen=True)
class MeasuredAt(Leaf):
    """The decisive result of a time point, held against a threshold.

    Attributes:
        comes_from_not: It is the opposite of a published criterion; what a missed result does
            to the criterion is then turned round too.
    """

    timepoint: TimePoint
    channel: Channel
    threshold: Threshold
    comes_from_not: bool = False

    @said_once
    def asked(self) -> str:
        assay = self.timepoint.assays[self.channel]
        return say("{} at {} ({}, {}) {}?").format(
            say(CHANNEL_WORDS[self.channel]),
            self.timepoint.id,
            assay.specimen.value,
            _methods(assay),
            self.threshold.text,
        )

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return need_of(self.timepoint, self.channel)

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        reading = view.reading(self.timepoint, self.channel)
        if not reading.chosen:
            truth, observed = without_result(view, reading, self.channel, trace)
            truth = negate(truth) if self.comes_from_not else truth
            return self.told(trace, observed, truth, self.need, reading.seen)
        if trace.is_quiet:
            truths = [self._truth(view, reading, one) for one in reading.chosen]
            return settled(truths[0] if len(truths) == 1 else together(truths), self.need)
        held = [self._held(view, reading, one) for one in reading.chosen]
        truth = together([one.truth for one in held])
        write_down(trace, truth, [one.relation for one in held])
        observed = "; ".join(
            f"{how.text} ({one.where})" for how, one in zip(held, reading.chosen, strict=True)
        )
        return self.told(trace, observed, truth, self.need, reading.chosen)

    def _truth(self, view: CaseView, reading: Reading, one: PlacedResult) -> Truth:
        if reading.is_of_another_denominator(one):
            return Truth.UNKNOWN
        return answer_of(one, self.threshold, view.schedule.pnq_policy)

    def _held(self, view: CaseView, reading: Reading, one: PlacedResult) -> Held:
        if reading.is_of_another_denominator(one):
            return Held(Truth.UNKNOWN, f"{one.shown}: {say(OTHER_DENOMINATOR)}")
        return hold(one, self.threshold, view.schedule.pnq_policy)

    def negated(self) -> Condition:
        return replace(
            self, threshold=self.threshold.negated(), comes_from_not=not self.comes_from_not
        )


@dataclass(frozen=True)
class NegativeAt(Leaf):
    """MRD-negative at a time point, by a result that can carry it.

    A result that is there and cannot carry it (too few markers, too little sensitivity) answers
    NO; one whose markers or sensitivity nobody stated answers UNKNOWN.
    """

    timepoint: TimePoint
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        link = say("not negative") if self.is_negated else say("negative")
        assay = self.timepoint.assays[Channel.MRD]
        return say("MRD {} at {} ({}, {}{})?").format(
            link, self.timepoint.id, assay.specimen.value, _methods(assay), _requirement(assay)
        )

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return need_of(self.timepoint, Channel.MRD)

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        reading = view.reading(self.timepoint, Channel.MRD)
        if not reading.chosen:
            truth, observed = without_result(view, reading, Channel.MRD, trace)
        else:
            truth = together([_carries_negative(one, reading) for one in reading.chosen])
            shown = [] if trace.is_quiet else reading.chosen
            observed = "; ".join(
                f"{one.shown}{_notes_of_negative(one, reading)} ({one.where})" for one in shown
            )
        truth = negate(truth) if self.is_negated else truth
        return self.told(trace, observed, truth, self.need, reading.seen)

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class PositiveAt(Leaf):
    """Any disease at all at a time point, whatever its amount."""

    timepoint: TimePoint
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        assay = self.timepoint.assays[Channel.MRD]
        link = say("not positive") if self.is_negated else say("positive")
        return say("MRD {} at {} ({}, {})?").format(
            link, self.timepoint.id, assay.specimen.value, _methods(assay)
        )

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return need_of(self.timepoint, Channel.MRD)

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        reading = view.reading(self.timepoint, Channel.MRD)
        if not reading.chosen:
            truth, observed = without_result(view, reading, Channel.MRD, trace)
        else:
            truth = together([one.is_positive() for one in reading.chosen])
            shown = [] if trace.is_quiet else reading.chosen
            observed = "; ".join(f"{one.shown} ({one.where})" for one in shown)
        truth = negate(truth) if self.is_negated else truth
        return self.told(trace, observed, truth, self.need, reading.seen)

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class UnavailableAt(Leaf):
    """The decisive method was tried and gave nothing: a published substitute may be read.

    YES only where it was reported as not evaluable; what is only not in yet answers UNKNOWN.
    """

    timepoint: TimePoint
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        assay = self.timepoint.assays[Channel.MRD]
        where = f"{assay.specimen.value}, {_methods(assay)}"
        words = say("MRD at {} ({}) available?")
        if not self.is_negated:
            words = say("MRD at {} ({}) not available?")
        return words.format(self.timepoint.id, where)

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return need_of(self.timepoint, Channel.MRD)

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        reading = view.reading(self.timepoint, Channel.MRD)
        known = {Availability.THERE: Truth.NO, Availability.NOT_EVALUABLE: Truth.YES}
        truth = known.get(reading.availability, Truth.UNKNOWN)
        truth = negate(truth) if self.is_negated else truth
        if trace.is_quiet:
            return settled(truth, self.need)
        observed = "; ".join(f"{one.shown} ({one.where})" for one in reading.chosen)
        observed = observed or reading.why_nothing
        return self.told(trace, observed, truth, self.need, reading.seen)

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


# --- shared by the questions --------------------------------------------------------------------


def without_result(
    view: CaseView, reading: Reading, channel: Channel, trace: Trace
) -> tuple[Truth, str]:
    """Answer where nothing can be held against the threshold, and say why, unless quiet."""
    missing = view.schedule.missing
    is_unfulfilled = (
        channel is Channel.MRD
        and missing.is_not_fulfilled
        and reading.availability is Availability.NOT_EVALUABLE
    )
    truth = Truth.NO if is_unfulfilled else Truth.UNKNOWN
    if trace.is_quiet:
        return truth, ""
    why = reading.why_nothing
    return truth, f"{why}; {say(missing.says)}" if is_unfulfilled else why


def need_of(timepoint: TimePoint, channel: Channel) -> Need:
    """Say which result would answer at a time point."""
    assay = timepoint.assays[channel]
    return Need(f"{assay.specimen.value} {_methods(assay)}", timepoint.id, _requirement(assay))


def _methods(assay: Assay) -> str:
    return say(" or ").join(say(method.value) for method in assay.methods)


def _requirement(assay: Assay) -> str:
    text = f", {counted(assay.min_markers, 'marker')}" if assay.min_markers is not None else ""
    if assay.min_sensitivity is not None:
        text += say(", sensitivity at least {}").format(_plain_power(assay))
    return text


def _plain_power(assay: Assay) -> str:
    number = assay.min_sensitivity
    if number is None:
        return ""
    digits = number.normalize(EXACT).as_tuple()
    if digits.digits == (1,):
        return f"1e{digits.exponent}"
    return percent_text(number)


def _carries_negative(one: PlacedResult, reading: Reading) -> Truth:
    positive = one.is_positive()
    if positive is not Truth.NO:
        return negate(positive)
    if reading.is_of_another_denominator(one):
        return Truth.UNKNOWN
    return all_of((_is_sensitive_enough(one, reading.assay), _has_markers(one, reading)))


def _is_sensitive_enough(one: PlacedResult, assay: Assay) -> Truth:
    if assay.min_sensitivity is None:
        return Truth.YES
    reached = one.result.value.reached_sensitivity
    return Truth.of(None if reached is None else reached <= assay.min_sensitivity)


def _has_markers(one: PlacedResult, reading: Reading) -> Truth:
    required = reading.assay.min_markers
    if required is None:
        return Truth.YES
    markers = reading.markers_behind(one)
    return Truth.of(None if markers is None else markers >= required)


def _notes_of_negative(one: PlacedResult, reading: Reading) -> str:
    """Say what weakens a negative, or what it rests on where the protocol asks for that."""
    if one.is_positive() is not Truth.NO:
        return say(": a negative of this sample cannot support low") if one.is_weakened else ""
    if reading.is_of_another_denominator(one):
        return f": {say(OTHER_DENOMINATOR)}"
    assay, notes = reading.assay, []
    enough = _is_sensitive_enough(one, assay)
    if enough is Truth.UNKNOWN:
        notes.append(say("sensitivity not stated"))
    elif enough is Truth.NO:
        notes.append(say("sensitivity must be at least {}").format(_plain_power(assay)))
    if assay.min_markers is not None:
        markers = reading.markers_behind(one)
        shown = say("markers not stated") if markers is None else counted(markers, "marker")
        notes.append(say("{} of {} required").format(shown, assay.min_markers))
    return "".join(f", {note}" for note in notes)
