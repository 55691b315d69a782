"""What becomes of each result on the course plot: its panel, its mark, its level."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property

from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.counting import counting_interval
from mrdtracker.domain.days import DayConvention, DayWindow, Timeline
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Denominator, Method, Specimen


class Panel(Enum):
    """Where a result is drawn; numbers of different kinds never share an axis."""

    MRD = "mrd"
    TRANSCRIPT = "transcript"
    MORPHOLOGY = "morphology"
    COUNT = "count"
    SCREEN = "screen"
    NO_LIMIT = "no_limit"
    FAILED = "failed"


class Glyph(Enum):
    """The mark of a state; the method gives the shape of QUANTIFIED, and the colour of all."""

    QUANTIFIED = "quantified"
    BELOW_QUANTIFICATION = "below_quantification"
    UNCERTAIN = "uncertain"
    NEGATIVE = "negative"
    ABOVE = "above"
    DETECTED = "detected"
    NOT_DETECTED = "not_detected"
    NOT_EVALUABLE = "not_evaluable"


_GLYPHS = {
    ResultState.QUANTIFIED: Glyph.QUANTIFIED,
    ResultState.POSITIVE_BELOW_LLOQ: Glyph.BELOW_QUANTIFICATION,
    ResultState.UNCERTAIN_SIGNIFICANCE: Glyph.UNCERTAIN,
    ResultState.NEGATIVE: Glyph.NEGATIVE,
    ResultState.ABOVE_ULOQ: Glyph.ABOVE,
    ResultState.DETECTED: Glyph.DETECTED,
    ResultState.NOT_DETECTED: Glyph.NOT_DETECTED,
    ResultState.NOT_EVALUABLE: Glyph.NOT_EVALUABLE,
}
_AXES = {
    QuantityKind.CELL_FRACTION: Panel.MRD,
    QuantityKind.TRANSCRIPT_RATIO: Panel.TRANSCRIPT,
    QuantityKind.CELL_CONCENTRATION: Panel.COUNT,
}
_HALF_A_DECADE = math.sqrt(10.0)


@dataclass(frozen=True)
class Series:
    """One method × target × specimen; nothing is ever joined across two of them."""

    method: Method
    specimen: Specimen
    target: str = ""


@dataclass(frozen=True)
class CoursePoint:
    """One result as it is drawn.

    Attributes:
        key: The result's key, or its position in the case where it has none.
        day: Protocol day; None where neither a date, a day nor a known time point is there.
        window: The days of the named time point, where the result has no day of its own.
        level: Height on the panel's axis in canonical units; a limit for a censored result.
        band: The values that a censored result leaves open; an end that is None reaches the
            end of the axis.
        limits: What a negative of this sample would exclude (its stated sensitivity, else its
            LOD) and its LLOQ, where known.
    """

    key: str
    result: Result
    panel: Panel
    glyph: Glyph
    day: int | None
    window: DayWindow | None = None
    level: float | None = None
    band: tuple[float | None, float | None] | None = None
    limits: tuple[float | None, float | None] = (None, None)

    @property
    def series(self) -> Series:
        """The series that the result belongs to."""
        return Series(self.result.method, self.result.specimen, self.result.target)

    @cached_property
    def whisker(self) -> tuple[float, float] | None:
        """The counting interval in canonical units; it takes time, so only if it is drawn."""
        return _whisker_of(self.result)

    @property
    def numbers(self) -> tuple[float, ...]:
        """Every number that the axis has to reach."""
        ends = (self.level, *self.limits, *(self.band or ()))
        return tuple(number for number in ends if number is not None and number > 0)


def key_of(result: Result, position: int) -> str:
    """Return the key by which a result is known, else its position in the case."""
    return result.key or str(position)


def points_of(
    case: PatientCase,
    convention: DayConvention,
    timeline: Timeline | None,
    windows: Mapping[str, DayWindow],
) -> tuple[CoursePoint, ...]:
    """Turn every result that is not pending into one point, in the order of time.

    ``windows`` are the days of the named time points by their lower-case id.
    """
    points = []
    for position, result in enumerate(case.results):
        if result.value.state is ResultState.PENDING:
            continue
        day = result.day_in(convention, timeline)
        window = windows.get((result.timepoint or "").lower()) if day is None else None
        panel = _panel_of(result)
        is_placed = panel not in (Panel.SCREEN, Panel.NO_LIMIT, Panel.FAILED)
        points.append(
            CoursePoint(
                key=key_of(result, position),
                result=result,
                panel=panel,
                glyph=_GLYPHS[result.value.state],
                day=window.day if window is not None else day,
                window=window,
                level=_level_of(result) if is_placed else None,
                band=_band_of(result) if is_placed else None,
                limits=(_plain(result.value.reached_sensitivity), _plain(result.value.lloq)),
            )
        )
    return tuple(sorted(points, key=_in_time))


def denominators_of(points: tuple[CoursePoint, ...]) -> set[Denominator | None]:
    """Return what the fractions of these points are fractions of."""
    return {point.result.denominator for point in points}


def _in_time(point: CoursePoint) -> tuple[bool, int]:
    return (point.day is None, point.day or 0)


def _panel_of(result: Result) -> Panel:
    if not result.value.state.is_evaluable:
        return Panel.FAILED
    if result.value.state.is_qualitative:
        return Panel.SCREEN
    if _level_of(result) is None:
        return Panel.NO_LIMIT
    return Panel.MORPHOLOGY if result.method is Method.MORPHOLOGY else _AXES[result.value.kind]


def _level_of(result: Result) -> float | None:
    value = result.value
    match value.state:
        case ResultState.QUANTIFIED:
            return _plain(value.value)
        case ResultState.NEGATIVE:
            return _plain(value.reached_sensitivity)
        case ResultState.ABOVE_ULOQ:
            return _plain(value.uloq)
        case ResultState.POSITIVE_BELOW_LLOQ | ResultState.UNCERTAIN_SIGNIFICANCE:
            return _inside_band(_plain(value.reached_sensitivity), _plain(value.lloq))
    return None


def _inside_band(low: float | None, high: float | None) -> float | None:
    """Return the middle of the band; it is a place for the mark, not an amount."""
    if high is None:
        return None
    if low is None or low > high:
        return high / _HALF_A_DECADE
    return math.sqrt(low * high)


def _band_of(result: Result) -> tuple[float | None, float | None] | None:
    value = result.value
    match value.state:
        case ResultState.NEGATIVE:
            return (None, _plain(value.reached_sensitivity))
        case ResultState.POSITIVE_BELOW_LLOQ:
            return _ordered(_plain(value.reached_sensitivity), _plain(value.lloq))
        case ResultState.UNCERTAIN_SIGNIFICANCE:
            return (None, _plain(value.lloq))
        case ResultState.ABOVE_ULOQ:
            return (_plain(value.uloq), None)
    return None


def _ordered(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Leave out a sensitivity above the quantitative range: it does not bound the amount."""
    return (low if low is None or high is None or low <= high else None, high)


def _whisker_of(result: Result) -> tuple[float, float] | None:
    """Return the counting interval, where the counts are those of the reported value."""
    value, positive, total = result.value.value, result.events_positive, result.events_total
    if value is None or positive is None or not total:
        return None
    if result.value.kind is not QuantityKind.CELL_FRACTION:
        return None
    interval = counting_interval(positive, total)
    if not interval.low <= value <= interval.high:
        return None
    return (float(interval.low), float(interval.high))


def _plain(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
