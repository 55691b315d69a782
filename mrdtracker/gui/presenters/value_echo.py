"""What was understood of a typed result, said back in three lines."""

from __future__ import annotations

from mrdtracker.domain.counting import counting_interval
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import (
    Entry,
    interval_text,
    one_in_text,
    percent_text,
    power_text,
    rounded_amount,
    rounded_percent_text,
    rounded_quantity_text,
    rounded_value,
    rounded_value_text,
)
from mrdtracker.domain.notation_counts import counting_notes
from mrdtracker.domain.units import QuantityKind
from mrdtracker.words import mark, say

STATE_WORDS = {
    ResultState.QUANTIFIED: mark("Quantified"),
    ResultState.POSITIVE_BELOW_LLOQ: mark("Positive, not quantifiable"),
    ResultState.UNCERTAIN_SIGNIFICANCE: mark("Of uncertain significance"),
    ResultState.NEGATIVE: mark("Not detected"),
    ResultState.ABOVE_ULOQ: mark("Above the upper limit"),
    ResultState.DETECTED: mark("Detected (qualitative)"),
    ResultState.NOT_DETECTED: mark("Not detected (qualitative)"),
    ResultState.NOT_EVALUABLE: mark("Not evaluable"),
    ResultState.PENDING: mark("Pending"),
}


def echo_of_entry(entry: Entry) -> str:
    """Say the state and the number in every notation, what it stands for, and the limits.

    Example:
        ``Quantified: 0.05 % · 5·10⁻⁴ · 1 in 2 000``, then ``Limits: LOD 0.01 %``.
    """
    shown_above = counting_notes(entry)
    lines = (
        _first_line(entry.value),
        _stands_for(entry),
        _limits_line(entry.value),
        *(f"{note[:1].upper()}{note[1:]}." for note in entry.notes if note not in shown_above),
    )
    return "\n".join(line for line in lines if line)


def notations(value: MrdValue) -> str:
    """Write a quantified number in percent, as a power of ten and as one cell in so many."""
    number = value.value
    if number is None or value.kind is not QuantityKind.CELL_FRACTION or number == 0:
        return rounded_value_text(value)
    shown = rounded_amount(number)
    about = "" if shown == number else "≈ "
    return f"{about}{percent_text(shown)} · {power_text(shown)} · {one_in_text(number)}"


def _first_line(value: MrdValue) -> str:
    words = say(STATE_WORDS[value.state])
    if value.state is ResultState.QUANTIFIED:
        return f"{words}: {notations(value)}"
    if value.state is ResultState.ABOVE_ULOQ:
        return f"{words}: {rounded_value_text(value)}"
    return words


def _stands_for(entry: Entry) -> str:
    value = entry.value
    if value.state is ResultState.QUANTIFIED:
        return _counting(entry)
    if not value.state.is_evaluable:
        return say("Says nothing about the disease.")
    if value.state.is_qualitative:
        return say("Names the lesion, not an amount.")
    shown = rounded_value(value).interval
    return say("Stands for every value in {}.").format(interval_text(shown, value.kind))


def _counting(entry: Entry) -> str:
    positive, total = entry.events_positive, entry.events_total
    if positive is None or total is None:
        return ""
    interval = counting_interval(positive, total)
    low, high = (rounded_percent_text(end) for end in (interval.low, interval.high))
    return say("{} of {} events; by counting alone {} to {} (95 %).").format(
        positive, total, low, high
    )


def _limits_line(value: MrdValue) -> str:
    named = (("LOD", value.lod), ("LLOQ", value.lloq), (say("sensitivity"), value.sensitivity))
    parts = []
    for name, limit in named:
        if limit is None:
            continue
        parts.append(f"{name} {rounded_quantity_text(limit, value.kind)}")
    if not parts:
        return ""
    source = say(" (from the events)") if value.limits_note else ""
    return say("Limits: {}{}").format(" · ".join(parts), source)
