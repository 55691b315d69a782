"""Writes and reads dates and protocol days; an ambiguous date is a question, never a guess."""

from __future__ import annotations

import re
from datetime import date

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import mark, say

EARLIEST_YEAR = 1900
LATEST_YEAR = 2199
# Our own names: strftime would take those of the machine's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# A language may write the month as its number, {number:02}; what is written, read_date reads.
DATE = mark("{day:02} {month} {year:04}")
DAY_AND_MONTH, MONTH_AND_YEAR = mark("{day:02} {month}"), mark("{month} {year:04}")
_HINT = mark("Write it as 2025-03-05 or 05 Mar 2025.")
_YEAR_FIRST = re.compile(
    r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})\Z"
)
_YEAR_LAST = re.compile(r"(?P<a>[0-9]{1,2})([-/.])(?P<b>[0-9]{1,2})\2(?P<y>[0-9]{4})\Z")
_DAY_MONTH = re.compile(r"(?P<d>[0-9]{1,2})\.?[ -](?P<m>[A-Za-z]{3,9})\.?[ -](?P<y>[0-9]{4})\Z")
_MONTH_DAY = re.compile(r"(?P<m>[A-Za-z]{3,9})\.? (?P<d>[0-9]{1,2}),? (?P<y>[0-9]{4})\Z")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/. ])([0-9]{1,2}|[A-Za-z]{3,9})\1[0-9]{2}\Z")


def date_text(on: date) -> str:
    """Write a date that no country reads differently: ``05 Mar 2025``."""
    return part_of_date(on, DATE)


def part_of_date(on: date, pattern: str) -> str:
    """Write what a pattern wants of a date: all of it, day and month, or month and year."""
    month = MONTHS[on.month - 1][:3]
    return say(pattern).format(day=on.day, month=month, number=on.month, year=on.year)


def day_text(day: int, convention: DayConvention | None = None) -> str:
    """Write a protocol day: ``D15``, or ``D15 (first dose = day 1)`` with its convention."""
    return f"D{day}" if convention is None else f"D{day} ({convention.words})"


def read_date(text: str) -> date:
    """Read ``2025-03-05``, ``05 Mar 2025``, ``March 5, 2025`` or a date with one meaning.

    Raises:
        InvalidInputError: ``12/07/2025`` ("12 July or 7 December?"), a year of two digits, a day
            that does not exist, a time of day, or anything else.
    """
    cleaned = " ".join(text.split()) if text.isascii() else text
    named = _DAY_MONTH.match(cleaned) or _MONTH_DAY.match(cleaned)
    if named:
        return _made(named["y"], str(_month_of(named["m"], text)), named["d"], text)
    first = _YEAR_FIRST.match(cleaned)
    if first:
        return _made(first["y"], first["m"], first["d"], text)
    last = _YEAR_LAST.match(cleaned)
    if last:
        return _read_year_last(last, text)
    if _SHORT_YEAR.match(cleaned):
        raise InvalidInputError(say("'{}' has a year of two digits.").format(text), say(_HINT))
    raise InvalidInputError(say("'{}' is not a date.").format(text), say(_HINT))


def _read_year_last(found: re.Match[str], text: str) -> date:
    first, second, year = int(found["a"]), int(found["b"]), found["y"]
    if first > len(MONTHS):
        return _made(year, found["b"], found["a"], text)
    if second > len(MONTHS):
        return _made(year, found["a"], found["b"], text)
    one, other = (
        _made(year, found["b"], found["a"], text),
        _made(year, found["a"], found["b"], text),
    )
    if one != other:
        raise InvalidInputError(
            say("'{}': {} or {}?").format(text, _spoken(one), _spoken(other)), _HINT
        )
    return one


def _spoken(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"


def _month_of(name: str, text: str) -> int:
    wanted = name.lower()
    for number, month in enumerate(MONTHS, start=1):
        if wanted in (month.lower(), month[:3].lower()) or (wanted, number) == ("sept", 9):
            return number
    raise InvalidInputError(
        say("'{}' in '{}' is not the English name of a month.").format(name, text), _HINT
    )


def _made(year: str, month: str, day: str, text: str) -> date:
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        raise InvalidInputError(
            say("The year of '{}' is not between {} and {}.").format(
                text, EARLIEST_YEAR, LATEST_YEAR
            ),
            say(_HINT),
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise InvalidInputError(
            say("'{}' is not a day of the calendar.").format(text), _HINT
        ) from None
