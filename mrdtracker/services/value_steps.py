"""How far two results are apart: a jump of the disease, or a slip of the pen."""

from __future__ import annotations

from decimal import Decimal

from mrdtracker.domain.mrd_value import MrdValue

# 1.5 log10 without a logarithm: the ratio squared against 10^3.
_JUMP_SQUARED = Decimal(1000)
# A slip of percent for fraction, with room for a true change of a factor of 2.
_SLIP_LOW, _SLIP_HIGH = Decimal(50), Decimal(200)


def is_slip(one: Decimal, other: Decimal) -> bool:
    """Say whether two positive numbers are about a factor of 100 apart."""
    ratio = max(one, other) / min(one, other)
    return _SLIP_LOW <= ratio <= _SLIP_HIGH


def is_jump(low: MrdValue, high: MrdValue) -> bool:
    """Say whether every possible ``high`` is at least 1.5 log10 above every possible ``low``."""
    ceiling, floor = low.interval.high, high.interval.low
    if ceiling is None or ceiling == 0 or floor == 0:
        return False
    return (floor / ceiling) ** 2 >= _JUMP_SQUARED
