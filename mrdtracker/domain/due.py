"""What is due: the state of every expected sample of a child on a date.

Pure: facts and a date in, states out. The due list, the board and the marks of a patient's page
all ask here, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import NamedTuple

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.records import PatientFile, PatientId, Sample
from mrdtracker.domain.schedule import (
    ExpectedSample,
    PackSchedule,
    Pause,
    expected_samples,
    pauses_of,
)
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen

# A tube outside every window, and no farther from one than this, was meant for it: as the rule
# engine says of its result ("out of window, needs a clinician").
NEAR = 10
_ENDS = (EventKind.DEATH, EventKind.RELAPSE)


class DueState(Enum):
    """Where an expected sample stands; every one is in exactly one state."""

    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"
    RECEIVED = "received"
    PAUSED = "paused"
    NOT_YET = "not_yet"
    RESULTED = "resulted"
    MISSED = "missed"

    # One object per state: it is looked up for every line, and a name takes long to hash.
    __hash__ = object.__hash__

    @property
    def asks_for_work(self) -> bool:
        """Whether somebody has to do something about it now."""
        return self in (DueState.OVERDUE, DueState.DUE, DueState.OPEN, DueState.RECEIVED)


class TakenSample(NamedTuple):
    """A tube that came, as the schedule needs it.

    Attributes:
        methods: By what it has a result; one that is pending is none.
    """

    id: str
    specimen: Specimen
    taken_on: date | None = None
    stated_day: int | None = None
    stated_first_dose_day: int | None = None
    timepoint: str | None = None
    methods: tuple[Method, ...] = ()

    def day_in(self, convention: DayConvention, timeline: Timeline) -> int | None:
        """Return the protocol day; the date wins over a stated one."""
        if self.taken_on is not None:
            return timeline.day_of(self.taken_on)
        if self.stated_day is None or self.stated_first_dose_day is None:
            return self.stated_day
        return convention.renumber(self.stated_day, DayConvention(self.stated_first_dose_day))


class ScheduleRow(NamedTuple):
    """A child as the due list needs it: who it is, the course, the tubes.

    Attributes:
        edition: Digest of the edition that the child is pinned to, or None.
    """

    patient_id: PatientId
    code: str
    name: str
    born_on: date | None
    protocol_text: str
    edition: str | None
    course: CourseFacts
    samples: Sequence[TakenSample] = ()

    @classmethod
    def of(cls, file: PatientFile) -> ScheduleRow:
        """Take it from the records of one patient."""
        patient, methods = file.patient, dict[str, tuple[Method, ...]]()
        for one in file.measurements:
            if one.value.state is not ResultState.PENDING:
                methods[one.sample_id] = (*methods.get(one.sample_id, ()), one.method)
        return cls(
            patient_id=patient.id,
            code=patient.code,
            name=patient.name,
            born_on=patient.facts.born_on,
            protocol_text=patient.protocol_text,
            edition=patient.pack_edition,
            course=replace(patient.course, events=tuple(one.fact for one in file.events)),
            samples=tuple(_taken(one, methods.get(one.id, ())) for one in file.samples),
        )


class Due(NamedTuple):
    """One expected sample on a date.

    Attributes:
        days: Where it is overdue, since when; else the days until the target, below 0 after it.
        sample_id: The tube to enter a result for; None where none came.
        waiting_for: Questions without a result; for each the methods that can answer it.
        reason: Why it was missed, or why nothing is asked any more.
        is_outside: The tube came outside the window.
    """

    expected: ExpectedSample
    state: DueState
    days: int
    sample_id: str | None = None
    waiting_for: tuple[tuple[Method, ...], ...] = ()
    reason: str = ""
    is_outside: bool = False


def due(
    course: CourseFacts, samples: Sequence[TakenSample], schedule: PackSchedule, today: date
) -> tuple[Due, ...]:
    """Return the state of every sample that a pack expects of a child.

    Args:
        course: The child's course, with its events.
        samples: The child's tubes.
        schedule: That of the pack that the child is treated by.
        today: The date of the question.

    Returns:
        In the order of the protocol; empty where no day can be counted.
    """
    timeline = course.timeline(schedule.convention)
    if timeline is None:
        return ()
    expected = expected_samples(schedule, course, timeline)
    tubes = _tubes_by_point(expected, samples, schedule.convention, timeline)
    told = _Told.of(course.events, schedule.convention, timeline) if course.events else _NOTHING
    return tuple(_state(one, tubes.get(one.key, ()), today, told) for one in expected)


def _taken(sample: Sample, methods: tuple[Method, ...]) -> TakenSample:
    return TakenSample(
        sample.id,
        sample.specimen,
        sample.taken_on,
        sample.stated_day,
        sample.stated_first_dose_day,
        sample.timepoint,
        methods,
    )


class _Tube(NamedTuple):
    sample: TakenSample
    is_outside: bool


class _Told(NamedTuple):
    """What events say of the schedule: missed samples, pauses, and what ended it."""

    missed: dict[tuple[str, Specimen | None], str]
    pauses: tuple[Pause, ...]
    ended_on: date | None
    ended_by: str

    @classmethod
    def of(cls, events: Sequence[Event], convention: DayConvention, timeline: Timeline) -> _Told:
        missed = {
            (event.name, event.specimen): event.note
            for event in events
            if event.kind is EventKind.SAMPLE_MISSED
        }
        ends = []
        for event in events:
            day = event.day_in(convention, timeline) if event.kind in _ENDS else None
            # A relapse before the first dose is why this protocol was begun.
            if day is not None and day > timeline.anchor.day_number:
                ends.append((timeline.date_of(day), event.kind.words))
        ended_on, ended_by = min(ends, default=(None, ""))
        return cls(missed, pauses_of(events, convention, timeline), ended_on, ended_by)


_NOTHING = _Told({}, (), None, "")


def _tubes_by_point(
    expected: Sequence[ExpectedSample],
    samples: Sequence[TakenSample],
    convention: DayConvention,
    timeline: Timeline,
) -> dict[tuple[str, Specimen], list[_Tube]]:
    found: dict[tuple[str, Specimen], list[_Tube]] = {}
    # A tube of the diagnosis was not meant for any time point of therapy.
    first_day = convention.first_dose_day
    for sample in samples:
        day = sample.day_in(convention, timeline)
        if day is None:
            place = _named(expected, sample)
        else:
            place = _nearest(expected, sample.specimen, day, 0 if day <= first_day else NEAR)
        if place is not None:
            is_outside = day is not None and not place.holds(day)
            found.setdefault(place.key, []).append(_Tube(sample, is_outside))
    return found


def _named(expected: Sequence[ExpectedSample], sample: TakenSample) -> ExpectedSample | None:
    return next((one for one in expected if one.key == (sample.timepoint, sample.specimen)), None)


def _nearest(
    expected: Sequence[ExpectedSample], specimen: Specimen, day: int, farthest: int
) -> ExpectedSample | None:
    """Find the time point whose window a day lies in, or is near to."""
    nearest, distance = None, farthest + 1
    for one in expected:
        point = one.point
        if point.specimen is not specimen:
            continue
        away = point.first - day
        if away <= 0:
            if point.last is None or day <= point.last:
                return one
            away = day - point.last
        if away < distance:
            nearest, distance = one, away
    return nearest


def _state(one: ExpectedSample, tubes: Sequence[_Tube], today: date, told: _Told) -> Due:
    if tubes:
        return _with_tubes(one, tubes, today, told)
    reason = told.missed.get(one.key)
    if reason is not None:
        return Due(one, DueState.MISSED, _days_until(one, today), reason=reason)
    if told.ended_on is not None and (one.closes is None or one.closes >= told.ended_on):
        return Due(one, DueState.MISSED, _days_until(one, today), reason=told.ended_by)
    return _awaited(one, today, told.pauses)


def _with_tubes(one: ExpectedSample, tubes: Sequence[_Tube], today: date, told: _Told) -> Due:
    waiting = tuple(asked for asked in one.point.assays if not _is_answered(asked, tubes))
    # The tube that has the least is the one to enter a result for; the newest of them.
    tube = tubes[0] if len(tubes) == 1 else min(tubes, key=_least_and_newest)
    is_outside = all(tube.is_outside for tube in tubes)
    reason = told.missed.get(one.key, "")
    state = DueState.RESULTED
    if waiting:
        state = DueState.MISSED if reason else DueState.RECEIVED
    days = _days_until(one, today)
    return Due(one, state, days, tube.sample.id, waiting, reason if waiting else "", is_outside)


def _is_answered(asked: tuple[Method, ...], tubes: Sequence[_Tube]) -> bool:
    return any(method in asked for tube in tubes for method in tube.sample.methods)


def _least_and_newest(tube: _Tube) -> tuple[int, int]:
    taken = tube.sample.taken_on
    return (len(tube.sample.methods), -taken.toordinal() if taken is not None else 0)


def _awaited(one: ExpectedSample, today: date, pauses: Sequence[Pause]) -> Due:
    until = (one.target - today).days
    if today < one.opens:
        return Due(one, DueState.NOT_YET, until)
    standing = next((pause for pause in pauses if pause.holds(today)), None)
    if standing is not None and (one.closes is None or one.closes >= standing.since):
        return Due(one, DueState.PAUSED, until)
    if one.closes is not None and today > one.closes:
        return Due(one, DueState.OVERDUE, (today - one.closes).days)
    return Due(one, DueState.OPEN if today < one.target else DueState.DUE, until)


def _days_until(one: ExpectedSample, today: date) -> int:
    return (one.target - today).days
