"""Dates as typed: read, or answered with the question that makes them clear."""

from __future__ import annotations

import re
from datetime import date

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation import date_text, read_date
from mrdtracker.gui.presenters.form import Message, Offer, error_of, question

_TWO_ORDERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})\Z")


def read_typed_date(text: str) -> date | Message:
    """Read a date, or return the message that stands below the field instead.

    ``12/07/2025`` comes back as a question with both readings to choose from.
    """
    try:
        return read_date(text)
    except InvalidInputError as refusal:
        offers = _both_orders(text.strip())
        if len(offers) > 1:
            return question(refusal.message, offers)
        return error_of(refusal)


def typed_date(text: str) -> date | None:
    """Return the date that a text stands for; None where it is empty or not clear."""
    answer = read_typed_date(text) if text else None
    return answer if isinstance(answer, date) else None


def problem_of_date(text: str) -> Message | None:
    """Return what keeps a typed date from being taken; None where it is empty or clear."""
    answer = read_typed_date(text) if text else None
    return answer if isinstance(answer, Message) else None


def _both_orders(text: str) -> tuple[Offer, ...]:
    found = _TWO_ORDERS.match(text)
    if found is None:
        return ()
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    offers = []
    for day, month in ((first, second), (second, first)):
        try:
            words = date_text(date(year, month, day))
        except ValueError:
            continue
        offers.append(Offer(words, words))
    return tuple(offers)
