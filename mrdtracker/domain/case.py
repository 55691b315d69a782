"""One patient's facts for response assessment: all that the rule engine ever sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    EventUnit,
    Gating,
    LesionState,
    Lineage,
    Method,
    Quality,
    Sex,
    Specimen,
)
from mrdtracker.words import say

DAYS_PER_YEAR = Decimal("365.25")


@dataclass(frozen=True)
class PatientFacts:
    """What is known of the child at diagnosis; None and UNKNOWN mean that nobody said.

    Attributes:
        age_years: Age at diagnosis in years, exact decimal; see ``PatientCase.age_in_years``.
        age_days: Age at diagnosis in days, which wins over a rounded number of years.
        wbc_10e9_per_l: White cells before treatment, 10^9/L.
        pre_steroid_cbc: A blood count from the three days before the first steroid exists.
        genetics: Lesion by HGNC ``::`` name; an absent lesion is NOT_TESTED.
    """

    sex: Sex | None = None
    born_on: date | None = None
    diagnosed_on: date | None = None
    age_years: Decimal | None = None
    age_days: int | None = None
    lineage: Lineage | None = None
    wbc_10e9_per_l: Decimal | None = None
    cns: CnsStatus | None = None
    testicular: Truth = Truth.UNKNOWN
    mediastinal_mass: Truth = Truth.UNKNOWN
    down_syndrome: Truth = Truth.UNKNOWN
    steroid_pretreatment: Truth = Truth.UNKNOWN
    etp: Truth = Truth.UNKNOWN
    bulky_disease: Truth = Truth.UNKNOWN
    prior_remission: Truth = Truth.UNKNOWN
    pre_steroid_cbc: Truth = Truth.UNKNOWN
    protocol_eligible: Truth = Truth.UNKNOWN
    modal_chromosome_number: int | None = None
    dna_index: Decimal | None = None
    genetics: Mapping[str, LesionState] = field(default_factory=lambda: MappingProxyType({}))

    def lesion(self, name: str) -> LesionState:
        """Return what is known of a lesion."""
        return self.genetics.get(name, LesionState.NOT_TESTED)


@dataclass(frozen=True)
class Event:
    """Something that happened in therapy, on a date or on a protocol day.

    Attributes:
        day: Counted by the pack's own convention unless ``day_stated_in`` names another one.
        ended_on: Last day of what was given over a time (a drug); None where it goes on.
        amount: A blood count or a dose, exact, in ``unit``.
        specimen: What was not taken, of a missed sample; its time point is the ``name``.
        note: Words beside it; of a missed sample the reason.
    """

    kind: EventKind
    name: str = ""
    on: date | None = None
    day: int | None = None
    day_stated_in: DayConvention | None = None
    ended_on: date | None = None
    amount: Decimal | None = None
    unit: EventUnit | None = None
    specimen: Specimen | None = None
    note: str = ""

    def day_in(self, convention: DayConvention, timeline: Timeline | None) -> int | None:
        """Return the protocol day in a pack's convention; the date wins over a stated day."""
        if self.on is not None and timeline is not None:
            return timeline.day_of(self.on)
        if self.day is None or self.day_stated_in is None:
            return self.day
        return convention.renumber(self.day, self.day_stated_in)


@dataclass(frozen=True)
class CourseFacts:
    """What was planned and given.

    Attributes:
        pack: The rule pack that the patient is treated by.
        study: Study or arm variant inside a pack, in the pack's own word ("ccg-1952").
        arm_given: The induction that was given, where a published meaning depends on it.
        therapy_started_on: Date of the first dose of the protocol.
        steroid_days_before_day8: Days of steroid before the day-8 count; fewer than 7 make the
            prednisone response not evaluable.
    """

    pack: str | None = None
    study: str | None = None
    arm_given: str | None = None
    therapy_started_on: date | None = None
    steroid_days_before_day8: int | None = None
    events: tuple[Event, ...] = ()

    def timeline(self, convention: DayConvention) -> Timeline | None:
        """Count days by a convention; None where the first counted dose has no date.

        Where the prephase does not count, and there was one, the days begin with induction: the
        first dose of the prephase would be up to a week too early.
        """
        if self.therapy_started_on is None:
            return None
        begun = self._phases_begun() if self.events else {}
        induction = begun.get("induction")
        if not convention.prephase_counts and "prephase" in begun and induction is None:
            return None
        return Timeline.starting(self.therapy_started_on, convention, induction)

    def _phases_begun(self) -> dict[str, date | None]:
        """Return the date of each phase's beginning; the first one, where it began twice."""
        return {
            event.name: event.on
            for event in reversed(self.events)
            if event.kind is EventKind.PHASE_STARTED
        }


