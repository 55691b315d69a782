"""Published thresholds: an operator, an exact number and a unit, held against what is possible."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import Interval
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import EXACT, QuantityKind, canonical_text, read_decimal
from mrdtracker.words import mark, say

_FORM = re.compile(r"(?P<operator>>=|<=|>|<)?\s*(?P<number>[^\s<>=]+)(\s+(?P<unit>\S+))?\Z")


class Operator(Enum):
    """The four comparisons; they are not interchangeable, and there is no equals sign."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"

    __hash__ = object.__hash__

    @property
    def sign(self) -> str:
        """The sign as it is printed."""
        return _SIGNS[self]

    @property
    def opposite(self) -> Operator:
        """The comparison that is true exactly where this one is false."""
        return _OPPOSITES[self]


_SIGNS = {
    Operator.AT_LEAST: "≥",
    Operator.ABOVE: ">",
    Operator.AT_MOST: "≤",
    Operator.BELOW: "<",
}
_OPPOSITES = {
    Operator.AT_LEAST: Operator.BELOW,
    Operator.ABOVE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.ABOVE,
    Operator.BELOW: Operator.AT_LEAST,
}


# Of one exact number; the answer for an interval is ``Threshold.ask``.
_HOLDS: Mapping[Operator, Callable[[Decimal | int, Decimal], bool]] = {
    Operator.AT_LEAST: operator.ge,
    Operator.ABOVE: operator.gt,
    Operator.AT_MOST: operator.le,
    Operator.BELOW: operator.lt,
}


@dataclass(frozen=True)
class Scale:
    """What a threshold may be written in, and the power of ten to its canonical number.

    Attributes:
        kind: What the number counts; None for facts such as an age.
        shown_unit: The unit in which the canonical number is printed.
        shown_shift: Power of ten from the canonical number to the printed one.
    """

    units: Mapping[str, int]
    shown_unit: str
    kind: QuantityKind | None = None
    shown_shift: int = 0


FRACTION = Scale(
    {"%": -2, "fraction": 0, "per_1e4": -4, "per_1e6": -6}, "%", QuantityKind.CELL_FRACTION, 2
)
CELLS = Scale({"per_uL": 0, "10e9_per_L": 3}, "/µL", QuantityKind.CELL_CONCENTRATION)
WHITE_CELLS = Scale({"10e9_per_L": 0, "per_uL": -3}, "×10⁹/L")
YEARS = Scale({"years": 0}, mark("years"))
CHROMOSOMES = Scale({"chromosomes": 0}, mark("chromosomes"))
DNA_INDEX = Scale({"DI": 0}, "DI")
PROTOCOL_DAY = Scale({"day": 0}, "")


@dataclass(frozen=True)
class Threshold:
    """A comparison with an exact number.

    Attributes:
        value: Canonical number (fraction 0 to 1, cells per microlitre, years, 10^9/L …).
        number_text: The number with its unit, as printed beside the operator.
        unit: The unit in which the pack writes it.
    """

    operator: Operator
    value: Decimal
    number_text: str
    unit: str
    kind: QuantityKind | None = None

    @property
    def text(self) -> str:
        """Print the comparison as published: ``≥ 0.01 %``."""
        return f"{self.operator.sign} {self.said_number}"

    @property
    def said_number(self) -> str:
        """The number with its unit in the language that is spoken: ``44 chromosomes``."""
        number, _, unit = self.number_text.rpartition(" ")
        return f"{number} {say(unit)}" if number else self.number_text

    def negated(self) -> Threshold:
        """Return the comparison that answers NO where this one answers YES."""
        return replace(self, operator=self.operator.opposite)

    def ask(self, interval: Interval) -> Truth:
        """Hold every value that is still possible against the threshold."""
        if self.operator is Operator.AT_LEAST:
            return interval.at_least(self.value)
        if self.operator is Operator.ABOVE:
            return interval.above(self.value)
        if self.operator is Operator.AT_MOST:
            return interval.at_most(self.value)
        return interval.below(self.value)

    def ask_number(self, number: Decimal | int | None) -> Truth:
        """Hold one exact number against the threshold; None is UNKNOWN."""
        if number is None:
            return Truth.UNKNOWN
        return Truth.YES if _HOLDS[self.operator](number, self.value) else Truth.NO

    def relation(self, shown: str, answer: Truth) -> str:
        """Print what was observed with the comparison that holds: ``0.01 % ≥ 0.01 %``."""
        if answer is Truth.YES:
            return f"{shown} {self.text}"
        if answer is Truth.NO:
            return f"{shown} {self.operator.opposite.sign} {self.said_number}"
        return say("{}: {} cannot be said").format(shown, self.text)


def read_threshold(text: str, scale: Scale) -> Threshold:
    """Read ``>= 0.01 %``: the operator and the unit are written, never assumed.

    Raises:
        InvalidInputError: A missing operator or unit, another unit, or not a number.
    """
    found = _FORM.match(text.strip())
    units = ", ".join(scale.units)
    if found is None:
        raise InvalidInputError(
            say("'{}' is not a comparison: write it as '>= 5 {}'.").format(text, units)
        )
    if found["operator"] is None:
        raise InvalidInputError(
            say("'{}' has no operator: write >=, >, <= or < before it.").format(text)
        )
    if found["unit"] is None:
        raise InvalidInputError(
            say("'{}' has no unit: write one of {} after it.").format(text, units)
        )
    if found["unit"] not in scale.units:
        raise InvalidInputError(
            say("'{}' is not a unit here: write one of {}.").format(found["unit"], units)
        )
    number = read_decimal(found["number"])
    value = number.scaleb(scale.units[found["unit"]], EXACT)
    shown = f"{canonical_text(value.scaleb(scale.shown_shift, EXACT))} {scale.shown_unit}".strip()
    return Threshold(Operator(found["operator"]), value, shown, found["unit"], scale.kind)
