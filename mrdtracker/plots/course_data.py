"""One patient's course, ready to be drawn: computed anywhere, no drawing library needed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.count_target import CountTarget
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.finding import Assessment, PackOverview
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import date_text, day_text
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
    without_a_day,
)
from mrdtracker.plots.course_tracks import Track, tracks_of
from mrdtracker.plots.day_scale import DayScale

USUAL_LOWEST = 1e-4
LEAST_DECADES, MOST_DECADES = 3, 12
MOST_POINTS = 120


@dataclass(frozen=True)
class MrdCourse:
    """Everything that the course plot shows of one patient.

    Attributes:
        heading: Who this is, for paper; the screen says it elsewhere.
        points: One per result that is not pending, in the order of time.
        pending: How many results are still awaited.
        expected: Named time points of the protocol.
        flags: Mark by result key.
        awaited: Named time points of MRD whose days hold no result of their specimen.
        tracks: Blood counts and doses, where they were recorded.
        events_without_day: What is recorded and has no place here, because no day can be counted.
        left_out: How many results are not among the points, because a panel holds no more than
            MOST_POINTS.
        hidden: Keys of the results that a person has hidden from the screen for now. They keep
            their places and heights: nothing else moves, and no line is drawn past them.
        folded: Keys of the tracks of which only the first line is drawn.
        tried: Keys of the results that are only tried and not on record; None for the course of
            the record itself. A course that is only tried says so in its picture.
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
    awaited: tuple[ExpectedTimePoint, ...] = ()
    left_out: int = 0
    hidden: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    tried: frozenset[str] | None = None
    tracks: tuple[Track, ...] = ()
    events_without_day: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        case: PatientCase,
        overviews: Sequence[PackOverview],
        assessments: Sequence[Assessment],
        convention: DayConvention,
        targets: Sequence[CountTarget] = (),
    ) -> MrdCourse:
        """Lay out a case on the day count of a protocol, with what the packs say about it.

        ``targets`` are the laboratory's ranges of blood counts.
        """
        timeline = case.course.timeline(convention)
        expected = expected_of(case, overviews, convention)
        windows = windows_of(expected, overviews, convention)
        everything, flags = points_of(case, convention, timeline, windows), flags_of(assessments)
        points = _drawn(everything, flags)
        phases = phases_of(case, convention, timeline)
        events = events_of(case, convention, timeline)
        happened = [point.day for point in points if point.day is not None]
        happened += [phase.first for phase in phases] + [event.day for event in events]
        tracks = tracks_of(case, convention, timeline, targets)
        happened += [point.day for track in tracks for point in track.points]
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
            flags=flags,
            awaited=tuple(one for one in expected if one.is_mrd and not _has(everything, one)),
            left_out=len(everything) - len(points),
            tracks=tracks,
            events_without_day=without_a_day(case, convention, timeline),
        )

    def of_panel(self, panel: Panel) -> tuple[CoursePoint, ...]:
        """Return the points of one panel, in the order of time."""
        return tuple(point for point in self.points if point.panel is panel)

    @property
    def shown(self) -> tuple[CoursePoint, ...]:
        """The points that are not hidden."""
        return tuple(point for point in self.points if point.key not in self.hidden)

    @property
    def open_tracks(self) -> tuple[Track, ...]:
        """The tracks that are not folded."""
        return tuple(track for track in self.tracks if track.key not in self.folded)

    @property
    def ends_folded(self) -> bool:
        """True where the lowest track is folded, and the days stand below its name."""
        return bool(self.tracks) and self.tracks[-1].key in self.folded

    @property
    def series(self) -> tuple[Series, ...]:
        """Every series that has a point on a logarithmic panel, in the order of its first one."""
        shown = (Panel.MRD, Panel.TRANSCRIPT)
        return tuple(dict.fromkeys(one.series for one in self.points if one.panel in shown))

    @property
    def has_mrd(self) -> bool:
        """True where at least one result gives an amount of residual disease or a limit of it."""
        return any(point.result.method.is_mrd for point in self.points)

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

    def detection_floor(self, panel: Panel) -> float | None:
        """Return what everything below is below a stated limit of detection; None without one.

        It is the lowest limit that was stated, or the lowest number of the panel if that is lower:
        a result is never drawn inside what is called below detection.
        """
        points = self.of_panel(panel)
        if all(point.limits[0] is None for point in points):
            return None
        return min(number for point in points for number in point.numbers)

    def day_words(self, day: int) -> str:
        """Write a day with its date, where the start of therapy has one: "D15 · 16 Mar 2026"."""
        on = self.date_of(day)
        return day_text(day) if on is None else f"{day_text(day)} · {date_text(on)}"

    def date_of(self, day: int) -> date | None:
        """Return the calendar date of a day, where the start of therapy has one."""
        return None if self.timeline is None else self.timeline.date_of(day)


def _has(points: tuple[CoursePoint, ...], expected: ExpectedTimePoint) -> bool:
    window = expected.window
    last = window.day + (window.after if window.after is not None else 21)
    return any(
        point.day is not None
        and window.day - window.before <= point.day <= last
        and point.result.specimen is expected.specimen
        and point.result.method.is_mrd
        for point in points
    )


def _drawn(
    points: tuple[CoursePoint, ...], flags: Mapping[str, FlagMark]
) -> tuple[CoursePoint, ...]:
    """Return what a page can hold: of each panel the loudest marks, then the latest results."""

    def rank(number: int) -> tuple[int, bool, int]:
        point = points[number]
        flag = flags.get(point.key)
        return (flag.shape if flag else 0, point.day is not None, number)

    kept: set[int] = set()
    for panel in Panel:
        own = [number for number, point in enumerate(points) if point.panel is panel]
        kept.update(sorted(own, key=rank, reverse=True)[:MOST_POINTS])
    return tuple(points[number] for number in sorted(kept))


def _exponent(number: float) -> float:
    """Return log10, with a whole decade as a whole number in spite of rounding."""
    exponent = math.log10(number)
    return round(exponent) if math.isclose(exponent, round(exponent), abs_tol=1e-9) else exponent
