"""What the value box, the unit, the limits and the counts of a result say together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation import (
    Choice,
    CountLimits,
    Entry,
    Limits,
    Question,
    limits_from_events,
    power_text,
    quantity_text,
    read_value,
)
from mrdtracker.domain.notation_counts import limits_note_words
from mrdtracker.domain.notation_quantities import Doubt, quantity_or_doubt
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.presenters.form import (
    AMBIGUOUS,
    Message,
    Offer,
    echo,
    error,
    error_of,
    question,
)
from mrdtracker.gui.presenters.value_echo import echo_of_entry
from mrdtracker.words import say

LIMIT_FIELDS = ("lod", "lloq", "sensitivity")
COUNT_FIELDS = ("events_positive", "events_total")
# The code of the entry guard for a negative without sensitivity, and the reader's words for it.
NO_LIMIT, _NOT_STATED = "E11", "not stated"
_WHOLE = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+\Z|[0-9]{1,12}\Z", re.ASCII)


@dataclass(frozen=True)
class ResultTexts:
    """The texts that make a result, as typed."""

    method: Method
    value: str = ""
    unit: Unit | None = None
    lod: str = ""
    lloq: str = ""
    sensitivity: str = ""
    events_positive: str = ""
    events_total: str = ""


@dataclass(frozen=True)
class Reading:
    """What was understood of the texts.

    Attributes:
        entry: The result; None where it cannot be said yet.
        limits: The typed limits, in canonical units.
        lines: What stands below each field.
    """

    entry: Entry | None = None
    limits: Limits = field(default_factory=Limits)
    events_positive: int | None = None
    events_total: int | None = None
    lines: Mapping[str, Message] = field(default_factory=dict)


def read_result(texts: ResultTexts, counts: CountLimits) -> Reading:
    """Read a result from all of its texts; what cannot be read becomes a line below its field.

    Where no value is typed, the two counts are the value. Where flow events are typed and a limit
    is not, the limit is made from the events, and the echo says so.
    """
    lines: dict[str, Message] = {}
    positive, total = (_count(texts, name, lines) for name in COUNT_FIELDS)
    limits = _limits(texts, lines)
    reading = Reading(None, limits, positive, total, lines)
    value = texts.value or _counts_as_value(texts.method, positive, total)
    if not value:
        return reading
    filled, note = limits, ""
    if texts.value and texts.method is Method.FLOW and total:
        filled, note = limits_from_events(total, limits, counts)
    try:
        answer = read_value(
            value, method=texts.method, unit=texts.unit, limits=filled, counts=counts
        )
    except InvalidInputError as refusal:
        lines["value"] = _refused(refusal, value, texts, counts)
        return reading
    if isinstance(answer, Question):
        lines["value"] = question_line(answer)
        return reading
    if note and answer.value.state.is_evaluable:
        noted = replace(answer.value, limits_note=note)
        answer = replace(answer, value=noted, notes=(*answer.notes, limits_note_words(note)))
    lines["value"] = echo(echo_of_entry(answer))
    return replace(reading, entry=answer)


def question_line(asked: Question) -> Message:
    """Turn a question of the reader into a line with a button for each reading."""
    is_without_limit = any(_NOT_STATED in choice.text for choice in asked.choices)
    code = NO_LIMIT if is_without_limit else AMBIGUOUS
    return question(asked.text, tuple(map(_offer, asked.choices)), code)


def _offer(choice: Choice) -> Offer:
    return Offer(choice.label, choice.text)


def _count(texts: ResultTexts, name: str, lines: dict[str, Message]) -> int | None:
    text: str = getattr(texts, name)
    if not text:
        return None
    if not _WHOLE.match(text):
        lines[name] = error(say("A count is a whole number, such as 512000."))
        return None
    return int(text.replace(" ", ""))


def _limits(texts: ResultTexts, lines: dict[str, Message]) -> Limits:
    found: dict[str, Decimal] = {}
    unit = texts.unit or _unit_of_value(texts)
    for name in LIMIT_FIELDS:
        text: str = getattr(texts, name)
        if not text:
            continue
        line = _read_limit(text, unit, texts.method.kind)
        if isinstance(line, Message):
            lines[name] = line
            continue
        found[name] = line
        lines[name] = echo(_both(line, texts.method.kind))
    return Limits(**found)


def _read_limit(text: str, unit: Unit | None, kind: QuantityKind) -> Decimal | Message:
    try:
        answer = quantity_or_doubt(text, unit, kind)
    except InvalidInputError as refusal:
        return error_of(refusal)
    if not isinstance(answer, Doubt):
        return answer.canonical
    offers = []
    for reading in answer.readings:
        clear = quantity_or_doubt(reading, unit, kind)
        if not isinstance(clear, Doubt):
            offers.append(Offer(f"{reading} = {_both(clear.canonical, kind)}", reading))
    return question(answer.question, tuple(offers))


def _both(number: Decimal, kind: QuantityKind) -> str:
    if kind is QuantityKind.CELL_FRACTION:
        return f"{quantity_text(number, kind)} · {power_text(number)}"
    return quantity_text(number, kind)


def _unit_of_value(texts: ResultTexts) -> Unit | None:
    """Return the unit that the value box itself names, for limits typed without one."""
    try:
        answer = read_value(texts.value, method=texts.method, unit=None)
    except InvalidInputError:
        return None
    return answer.unit if isinstance(answer, Entry) else None


def _counts_as_value(method: Method, positive: int | None, total: int | None) -> str:
    if positive is None or total is None or method not in (Method.FLOW, Method.MORPHOLOGY):
        return ""
    return f"{positive} of {total}"


def _refused(
    refusal: InvalidInputError, value: str, texts: ResultTexts, counts: CountLimits
) -> Message:
    """Give a contradiction between the value and its limits its code."""
    try:
        read_value(value, method=texts.method, unit=texts.unit, counts=counts)
    except InvalidInputError:
        return error_of(refusal)
    return error(str(refusal), "E10")
