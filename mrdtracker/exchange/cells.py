"""What the cells of one table mean by its mapping: missing, unknown, a number, a day, a word."""

from __future__ import annotations

import re
from collections.abc import Mapping as Words
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.units import read_decimal
from mrdtracker.exchange.date_order import date_reader
from mrdtracker.exchange.formula_cells import uncover_formula
from mrdtracker.exchange.mapping import Mapping
from mrdtracker.words import say

EnumT = TypeVar("EnumT", bound=Enum)
MAX_DAYS = 36_525
_KEEP = 50_000
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])", re.ASCII)
_POINT = re.compile(r"[0-9]\.[0-9]", re.ASCII)
_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(?:\.0{1,9})?", re.ASCII)


class BadCellError(Exception):
    """A cell that cannot be taken; it becomes a problem of its row and never leaves a plan."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column
        self.text = text


@dataclass(frozen=True)
class Vocabulary:
    """Words of a table to words of ours; capitals and doubled blanks make no difference."""

    meanings: Words[str, str]

    @classmethod
    def of(cls, values: Words[str, str]) -> Vocabulary:
        return cls({fold(word): meaning for word, meaning in values.items()})

    def meaning(self, text: str) -> str | None:
        """Return what a cell stands for, or None where the mapping does not name it."""
        return self.meanings.get(fold(text)) if self.meanings else None


class Cells:
    """Reads single cells of one table; every refusal is an ``InvalidInputError``."""

    def __init__(self, mapping: Mapping) -> None:
        self._missing = frozenset(fold(word) for word in (*mapping.missing, ""))
        self._unknown = frozenset(fold(word) for word in mapping.unknown)
        self._has_comma = mapping.decimal_mark == ","
        self._is_escaped = mapping.has_escaped_formulas
        self._stated: dict[str, str] = {}
        self._read_date = date_reader(mapping.date_format)

    def raw(self, cell: str) -> str:
        """Return the cell as its writer meant it, blanks included."""
        return uncover_formula(cell) if self._is_escaped else cell

    def text(self, cell: str) -> str:
        """Return the cell without blanks around it."""
        return self.raw(cell).strip()

    def stated(self, cell: str) -> str:
        """Return the cell without blanks around it; empty where it states nothing."""
        known = self._stated.get(cell)
        if known is None:
            if len(self._stated) >= _KEEP:
                self._stated.clear()
            text = self.text(cell)
            says_nothing = self.is_missing(text) or self.is_unknown(text)
            known = self._stated[cell] = "" if says_nothing else text
        return known

    def is_missing(self, text: str) -> bool:
        """Nobody said anything."""
        return not text or fold(text) in self._missing

    def is_unknown(self, text: str) -> bool:
        """Somebody said that it is not known."""
        return fold(text) in self._unknown

    def is_number(self, text: str) -> bool:
        """Digits, at most one mark and an exponent; the mark may be the wrong one."""
        return _PLAIN_NUMBER.fullmatch(text) is not None

    def with_point(self, text: str) -> str:
        """Return the text with decimal points, by the mark that the table declares."""
        if not self._has_comma:
            if _COMMA.search(text):
                raise InvalidInputError(
                    say("'{}' has a comma, but this table's decimal mark is a point.").format(
                        text
                    ),
                    say(
                        "If the comma is the decimal mark, set decimal_mark = ',' in the "
                        "mapping; if it groups thousands, take it out."
                    ),
                )
            return text
        if _POINT.search(text):
            raise InvalidInputError(
                say("'{}' has a point, but this table's decimal mark is a comma.").format(text),
                say(
                    "If the point is the decimal mark, set decimal_mark = '.' in the "
                    "mapping; if it groups thousands, take it out."
                ),
            )
        return _COMMA.sub(".", text)

    def number(self, text: str) -> Decimal:
        """Read a number exactly as it is written."""
        return read_decimal(self.with_point(text))

    def whole(self, text: str, what: str) -> int:
        """Read a whole number; ``3592.0`` is one."""
        found = _WHOLE.fullmatch(self.with_point(text))
        if found is None or int(found[1]) < 0:
            raise InvalidInputError(
                say("'{}' is not {}.").format(text, what), say("Write a whole number.")
            )
        return int(found[1])

    def day(self, text: str) -> int:
        """Read a protocol day; days before the first dose are negative."""
        found = _WHOLE.fullmatch(self.with_point(text))
        if found is None or abs(int(found[1])) > MAX_DAYS:
            raise InvalidInputError(
                say("'{}' is not a protocol day.").format(text), say("Write a whole number.")
            )
        return int(found[1])

    def on(self, text: str) -> date:
        """Read a date by the order that the table declares."""
        return self._read_date(text)


def fold(text: str) -> str:
    """Return the form in which words are compared."""
    return " ".join(text.split()).casefold()


def member(kind: type[EnumT], text: str, vocabulary: Vocabulary) -> EnumT:
    """Read a word of a closed list, by the mapping's words first and by our own second.

    Raises:
        InvalidInputError: Neither knows the word.
    """
    wanted = fold(vocabulary.meaning(text) or text)
    for one in kind:
        if fold(str(one.value)) == wanted:
            return one
    known = (*vocabulary.meanings, *(str(one.value) for one in kind))
    raise InvalidInputError(
        say("'{}' is not a word that is known here.").format(text),
        say("Known: {}. Add it to the mapping's values.").format(", ".join(dict.fromkeys(known))),
    )
