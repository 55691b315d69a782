"""The texts that the form of a result begins with: empty, or those of the result on record."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.notation import CountLimits, quantity_text, value_text
from mrdtracker.domain.records import Measurement
from mrdtracker.domain.units import Unit, canonical_text
from mrdtracker.domain.vocabulary import Quality
from mrdtracker.gui.presenters.form import NO, YES
from mrdtracker.gui.presenters.result_reading import ResultTexts, read_result
from mrdtracker.gui.presenters.sample_form import QUALITY
from mrdtracker.words import in_english

_EMPTY = (
    "method",
    "target",
    "value",
    "unit",
    "second",
    "lod",
    "lloq",
    "sensitivity",
    "events_positive",
    "events_total",
    "denominator",
    "markers",
    "gating",
)


def texts_of_measurement(known: Measurement | None, counts: CountLimits) -> dict[str, str]:
    """Return the texts by field; those of a known result are read back as the same result."""
    texts = dict.fromkeys(_EMPTY, "")
    if known is not None:
        texts |= _texts_of_result(known, counts)
    marked = known.quality if known is not None else ()
    quality = {f"{QUALITY}{one.value}": YES if one in marked else NO for one in Quality}
    return {**texts, **quality, "note": known.note if known else "", "reason": ""}


def _texts_of_result(known: Measurement, counts: CountLimits) -> dict[str, str]:
    details = {
        "method": known.method.value,
        "target": known.target,
        "denominator": _word(known.denominator),
        "gating": _word(known.gating),
        "markers": _number(known.markers),
        "events_positive": _number(known.events_positive),
        "events_total": _number(known.events_total),
    }
    return details | _value_texts(known, counts)


def _value_texts(known: Measurement, counts: CountLimits) -> dict[str, str]:
    """Prefer the laboratory's own words, and limits left to the events where they make them."""
    unit = _word(known.unit)
    limits = {
        "lod": _limit(known.value.lod, known.value),
        "lloq": _limit(known.value.lloq, known.value),
        "sensitivity": _limit(known.value.sensitivity, known.value),
    }
    without = dict.fromkeys(limits, "")
    with in_english():  # the only words that the reader of results knows
        own, ours = known.reported_text, value_text(known.value)
    for words, stated in ((own, without), (own, limits), (ours, without), (ours, limits)):
        texts = {"value": words, "unit": unit, **stated}
        if words and _reads_as(known, texts, counts):
            return texts
    return {"value": ours, "unit": unit, **limits}


def _reads_as(known: Measurement, texts: dict[str, str], counts: CountLimits) -> bool:
    reading = read_result(
        ResultTexts(
            known.method,
            value=texts["value"],
            unit=Unit(texts["unit"]) if texts["unit"] else None,
            lod=texts["lod"],
            lloq=texts["lloq"],
            sensitivity=texts["sensitivity"],
            events_positive=_number(known.events_positive),
            events_total=_number(known.events_total),
        ),
        counts,
    )
    if reading.entry is None:
        return False
    ours, theirs = reading.entry.value, known.value
    names = ("state", "value", "lod", "lloq", "sensitivity", "uloq")
    return all(getattr(ours, name) == getattr(theirs, name) for name in names)


def _limit(number: Decimal | None, value: MrdValue) -> str:
    return "" if number is None else quantity_text(number, value.kind)


def _word(member: Enum | None) -> str:
    return "" if member is None else str(member.value)


def _number(count: int | None) -> str:
    return "" if count is None else canonical_text(Decimal(count))
