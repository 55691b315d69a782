"""Single values on their way into the file and out of it: the border between Decimal and text.

sqlite-utils turns a ``Decimal`` into a float before it binds it, even into a TEXT column of a
STRICT table: 0.09999999999999999999 becomes 0.1. So nothing but ``str``, ``int``, ``bytes`` and
None may pass here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import Quality
from mrdtracker.store.chain import Cell, Row
from mrdtracker.words import say

_BINDABLE = frozenset({str, int, bytes, type(None)})
_LARGEST_EXPONENT = 60

E = TypeVar("E", bound=Enum)


def check_bindable(rows: Sequence[Row]) -> None:
    """Refuse every value that the driver or the library would change on its way into the file.

    Raises:
        TypeError: A float, a Decimal, a bool, a date, a list …
    """
    for row in rows:
        if not _BINDABLE.issuperset(map(type, row)):
            strange = next(type(cell).__name__ for cell in row if type(cell) not in _BINDABLE)
            raise TypeError(f"a {strange} must not reach the database; encode it exactly")


@lru_cache(maxsize=8192, typed=True)
def exact_text(number: Decimal) -> str:
    """Write a number canonically.

    Raises:
        TypeError: Anything but a Decimal: a float was rounded before it came here.
        InvalidInputError: Negative, not finite, or out of all reason.
    """
    if type(number) is not Decimal:
        raise TypeError(f"a {type(number).__name__} is not an exact number")
    if number.is_finite() and abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise InvalidInputError(say("The number is out of all reason."), say("Check the unit."))
    return canonical_text(number)


def exact_or_none(number: Decimal | None) -> str | None:
    """Write a number canonically, or nothing."""
    return None if number is None else exact_text(number)


def day_text(on: date | None) -> str | None:
    """Write a calendar day; a ``datetime`` is refused, it would bring a time along."""
    if on is None:
        return None
    if type(on) is not date:
        raise TypeError("a calendar day has no time")
    return on.isoformat()


def word_text(word: Enum | None) -> str | None:
    """Write a word of a closed list."""
    return None if word is None else word.value


def quality_text(words: tuple[Quality, ...]) -> str:
    """Write qualities in their order, with blanks between them."""
    return " ".join([word.value for word in words]) if words else ""


def read_exact(cell: Cell) -> Decimal | None:
    """Read a number exactly."""
    return None if cell is None else Decimal(str(cell))


def read_day(cell: Cell) -> date | None:
    """Read a calendar day."""
    return None if cell is None else date.fromisoformat(str(cell))


def read_word(words: type[E], cell: Cell) -> E | None:
    """Read a word of a closed list."""
    return None if cell is None else words(cell)


def read_text(cell: Cell) -> str | None:
    """Read a text that may be missing."""
    return None if cell is None else str(cell)


def read_int(cell: Cell) -> int | None:
    """Read a whole number that may be missing."""
    return None if cell is None else int(cell)


def read_qualities(cell: Cell) -> tuple[Quality, ...]:
    """Read qualities in their order."""
    return tuple(Quality(word) for word in str(cell).split(" ")) if cell else ()
