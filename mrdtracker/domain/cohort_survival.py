"""Survival in a cohort: who is watched from when, what ends it, and who is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from mrdtracker.domain.cohort import Cohort, CohortPatient, CohortPlace, Happening
from mrdtracker.domain.cohort_days import DayCount
from mrdtracker.domain.cohort_groups import Group, GroupBy, Grouping
from mrdtracker.domain.cohort_left_out import LeftOut, without_a_day
from mrdtracker.domain.survival import (
    LogRank,
    SurvivalStep,
    TimeToEvent,
    kaplan_meier,
    log_rank,
    median_days,
)
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.words import mark, say


class Endpoint(Enum):
    """What ends the time of a child.

    Event-free survival is not among them: failure of induction and second malignancies have no
    kind of event in the records, and a curve that leaves them out must not carry its name.
    """

    RELAPSE_FREE = "relapse-free"
    OVERALL = "overall"

    @property
    def ends(self) -> tuple[EventKind, ...]:
        """The recorded events that count."""
        if self is Endpoint.OVERALL:
            return (EventKind.DEATH,)
        return (EventKind.RELAPSE, EventKind.DEATH)

    @property
    def title(self) -> str:
        """Its name on a page."""
        return say(_TITLES[self])

    @property
    def definition(self) -> str:
        """Say what counts as the event, what as censored, and what does not count."""
        return say(_DEFINITIONS[self])


_TITLES = {
    Endpoint.RELAPSE_FREE: mark("Survival without relapse"),
    Endpoint.OVERALL: mark("Overall survival"),
}
_DEFINITIONS = {
    Endpoint.RELAPSE_FREE: mark(
        "Event: a recorded relapse or death, whichever came first. Censored: everybody else, on "
        "the last day of which anything is recorded. Transplant and CAR-T do not end the time. "
        "Failure of induction and second malignancies are not events in the records and do not "
        "count, so this is not event-free survival."
    ),
    Endpoint.OVERALL: mark(
        "Event: a recorded death. Censored: everybody else, on the last day of which anything is "
        "recorded."
    ),
}
FROM_SAMPLE = mark(
    "Time zero: each patient's own sample of {}, the last one where there are several. Who had "
    "the event by then is left out."
)
NOT_LANDMARKED = mark(
    "The groups are formed after time zero: who had an event before the sample could not enter a "
    "group. Counting from the sample avoids this."
)
RISK_LATER = mark(
    "Risk groups rest on results from after time zero: who had an event before them could not "
    "enter every group, and a difference between the curves may come from that."
)
NOT_TESTED = mark(
    "The log-rank test compares the groups that are certain. Patients in no certain group, with a "
    "curve of their own: {}."
)
EVENT_WITHOUT_DAY = mark("{} without a day that can be counted")
NO_ZERO = mark("the day of the sample is not known")
EARLIER_EVENT = mark("{} on day {}, by time zero (day {})")
EVENT_BY_ZERO = mark("{} by time zero")
DEATH_BEFORE = mark("death on the first day of the count or before it")
NOTHING_AFTER = mark("nothing is recorded after time zero")


class Member(NamedTuple):
    """A child that is counted.

    Attributes:
        zero: The day, counted from the cohort's zero, on which its time begins.
        ended_by: What ended it; None where it is censored.
    """

    patient: CohortPatient
    time: TimeToEvent
    zero: int
    ended_by: EventKind | None


@dataclass(frozen=True)
class Arm:
    """One group and its curve."""

    group: Group
    members: tuple[Member, ...]
    steps: tuple[SurvivalStep, ...]

    @property
    def times(self) -> tuple[TimeToEvent, ...]:
        """The times of its children."""
        return tuple(one.time for one in self.members)

    @property
    def events(self) -> int:
        """How many had the event."""
        return sum(one.time.is_event for one in self.members)

    @property
    def median(self) -> int | None:
        """Days until half of them had the event; None where that is not reached."""
        return median_days(self.steps)


@dataclass(frozen=True)
class SurvivalStudy:
    """The curves of all groups, and everybody who is in none of them.

    Attributes:
        test: The log-rank test of the certain groups; None where nothing can be compared.
        remarks: What a reader has to know: the definitions, time zero, what was not counted.
    """

    endpoint: Endpoint
    arms: tuple[Arm, ...]
    excluded: tuple[LeftOut, ...]
    test: LogRank | None
    remarks: tuple[str, ...]

    @property
    def longest(self) -> int:
        """The longest time in days."""
        return max((one.time.days for arm in self.arms for one in arm.members), default=0)


def study_survival(
    cohort: Cohort, endpoint: Endpoint, grouping: Grouping, landmark: CohortPlace | None
) -> SurvivalStudy:
    """Estimate the survival of every group.

    Args:
        cohort: The children; each is counted once, or excluded with a reason.
        endpoint: What ends a time.
        grouping: What parts them. Children without a result at the place of an MRD grouping have
            nothing to be compared by, and are excluded.
        landmark: The place whose sample is time zero; None counts from the first dose.
    """
    arms, excluded = [], []
    entry = _Entry(endpoint, landmark, cohort.days)
    for group, patients in grouping.divide(cohort.patients):
        members = []
        for patient in patients:
            found = entry.of(patient) if group.is_compared else LeftOut(patient, group.name)
            if isinstance(found, Member):
                members.append(found)
            else:
                excluded.append(found)
        if members:
            steps = kaplan_meier([one.time for one in members])
            arms.append(Arm(group, tuple(members), steps))
    return SurvivalStudy(
        endpoint=endpoint,
        arms=tuple(arms),
        excluded=tuple(excluded),
        test=log_rank([arm.times for arm in arms if arm.group.is_certain]),
        remarks=(*_remarks(endpoint, grouping, landmark, cohort.days), *_not_tested(arms)),
    )


class _Entry(NamedTuple):
    """Lets a child into a study with its time, or says why it has none."""

    endpoint: Endpoint
    landmark: CohortPlace | None
    days: DayCount

    def of(self, patient: CohortPatient) -> Member | LeftOut:
        """Return the child's time, or why it cannot be counted."""
        zero = _time_zero(patient, self.landmark)
        event = patient.first(*self.endpoint.ends)
        if zero is not None and event is not None and event.day is not None and event.day <= zero:
            return self._had_event(patient, event, zero)
        why_not = self._why_not(patient, zero)
        if why_not or zero is None or patient.contact is None:
            return LeftOut(patient, why_not)
        if event is None or event.day is None:
            return Member(patient, TimeToEvent(patient.contact - zero, is_event=False), zero, None)
        return Member(patient, TimeToEvent(event.day - zero, is_event=True), zero, event.kind)

    def _had_event(self, patient: CohortPatient, event: Happening, zero: int) -> LeftOut:
        day = self.days.written(event.day or 0)
        reason = say(EARLIER_EVENT).format(event.kind.words, day, self.days.written(zero))
        return LeftOut(patient, reason, say(EVENT_BY_ZERO).format(event.kind.words))

    def _why_not(self, patient: CohortPatient, zero: int | None) -> str:
        """Return why a child cannot be counted; empty where it can."""
        ends = self.endpoint.ends
        undated = next((one for one in ends if patient.has_undated(one)), None)
        if undated is not None:
            return say(EVENT_WITHOUT_DAY).format(undated.words)
        if patient.contact is None:
            return without_a_day(patient)
        if zero is None:
            return say(NO_ZERO)
        if patient.contact < zero:
            return say(NOTHING_AFTER)
        return say(DEATH_BEFORE) if _died_before_treatment(patient) else ""


