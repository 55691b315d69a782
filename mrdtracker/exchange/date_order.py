"""Dates of a foreign table: the order of day and month is declared per table, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation import read_date
from mrdtracker.words import say

_TOKENS = {
    "YYYY": "(?P<YYYY>[0-9]{4})",
    "MM": "(?P<MM>[0-9]{1,2})",
    "DD": "(?P<DD>[0-9]{1,2})",
}
_YEARS = range(1900, 2200)
_SPLIT = re.compile("(YYYY|MM|DD)")
_TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})" + _TIME, re.ASCII)


def date_reader(date_format: str) -> Callable[[str], date]:
    """Return the reader of a table's dates; a time of day beside the date is left out.

    Args:
        date_format: Made of YYYY, MM, DD and separators, such as "DD/MM/YYYY"; empty where the
            table declares none: then only dates that cannot be mistaken are read.

    Raises:
        InvalidInputError: The format lacks a part, or has one twice. The reader raises it for a
            cell that is not such a date.
    """
    if not date_format:
        return _read_undeclared
    parts = _SPLIT.split(date_format)
    if sorted(part for part in parts if part in _TOKENS) != ["DD", "MM", "YYYY"]:
        raise InvalidInputError(
            say("'{}' is not an order of YYYY, MM and DD").format(date_format),
            say("Write for example DD/MM/YYYY."),
        )
    pattern = "".join(_TOKENS.get(part, re.escape(part)) for part in parts)
    compiled = re.compile(pattern + _TIME, re.ASCII)

    def read(text: str) -> date:
        found = compiled.fullmatch(text)
        if found is None:
            raise InvalidInputError(
                say("'{}' is not a date of the form {}.").format(text, date_format)
            )
        return _calendar_day(text, *(int(found[part]) for part in _TOKENS))

    return read


def _read_undeclared(text: str) -> date:
    found = _ISO.fullmatch(text)
    return read_date(found[1] if found else text)


def _calendar_day(text: str, year: int, month: int, day: int) -> date:
    try:
        # As in every other date of the program: the years that a patient can have lived in.
        return date(year if year in _YEARS else 0, month, day)
    except ValueError:
        raise InvalidInputError(say("'{}' is not a day of the calendar.").format(text)) from None
