"""A value that is typed a second time: whether it says the same as the first."""

from __future__ import annotations

from dataclasses import replace

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.notation import CountLimits, Entry, Limits, read_value
from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.presenters.form import Message, echo, error
from mrdtracker.words import say


def line_of_second(again: str, first: MrdValue, method: Method, counts: CountLimits) -> Message:
    """Say whether a text is the same result as a value; without its unit it is none.

    Args:
        again: What was typed the second time.
        first: The value that was typed first.
        method: By what it was measured.
        counts: How many events make a limit in this laboratory.
    """
    limits = Limits(first.lod, first.lloq, first.sensitivity)
    try:
        answer = read_value(again, method=method, unit=None, limits=limits, counts=counts)
    except InvalidInputError:
        return ask_again()
    if not isinstance(answer, Entry):
        return ask_again()
    if not is_same_value(answer.value, first):
        return error(say("The two values differ. Look at the report once more."))
    return echo(say("Both values agree."))


def ask_again() -> Message:
    """Ask for the second value."""
    return error(say("Type the value a second time with its unit, as it stands on the report."))


def is_same_value(one: MrdValue, other: MrdValue) -> bool:
    """Say whether two values are the same, however their limits came about."""
    return replace(one, limits_note="") == replace(other, limits_note="")
