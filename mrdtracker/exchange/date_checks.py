"""Dates that cannot be: in the future, before birth, before the diagnosis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mrdtracker.domain.days import DayConvention, Timeline
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
    last, on = _last_date_of(said, dates), _date_of(said, dates)
    if last is not None and dates.today is not None and last > dates.today:
        return f"{say('{} is in the future.').format(date_text(last))} {say(_ADVICE)}"
    if on is None:
        return ""
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


def _last_date_of(said: Said, dates: KnownDates) -> date | None:
    """Return the last date that a statement speaks of: an end, or a stated day of an event too."""
    event = said.value.event if isinstance(said.value, EventSaid) else None
    if event is None:
        return _date_of(said, dates)
    begun = event.on or _date_of_day(event.day, event.day_stated_in, dates)
    return max((one for one in (begun, event.ended_on) if one is not None), default=None)


def _date_of(said: Said, dates: KnownDates) -> date | None:
    if isinstance(said.value, date):
        return said.value
    if isinstance(said.value, EventSaid):
        return said.value.event.on if said.value.event is not None else None
    result = said.result
    if result is None:
        return None
    return result.on or _date_of_day(result.day, result.day_stated_in, dates)


def _date_of_day(
    day: int | None, stated_in: DayConvention | None, dates: KnownDates
) -> date | None:
    """Return the date of a stated day, where the table gives that of the first dose."""
    if day is None or stated_in is None or dates.therapy_started_on is None:
        return None
    return Timeline.starting(dates.therapy_started_on, stated_in).date_of(day)
