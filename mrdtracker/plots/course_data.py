"""One patient's course, ready to be drawn: computed anywhere, no drawing library needed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.finding import Assessment, PackOverview
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.plots.course_flags import FlagMark, flags_of
from mrdtracker.plots.course_points import CoursePoint, Panel, Series, points_of
from mrdtracker.plots.course_schedule import (
    CourseEvent,
    CourseThreshold,
    ExpectedTimePoint,
    Phase,
    events_of,
    expected_of,
    phases_of,
    thresholds_of,
    windows_of,
)
from mrdtracker.plots.day_scale import DayScale

USUAL_LOWEST = 1e-4
LEAST_DECADES, MOST_DECADES = 3, 12


@dataclass(frozen=True)
class MrdCourse:
    """Everything that the course plot shows of one patient.

    Attributes:
        heading: Who this is, for paper; the screen says it elsewhere.
        points: One per result that is not pending, in the order of time.
        pending: How many results are still awaited.
        expected: Named time points of the protocol.
        flags: Mark by result key.
    """

    heading: str
    convention: DayConvention
    timeline: Timeline | None
    scale: DayScale
    points: tuple[CoursePoint, ...] = ()
    pending: int = 0
    expected: tuple[ExpectedTimePoint, ...] = ()
    thresholds: tuple[CourseThreshold, ...] = ()
    phases: tuple[Phase, ...] = ()
    events: tuple[CourseEvent, ...] = ()
    flags: Mapping[str, FlagMark] | None = None

    @classmethod
    def of(
        cls,
        case: PatientCase,
        overviews: Sequence[PackOverview],
        assessments: Sequence[Assessment],
        convention: DayConvention,
    ) -> MrdCourse:
        """Lay out a case on the day count of a protocol, with what the packs say about it."""
        timeline = case.course.timeline(convention)
        expected = expected_of(case, overviews, convention)
        windows = windows_of(expected, overviews, convention)
        points = points_of(case, convention, timeline, windows)
        phases, events = phases_of(case, timeline), events_of(case, timeline)
        happened = [point.day for point in points if point.day is not None]
        happened += [phase.first for phase in phases] + [event.day for event in events]
        schedule = [convention.first_dose_day] + [point.window.day for point in expected]
        undated = sum(point.day is None for point in points)
        return cls(
            heading=case.patient_id,
            convention=convention,
            timeline=timeline,
            scale=DayScale.over(schedule if expected else [], [*schedule, *happened], undated),
            points=points,
            pending=sum(one.value.state is ResultState.PENDING for one in case.results),
            expected=expected,
            thresholds=thresholds_of(overviews, assessments, convention),
            phases=phases,
            events=events,
            flags=flags_of(assessments),
        )

    def of_panel(self, panel: Panel) -> tuple[CoursePoint, ...]:
        """Return the points of one panel, in the order of time."""
        return tuple(point for point in self.points if point.panel is panel)

    @property
    def series(self) -> tuple[Series, ...]:
        """Every series that has a point on a logarithmic panel, in the order of its first one."""
        shown = (Panel.MRD, Panel.TRANSCRIPT)
        return tuple(dict.fromkeys(one.series for one in self.points if one.panel in shown))

    @property
    def has_mrd(self) -> bool:
        """True where at least one result gives an amount of residual disease or a limit of it."""
        return any(point.result.method.is_mrd for point in self.points)

    @property
    def awaited(self) -> tuple[ExpectedTimePoint, ...]:
        """Named time points of MRD whose days hold no result of their specimen."""
        return tuple(one for one in self.expected if one.is_mrd and not self._is_answered(one))

    def decades(self, panel: Panel) -> tuple[int, int]:
        """Return the exponents at the bottom and the top of a logarithmic panel.

        The bottom is one whole decade below every limit and value of the case.
        """
        numbers = [number for point in self.of_panel(panel) for number in point.numbers]
        numbers += [one.threshold for one in self.thresholds if one.panel is panel]
        lowest = min([one for one in numbers if one > 0], default=USUAL_LOWEST)
        top = max(0, math.ceil(_exponent(max([1.0, *numbers]))))
        bottom = math.floor(_exponent(lowest)) - 1
        return (max(min(bottom, top - LEAST_DECADES), top - MOST_DECADES), top)

    def date_of(self, day: int) -> date | None:
        """Return the calendar date of a day, where the start of therapy has one."""
        return None if self.timeline is None else self.timeline.date_of(day)

    def _is_answered(self, expected: ExpectedTimePoint) -> bool:
        window = expected.window
        last = window.day + (window.after if window.after is not None else 21)
        return any(
            point.day is not None
            and window.day - window.before <= point.day <= last
            and point.result.specimen is expected.specimen
            and point.result.method.is_mrd
            for point in self.points
        )


def _exponent(number: float) -> float:
    """Return log10, with a whole decade as a whole number in spite of rounding."""
    exponent = math.log10(number)
    return round(exponent) if math.isclose(exponent, round(exponent), abs_tol=1e-9) else exponent