def _died_before_treatment(patient: CohortPatient) -> bool:
    deaths = (one.day for one in patient.happenings if one.kind is EventKind.DEATH)
    return any(day is not None and day <= 0 for day in deaths)


def _time_zero(patient: CohortPatient, landmark: CohortPlace | None) -> int | None:
    """Return the day from which time counts: of several samples the last, as all of them group."""
    if landmark is None:
        return 0
    days = [point.day for point in patient.at(landmark) if point.day is not None]
    return max(days, default=None)


def _remarks(
    endpoint: Endpoint, grouping: Grouping, landmark: CohortPlace | None, days: DayCount
) -> tuple[str, ...]:
    said = [endpoint.definition]
    if landmark is not None:
        said.append(say(FROM_SAMPLE).format(landmark.words))
    else:
        said.append(days.time_zero)
    if landmark is None and grouping.by is GroupBy.MRD:
        said.append(say(NOT_LANDMARKED))
    if grouping.by is GroupBy.RISK:
        said.append(say(RISK_LATER))
    return tuple(said)


def _not_tested(arms: Sequence[Arm]) -> tuple[str, ...]:
    if len(arms) < 2:  # noqa: PLR2004 - one group is compared with nothing
        return ()
    count = sum(len(arm.members) for arm in arms if not arm.group.is_certain)
    return (say(NOT_TESTED).format(count),) if count else ()
