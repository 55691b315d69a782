"""Reads named fields of a foreign object strictly: every mistake is listed with its path."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeVar
from unicodedata import category

from mrdtracker.domain.errors import InvalidInputError, Problem, ProblemsError
from mrdtracker.domain.notation_dates import EARLIEST_YEAR, LATEST_YEAR
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import read_decimal
from mrdtracker.words import say

LONGEST_TEXT = 2000
LONGEST_SHOWN = 60
MOST = 10**12
# What JavaScript's and Python's writers put into JSON where there is no number.
NO_NUMBERS = ("NaN", "Infinity")
_Choice = TypeVar("_Choice", bound=Enum)


class RefusedNumber(str):
    """A number of a JSON text that is no integer: its digits, not yet rounded to binary."""

    __slots__ = ()


class JsonObject(dict[str, object]):
    """An object of a JSON text that remembers which keys stood twice."""

    def __init__(self, pairs: Iterable[tuple[str, object]]) -> None:
        super().__init__()
        self.twice: list[str] = []
        for key, value in pairs:
            if key in self:
                self.twice.append(key)
            self[key] = value


def read_json(text: str, where: str) -> object:
    """Parse JSON without losing a digit or a doubled key; `Fields` reports both with their path.

    Raises:
        ProblemsError: It is not JSON; the line is named.
    """
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=JsonObject,
            parse_float=RefusedNumber,
            parse_int=_read_integer,
            parse_constant=RefusedNumber,
        )
    except json.JSONDecodeError as error:
        place = say("line {}, column {}").format(error.lineno, error.colno)
        raise ProblemsError(
            where, [Problem(place, say("not JSON: {}.").format(error.msg))]
        ) from None
    except RecursionError:
        raise ProblemsError(where, [Problem("", say("nested too deeply to be a case."))]) from None


def _read_integer(digits: str) -> object:
    return int(digits) if len(digits) <= len(str(MOST)) else RefusedNumber(digits)


class Fields:
    """One object of a foreign document; absent and null fields are None.

    Args:
        document: What should be an object with named fields.
        path: Where it stands, "results[0]"; empty for the whole document.
        problems: The list that every mistake is added to.
        allowed: Names of the fields; any other name is a mistake.
    """

    def __init__(
        self, document: object, path: str, problems: list[Problem], allowed: Collection[str]
    ) -> None:
        self.path = path
        self.problems = problems
        self._values: Mapping[str, object] = {}
        self.is_object = isinstance(document, Mapping)
        if not isinstance(document, Mapping):
            self.refuse(
                "", say("must be an object with named fields, not {}.").format(_shown(document))
            )
            return
        self._values = document
        for name in getattr(document, "twice", ()):
            self.refuse(str(name), say("stands twice in the same object."))
        for name in document:
            if name not in allowed:
                self.refuse(
                    str(name), say("is not a field. {}").format(_suggestion(str(name), allowed))
                )

    def where(self, name: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{name}".strip(".")

    def refuse(self, name: str, text: str) -> None:
        """Add a problem at a field."""
        self.problems.append(Problem(self.where(name), text))

    def has(self, name: str) -> bool:
        """Answer whether a field is there and not null."""
        return self._values.get(name) is not None

    def text(self, name: str) -> str | None:
        """Read a text."""
        value = self._values.get(name)
        if value is None:
            return None
        if isinstance(value, RefusedNumber) or not isinstance(value, str):
            self.refuse(name, say("must be a text, not {}.").format(_shown(value)))
            return None
        if len(value) > LONGEST_TEXT:
            self.refuse(name, say("is longer than {} characters.").format(LONGEST_TEXT))
            return None
        if any(category(sign) in ("Cc", "Cs") for sign in value if sign not in "\n\r\t"):
            self.refuse(
                name, say("holds signs that no text has: control signs or half of a pair.")
            )
            return None
        return value

    def integer(self, name: str, lowest: int = 0, highest: int = MOST) -> int | None:
        """Read a whole number, as a JSON number or as a text."""
        number = self.number(name, is_signed=lowest < 0)
        if number is None:
            return None
        if number != number.to_integral_value() or not lowest <= number <= highest:
            self.refuse(name, say("must be a whole number from {} to {}.").format(lowest, highest))
            return None
        return int(number)

    def number(self, name: str, *, is_signed: bool = False) -> Decimal | None:
        """Read an exact number: a text, or a whole JSON number; a float is refused."""
        value = self._values.get(name)
        if value is None:
            return None
        reason = _why_no_number(value)
        if reason:
            self.refuse(name, reason)
            return None
        digits = str(value)
        sign = -1 if is_signed and digits.startswith("-") else 1
        try:
            return sign * read_decimal(digits.removeprefix("-") if is_signed else digits)
        except InvalidInputError as error:
            self.refuse(name, str(error))
            return None

    def on(self, name: str) -> date | None:
        """Read a calendar date in the form 2025-03-05; a date of a TOML file is taken too."""
        value = self._values.get(name)
        if value is None:
            return None
        on = value if isinstance(value, date) and not isinstance(value, datetime) else None
        if isinstance(value, str):
            on = _iso_date(value)
        if on is None:
            self.refuse(name, say("{} is not a date: write 2025-03-05.").format(_shown(value)))
        elif not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
            self.refuse(
                name,
                say("{} is not in the years {} to {}.").format(
                    _shown(str(value)), EARLIEST_YEAR, LATEST_YEAR
                ),
            )
            return None
        return on

    def word(self, name: str, words: type[_Choice]) -> _Choice | None:
        """Read one word of a closed list."""
        value = self._values.get(name)
        return None if value is None else self._word_of(name, value, words)

    def words(self, name: str, words: type[_Choice]) -> tuple[_Choice, ...]:
        """Read a list of words of a closed list, each once."""
        read = [
            self._word_of(f"{name}[{place}]", value, words)
            for place, value in enumerate(self.items(name))
        ]
        known = [word for word in read if word is not None]
        if len(set(known)) < len(known):
            self.refuse(name, say("names the same word twice."))
        return tuple(known)

    def truth(self, name: str) -> Truth:
        """Read yes, no or unknown; true and false are taken, an absent field is UNKNOWN."""
        value = self._values.get(name)
        if value is None:
            return Truth.UNKNOWN
        if isinstance(value, bool):
            return Truth.of(value)
        word = self._word_of(name, value, Truth)
        return Truth.UNKNOWN if word is None else word

    def child(self, name: str, allowed: Collection[str]) -> Fields:
        """Read an object inside this one; an absent one has no fields."""
        document = self._values.get(name)
        return Fields(
            {} if document is None else document, self.where(name), self.problems, allowed
        )

    def items(self, name: str) -> tuple[object, ...]:
        """Read a list; an absent one is empty."""
        value = self._values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.refuse(name, say("must be a list, not {}.").format(_shown(value)))
            return ()
        return tuple(value)

    def named_words(self, name: str, words: type[_Choice]) -> dict[str, _Choice]:
        """Read an object of free names, each with one word of a closed list."""
        document = self._values.get(name)
        keys = tuple(document) if isinstance(document, Mapping) else ()
        inside = self.child(name, keys)
        read = {str(key): inside.word(key, words) for key in keys if str(key).strip()}
        if len(read) < len(keys):
            self.refuse(name, say("has a field without a name."))
        return {key: word for key, word in read.items() if word is not None}

    def _word_of(self, name: str, value: object, words: type[_Choice]) -> _Choice | None:
        known = [str(word.value) for word in words]
        if isinstance(value, str) and value in known:
            return words(value)
        suggestion = _suggestion(value if isinstance(value, str) else "", known)
        self.refuse(name, say("{} is not allowed. {}").format(_shown(value), suggestion))
        return None


def _length(value: int | str) -> int:
    """Return how many characters a number takes, without writing a huge one out."""
    return len(value) if isinstance(value, str) else value.bit_length() // 3


def _why_no_number(value: object) -> str:
    """Say why a value is none that could be read as an exact number, or nothing."""
    if isinstance(value, RefusedNumber) and value.endswith(NO_NUMBERS):
        return say("{} is no number: leave the field out where nothing was measured.").format(
            value
        )
    if isinstance(value, RefusedNumber) and _is_far_too_long(value):
        return say("has {} digits, which no number here has.").format(len(value))
    if isinstance(value, float | RefusedNumber):
        return say('{0} is a binary number: write it as text, "{0}".').format(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return say("must be a number written as text, not {}.").format(_shown(value))
    return say("is far longer than any number.") if _length(value) > LONGEST_TEXT else ""


def _is_far_too_long(number: str) -> bool:
    return len(number) > LONGEST_SHOWN or number.removeprefix("-").isdigit()


def _iso_date(text: str) -> date | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if on.isoformat() == text else None


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"'{value[:LONGEST_SHOWN]}'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return say("an object")
    return say("a list") if isinstance(value, list | tuple) else str(value)[:LONGEST_SHOWN]


def _suggestion(name: str, allowed: Collection[str]) -> str:
    near = difflib.get_close_matches(name, allowed)
    if near:
        return say("Did you mean '{}'?").format(near[0])
    return say("Allowed: {}.").format(", ".join(allowed))
