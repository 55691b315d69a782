"""Warnings worth reading while a result is typed: each with a code, one sentence and why.

Every check is a pure function of what was typed and of what is known of the patient. A code is
stable for ever and never reused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.finding import Level, NamedTimePoint, ThresholdMark
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import date_text, rounded_quantity_text
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import readable
from mrdtracker.services.entry_context import (
    EntryContext,
    TypedResult,
    day_of_entry,
    last_alike,
    marks_of_day,
    results_before,
    results_of_same_sample,
)
from mrdtracker.services.value_steps import is_jump, is_slip
from mrdtracker.words import say

# Days beside a window within which a sample was probably meant for it.
NEAR_DAYS = 7
# So many other children are named; more would not be read.
MOST_NAMED = 3
_LOUD = (Level.HIGH, Level.INTERMEDIATE)


class Weight(Enum):
    """What a warning asks of the person who types."""

    STOP = "stop"
    SECOND_ENTRY = "second entry"
    REASON = "reason"
    NOTE = "note"


@dataclass(frozen=True)
class EntryWarning:
    """One warning beside one field.

    Attributes:
        field: Name of the form field that it stands beside.
        text: What is odd, one sentence.
        why: Why that matters, one sentence.
    """

    code: str
    weight: Weight
    field: str
    text: str
    why: str


Check = Callable[[TypedResult, EntryContext], EntryWarning | None]


def warnings_of(entry: TypedResult, context: EntryContext) -> tuple[EntryWarning, ...]:
    """Run every check, in the order of the codes."""
    found = (check(entry, context) for check in CHECKS)
    return tuple(warning for warning in found if warning is not None)


def check_child(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E01: of another child a tube was due on this day, and of this one nothing is expected.

    Silent where nobody can say what is expected of this child, for a tube on record, and for one
    of the diagnosis, which no protocol expects on a day.
    """
    on, specimen, own = entry.taken_on, entry.specimen, context.own_awaited
    if on is None or specimen is None or entry.sample_id is not None or own is None:
        return None
    started = context.course.therapy_started_on
    if started is not None and on <= started:
        return None
    if any(one.is_near(on, specimen) for one in own):
        return None
    others = [one for one in context.others_awaited if one.was_due(on, specimen)]
    if not others:
        return None
    named = ", ".join(f"{one.code} ({readable(one.timepoint)})" for one in others[:MOST_NAMED])
    text = say("No {} is expected around {}, but it was due of {}.").format(
        specimen.value, date_text(on), named
    )
    why = say("A tube is easily entered for the wrong child: compare both identifiers.")
    return EntryWarning("E01", Weight.REASON, "taken_on", text, why)