@dataclass(frozen=True)
class Result:
    """One reported result of one sample by one method.

    At least one of ``on``, ``day`` and ``timepoint`` is there. ``day`` is counted by the pack's
    own convention unless ``day_stated_in`` names another one.

    Attributes:
        markers: Number of sensitive IG/TR targets behind the result.
        target: The lesion or rearrangement that was followed ("ETV6::RUNX1", "IGH VH3-JH4").
        unit: The unit in which the laboratory reported; None for qualitative results.
        reported_text: The laboratory's own words.
        note: Why the result may stand although its date looks wrong, where it does.
        key: Identifies the result towards the caller (record id, or position in a case file).
    """

    specimen: Specimen
    method: Method
    value: MrdValue
    on: date | None = None
    day: int | None = None
    day_stated_in: DayConvention | None = None
    timepoint: str | None = None
    target: str = ""
    unit: Unit | None = None
    denominator: Denominator | None = None
    markers: int | None = None
    events_total: int | None = None
    events_positive: int | None = None
    gating: Gating | None = None
    quality: tuple[Quality, ...] = ()
    verified: Truth = Truth.UNKNOWN
    reported_text: str = ""
    key: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        problem = problem_of_result(self)
        if problem:
            raise InvalidInputError(problem)

    def day_in(self, convention: DayConvention, timeline: Timeline | None) -> int | None:
        """Return the protocol day in a pack's convention; the date wins over a stated day."""
        if self.on is not None and timeline is not None:
            return timeline.day_of(self.on)
        if self.day is None:
            return None
        if self.day_stated_in is None:
            return self.day
        return convention.renumber(self.day, self.day_stated_in)


@dataclass(frozen=True)
class PatientCase:
    """Facts in, nothing else: no database, no screen, no clock.

    Attributes:
        note: Why a result may stand before the diagnosis, where one does.
    """

    patient_id: str = ""
    patient: PatientFacts = field(default_factory=PatientFacts)
    course: CourseFacts = field(default_factory=CourseFacts)
    results: tuple[Result, ...] = ()
    note: str = ""

    def age_in_years(self) -> Decimal | None:
        """Return the age at diagnosis in years: by the calendar, from days, else as stated.

        Between two dates the calendar decides, so that a child is ten on its tenth birthday. Where
        only a number of days is known, 365.25 of them make a year. A stated number of years is
        used only where neither is known: 9.83 years printed as "10" changes the NCI risk group.
        """
        diagnosed = self.patient.diagnosed_on or self.course.therapy_started_on
        if self.patient.born_on is not None and diagnosed is not None:
            return _years_between(self.patient.born_on, diagnosed)
        if self.patient.age_days is not None:
            return Decimal(self.patient.age_days) / DAYS_PER_YEAR
        return self.patient.age_years


def problem_of_event(event: Event) -> str:
    """Return one sentence on why this cannot be an event, or an empty text."""
    if event.on is None and event.day is None:
        return say("An event needs a date or a protocol day.")
    if event.ended_on is not None and event.on is not None and event.ended_on < event.on:
        return say("The end is before the beginning.")
    if (event.amount is None) is not (event.unit is None):
        return say("An amount and its unit belong together.")
    return _problem_of_kind(event)


def _problem_of_kind(event: Event) -> str:
    if event.kind is EventKind.SAMPLE_MISSED:
        if not event.name or event.specimen is None:
            return say("A missed sample needs its time point and its specimen.")
        if not event.note.strip():
            return say("A missed sample needs a reason.")
    if event.kind is EventKind.BLOOD_COUNT and (not event.name or event.amount is None):
        return say("A blood count needs its name and its number.")
    if event.unit is not None:
        is_count = event.kind is EventKind.BLOOD_COUNT
        if not is_count and event.kind is not EventKind.DRUG_GIVEN:
            return say("Only a blood count and a drug have an amount.")
        if event.unit.is_of_counts is not is_count:
            return say("A blood count is counted in cells, a drug in its dose.")
    return ""


def problem_of_result(result: Result) -> str:
    """Return one sentence on why this cannot be a result, or an empty text."""
    if result.on is None and result.day is None and result.timepoint is None:
        return say("A result needs a date, a protocol day or a named time point.")
    if result.value.state.is_numeric and result.value.kind is not result.method.kind:
        return say("A {} result is not a {}: check the unit.").format(
            result.method.value, result.value.kind.value.replace("_", " ")
        )
    if result.method is Method.FUSION_SCREEN and result.value.state.is_numeric:
        return say("A fusion screen is qualitative: detected, not detected or failed, no number.")
    if result.value.value == 0 and not result.method.counts_zero:
        return say("0 is not a result of this method: report a negative with its sensitivity.")
    if (
        result.events_total is not None
        and result.events_positive is not None
        and result.events_positive > result.events_total
    ):
        return say("More positive events than events in total.")
    return ""


def _years_between(start: date, end: date) -> Decimal:
    completed = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    last, following = _birthday(start, completed), _birthday(start, completed + 1)
    return completed + Decimal((end - last).days) / Decimal((following - last).days)


def _birthday(born_on: date, years: int) -> date:
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:  # 29 February
        return date(born_on.year + years, 3, 1)
