"""What counting alone leaves open: the exact interval of a proportion of counted cells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Context, Decimal

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import say

DIGITS = 7
_ROUND = Context(prec=DIGITS)
_TINY = 1e-300
_PRECISION = 1e-12
_MOST_TERMS = 5000
_MOST_STEPS = 200


@dataclass(frozen=True)
class CountingInterval:
    """Proportions that are still compatible with the counted cells, as fractions from 0 to 1.

    It covers the counting error only: not gating, not blood in the marrow. Say so beside it.
    """

    low: Decimal
    high: Decimal


def counting_interval(
    positive: int, total: int, confidence: Decimal = Decimal("0.95")
) -> CountingInterval:
    """Return the exact two-sided interval of ``positive`` cells among ``total``.

    Source: Clopper and Pearson, Biometrika 1934;26:404. The ends are given to 7 digits.

    Raises:
        InvalidInputError: Counts that cannot be.
    """
    if total <= 0 or not 0 <= positive <= total:
        raise InvalidInputError(
            say("{} positive events of {} cannot be.").format(positive, total),
            say("State the events in total, and not more positive ones than that."),
        )
    half = float(1 - confidence) / 2
    low = 0.0 if positive == 0 else _beta_quantile(half, positive, total - positive + 1)
    high = 1.0 if positive == total else _beta_quantile(1 - half, positive + 1, total - positive)
    return CountingInterval(_ROUND.create_decimal(repr(low)), _ROUND.create_decimal(repr(high)))


def _beta_quantile(probability: float, a: int, b: int) -> float:
    """Find x with I_x(a, b) = probability: Newton's steps, halving where one leaves the bracket.

    The function rises with x, and from the middle of the distribution outwards it bends one way,
    so that a few steps are enough.
    """
    low, high = 0.0, 1.0
    x = a / (a + b)
    for _ in range(_MOST_STEPS):
        reached = _incomplete_beta(x, a, b)
        low, high = (x, high) if reached < probability else (low, x)
        slope = math.exp(_log_front(x, a, b)) / (x * (1 - x))
        following = x - (reached - probability) / slope if slope > 0 else low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) <= x * _PRECISION:
            return following
        x = following
    return x


def _incomplete_beta(x: float, a: int, b: int) -> float:
    """Return the regularised incomplete beta function I_x(a, b) for 0 < x < 1."""
    front = math.exp(_log_front(x, a, b))
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(x, a, b) / a
    return 1 - front * _continued_fraction(1 - x, b, a) / b


def _log_front(x: float, a: int, b: int) -> float:
    powers = a * math.log(x) + b * math.log1p(-x)
    return math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + powers


def _continued_fraction(x: float, a: int, b: int) -> float:
    """Evaluate the fraction of I_x(a, b) by the modified Lentz method.

    Source: Press et al., Numerical Recipes, 3rd edition 2007, section 6.4.
    """
    c, d = 1.0, 1 / _kept_from_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _kept_from_zero(1 + term * d)
            c = _kept_from_zero(1 + term / c)
            change = c * d
            result *= change
        if abs(change - 1) < _PRECISION / 100:
            break
    return result


def _kept_from_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
