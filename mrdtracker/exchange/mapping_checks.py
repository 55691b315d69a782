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
            yield Problem(f"{where}.field", f"'{one.field.value}' is read from two columns.")
        seen.add(one.field)
        allowed = _allowed_words(one.field)
        for meaning in one.values.values():
            if allowed and meaning not in allowed:
                known = ", ".join(allowed) + (did_you_mean(meaning, allowed) or ".")
                yield Problem(f"{where}.values", f"knows no '{meaning}': {known}")
        if one.field is FactField.WBC:
            if one.unit is None or one.unit.kind is not QuantityKind.CELL_CONCENTRATION:
                units = f"{Unit.E9_PER_L.value} or {Unit.PER_UL.value}"
                yield Problem(f"{where}.unit", f"takes {units}.")
        elif one.unit is not None:
            yield Problem(f"{where}.unit", f"'{one.field.value}' has no unit.")


def event_problems(events: Sequence[EventColumn]) -> Iterator[Problem]:
    """Yield what is wrong with the events: no place in time, or one that begins nowhere."""
    for position, one in enumerate(events, start=1):
        where = f"event[{position}]"
        places = (one.time_column, one.date_column, one.day_column)
        kinds = set(one.values.values()) - {NO_EVENT, KEPT_AS_NOTE}
        if not any(places) and (kinds or not one.values):
            yield Problem(where, "needs time_column, date_column or day_column.")
        if one.time_column and (one.date_column or one.day_column):
            yield Problem(where, "takes either time_column, or date_column and day_column.")
        if bool(one.time_column) != (one.counted_from is not None):
            yield Problem(f"{where}.counted_from", "belongs to time_column: where its days begin.")


def result_problems(block: ResultColumn) -> Iterator[tuple[str, str]]:
    """Yield (key, sentence) for what is wrong with a result."""
    for key in ("method", "specimen"):
        if (getattr(block, key) is None) == (not getattr(block, f"{key}_column")):
            yield key, f"needs either {key} or {key}_column."
    if block.unit is not None and block.unit_column:
        yield "unit", "takes either unit or unit_column."
    yield from _time_problems(block)
    if block.method is not None:
        yield from _method_problems(block, block.method)
    if block.nines and block.below is None:
        yield "below", "is missing: say whether a coded <x is 'negative' or 'positive'."
    if block.first_dose_day_column and not block.day_column:
        yield "first_dose_day_column", "belongs to day_column."


def _time_problems(block: ResultColumn) -> Iterator[tuple[str, str]]:
    places = (block.day_column, block.timepoint, block.timepoint_column, block.date_column)
    if block.day is None and not any(places):
        yield "", "needs a day, a timepoint or a date: day, day_column, timepoint, date_column …"
    if block.day is not None and block.day_column:
        yield "day", "takes either day or day_column."


def _method_problems(block: ResultColumn, method: Method) -> Iterator[tuple[str, str]]:
    for key in ("unit", "sensitivity_unit"):
        unit = getattr(block, key)
        if unit is not None and unit.kind is not method.kind:
            yield key, f"{unit.value} is not a unit of {method.value}."
    if block.zero is Zero.COUNT and not method.counts_zero:
        yield "zero", f"0 is not a count by {method.value}: 'negative' or 'refuse'."
    if block.zero is Zero.NEGATIVE and method.counts_zero:
        yield "zero", f"0 is a count by {method.value}: 'zero_count' or 'refuse'."


def _allowed_words(field: FactField) -> tuple[str, ...]:
    kind = enum_of(field)
    return words_of(kind) if kind is not None else ()
