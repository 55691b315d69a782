"""Levels of a cohort at a time point: bands of decades, shares against thresholds, the median.

Nothing is substituted for a limit. What the results leave open stays open: a share has a lower and
an upper end, and so has a median.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from statistics import median_low
from typing import NamedTuple

from mrdtracker.domain.cohort import Cohort, CohortPatient, CohortPlace, CohortPoint
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation_writing import quantity_text, rounded_amount
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.words import mark, say

DECADES = tuple(Decimal(10) ** power for power in range(-1, -7, -1))
BELOW = mark("< {}")
AT_MOST = mark("≤ {}")
AT_LEAST_AND_BELOW = mark("{} to < {}")
FROM_TO = mark("{} to {}")
AT_LEAST = mark("≥ {}")
CANNOT_BE_SAID = mark("cannot be said")


class Sign(Enum):
    """How a result is drawn; the shape says its state (ux.md, signs used everywhere)."""

    QUANTIFIED = "quantified"
    BELOW_RANGE = "positive below the quantitative range"
    NOT_DETECTED = "not detected"
    NO_LIMIT = "not detected, sensitivity not stated"
    ABOVE_LIMIT = "above the upper limit"
    QUALITATIVE = "detected or not, without an amount"
    NOT_EVALUABLE = "not evaluable"


_SIGNS = {
    ResultState.QUANTIFIED: Sign.QUANTIFIED,
    ResultState.POSITIVE_BELOW_LLOQ: Sign.BELOW_RANGE,
    ResultState.UNCERTAIN_SIGNIFICANCE: Sign.BELOW_RANGE,
    ResultState.NEGATIVE: Sign.NOT_DETECTED,
    ResultState.ABOVE_ULOQ: Sign.ABOVE_LIMIT,
    ResultState.DETECTED: Sign.QUALITATIVE,
    ResultState.NOT_DETECTED: Sign.QUALITATIVE,
    ResultState.NOT_EVALUABLE: Sign.NOT_EVALUABLE,
}


def sign_of(value: MrdValue) -> Sign:
    """Return how a result that is not pending is drawn."""
    if value.state is ResultState.NEGATIVE and value.reached_sensitivity is None:
        return Sign.NO_LIMIT
    return _SIGNS[value.state]


def level_of(value: MrdValue) -> Decimal | None:
    """Return where the mark of a result stands: its number, or the limit that it states."""
    if value.state is ResultState.QUANTIFIED:
        return value.value
    if value.state is ResultState.NEGATIVE:
        return value.reached_sensitivity
    if value.state is ResultState.ABOVE_ULOQ:
        return value.uloq
    if value.state in (ResultState.POSITIVE_BELOW_LLOQ, ResultState.UNCERTAIN_SIGNIFICANCE):
        return value.lloq
    return None


def highest(points: Sequence[CohortPoint]) -> CohortPoint:
    """Return the result that stands for a place: a positive one, of those the most certain.

    A "detected" without an amount is more than a "not detected" with its sensitivity.
    """
    return max(points, key=lambda one: _height(one.result.value))


def band_of(value: MrdValue) -> int | None:
    """Return the decade of a result: 0 for 10 % and more, 1 for 1 to 10 %, 6 below 0.0001 %.

    A limit stands in the decade below it: "not detected, s = 0.01 %" in "0.001 to < 0.01 %" or
    lower, and so in the band that begins under 0.01 %. None where no limit is stated.
    """
    level = level_of(value)
    if level is None:
        return None
    is_limit = value.state not in (ResultState.QUANTIFIED, ResultState.ABOVE_ULOQ)
    for band, edge in enumerate(DECADES):
        if level > edge or (level == edge and not is_limit):
            return band
    return len(DECADES)


def band_words(band: int, kind: QuantityKind) -> str:
    """Write a band: "0.01 % to < 0.1 %"."""
    if band == 0:
        return say(AT_LEAST).format(quantity_text(DECADES[0], kind))
    if band == len(DECADES):
        return say(BELOW).format(quantity_text(DECADES[-1], kind))
    return say(AT_LEAST_AND_BELOW).format(
        quantity_text(DECADES[band], kind), quantity_text(DECADES[band - 1], kind)
    )


class Share(NamedTuple):
    """How many results are on which side of a threshold."""

    threshold: Decimal
    at_least: int
    below: int
    unknown: int


@dataclass(frozen=True)
class Middle:
    """The median of a place: what is certain of it.

    Attributes:
        low: The median lies here or higher.
        high: It lies here or lower; None: no upper end is known.
        is_open: It lies below ``high`` and not on it.
    """

    kind: QuantityKind
    low: Decimal
    high: Decimal | None
    is_open: bool

    @property
    def words(self) -> str:
        """Write it: a number only where it is determined, "< 0.01 %" where it is censored.

        "≤ 0.01 %" where the results allow the upper end itself.
        """
        if self.high is None and self.low == 0:
            return say(CANNOT_BE_SAID)
        if self.high is None:
            return say(AT_LEAST).format(quantity_text(rounded_amount(self.low), self.kind))
        high = quantity_text(rounded_amount(self.high), self.kind)
        if self.low == self.high:
            return high
        if self.low == 0:
            return say(BELOW if self.is_open else AT_MOST).format(high)
        return say(AT_LEAST_AND_BELOW if self.is_open else FROM_TO).format(
            quantity_text(rounded_amount(self.low), self.kind), high
        )


class PlaceLevels(NamedTuple):
    """The results of one place, one for each child.

    Attributes:
        middle: None where no result can be held against a threshold.
    """

    place: CohortPlace
    patients: tuple[CohortPatient, ...]
    points: tuple[CohortPoint, ...]
    shares: tuple[Share, ...]
    middle: Middle | None

    def signs(self, sign: Sign) -> int:
        """Count the results of one sign."""
        return sum(sign_of(one.result.value) is sign for one in self.points)


def levels_at(cohort: Cohort, place: CohortPlace) -> PlaceLevels:
    """Gather the levels of a place; of a child's several results the highest stands for it."""
    patients = tuple(one for one in cohort.patients if one.at(place))
    points = tuple(highest(one.at(place)) for one in patients)
    values = [one.result.value for one in points if one.result.value.state.is_numeric]
    edges = sorted({*DECADES[1:5], *cohort.published(place)}, reverse=True)
    return PlaceLevels(
        place,
        patients,
        points,
        tuple(_share(values, edge) for edge in edges),
        median_of(values, place.kind) if values else None,
    )


