"""Whose record a dialog changes, in words that never leave the top of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.words import say


@dataclass(frozen=True)
class Banner:
    """Who it is: the identifier with the name, and birth, protocol and day beside."""

    who: str
    details: str


def banner_of(context: EntryContext) -> Banner:
    """Name the patient by code and name, birth date, protocol and the day of today."""
    patient = context.file.patient
    born = patient.facts.born_on
    pack = context.own_pack
    protocol = pack.reference.said if pack is not None else patient.protocol_text
    details = (
        say("born {}").format(date_text(born))
        if born is not None
        else say("birth date not stated"),
        protocol or say("no protocol"),
        _today(context, context.today),
    )
    who = f"{patient.code} · {patient.name}" if patient.name else patient.code
    return Banner(who, " · ".join(details))


def _today(context: EntryContext, today: date) -> str:
    day = context.day_of(today)
    if day is None:
        return say("first dose not stated")
    return say("today {}").format(day_text(day, context.convention))
