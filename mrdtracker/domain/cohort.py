"""Many children side by side: what the cohort views know of each of them.

Every day here is counted from zero, so that children of protocols that count differently stand on
one axis. Zero is the first dose, or the start of induction where the protocol counts from it
(``domain/cohort_days.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.cohort_days import DayCount
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import (
    GroupStatus,
    PackOverview,
    PackReference,
    ThresholdMark,
)
from mrdtracker.domain.follow_up import longest_follow_up
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.records import PatientId, PatientSummary
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen, readable

# What happens to a child, as against what is given or counted.
HAPPENINGS = (
    EventKind.REMISSION,
    EventKind.TRANSPLANT,
    EventKind.CAR_T,
    EventKind.CD19_DIRECTED_THERAPY,
    EventKind.RELAPSE,
    EventKind.DEATH,
)
# Who has no usable pack is counted as most protocols count.
WITHOUT_A_PACK = DayConvention(1)


class CohortPlace(NamedTuple):
    """Where results of different children can be held against each other.

    A blood and a marrow, or a flow and a PCR result, of one day are two places.

    Attributes:
        label: The protocol's name for the time point, or the day ("D33", "EOC", "D29").
    """

    label: str
    specimen: Specimen
    method: Method

    @property
    def words(self) -> str:
        """Write the place: "D33 · BM · IG/TR PCR"."""
        return f"{readable(self.label)} · {self.specimen.value} · {self.method.words}"

    @property
    def kind(self) -> QuantityKind:
        """What a number of this place counts."""
        return self.method.kind


class CohortPoint(NamedTuple):
    """One result of one child.

    Attributes:
        place: None for a result without a day and without a named time point.
        day: Days since zero; None where it cannot be counted.
    """

    place: CohortPlace | None
    day: int | None
    result: Result


class Happening(NamedTuple):
    """Something that befell a child, in days since zero; None where nobody can count."""

    kind: EventKind
    day: int | None


@dataclass(frozen=True)
class CohortPatient:
    """A child as the cohort views see it.

    Attributes:
        group: The assigned risk group; empty where there is none, or none any more.
        is_assessed: False where the derived line is out of date, so that nobody knows the group.
        is_provisional: The group can still be moved by what is open.
        points: Results that are not pending, in the order of time.
        contact: The last day of which anything is recorded; None where no day can be counted.
        contact_words: What was recorded on it.
        convention: How its protocol counts days, and so how its time points are named.
    """

    id: PatientId
    code: str
    protocol: str = ""
    group: str = ""
    points: tuple[CohortPoint, ...] = ()
    happenings: tuple[Happening, ...] = ()
    contact: int | None = None
    contact_words: str = ""
    is_assessed: bool = True
    is_provisional: bool = False
    convention: DayConvention = WITHOUT_A_PACK

    @cached_property
    def _by_place(self) -> dict[CohortPlace, tuple[CohortPoint, ...]]:
        found: dict[CohortPlace, tuple[CohortPoint, ...]] = {}
        for point in self.points:
            if point.place is not None:
                found[point.place] = (*found.get(point.place, ()), point)
        return found

    def at(self, place: CohortPlace) -> tuple[CohortPoint, ...]:
        """Return the results at a place."""
        return self._by_place.get(place, ())

    def first(self, *kinds: EventKind, after: int = 0) -> Happening | None:
        """Return the first of these happenings after a day.

        A relapse on the first day or before it is why this treatment was begun.
        """
        days = [one for one in self.happenings if one.kind in kinds and one.day is not None]
        later = [one for one in days if one.day is not None and one.day > after]
        return min(later, key=lambda one: one.day or 0, default=None)

    def has_undated(self, *kinds: EventKind) -> bool:
        """Whether one of these happenings is recorded on a date that has no day."""
        return any(one.kind in kinds and one.day is None for one in self.happenings)


@dataclass(frozen=True)
class Cohort:
    """Some children of the store, read at one moment.

    Attributes:
        thresholds: Published thresholds of the packs that these children are treated by.
        packs: The editions by which their time points and groups are named.
        not_assessed: How many children of the store are not assessed yet, where these were chosen
            by what the rules said: some may be missing here, and some too many.
    """

    patients: tuple[CohortPatient, ...] = ()
    thresholds: tuple[ThresholdMark, ...] = ()
    packs: tuple[PackReference, ...] = ()
    not_assessed: int = 0

    @cached_property
    def days(self) -> DayCount:
        """How days are written here; who has no day at all has no say in it."""
        dated = [one for one in self.patients if one.contact is not None]
        return DayCount.of(one.convention for one in dated or self.patients)

    @cached_property
    def places(self) -> tuple[CohortPlace, ...]:
        """Every place with a result, in the order of its usual day; without a day at the end."""
        days: dict[CohortPlace, list[int]] = {}
        for point in self._points():
            if point.place is not None:
                found = days.setdefault(point.place, [])
                if point.day is not None:
                    found.append(point.day)
        return tuple(sorted(days, key=lambda one: _place_order(one, days[one])))

    @cached_property
    def counts(self) -> Counter[CohortPlace]:
        """How many children have a result at each place."""
        return Counter(
            place
            for one in self.patients
            for place in {point.place for point in one.points}
            if place is not None
        )

    @property
    def mrd_places(self) -> tuple[CohortPlace, ...]:
        """The places at which residual disease was measured."""
        return tuple(one for one in self.places if one.method.is_mrd)

    def usual_place(self, label: str = "") -> CohortPlace | None:
        """Return the place of MRD at which most children have a result; of a time point or any."""
        fitting = [
            one for one in self.mrd_places if not label or one.label.lower() == label.lower()
        ]
        return max(fitting, key=lambda one: self.counts[one], default=None)

    def published(self, place: CohortPlace) -> tuple[Decimal, ...]:
        """Return the thresholds that the packs publish for a place, from high to low."""
        found = {
            mark.threshold
            for mark in self.thresholds
            if mark.timepoint == place.label
            and mark.specimen is place.specimen
            and place.method in mark.methods
        }
        return tuple(sorted(found, reverse=True))

    def _points(self) -> Iterable[CohortPoint]:
        return (point for one in self.patients for point in one.points)


def cohort_patient(
    patient_id: PatientId,
    case: PatientCase,
    overview: PackOverview | None,
    summary: PatientSummary,
    protocol: str,
    note: str,
) -> CohortPatient:
    """Take what the views need out of a case.

    Args:
        patient_id: Whose case it is.
        case: All active records.
        overview: The pack that the child is treated by, where one is usable: it names the time
            points and says how days are counted. Without one the first dose is day 1.
        summary: Its derived line; an empty group where it is out of date.
        protocol: The protocol in words.
        note: The patient's note, for the follow-up that an import kept in it.
    """
    counting = _Counting(case, overview)
    points = tuple(
        counting.point(result)
        for result in case.results
        if result.value.state is not ResultState.PENDING
    )
    contact, words = counting.last_contact(note)
    return CohortPatient(
        id=patient_id,
        code=case.patient_id,
        protocol=protocol,
        group=summary.group,
        points=tuple(sorted(points, key=lambda one: (one.day is None, one.day or 0))),
        happenings=tuple(
            Happening(event.kind, counting.since_zero(event.day_in(*counting.how)))
            for event in case.course.events
            if event.kind in HAPPENINGS
        ),
        contact=contact,
        contact_words=words,
        is_assessed=bool(summary.assessed_with),
        is_provisional=summary.status == GroupStatus.PROVISIONAL.value,
        convention=counting.how[0],
    )


class _Counting:
    """Counts the days of one child and names its time points."""

    def __init__(self, case: PatientCase, overview: PackOverview | None) -> None:
        convention = overview.convention if overview is not None else WITHOUT_A_PACK
        self._case = case
        self._timepoints = overview.timepoints if overview is not None else ()
        self.how = (convention, case.course.timeline(convention))

    def since_zero(self, day: int | None) -> int | None:
        """Count a protocol day from zero."""
        return None if day is None else day - self.how[0].first_dose_day

    def point(self, result: Result) -> CohortPoint:
        """Return a result at its place and on its day."""
        day = result.day_in(*self.how)
        label = self._window_of(result, day) or result.timepoint
        if not label and day is not None:
            label = f"D{day}"
        place = CohortPlace(label, result.specimen, result.method) if label else None
        return CohortPoint(place, self.since_zero(day), result)

    def last_contact(self, note: str) -> tuple[int | None, str]:
        """Return the last day of which anything is recorded, and what."""
        convention, timeline = self.how
        first = convention.first_dose_day
        found: list[tuple[int, str]] = []
        for result in self._case.results:
            day = result.day_in(convention, timeline)
            if day is not None:
                found.append((day - first, f"{result.specimen.value} {result.method.words}"))
        for event in self._case.course.events:
            if event.kind is EventKind.SAMPLE_MISSED:  # nobody need have seen the child
                continue
            day = event.day_in(convention, timeline)
            if day is not None:
                found.append((day - first, event.kind.words))
            if event.ended_on is not None and timeline is not None:
                found.append((timeline.day_of(event.ended_on) - first, event.kind.words))
        stated = longest_follow_up(note)
        if stated is not None:
            found.append(stated)
        return max(found, key=lambda one: one[0], default=(None, ""))

    def _window_of(self, result: Result, day: int | None) -> str:
        for one in self._timepoints:
            if one.is_by_name:
                is_in = one.id.lower() == (result.timepoint or "").lower()
            else:
                is_in = one.specimen is result.specimen and one.window.contains(day) is Truth.YES
            if is_in:
                return one.id
        return ""


def _place_order(place: CohortPlace, days: list[int]) -> tuple[bool, int, str, str, str]:
    day = sorted(days)[(len(days) - 1) // 2] if days else 0
    return (not days, day, place.label, place.specimen.value, place.method.value)
