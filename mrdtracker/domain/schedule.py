"""Which samples a protocol expects of one child, and on which dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.finding import NamedTimePoint, PackOverview
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen


class SchedulePoint(NamedTuple):
    """One tube of a named time point; what is asked of it by several methods is one tube.

    Attributes:
        day: The named day, in the pack's own convention.
        first: First day of the window.
        last: Last day of the window; None where it has no end.
        assays: For every question the methods that can answer it.
    """

    timepoint: str
    title: str
    specimen: Specimen
    day: int
    first: int
    last: int | None
    before_phase: str | None
    assays: tuple[tuple[Method, ...], ...]


class ExpectedSample(NamedTuple):
    """A tube that the protocol expects of one child: days of the protocol, and their dates.

    Most of a list is never looked at, so that a date is worked out when somebody asks for it.

    Attributes:
        timeline: Turns the days into dates.
        first_day: First protocol day on which the sample belongs to the time point.
        target_day: The named day.
        last_day: Last day, sooner than the pack's where a phase ended it; None without an end.
    """

    point: SchedulePoint
    timeline: Timeline
    first_day: int
    target_day: int
    last_day: int | None

    @property
    def opens(self) -> date:
        """First date on which the sample belongs to the time point."""
        return self.timeline.date_of(self.first_day)

    @property
    def target(self) -> date:
        """The date of the named day."""
        return self.timeline.date_of(self.target_day)

    @property
    def closes(self) -> date | None:
        """Last date; None where the window has no end."""
        return None if self.last_day is None else self.timeline.date_of(self.last_day)

    @property
    def key(self) -> tuple[str, Specimen]:
        """Time point and specimen: what tells it from every other one of the child."""
        return (self.point.timepoint, self.point.specimen)

    def holds(self, day: int) -> bool:
        """Whether a tube of that protocol day belongs to the time point."""
        return self.point.first <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class Pause:
    """A time in which the protocol stood still; ``until`` is the date it went on, or None."""

    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the protocol stands still on a date."""
        return self.since <= on and (self.until is None or on < self.until)


# A tube outside every window, and no farther from one than this, was meant for it: as the rule
# engine says of its result ("out of window, needs a clinician").
NEAR = 10


@dataclass(frozen=True)
class PackSchedule:
    """The tubes that a pack expects on fixed days, in the order of their days.

    A time point that only a name belongs to has no day and is not expected on any date.

    Attributes:
        by_name: Such time points: a tube that names one was meant for it.
    """

    convention: DayConvention
    points: tuple[SchedulePoint, ...]
    by_name: tuple[str, ...] = ()
    _places: dict[tuple[int, Specimen], int | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, overview: PackOverview) -> PackSchedule:
        """Take it from a pack."""
        tubes: dict[tuple[str, Specimen], list[NamedTimePoint]] = {}
        for one in overview.timepoints:
            if not one.is_by_name:
                tubes.setdefault((one.id, one.specimen), []).append(one)
        points = (_point(group) for group in tubes.values())
        ordered = sorted(points, key=lambda one: (one.day, one.timepoint, one.specimen.value))
        by_name = dict.fromkeys(one.id for one in overview.timepoints if one.is_by_name)
        return cls(overview.convention, tuple(ordered), tuple(by_name))

    def place_of(self, specimen: Specimen, day: int) -> int | None:
        """Return which of the points a tube of a protocol day was meant for; None for none.

        The one whose window holds the day, else the nearest one that is near. A tube of the
        diagnosis was not meant for any time point of therapy. Thousands of tubes ask for the
        same few days.
        """
        key = (day, specimen)
        if key not in self._places:
            farthest = 0 if day <= self.convention.first_dose_day else NEAR
            self._places[key] = self._nearest(specimen, day, farthest)
        return self._places[key]

    def _nearest(self, specimen: Specimen, day: int, farthest: int) -> int | None:
        nearest, distance = None, farthest + 1
        for place, point in enumerate(self.points):
            if point.specimen is not specimen:
                continue
            late = 0 if point.last is None else day - point.last
            away = max(point.first - day, late, 0)
            if away == 0:
                return place
            if away < distance:
                nearest, distance = place, away
        return nearest


def expected_samples(
    schedule: PackSchedule, course: CourseFacts, timeline: Timeline
) -> tuple[ExpectedSample, ...]:
    """Return the samples that a pack expects of a child, on dates.

    The windows are counted from the first dose and from nothing else: neither a pause nor a
    sample that came late moves them. A phase that ends a time point closes its window.
    """
    phases = phase_starts(course.events, schedule.convention, timeline) if course.events else {}
    return tuple([_expected(one, timeline, phases) for one in schedule.points])


def phase_starts(
    events: Iterable[Event], convention: DayConvention, timeline: Timeline
) -> dict[str, date]:
    """Return on which date each phase began; the first one, where a phase began twice."""
    found: dict[str, date] = {}
    for event in events:
        if event.kind is EventKind.PHASE_STARTED:
            day = event.day_in(convention, timeline)
            if day is not None:
                found.setdefault(event.name, timeline.date_of(day))
    return found


def pauses_of(
    events: Iterable[Event], convention: DayConvention, timeline: Timeline
) -> tuple[Pause, ...]:
    """Pair what paused a protocol with what resumed it, in the order of time."""
    marks: dict[date, set[EventKind]] = {}
    for event in events:
        if event.kind in (EventKind.PROTOCOL_PAUSED, EventKind.PROTOCOL_RESUMED):
            day = event.day_in(convention, timeline)
            if day is not None:
                marks.setdefault(timeline.date_of(day), set()).add(event.kind)
    pauses: list[Pause] = []
    since: date | None = None
    for on in sorted(marks):
        is_paused, is_resumed = (
            kind in marks[on] for kind in (EventKind.PROTOCOL_PAUSED, EventKind.PROTOCOL_RESUMED)
        )
        if since is not None and is_resumed:
            pauses.append(Pause(since, on))
            since = on if is_paused else None
        elif since is None and is_paused and not is_resumed:
            since = on
    return (*pauses, Pause(since)) if since is not None else tuple(pauses)


def _point(group: list[NamedTimePoint]) -> SchedulePoint:
    one, window = group[0], group[0].window
    return SchedulePoint(
        timepoint=one.id,
        title=one.title,
        specimen=one.specimen,
        day=window.day,
        first=window.day - window.before,
        last=None if window.after is None else window.day + window.after,
        before_phase=one.before_phase,
        assays=tuple(dict.fromkeys(part.methods for part in group if part.methods)),
    )


def _expected(point: SchedulePoint, timeline: Timeline, phases: dict[str, date]) -> ExpectedSample:
    first, target, last = point.first, point.day, point.last
    ends = phases.get(point.before_phase) if phases and point.before_phase else None
    if ends is not None:
        ends_day = timeline.day_of(ends)
        if last is None or last > ends_day:
            first, target, last = min(first, ends_day), min(target, ends_day), ends_day
    return ExpectedSample(point, timeline, first, target, last)
