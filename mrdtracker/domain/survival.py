"""Survival of a group and the difference between groups: Kaplan–Meier, Greenwood, log-rank.

Descriptive only. Times are whole days; a time that was censored on a day counts as at risk on it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95
_HALF = 0.5
_ROUNDING = 1e-9  # of a product of many shares: a half must be found where it is one
_SMALLEST_PIVOT = 1e-12


class TimeToEvent(NamedTuple):
    """How long somebody was watched, and whether the event ended it.

    Attributes:
        days: From time zero; 0 or more.
        is_event: False where the time is censored: the event had not come by then.
    """

    days: int
    is_event: bool


class SurvivalStep(NamedTuple):
    """One day on which something ended.

    Attributes:
        at_risk: Watched up to this day, those that end on it included.
        survival: Kaplan–Meier estimate after the day, 0 to 1.
        low: Lower end of the confidence band; None where the formula has no value (survival 0
            or 1).
        high: Upper end, likewise.
    """

    days: int
    at_risk: int
    events: int
    censored: int
    survival: float
    low: float | None
    high: float | None


class LogRank(NamedTuple):
    """The test of one survival in all groups.

    Attributes:
        degrees: Degrees of freedom: groups that can be compared, less one.
        p_value: The chance of so large a chi-square, were the survival the same.
        expected: Events expected in each group, in the order of the groups.
    """

    chi_square: float
    degrees: int
    p_value: float
    expected: tuple[float, ...]


def kaplan_meier(
    times: Sequence[TimeToEvent], confidence: float = CONFIDENCE
) -> tuple[SurvivalStep, ...]:
    """Estimate the survival of one group.

    The estimate is the product over days of (1 - events / at risk) (Kaplan and Meier, J Am Stat
    Assoc 1958;53:457). Its variance is Greenwood's, S² · Σ d / (n (n - d)) (Greenwood, Reports on
    Public Health and Medical Subjects 1926;33). The band is that of log(-log S), turned back:
    S^exp(± z · √(Σ d / (n (n - d))) / log S), so that it stays between 0 and 1 (Kalbfleisch and
    Prentice, The Statistical Analysis of Failure Time Data, 1980).

    Returns:
        One step for every day on which an event or a censoring lies, in the order of time.
    """
    events, censored = _counted(times)
    deviation = NormalDist().inv_cdf(_HALF + confidence / 2)
    at_risk, survival, total = len(times), 1.0, 0.0
    steps = []
    for days in sorted(events | censored):
        died, left = events[days], censored[days]
        survival *= 1 - died / at_risk
        if died < at_risk:
            total += died / (at_risk * (at_risk - died))
        low, high = _band(survival, total, deviation)
        steps.append(SurvivalStep(days, at_risk, died, left, survival, low, high))
        at_risk -= died + left
    return tuple(steps)


def survival_at(steps: Sequence[SurvivalStep], days: int) -> SurvivalStep | None:
    """Return the step that holds on a day; None before the first one."""
    return next((step for step in reversed(steps) if step.days <= days), None)


def at_risk_on(times: Sequence[TimeToEvent], days: int) -> int:
    """Return how many are watched up to a day."""
    return sum(one.days >= days for one in times)


def median_days(steps: Sequence[SurvivalStep]) -> int | None:
    """Return the first day on which survival is a half or less; None where it never is."""
    return next((step.days for step in steps if step.survival <= _HALF + _ROUNDING), None)


def log_rank(groups: Sequence[Sequence[TimeToEvent]]) -> LogRank | None:
    """Test whether the groups have one survival (Mantel, Cancer Chemother Rep 1966;50:163).

    On every day with events the expected events of a group are those of a hypergeometric draw
    from all who are at risk; the differences are held against their covariance, all days weighing
    alike.

    Returns:
        None where there is nothing to compare: fewer than two groups that are at risk while
        others are, or no event at all.
    """
    tables = [_counted(group) for group in groups]
    ends = [sorted(one.days for one in group) for group in groups]
    days = sorted({day for events, _ in tables for day in events})
    size = len(groups)
    surplus, expected = [0.0] * size, [0.0] * size
    covariance = [[0.0] * size for _ in range(size)]
    for day in days:
        at_risk = [len(one) - bisect_left(one, day) for one in ends]
        died = [events[day] for events, _ in tables]
        whole, deaths = sum(at_risk), sum(died)
        for one in range(size):
            share = at_risk[one] / whole
            expected[one] += deaths * share
            surplus[one] += died[one] - deaths * share
            if whole > 1:
                spread = share * deaths * (whole - deaths) / (whole - 1)
                for other in range(size):
                    same = 1.0 if one == other else 0.0
                    covariance[one][other] += spread * (same - at_risk[other] / whole)
    chi_square, degrees = _quadratic_form(covariance, surplus)
    if not degrees:
        return None
    return LogRank(chi_square, degrees, chi_square_tail(chi_square, degrees), tuple(expected))


def chi_square_tail(value: float, degrees: int) -> float:
    """Return the chance that a chi-square variable is larger than a value.

    The finite sums for whole degrees of freedom (Abramowitz and Stegun, Handbook of Mathematical
    Functions, 1964, 26.4.4 and 26.4.5).
    """
    half = value / 2
    if not half:
        return 1.0
    if degrees % 2:
        tail, power = math.erfc(math.sqrt(half)), 0.5
    else:
        tail, power = math.exp(-half), 1.0
    for _ in range((degrees - 1) // 2):
        tail += math.exp(power * math.log(half) - half - math.lgamma(power + 1))
        power += 1
    return min(tail, 1.0)


def _counted(times: Sequence[TimeToEvent]) -> tuple[Counter[int], Counter[int]]:
    """Count events and censorings by day."""
    events = Counter(one.days for one in times if one.is_event)
    return events, Counter(one.days for one in times if not one.is_event)


def _band(survival: float, total: float, deviation: float) -> tuple[float | None, float | None]:
    if not 0 < survival < 1:
        return None, None
    reach = deviation * math.sqrt(total) / -math.log(survival)
    return survival ** math.exp(reach), survival ** math.exp(-reach)


def _quadratic_form(
    matrix: Sequence[Sequence[float]], vector: Sequence[float]
) -> tuple[float, int]:
    """Return v' M⁻ v and the rank of M, by elimination with the largest pivot first.

    M is singular by its nature (the surpluses add up to 0), and the more so where a group was
    never at risk together with another one: what has no pivot left adds nothing.
    """
    rows, values = [list(row) for row in matrix], list(vector)
    open_ones, total = list(range(len(values))), 0.0
    scale = sum(rows[one][one] for one in open_ones)
    rank = 0
    while open_ones:
        pivot = max(open_ones, key=lambda one: rows[one][one])
        size = rows[pivot][pivot]
        if size <= _SMALLEST_PIVOT * scale:
            break
        open_ones.remove(pivot)
        rank += 1
        total += values[pivot] ** 2 / size
        for one in open_ones:
            factor = rows[one][pivot] / size
            values[one] -= factor * values[pivot]
            for other in open_ones:
                rows[one][other] -= factor * rows[pivot][other]
    return total, rank
