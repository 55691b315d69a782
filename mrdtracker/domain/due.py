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
from mrdtracker.domain.records import PatientFile, PatientId, PatientSummary, Sample
from mrdtracker.domain.schedule import (
    ExpectedSample,
    PackSchedule,
    Pause,
    expected_samples,
    pauses_of,
)
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen

_ENDS = (EventKind.DEATH, EventKind.RELAPSE)


class DueState(Enum):
    """Where an expected sample stands; every one is in exactly one state.

    UNEXPECTED is never one of them: it is a tube without a result that fits no time point.
    """

    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"
    RECEIVED = "received"
    UNEXPECTED = "unexpected"
    PAUSED = "paused"
    NOT_YET = "not_yet"
    RESULTED = "resulted"
    MISSED = "missed"

    # One object per state: it is looked up for every line, and a name takes long to hash.
    __hash__ = object.__hash__

    @property
    def asks_for_work(self) -> bool:
        """Whether somebody has to do something about it now."""
        return self in _ASKING


_ASKING = frozenset(
    (DueState.OVERDUE, DueState.DUE, DueState.OPEN, DueState.RECEIVED, DueState.UNEXPECTED)
)


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


# A tube that came for a time point, and whether outside its window; made thousands of times.
_Tube = tuple[TakenSample, bool]


class ScheduleRow(NamedTuple):
    """A child as the due list needs it: who it is, the course, the tubes.

    Attributes:
        edition: Digest of the edition that the child is pinned to, or None.
        level: The loudest finding of the derived line, the value of a ``Level``, or empty.
        is_missing: Whether the derived line says that something is missing for a group.
        assessed_with: What made the derived line; another signature than today's makes it stale.
    """

    patient_id: PatientId
    code: str
    name: str
    born_on: date | None
    protocol_text: str
    edition: str | None
    course: CourseFacts
    samples: Sequence[TakenSample] = ()
    level: str = ""
    is_missing: bool = False
    assessed_with: str = ""

    @classmethod
    def of(cls, file: PatientFile, summary: PatientSummary | None = None) -> ScheduleRow:
        """Take it from the records of one patient, and the derived line where it is known."""
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
            level=summary.level if summary is not None else "",
            is_missing=summary is not None and summary.is_missing,
            assessed_with=summary.assessed_with if summary is not None else "",
        )


class Due(NamedTuple):
    """One expected sample on a date.

    Attributes:
        days: Where it is overdue, since when; else the days until the target, below 0 after it.
        sample_id: The tube to enter a result for; None where none came.
        waiting_for: Questions without a result; for each the methods that can answer it.
        reason: Why it was missed, or why nothing is asked any more.
        is_outside: The tube came outside the window.
        tubes: Every tube that came for it.
    """

    expected: ExpectedSample
    state: DueState
    days: int
    sample_id: str | None = None
    waiting_for: tuple[tuple[Method, ...], ...] = ()
    reason: str = ""
    is_outside: bool = False
    tubes: tuple[str, ...] = ()


class Standing(NamedTuple):
    """Where a child stands in its protocol on a date.

    Attributes:
        expected: Every sample that the pack expects, in the order of the protocol.
        unexpected: Tubes without a result that fit no time point: somebody has to say what they
            are for.
    """

    expected: tuple[Due, ...]
    unexpected: tuple[TakenSample, ...] = ()


def due(
    course: CourseFacts, samples: Sequence[TakenSample], schedule: PackSchedule, today: date
) -> tuple[Due, ...]:
    """Return the state of every sample that a pack expects of a child, as ``standing`` does."""
    return standing(course, samples, schedule, today).expected


def standing(
    course: CourseFacts, samples: Sequence[TakenSample], schedule: PackSchedule, today: date
) -> Standing:
    """Return the state of every sample that a pack expects of a child, and of other tubes.

    Args:
        course: The child's course, with its events.
        samples: The child's tubes.
        schedule: That of the pack that the child is treated by.
        today: The date of the question.

    Returns:
        Nothing at all where no day can be counted.
    """
    timeline = course.timeline(schedule.convention)
    if timeline is None:
        return _NOWHERE
    expected = expected_samples(schedule, course, timeline)
    placed, unexpected = _placed(expected, samples, schedule, timeline)
    told = _Told.of(course.events, schedule.convention, timeline) if course.events else _NOTHING
    day = timeline.day_of(today)
    states = [
        _with_tubes(one, tubes, day, told) if tubes else _without_tube(one, day, told)
        for one, tubes in zip(expected, placed, strict=True)
    ]
    return Standing(tuple(states), tuple(unexpected))


