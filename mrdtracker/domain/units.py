"""Units of residual disease, exact to the last digit; there is no default unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import (
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Underflow,
)
from enum import Enum
from fractions import Fraction

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import say

HUNDRED = 100
MAX_DIGITS = 30
LONGEST_SHOWN = 60
MAX_DECIMALS = 20

# Traps make every lossy step an exception: percent to fraction is a shift, or it is an error.
EXACT = Context(
    prec=60,
    Emin=-999,
    Emax=999,
    traps=[
        Inexact,
        Rounded,
        InvalidOperation,
        Overflow,
        Underflow,
        DivisionByZero,
        FloatOperation,
        Clamped,
    ],
)
# ASCII only: Decimal() itself accepts 1_000, full-width and Arabic digits, nan and inf.
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\Z")


class QuantityKind(Enum):
    """What a number counts; kinds are never mixed and never converted into each other."""

    CELL_FRACTION = "cell_fraction"
    CELL_CONCENTRATION = "cell_concentration"
    TRANSCRIPT_RATIO = "transcript_ratio"


class Unit(Enum):
    """The closed list of units a result may be reported in."""

    PERCENT = "%"
    FRACTION = "fraction"
    PER_1E4 = "per_1e4"
    PER_1E6 = "per_1e6"
    PER_UL = "per_uL"
    E9_PER_L = "10e9_per_L"
    COPIES_RATIO = "copies_ratio"
    NCN = "ncn"

    @property
    def kind(self) -> QuantityKind:
        """What numbers in this unit count."""
        return _KIND[self]


_KIND = {
    Unit.PERCENT: QuantityKind.CELL_FRACTION,
    Unit.FRACTION: QuantityKind.CELL_FRACTION,
    Unit.PER_1E4: QuantityKind.CELL_FRACTION,
    Unit.PER_1E6: QuantityKind.CELL_FRACTION,
    Unit.PER_UL: QuantityKind.CELL_CONCENTRATION,
    Unit.E9_PER_L: QuantityKind.CELL_CONCENTRATION,
    Unit.COPIES_RATIO: QuantityKind.TRANSCRIPT_RATIO,
    Unit.NCN: QuantityKind.TRANSCRIPT_RATIO,
}
# 10^9 cells per litre = 10^3 cells per microlitre.
_SHIFT = {
    Unit.PERCENT: -2,
    Unit.FRACTION: 0,
    Unit.PER_1E4: -4,
    Unit.PER_1E6: -6,
    Unit.PER_UL: 0,
    Unit.E9_PER_L: 3,
    Unit.COPIES_RATIO: 0,
    Unit.NCN: 0,
}

CANONICAL_UNIT = {
    QuantityKind.CELL_FRACTION: Unit.FRACTION,
    QuantityKind.CELL_CONCENTRATION: Unit.PER_UL,
    QuantityKind.TRANSCRIPT_RATIO: Unit.COPIES_RATIO,
}


def read_decimal(text: str) -> Decimal:
    """Read a plain non-negative ASCII number such as ``0.05`` or ``5e-4``, exactly.

    Raises:
        InvalidInputError: Anything else: a comma, a sign, other digits, nan, more than 30 digits
            or more than 20 decimals (it is refused, never rounded).
    """
    stripped = text.strip(" ")
    if not _NUMBER.match(stripped):
        raise InvalidInputError(
            say("'{}' is not a number.").format(_shortened(text)),
            say("Write digits with a decimal point, such as 0.05 or 5e-4."),
        )
    number = Decimal(stripped)
    if _is_too_long(number):
        raise _too_long(f"'{_shortened(text)}'")
    return number


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def canonical_text(number: Decimal) -> str:
    """Write a non-negative number as the store keeps it: no sign, exponent or trailing zero.

    Example:
        ``canonical_text(Decimal("5.0E-4"))`` is ``"0.0005"``.
    """
    if not number.is_finite() or (number.is_signed() and number != 0):
        raise InvalidInputError(say("{} is not a number that can be kept.").format(number))
    text = format(number, "f").removeprefix("-")
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_canonical(number: Decimal, unit: Unit) -> Decimal:
    """Convert exactly to the canonical number of the unit's kind.

    Cell fraction: 0 to 1; cell concentration: cells per microlitre; transcript ratio: the ratio.

    Raises:
        InvalidInputError: More digits than are kept: what is converted can always be stored.
    """
    converted = number.scaleb(_SHIFT[unit], EXACT)
    if _is_too_long(converted):
        raise _too_long(f"{number} in the unit '{unit.value}'")
    return converted


def from_canonical(number: Decimal, unit: Unit) -> Decimal:
    """Convert a canonical number exactly back into the unit."""
    return number.scaleb(-_SHIFT[unit], EXACT)


def quotient(part: int, whole: int) -> Decimal:
    """Divide two counts; exact where 20 decimals hold the answer, else rounded half to even.

    The counts stay the truth: compare them, and show this number as computed.
    """
    return Decimal(round(Fraction(part * 10**MAX_DECIMALS, whole))).scaleb(-MAX_DECIMALS, EXACT)


@dataclass(frozen=True)
class AbsoluteCount:
    """Blasts per microlitre of blood, with the arithmetic that a reader can repeat."""

    per_microlitre: Decimal
    formula: str


def absolute_blasts(wbc_10e9_per_litre: Decimal, blast_percent: Decimal) -> AbsoluteCount:
    """Compute the absolute blast count from white cells (10^9/L) and blasts (% of white cells).

    The day-8 prednisone response is defined on this count: JACLS ALL-02, Blood 2016;128(22):3973.

    Raises:
        InvalidInputError: Blasts above 100 %, or numbers of more digits than are kept.
    """
    if blast_percent > HUNDRED:
        raise InvalidInputError(
            say("{} % blasts is more than 100 %.").format(blast_percent),
            say("Check the differential count."),
        )
    cells = EXACT.multiply(to_canonical(wbc_10e9_per_litre, Unit.E9_PER_L), blast_percent)
    count = cells.scaleb(-2, EXACT)
    if _is_too_long(count):
        raise _too_long("The product")
    formula = (
        f"{canonical_text(wbc_10e9_per_litre)} ×10⁹/L × {canonical_text(blast_percent)} % "
        f"= {canonical_text(count)} /µL"
    )
    return AbsoluteCount(count, formula)


def _is_too_long(number: Decimal) -> bool:
    """Whether `read_decimal` could not read back what `canonical_text` writes."""
    _sign, digits, exponent = number.as_tuple()
    if isinstance(exponent, int) and -MAX_DECIMALS <= exponent <= 0 and len(digits) <= MAX_DIGITS:
        return False  # nearly every number, and a table has hundreds of thousands
    text = canonical_text(number)
    whole, _, decimals = text.partition(".")
    return len(whole) + len(decimals) > MAX_DIGITS or len(decimals) > MAX_DECIMALS


def _too_long(what: str) -> InvalidInputError:
    return InvalidInputError(
        say("{} has more digits than a laboratory reports.").format(what),
        say("At most {} digits and {} decimals are kept exactly.").format(
            MAX_DIGITS, MAX_DECIMALS
        ),
    )