def median_of(values: Sequence[MrdValue], kind: QuantityKind) -> Middle:
    """Return what is certain of the median of censored values.

    The median of the lower ends and the median of the upper ends enclose it, because a median
    never falls when one of its numbers rises. No distribution is assumed. Of an even number the
    lower of the two middle ones stands: results decades apart have no average that means much.
    """
    low = median_low([one.interval.low for one in values])
    high, is_reached = median_low([_top(one) for one in values])
    if not high.is_finite():
        return Middle(kind, low, None, is_open=False)
    return Middle(kind, low, high, is_open=not is_reached)


def _top(value: MrdValue) -> tuple[Decimal, bool]:
    """Return the upper end and whether it can be reached: "< 1 %" comes before 1 % itself.

    Infinite where no limit was stated, also if all cells are the most.
    """
    interval = value.interval
    is_stated = interval.high is not None and (interval.high_open or interval.low == interval.high)
    end = interval.high if interval.high is not None and is_stated else Decimal("Infinity")
    return end, not interval.high_open


def _share(values: Sequence[MrdValue], threshold: Decimal) -> Share:
    answers = [one.at_least(threshold) for one in values]
    return Share(
        threshold,
        sum(one is Truth.YES for one in answers),
        sum(one is Truth.NO for one in answers),
        sum(one is Truth.UNKNOWN for one in answers),
    )


def _height(value: MrdValue) -> tuple[bool, bool, Decimal, Decimal]:
    """Return the order: positive first, then numbers, by what is certain and what is possible."""
    interval, is_positive = value.interval, value.is_positive() is Truth.YES
    most = Decimal("Infinity") if interval.high is None else interval.high
    return (is_positive, value.state.is_numeric, interval.low, most)
