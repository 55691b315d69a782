"""What is odd about a result while it is typed: its value, its limits, and what stood before."""

from __future__ import annotations

from decimal import Decimal

from mrdtracker.domain.finding import Level, ThresholdMark
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import rounded_quantity_text
from mrdtracker.domain.truth import Truth
from mrdtracker.services.entry_context import (
    EntryContext,
    TypedResult,
    last_alike,
    marks_of_day,
    results_before,
    results_of_same_sample,
)
from mrdtracker.services.entry_warning import EntryWarning, Weight
from mrdtracker.services.value_steps import is_jump, is_slip
from mrdtracker.words import say, say_code

_LOUD = (Level.HIGH, Level.INTERMEDIATE)


def check_method_change(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E06: another method than last time."""
    if entry.method is None or not entry.method.is_mrd:
        return None
    before = [one for one in results_before(entry, context) if one.measurement.method.is_mrd]
    known = (*before, *results_of_same_sample(entry, context))
    if not before or any(one.measurement.method is entry.method for one in known):
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
    share = _share_counted(entry)
    if share is not None and is_slip(point, share):
        kind = entry.method.kind
        text = say("About 100 times off the counts, which make {}.").format(
            rounded_quantity_text(share, kind)
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
    text = say("Not detected, in a weak sample ({}).").format(say_code(weak[0]))
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


def _share_counted(entry: TypedResult) -> Decimal | None:
    if not entry.events_positive or not entry.events_total:
        return None
    return Decimal(entry.events_positive) / Decimal(entry.events_total)


def _slip(weight: Weight, text: str) -> EntryWarning:
    why = say("A factor of 100 is what percent typed as fraction makes: look at the unit.")
    return EntryWarning("E09", weight, "value", text, why)