def check_date(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E02: a date that cannot be, or that stands before the disease was known."""
    on, facts = entry.taken_on, context.file.patient.facts
    if on is None:
        return None
    if on > context.today:
        text = say("{} is in the future.").format(date_text(on))
        return EntryWarning(
            "E02", Weight.STOP, "taken_on", text, say("Check the date on the tube.")
        )
    if facts.born_on is not None and on < facts.born_on:
        text = say("{} is before the birth on {}.").format(date_text(on), date_text(facts.born_on))
        return EntryWarning("E02", Weight.STOP, "taken_on", text, say("Check the year."))
    if facts.diagnosed_on is not None and on < facts.diagnosed_on:
        text = say("{} is before the diagnosis on {}.").format(
            date_text(on), date_text(facts.diagnosed_on)
        )
        why = say("A sample before the diagnosis is rare: say why it was taken.")
        return EntryWarning("E02", Weight.REASON, "taken_on", text, why)
    return None


def check_window(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E03: just beside the window of a time point that has no sample yet."""
    pack, day = context.own_pack, day_of_entry(entry, context)
    is_of_known_sample = entry.sample_id is not None and entry.method is not None
    if pack is None or day is None or entry.specimen is None or is_of_known_sample:
        return None
    # A tube of the diagnosis was not meant for any time point of therapy.
    if day <= context.convention.first_dose_day:
        return None
    points = [one for one in pack.timepoints if one.specimen is entry.specimen]
    if any(one.window.contains(day) is Truth.YES for one in points):
        return None
    taken = [
        context.day_of_sample(sample)
        for sample in context.file.samples
        if sample.specimen is entry.specimen and sample.id != entry.sample_id
    ]
    for point in sorted(points, key=lambda one: abs(one.window.day - day)):
        distance = _days_beside(point, day)
        is_served = any(point.window.contains(one) is Truth.YES for one in taken)
        if distance is not None and abs(distance) <= NEAR_DAYS and not is_served:
            return _beside_window(point, distance)
    return None


def check_specimen(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E05: the pack wants another specimen on this day."""
    pack, day = context.own_pack, day_of_entry(entry, context)
    if pack is None or day is None or entry.specimen is None or entry.method is None:
        return None
    wanted = [
        one
        for one in pack.timepoints
        if one.window.contains(day) is Truth.YES
        and (not one.methods or entry.method in one.methods)
    ]
    if not wanted or any(one.specimen is entry.specimen for one in wanted):
        return None
    text = say("The protocol wants {} at {}, not ").format(
        wanted[0].specimen.value, wanted[0].id
    ) + (f"{entry.specimen.value}.")
    why = say("Blood and marrow are never interchanged: the rules of that day will not use it.")
    return EntryWarning("E05", Weight.REASON, "specimen", text, why)


def check_method_change(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E06: another method than last time."""
    if entry.method is None or not entry.method.is_mrd:
        return None
    before = [one for one in results_before(entry, context) if one.measurement.method.is_mrd]
    if not before or any(one.measurement.method is entry.method for one in before):
        return None
    last = before[-1].measurement.method.words
    text = say("{} for the first time; the last result was by {}.").format(
        entry.method.words, last
    )
    why = say("Results of two methods are never joined into one line.")
    return EntryWarning("E06", Weight.NOTE, "method", text, why)


def check_jump(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E07: 1.5 log10 or more away from the last result of the same method."""
    if entry.method is None or not entry.method.is_mrd or entry.value is None:
        return None
    last = last_alike(entry, context)
    if last is None or check_factor(entry, context) is not None:
        return None
    if is_jump(last.measurement.value, entry.value):
        text = say("At least 1.5 log10 more than {}.").format(last.words)
        why = say(
            "A jump can be a relapse, a slip of the pen or another child's: say why it holds."
        )
        return EntryWarning("E07", Weight.REASON, "value", text, why)
    if is_jump(entry.value, last.measurement.value):
        text = say("At least 1.5 log10 less than {}.").format(last.words)
        return EntryWarning(
            "E07", Weight.NOTE, "value", text, say("Expected under therapy; look once.")
        )
    return None


def check_threshold(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E08: the value reaches a threshold of the patient's pack that applies on this day."""
    if entry.value is None or not entry.value.state.is_numeric:
        return None
    pack = context.own_pack
    crossed = [
        mark
        for mark in marks_of_day(entry, context, (pack,) if pack is not None else ())
        if mark.level in _LOUD
        and mark.operator in (">=", ">")
        and _holds(mark, entry.value) is Truth.YES
    ]
    if not crossed:
        return None
    highest = max(crossed, key=lambda mark: mark.threshold)
    text = say("Crosses the threshold {}.").format(highest.text)
    why = say("This value can move the child to another group: type it a second time.")
    return EntryWarning("E08", Weight.SECOND_ENTRY, "value", text, why)


def check_factor(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E09: about 100 times what the counts, the same sample or the course say."""
    point = _point(entry.value)
    if point is None or not point or entry.method is None or not entry.method.is_mrd:
        return None
    counted = _counted(entry)
    if counted is not None and is_slip(point, counted):
        kind = entry.method.kind
        text = say("About 100 times off the counts, which make {}.").format(
            rounded_quantity_text(counted, kind)
        )
        return _slip(Weight.SECOND_ENTRY, text)
    for other in results_of_same_sample(entry, context):
        known = _point(other.measurement.value)
        if known and is_slip(point, known):
            return _slip(Weight.SECOND_ENTRY, say("About 100 times off {}.").format(other.words))
    last = last_alike(entry, context)
    known = _point(last.measurement.value) if last is not None else None
    if last is None or not known or not is_slip(point, known):
        return None
    if point > known:
        return _slip(Weight.SECOND_ENTRY, say("About 100 times {}.").format(last.words))
    return _slip(Weight.NOTE, say("About a hundredth of {}.").format(last.words))


def check_limits(entry: TypedResult, _context: EntryContext) -> EntryWarning | None:
    """E10: limits and counts that contradict each other or the value."""
    why = say("One of the two numbers, or its unit, is wrong.")
    if entry.lod is not None and entry.lloq is not None and entry.lod > entry.lloq:
        text = say("The limit of detection is above the limit of quantification.")
        return EntryWarning("E10", Weight.STOP, "lloq", text, why)
    positive, total = entry.events_positive, entry.events_total
    if positive is not None and total is not None and positive > total:
        text = say("More positive events than events in total.")
        return EntryWarning("E10", Weight.STOP, "events_positive", text, why)
    return None


def check_missing_limit(entry: TypedResult, _context: EntryContext) -> EntryWarning | None:
    """E11: a negative without its sensitivity, a positive below a limit nobody stated."""
    value = entry.value
    if value is None:
        return None
    if value.state is ResultState.NEGATIVE and value.reached_sensitivity is None:
        text = say("Not detected, and no sensitivity stated: state it, or say why there is none.")
        why = say("Such a negative supports no rule; it says only that nothing was seen.")
        return EntryWarning("E11", Weight.REASON, "sensitivity", text, why)
    if value.state is ResultState.POSITIVE_BELOW_LLOQ and value.lloq is None:
        text = say("Positive below which limit? State the LLOQ (quantitative range).")
        why = say("Without it the result could be any amount.")
        return EntryWarning("E11", Weight.STOP, "lloq", text, why)
    return None


def check_sensitivity(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E12: a negative that cannot answer a rule of this day."""
    value = entry.value
    if value is None or value.state is not ResultState.NEGATIVE:
        return None
    reached = value.reached_sensitivity
    if reached is None:
        return None
    open_marks = [
        mark
        for mark in marks_of_day(entry, context, context.overviews)
        if _holds(mark, value) is Truth.UNKNOWN
    ]
    if not open_marks:
        return None
    lowest = min(open_marks, key=lambda mark: mark.threshold)
    text = say("A sensitivity of {} cannot answer {}.").format(
        rounded_quantity_text(reached, value.kind, [lowest.threshold]), lowest.text
    )
    why = say("The rule will answer “unknown”, not “low”.")
    return EntryWarning("E12", Weight.NOTE, "sensitivity", text, why)


def check_quality(entry: TypedResult, _context: EntryContext) -> EntryWarning | None:
    """E13: not detected in a sample that may hide disease."""
    if entry.value is None or entry.value.state not in (
        ResultState.NEGATIVE,
        ResultState.NOT_DETECTED,
    ):
        return None
    weak = [one for one in entry.quality if one.weakens_negative]
    if not weak:
        return None
    text = say("Not detected, in a weak sample ({}).").format(weak[0].value.replace("_", " "))
    why = say("Such a negative can no longer support “low”.")
    return EntryWarning("E13", Weight.REASON, "quality", text, why)


def check_repeat(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E14: the same sample, method and target already has a result."""
    twin = next(
        (
            one
            for one in results_of_same_sample(entry, context)
            if one.measurement.method is entry.method and one.measurement.target == entry.target
        ),
        None,
    )
    if twin is None:
        return None
    text = say("This sample already has {}.").format(twin.words)
    why = say("Amend that one, or say why this is a repeat.")
    return EntryWarning("E14", Weight.REASON, "method", text, why)


CHECKS: tuple[Check, ...] = (
    check_child,
    check_date,
    check_window,
    check_specimen,
    check_method_change,
    check_jump,
    check_threshold,
    check_factor,
    check_limits,
    check_missing_limit,
    check_sensitivity,
    check_quality,
    check_repeat,
)


def _days_beside(point: NamedTimePoint, day: int) -> int | None:
    """Return how many days early (negative) or late a day is; None for an open end."""
    window = point.window
    if day < window.day - window.before:
        return day - (window.day - window.before)
    return day - (window.day + window.after) if window.after is not None else None


def _beside_window(point: NamedTimePoint, distance: int) -> EntryWarning:
    days = f"{abs(distance)} day" + ("s" if abs(distance) > 1 else "")
    side = say("before the window") if distance < 0 else say("after the window")
    text = say("{} {} of {} ({}).").format(days, side, point.id, point.window.words)
    why = say("A sample outside the window does not answer the rules of that time point.")
    return EntryWarning("E03", Weight.REASON, "taken_on", text, why)


def _holds(mark: ThresholdMark, value: MrdValue) -> Truth:
    asks = {
        ">=": value.at_least,
        ">": value.above,
        "<=": value.at_most,
        "<": value.below,
    }
    return asks[mark.operator](mark.threshold)


def _point(value: MrdValue | None) -> Decimal | None:
    return value.value if value is not None and value.state is ResultState.QUANTIFIED else None


def _counted(entry: TypedResult) -> Decimal | None:
    if not entry.events_positive or not entry.events_total:
        return None
    return Decimal(entry.events_positive) / Decimal(entry.events_total)


def _slip(weight: Weight, text: str) -> EntryWarning:
    why = say("A factor of 100 is what percent typed as fraction makes: look at the unit.")
    return EntryWarning("E09", weight, "value", text, why)
