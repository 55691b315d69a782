"""A child's age in words: years and months by the calendar."""

from __future__ import annotations

from datetime import date

from mrdtracker.words import say

MONTHS_PER_YEAR = 12


def age_text(born_on: date, on: date) -> str:
    """Write an age as completed years and months: ``3 y 7 m``; ``5 m`` below one year.

    Born on the 31st, a month is completed on the first day after a shorter month.
    """
    months = (on.year - born_on.year) * MONTHS_PER_YEAR + on.month - born_on.month
    if on.day < born_on.day:
        months -= 1
    years, rest = divmod(months, MONTHS_PER_YEAR)
    return say("{} y {} m").format(years, rest) if years else say("{} m").format(rest)
