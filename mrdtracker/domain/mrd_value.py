"""A result is an interval: what a state and its limits say about the true value, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.domain.units import QuantityKind
from mrdtracker.words import say

ZERO = Decimal(0)
ONE = Decimal(1)


class ResultState(Enum):
    """What the laboratory said (van der Velden, Leukemia 2007;21:604: three states and more)."""

    QUANTIFIED = "quantified"
    POSITIVE_BELOW_LLOQ = "positive_below_lloq"
    UNCERTAIN_SIGNIFICANCE = "uncertain_significance"
    NEGATIVE = "negative"
    ABOVE_ULOQ = "above_uloq"
    DETECTED = "detected"
    NOT_DETECTED = "not_detected"
    NOT_EVALUABLE = "not_evaluable"
    PENDING = "pending"

    def __init__(self, word: str) -> None:
        # Kept on the member: they are asked for every result and question of a whole store.
        #: Detected or not detected: it names a lesion, never an amount.
        self.is_qualitative = word in ("detected", "not_detected")
        #: False for the two states that say nothing about the disease.
        self.is_evaluable = word not in ("not_evaluable", "pending")
        #: Can be held against a numeric threshold.
        self.is_numeric = self.is_evaluable and not self.is_qualitative


@dataclass(frozen=True)
class Interval:
    """The values that are still possible; ``high`` None means without an upper end."""

    low: Decimal
    high: Decimal | None
    low_open: bool
    high_open: bool

    def at_least(self, threshold: Decimal) -> Truth:
        """Answer: is the true value >= threshold, for every value that is possible?"""
        if self.low >= threshold:
            return Truth.YES
        if self.high is None:
            return Truth.UNKNOWN
        if self.high < threshold or (self.high == threshold and self.high_open):
            return Truth.NO
        return Truth.UNKNOWN

    def above(self, threshold: Decimal) -> Truth:
        """Answer: is the true value > threshold, for every value that is possible?"""
        if self.low > threshold or (self.low == threshold and self.low_open):
            return Truth.YES
        if self.high is not None and self.high <= threshold:
            return Truth.NO
        return Truth.UNKNOWN

    def below(self, threshold: Decimal) -> Truth:
        """Answer: is the true value < threshold?"""
        return negate(self.at_least(threshold))

    def at_most(self, threshold: Decimal) -> Truth:
        """Answer: is the true value <= threshold?"""
        return negate(self.above(threshold))


@dataclass(frozen=True)
class MrdValue:
    """One laboratory statement about residual disease, in canonical units.

    "Negative, sensitivity 1e-4" stands for [0, 1e-4): "at least 5e-4?" is NO, "at least 1e-5?"
    is UNKNOWN. There is no fake zero and no half of a limit.

    Attributes:
        state: What the laboratory said.
        kind: What the numbers count; all of them are in its canonical unit (fraction 0 to 1,
            cells per microlitre, or transcript ratio).
        value: The point value; only for QUANTIFIED.
        lod: Limit of detection of this sample.
        lloq: Lower limit of quantification (the quantitative range, QR) of this sample.
        sensitivity: Sensitivity reached by this sample.
        uloq: Upper limit of quantification; only for ABOVE_ULOQ.
        limits_note: How a limit came about where the laboratory gave none, e.g. from event counts.

    Raises:
        InvalidInputError: A combination that cannot be (a value without QUANTIFIED, more than
            100 % of the cells, a limit of detection above the limit of quantification …).
    """

    state: ResultState
    kind: QuantityKind = QuantityKind.CELL_FRACTION
    value: Decimal | None = None
    lod: Decimal | None = None
    lloq: Decimal | None = None
    sensitivity: Decimal | None = None
    uloq: Decimal | None = None
    limits_note: str = ""

    def __post_init__(self) -> None:
        problem = _problem_of(self)
        if problem:
            raise InvalidInputError(problem)

    @property
    def reached_sensitivity(self) -> Decimal | None:
        """What a negative of this sample excludes: the stated sensitivity or the LOD.

        Where both are stated the weaker one counts: a sample whose own limit of detection is 0.1 %
        does not exclude 0.01 %, whatever its assay can reach.
        """
        if self.sensitivity is None or self.lod is None:
            return self.lod if self.sensitivity is None else self.sensitivity
        return max(self.sensitivity, self.lod)

    @cached_property
    def interval(self) -> Interval:
        """Every value that this statement leaves possible; upper ends of limits are open."""
        top = ONE if self.kind is QuantityKind.CELL_FRACTION else None
        if self.state is ResultState.QUANTIFIED and self.value is not None:
            return Interval(self.value, self.value, low_open=False, high_open=False)
        if self.state is ResultState.POSITIVE_BELOW_LLOQ:
            return Interval(ZERO, self.lloq or top, low_open=True, high_open=self.lloq is not None)
        if self.state is ResultState.UNCERTAIN_SIGNIFICANCE:
            return Interval(
                ZERO, self.lloq or top, low_open=False, high_open=self.lloq is not None
            )
        if self.state is ResultState.NEGATIVE:
            limit = self.reached_sensitivity
            return Interval(ZERO, limit or top, low_open=False, high_open=limit is not None)
        if self.state is ResultState.ABOVE_ULOQ and self.uloq is not None:
            return Interval(self.uloq, top, low_open=True, high_open=False)
        positive = self.state is ResultState.DETECTED
        return Interval(ZERO, top, low_open=positive, high_open=False)

    def at_least(self, threshold: Decimal) -> Truth:
        """Answer: value >= threshold (canonical unit)?"""
        return self.interval.at_least(threshold)

    def above(self, threshold: Decimal) -> Truth:
        """Answer: value > threshold (canonical unit)?"""
        return self.interval.above(threshold)

    def below(self, threshold: Decimal) -> Truth:
        """Answer: value < threshold (canonical unit)?"""
        return self.interval.below(threshold)

    def at_most(self, threshold: Decimal) -> Truth:
        """Answer: value <= threshold (canonical unit)?"""
        return self.interval.at_most(threshold)

    def is_positive(self) -> Truth:
        """Answer: was any disease found? A negative answers NO, whatever its sensitivity.

        Whether that negative is good enough is another question: ``reached_sensitivity``.
        """
        return self.positive

    @cached_property
    def positive(self) -> Truth:
        """The answer of ``is_positive``, kept: every question about a result asks it."""
        if self.state in (ResultState.NEGATIVE, ResultState.NOT_DETECTED):
            return Truth.NO
        return self.interval.above(ZERO)


def _problem_of(value: MrdValue) -> str:
    """Return one sentence on what cannot be, or an empty text."""
    numbers = (value.value, value.lod, value.lloq, value.sensitivity, value.uloq)
    for number in numbers:
        if number is not None and (not number.is_finite() or number < 0):
            return say("{} is not an amount of disease.").format(number)
    for limit in (value.lod, value.lloq, value.sensitivity, value.uloq):
        if limit is not None and limit == 0:
            return say("A limit of 0 does not exist: state the limit that was reached.")
    if value.kind is QuantityKind.CELL_FRACTION:
        for number in numbers:
            if number is not None and (number > 1 or value.uloq == 1):
                return say("More than 100 % of the cells is not possible: check the unit.")
    return _problem_of_state(value)


def _problem_of_state(value: MrdValue) -> str:
    if (value.value is not None) != (value.state is ResultState.QUANTIFIED):
        return say("A number belongs to the state 'quantified', and only to it.")
    if (value.uloq is not None) != (value.state is ResultState.ABOVE_ULOQ):
        return say("An upper limit belongs to the state 'above the upper limit', and only to it.")
    if value.lod is not None and value.lloq is not None and value.lod > value.lloq:
        return say("The limit of detection is above the limit of quantification.")
    floor = value.lloq or value.lod
    if value.value is not None and floor is not None and ZERO < value.value < floor:
        name = "quantification" if value.lloq else "detection"
        return say("A quantified value cannot lie below its own limit of {}.").format(name)
    return ""
