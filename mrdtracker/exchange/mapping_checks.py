"""What the parts of a mapping must not say, beyond the form of each key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mrdtracker.domain.errors import Problem
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import Method
from mrdtracker.exchange.mapping_blocks import (
    KEPT_AS_NOTE,
    NO_EVENT,
    EventColumn,
    FactColumn,
    FactField,
    ResultColumn,
    Zero,
    enum_of,
    words_of,
)
from mrdtracker.exchange.toml_keys import did_you_mean
from mrdtracker.words import say


def needs_first_dose_day(results: Sequence[ResultColumn], events: Sequence[EventColumn]) -> bool:
    """Answer whether the mapping states days, whose convention must then be said."""
    stated = any(
        one.day is not None or (one.day_column and not one.first_dose_day_column)
        for one in results
    )
    return stated or any(one.time_column for one in events)


def fact_problems(facts: Sequence[FactColumn]) -> Iterator[Problem]:
    """Yield what is wrong with the facts: a fact twice, words we do not have, no unit."""
    seen: set[FactField] = set()
    for position, one in enumerate(facts, start=1):
        where = f"fact[{position}]"
        if one.field in seen:
            yield Problem(
                f"{where}.field", say("'{}' is read from two columns.").format(one.field.value)
            )
        seen.add(one.field)
        allowed = _allowed_words(one.field)
        for meaning in one.values.values():
            if allowed and meaning not in allowed:
                known = ", ".join(allowed) + (did_you_mean(meaning, allowed) or ".")
                yield Problem(f"{where}.values", say("knows no '{}': {}").format(meaning, known))
        if one.field is FactField.WBC:
            if one.unit is None or one.unit.kind is not QuantityKind.CELL_CONCENTRATION:
                units = (Unit.E9_PER_L.value, Unit.PER_UL.value)
                yield Problem(f"{where}.unit", say("takes {} or {}.").format(*units))
        elif one.unit is not None:
            yield Problem(f"{where}.unit", say("'{}' has no unit.").format(one.field.value))


def event_problems(events: Sequence[EventColumn]) -> Iterator[Problem]:
    """Yield what is wrong with the events: no place in time, or one that begins nowhere."""
    for position, one in enumerate(events, start=1):
        where = f"event[{position}]"
        places = (one.time_column, one.date_column, one.day_column)
        kinds = set(one.values.values()) - {NO_EVENT, KEPT_AS_NOTE}
        if not any(places) and (kinds or not one.values):
            yield Problem(where, say("needs time_column, date_column or day_column."))
        if one.time_column and (one.date_column or one.day_column):
            yield Problem(where, say("takes either time_column, or date_column and day_column."))
        if bool(one.time_column) != (one.counted_from is not None):
            yield Problem(
                f"{where}.counted_from", say("belongs to time_column: where its days begin.")
            )


def result_problems(block: ResultColumn) -> Iterator[tuple[str, str]]:
    """Yield (key, sentence) for what is wrong with a result."""
    for key in ("method", "specimen"):
        if (getattr(block, key) is None) == (not getattr(block, f"{key}_column")):
            yield key, say("needs either {} or {}.").format(key, f"{key}_column")
    if block.unit is not None and block.unit_column:
        yield "unit", say("takes either {} or {}.").format("unit", "unit_column")
    yield from _time_problems(block)
    if block.method is not None:
        yield from _method_problems(block, block.method)
    if block.nines and block.below is None:
        yield "below", say("is missing: say whether a coded <x is 'negative' or 'positive'.")
    if block.first_dose_day_column and not block.day_column:
        yield "first_dose_day_column", say("belongs to day_column.")


def _time_problems(block: ResultColumn) -> Iterator[tuple[str, str]]:
    places = (block.day_column, block.timepoint, block.timepoint_column, block.date_column)
    if block.day is None and not any(places):
        yield (
            "",
            say("needs a day, a timepoint or a date: day, day_column, timepoint, date_column …"),
        )
    if block.day is not None and block.day_column:
        yield "day", say("takes either {} or {}.").format("day", "day_column")


def _method_problems(block: ResultColumn, method: Method) -> Iterator[tuple[str, str]]:
    for key in ("unit", "sensitivity_unit"):
        unit = getattr(block, key)
        if unit is not None and unit.kind is not method.kind:
            yield key, say("{} is not a unit of {}.").format(unit.value, method.value)
    if block.zero is Zero.COUNT and not method.counts_zero:
        text = say("0 is not a count by {}: 'negative' or 'refuse'.")
        yield "zero", text.format(method.value)
    if block.zero is Zero.NEGATIVE and method.counts_zero:
        text = say("0 is a count by {}: 'zero_count' or 'refuse'.")
        yield "zero", text.format(method.value)


def _allowed_words(field: FactField) -> tuple[str, ...]:
    kind = enum_of(field)
    return words_of(kind) if kind is not None else ()
