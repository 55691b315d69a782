"""The table of results on a report: as reported, as read, and how far each reaches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import (
    both_notations,
    date_text,
    day_text,
    interval_text,
    quantity_text,
    rounded_value,
    value_text,
)
from mrdtracker.domain.notation_counts import limits_note_words
from mrdtracker.domain.records import Measurement, Sample
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import Quality, readable
from mrdtracker.services.assessment import PatientView, ResultRow
from mrdtracker.words import mark, say, say_code

COLUMNS = (
    mark("day"),
    mark("date"),
    mark("specimen"),
    mark("method, target"),
    mark("reported"),
    mark("read as"),
    mark("stands for"),
    mark("sensitivity"),
    mark("quality"),
    mark("see"),
)
WIDTHS = (8, 17, 13, 33, 32, 22, 17, 30, 16, 7)
NO_RESULT = mark("No result is recorded.")
_BARE_NUMBER = re.compile(r"[<>≤≥~ ]*[0-9][0-9.,·eE⁰¹²³⁴⁵⁶⁷⁸⁹⁻^+\- ]*")
_STATE_WORDS = {
    ResultState.POSITIVE_BELOW_LLOQ: mark("positive, not quantifiable"),
    ResultState.UNCERTAIN_SIGNIFICANCE: mark("uncertain significance"),
    ResultState.NEGATIVE: mark("not detected"),
}
_UNIT_WORDS = {
    Unit.PERCENT: "%",
    Unit.FRACTION: mark("fraction"),
    Unit.PER_1E4: mark("per 10⁴ cells"),
    Unit.PER_1E6: mark("per 10⁶ cells"),
    Unit.PER_UL: "/µL",
    Unit.E9_PER_L: "10⁹/L",
    Unit.COPIES_RATIO: mark("copies / control copies"),
    Unit.NCN: mark("normalised copy number"),
}
_QUALITY_WORDS = {
    Quality.CD19_DIRECTED_THERAPY: mark("after CD19-directed therapy"),
    Quality.NOT_FIRST_PULL: mark("not the first pull"),
    Quality.SAMPLE_OLD: mark("old sample"),
    Quality.ALIQUOT_FROM_OTHER_SITE: mark("aliquot from another site"),
    Quality.OUT_OF_WINDOW: mark("out of the window"),
}


def result_rows(view: PatientView, seen_in: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Write every result as one row, in the order of time.

    Args:
        view: The patient.
        seen_in: Numbers of the findings that used a result, by its key.
    """
    return tuple(_row(view, row, seen_in.get(row.measurement.id, "")) for row in view.rows)


def quality_notes(view: PatientView) -> tuple[str, ...]:
    """Write what was noted beside the results, each with its result."""
    return tuple(
        f"{result_name(row)}: {note}" for row in view.rows for note in _notes(row) if note.strip()
    )


def result_name(row: ResultRow) -> str:
    """Name a result: "BM D15, flow"."""
    return f"{row.sample.specimen.value} {_day(row)}, {row.measurement.method.words}"


def quality_words(qualities: Iterable[Quality]) -> str:
    """Name what weakens a sample or a result."""
    return ", ".join(
        say(_QUALITY_WORDS.get(one, one.value.replace("_", " ")))
        for one in dict.fromkeys(qualities)
    )


def _row(view: PatientView, row: ResultRow, see: str) -> tuple[str, ...]:
    measurement, sample = row.measurement, row.sample
    value = rounded_value(measurement.value, _thresholds(view, measurement))
    return (
        day_text(row.day) if row.day is not None else readable(sample.timepoint or "–"),
        date_text(sample.taken_on) if sample.taken_on is not None else say("no date"),
        _specimen(sample),
        ", ".join(part for part in (measurement.method.words, measurement.target) if part),
        _reported(measurement),
        _read(value),
        _stands_for(value),
        _limits(value),
        quality_words((*sample.quality, *measurement.quality)),
        see,
    )


def _day(row: ResultRow) -> str:
    if row.day is not None:
        return day_text(row.day)
    on = row.sample.taken_on
    return (
        date_text(on) if on is not None else readable(row.sample.timepoint or say("without a day"))
    )


def _notes(row: ResultRow) -> tuple[str, ...]:
    measurement = row.measurement
    limits_note = limits_note_words(measurement.value.limits_note)
    return (row.sample.note, measurement.note, limits_note)


def _specimen(sample: Sample) -> str:
    return f"{sample.specimen.value} {sample.code}".strip()


def _reported(measurement: Measurement) -> str:
    """Write the laboratory's own words, and the unit where they do not hold it."""
    text = measurement.reported_text.strip() or "–"
    unit = say(_UNIT_WORDS[measurement.unit]) if measurement.unit is not None else ""
    shown = f"{text} {unit}" if unit and _BARE_NUMBER.fullmatch(text) else text
    of = measurement.denominator
    if of is None:
        return shown
    return say("{} of {}").format(shown, say_code(of))


def _read(value: MrdValue) -> str:
    if value.value is None:
        words = _STATE_WORDS.get(value.state)
        return say(words) if words is not None else value_text(value)
    if value.kind is QuantityKind.CELL_FRACTION and value.value:
        return both_notations(value.value)
    return value_text(value)


def _thresholds(view: PatientView, measurement: Measurement) -> tuple[Decimal, ...]:
    """Return the published thresholds that the numbers may be held against."""
    return tuple(
        mark.threshold
        for overview in view.overviews
        for mark in overview.thresholds
        if measurement.method in mark.methods
    )


def _stands_for(value: MrdValue) -> str:
    """Write the values that are still possible; a word of a screen names no amount."""
    return (
        interval_text(value.interval, value.kind) if value.state.is_numeric else say("no amount")
    )


def _limits(value: MrdValue) -> str:
    named = (("s", value.sensitivity), ("LOD", value.lod), ("QR", value.lloq))
    words = [f"{name} {quantity_text(one, value.kind)}" for name, one in named if one is not None]
    if not words and value.state is ResultState.NEGATIVE and not value.value:
        return say("not stated")
    return ", ".join(words)