_NOWHERE = Standing(())


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


class _Told(NamedTuple):
    """What events say of the schedule: missed samples, pauses, and the day that ended it."""

    missed: dict[tuple[str, Specimen | None], str]
    pauses: tuple[Pause, ...]
    ended: int | None
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
                ends.append((day, event.kind.words))
        ended, ended_by = min(ends, default=(None, ""))
        return cls(missed, pauses_of(events, convention, timeline), ended, ended_by)


_NOTHING = _Told({}, (), None, "")


def _placed(
    expected: Sequence[ExpectedSample],
    samples: Sequence[TakenSample],
    schedule: PackSchedule,
    timeline: Timeline,
) -> tuple[list[list[_Tube]], list[TakenSample]]:
    """Return the tubes of each expected sample, and those without a result that fit none."""
    found: list[list[_Tube]] = [[] for _ in expected]
    unexpected: list[TakenSample] = []
    place_of, day_of, convention = schedule.place_of, timeline.day_of, schedule.convention
    for sample in samples:
        on = sample.taken_on
        day = day_of(on) if on is not None else sample.day_in(convention, timeline)
        place = _named(expected, sample) if day is None else place_of(sample.specimen, day)
        if place is not None:
            is_outside = day is not None and not expected[place].holds(day)
            found[place].append((sample, is_outside))
        elif not sample.methods and _is_unexpected(sample, day, schedule):
            unexpected.append(sample)
    return found, unexpected


def _is_unexpected(sample: TakenSample, day: int | None, schedule: PackSchedule) -> bool:
    if sample.timepoint in schedule.by_name:
        return False
    return day is None or day > schedule.convention.first_dose_day


def _named(expected: Sequence[ExpectedSample], sample: TakenSample) -> int | None:
    key = (sample.timepoint, sample.specimen)
    return next((place for place, one in enumerate(expected) if one.key == key), None)


def _without_tube(one: ExpectedSample, today: int, told: _Told) -> Due:
    until = one.target_day - today
    if told is _NOTHING:
        return _awaited(one, today, ())
    reason = told.missed.get(one.key)
    if reason is not None:
        return Due(one, DueState.MISSED, until, reason=reason)
    if told.ended is not None and (one.last_day is None or one.last_day >= told.ended):
        return Due(one, DueState.MISSED, until, reason=told.ended_by)
    return _awaited(one, today, told.pauses)


def _with_tubes(one: ExpectedSample, tubes: Sequence[_Tube], today: int, told: _Told) -> Due:
    tube, is_outside = tubes[0]
    methods = tube.methods
    ids: tuple[str, ...] = (tube.id,)
    for other, is_other_outside in tubes[1:]:
        methods = (*methods, *other.methods)
        ids = (*ids, other.id)
        is_outside = is_outside and is_other_outside
    waiting = _waiting(one, methods)
    if waiting and len(tubes) > 1:
        # The tube that has the least is the one to enter a result for; the newest of them.
        tube, _ = min(tubes, key=_least_and_newest)
    reason = told.missed.get(one.key, "") if waiting and told.missed else ""
    state = DueState.RESULTED
    if waiting:
        state = DueState.MISSED if reason else DueState.RECEIVED
    return Due(one, state, one.target_day - today, tube.id, waiting, reason, is_outside, ids)


def _waiting(one: ExpectedSample, methods: Sequence[Method]) -> tuple[tuple[Method, ...], ...]:
    """Return the questions that no method answered; loops, because every tube asks."""
    waiting: tuple[tuple[Method, ...], ...] = ()
    for asked in one.point.assays:
        for method in methods:
            if method in asked:
                break
        else:
            waiting = (*waiting, asked)
    return waiting


def _least_and_newest(tube: _Tube) -> tuple[int, int]:
    sample, _ = tube
    taken = sample.taken_on
    return (len(sample.methods), -taken.toordinal() if taken is not None else 0)


def _awaited(one: ExpectedSample, today: int, pauses: Sequence[Pause]) -> Due:
    until, last = one.target_day - today, one.last_day
    if today < one.first_day:
        return Due(one, DueState.NOT_YET, until)
    if pauses:
        on = one.timeline.date_of(today)
        standing_still = next((pause for pause in pauses if pause.holds(on)), None)
        closes = one.closes
        if standing_still is not None and (closes is None or closes >= standing_still.since):
            return Due(one, DueState.PAUSED, until)
    if last is not None and today > last:
        return Due(one, DueState.OVERDUE, today - last)
    return Due(one, DueState.OPEN if until > 0 else DueState.DUE, until)
