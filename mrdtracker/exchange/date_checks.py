"""Dates that cannot be: in the future, before birth, before the diagnosis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mrdtracker.domain.days import Timeline
from mrdtracker.domain.notation import date_text
from mrdtracker.exchange.mapping_blocks import FactField
from mrdtracker.exchange.said import EventSaid, Said
from mrdtracker.words import mark, say

DATE_FACTS = (FactField.BORN_ON, FactField.DIAGNOSED_ON, FactField.THERAPY_STARTED_ON)
_ADVICE = mark("Check the date and the order of day and month.")


class KnownDates(NamedTuple):
    """The dates that the rows of one patient state; the order is that of ``DATE_FACTS``."""

    born_on: date | None
    diagnosed_on: date | None
    therapy_started_on: date | None
    today: date | None

    @classmethod
    def of(cls, stated: Sequence[date | None], today: date | None) -> KnownDates:
        born_on, diagnosed_on, therapy_started_on = stated
        return cls(born_on, diagnosed_on, therapy_started_on, today)


def impossible_date(said: Said, dates: KnownDates) -> str:
    """Return one sentence on why a statement's date cannot be, or an empty text.

    A stated protocol day has a date where the table gives the date of the first dose. A note
    beside a result says why it may stand before the diagnosis.
    """
    on = _date_of(said, dates)
    if on is None:
        return ""
    if dates.today is not None and on > dates.today:
        return f"{say('{} is in the future.').format(date_text(on))} {say(_ADVICE)}"
    born_on = dates.born_on
    if born_on is not None and on < born_on:
        text = say("{} is before the birth on {}.").format(date_text(on), date_text(born_on))
        return f"{text} {say(_ADVICE)}"
    diagnosed_on = dates.diagnosed_on
    if diagnosed_on is not None and on < diagnosed_on and not _may_be_earlier(said):
        text = say("{} is before the diagnosis on {}.")
        return f"{text.format(date_text(on), date_text(diagnosed_on))} {say(_ADVICE)}"
    return ""


def _may_be_earlier(said: Said) -> bool:
    has_note = said.result is not None and bool(said.result.note)
    return has_note or said.about == ("fact", FactField.BORN_ON)


def _date_of(said: Said, dates: KnownDates) -> date | None:
    if isinstance(said.value, date):
        return said.value
    if isinstance(said.value, EventSaid):
        return said.value.event.on if said.value.event is not None else None
    result = said.result
    if result is None or result.on is not None or result.day is None:
        return result.on if result is not None else None
    if dates.therapy_started_on is None or result.day_stated_in is None:
        return None
    timeline = Timeline.starting(dates.therapy_started_on, result.day_stated_in)
    return timeline.date_of(result.day)
