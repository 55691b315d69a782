"""Writes amounts, thresholds and results, re-readable by the one reader: exact, or for people.

What is compared again later (a history, an import, a form, an export) is written with all its
digits. What a person only reads is written by the functions that begin with ``rounded``: with few
digits, and more where few would put it on the other side of a threshold.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from mrdtracker.domain.mrd_value import Interval, MrdValue, ResultState
from mrdtracker.domain.units import (
    MAX_DIGITS,
    QuantityKind,
    Unit,
    canonical_text,
    from_canonical,
)
from mrdtracker.words import say, say_code

SHOWN_DIGITS = 3
# No bundled pack asks for a number of more digits; a test holds them to it.
PUBLISHED_DIGITS = 2
SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
_NUMBERS = ("lod", "lloq", "sensitivity", "uloq", "value")
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SMALLEST_WHOLE_RATIO = 10


def percent_text(fraction: Decimal) -> str:
    """Write a fraction in percent with all its digits: ``0.05 %``."""
    return f"{canonical_text(from_canonical(fraction, Unit.PERCENT))} %"


def rounded_percent_text(
    fraction: Decimal, thresholds: Iterable[Decimal] = (), digits: int = SHOWN_DIGITS
) -> str:
    """Write a fraction in percent with few digits, and more where rounding would mislead.

    0.0996 % is not written as "0.1 %" beside a threshold of 0.1 %: digits are added until the
    shown number stands in the same order to every threshold as the number itself.

    Args:
        fraction: The number, 0 to 1.
        thresholds: Fractions that it may be compared with on the same screen.
        digits: Significant digits to begin with.
    """
    return percent_text(rounded_amount(fraction, thresholds, digits))


def rounded_amount(
    number: Decimal, thresholds: Iterable[Decimal] = (), digits: int = SHOWN_DIGITS
) -> Decimal:
    """Round a number to be shown, so that it looks like nothing that it is not.

    The shown number stands to zero, to one and to every threshold as the number itself does. It
    is no round number (two significant digits or fewer) either, unless the number itself is:
    thresholds that nobody named here are round numbers, and a number that was rounded to three
    digits can only have stepped over one by landing on it.

    Args:
        number: In its canonical unit.
        thresholds: Numbers of the same unit that it may be compared with on the same screen.
        digits: Significant digits to begin with.
    """
    held_against = tuple(thresholds)  # zero is never reached, and one is a round number
    before_the_point = number.adjusted() + 1  # a count of cells keeps its whole number
    for shown_digits in range(max(digits, before_the_point), MAX_DIGITS):
        shown = Context(prec=shown_digits, rounding=ROUND_HALF_EVEN).create_decimal(number)
        if shown == number:
            return number
        if not _is_round(shown) and all(
            _order(shown, one) == _order(number, one) for one in held_against
        ):
            return shown
    return number


def rounded_quantity_text(
    value: Decimal, kind: QuantityKind, thresholds: Iterable[Decimal] = ()
) -> str:
    """Write a canonical number for people, with the unit of its kind (see `rounded_amount`)."""
    return quantity_text(rounded_amount(value, thresholds), kind)


def rounded_value(value: MrdValue, thresholds: Iterable[Decimal] = ()) -> MrdValue:
    """Round every number of a result to be shown (see `rounded_amount`).

    The shown numbers stand to each other and to every threshold as the exact ones do.
    """
    exact = {name: getattr(value, name) for name in _NUMBERS}
    stated = {name: number for name, number in exact.items() if number is not None}
    if all(len(number.as_tuple().digits) <= SHOWN_DIGITS for number in stated.values()):
        return value
    published, shown = tuple(thresholds), dict[Decimal, Decimal]()
    for number in dict.fromkeys(stated.values()):
        others = [one for one in stated.values() if one != number]
        shown[number] = rounded_amount(number, [*published, *others, *shown.values()])
    rounded = {name: number and shown[number] for name, number in exact.items()}
    return MrdValue(value.state, value.kind, **rounded, limits_note=value.limits_note)


def rounded_value_text(value: MrdValue, thresholds: Iterable[Decimal] = ()) -> str:
    """Write a result for people: its state, with numbers of few digits."""
    return value_text(rounded_value(value, thresholds))


def power_text(fraction: Decimal) -> str:
    """Write a number as a power of ten with all its digits: ``5·10⁻⁴``, ``10⁻⁴``, ``0``."""
    if fraction == 0:
        return "0"
    digits = canonical_text(fraction).replace(".", "").strip("0")
    exponent = str(fraction.adjusted()).translate(_SUPERSCRIPT)
    mantissa = digits[0] + (f".{digits[1:]}" if digits[1:] else "")
    return f"10{exponent}" if mantissa == "1" else f"{mantissa}·10{exponent}"


def both_notations(fraction: Decimal) -> str:
    """Write a fraction in percent and as a power of ten: ``0.05 % (5·10⁻⁴)``."""
    return f"{percent_text(fraction)} ({power_text(fraction)})"


def one_in_text(fraction: Decimal) -> str:
    """Write a fraction as one cell in so many: ``1 in 2 000``; ``about 1 in 8 127``."""
    if fraction == 0:
        return "none"
    cells = 1 / Fraction(fraction)
    if cells.denominator == 1:
        return say("1 in {}").format(_grouped(cells.numerator))
    if cells < _SMALLEST_WHOLE_RATIO:
        whole, tenths = divmod(round(cells * 10), 10)
        return say("about 1 in {}.{}").format(whole, tenths)
    return say("about 1 in {}").format(_grouped(round(cells)))


def quantity_text(value: Decimal, kind: QuantityKind) -> str:
    """Write a canonical number with the unit of its kind: ``0.05 %``, ``1000 /µL``, ``0.0005``."""
    if kind is QuantityKind.CELL_FRACTION:
        return percent_text(value)
    if kind is QuantityKind.CELL_CONCENTRATION:
        return f"{canonical_text(value)} /µL"
    return canonical_text(value)


def value_text(value: MrdValue) -> str:
    """Write a result in words that say its state; the one reader reads them back."""
    kind = value.kind
    if value.state is ResultState.QUANTIFIED and value.value is not None:
        return quantity_text(value.value, kind)
    if value.state is ResultState.ABOVE_ULOQ and value.uloq is not None:
        return f"> {quantity_text(value.uloq, kind)}"
    if value.state is ResultState.POSITIVE_BELOW_LLOQ:
        return say("pos., not quantifiable ({})").format(_limit_text("QR", value.lloq, kind))
    if value.state is ResultState.UNCERTAIN_SIGNIFICANCE:
        return say("uncertain significance ({})").format(_limit_text("QR", value.lloq, kind))
    if value.state is ResultState.NEGATIVE:
        return say("not detected ({})").format(_reached_text(value))
    return say_code(value.state)


def threshold_text(operator: str, threshold: Decimal, kind: QuantityKind) -> str:
    """Write a condition as published: ``≥ 0.01 %``."""
    return f"{SIGNS[operator]} {quantity_text(threshold, kind)}"


def interval_text(interval: Interval, kind: QuantityKind) -> str:
    """Write what is still possible: ``[0, 0.01 %)``, or ``0.05 %`` for a single point."""
    if interval.high == interval.low:
        return quantity_text(interval.low, kind)
    low = "0" if interval.low == 0 else quantity_text(interval.low, kind)
    left = "(" if interval.low_open else "["
    if interval.high is None:
        return f"{left}{low}, ∞)"
    right = ")" if interval.high_open else "]"
    return f"{left}{low}, {quantity_text(interval.high, kind)}{right}"


def _limit_text(name: str, limit: Decimal | None, kind: QuantityKind) -> str:
    return (
        say("{} not stated").format(name)
        if limit is None
        else f"{name} {quantity_text(limit, kind)}"
    )


def _reached_text(value: MrdValue) -> str:
    reached = value.reached_sensitivity
    if reached is None:
        return say("sensitivity not stated")
    name = "s =" if reached == value.sensitivity else "LOD"
    return f"{name} {quantity_text(reached, value.kind)}"


def _is_round(number: Decimal) -> bool:
    return len(number.normalize().as_tuple().digits) <= PUBLISHED_DIGITS


def _order(one: Decimal, other: Decimal) -> int:
    return (one > other) - (one < other)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")
