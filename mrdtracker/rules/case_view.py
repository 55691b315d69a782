"""A case as the conditions of one pack see it: placed results, readings and the trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.finding import Step
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.placement import PlacedResult, place_results
from mrdtracker.rules.timepoints import Assay, Channel, Schedule, TimePoint

_NO_END = Decimal("Infinity")


class Availability(Enum):
    """Whether a time point has something to answer with."""

    THERE = "there"
    NOT_EVALUABLE = "reported as not evaluable"
    PENDING = "pending"
    ABSENT = "no result"


@dataclass(frozen=True)
class Reading:
    """What counts at a time point: the last evaluable result of each decisive method.

    Attributes:
        chosen: The last of each method, of several targets the highest; never an average.
        looked_at: Every result of the decisive specimen and method, with those not used.
        unused: Results that were meant for it and cannot count: out of window, two days.
    """

    timepoint: TimePoint
    assay: Assay
    availability: Availability
    chosen: tuple[PlacedResult, ...] = ()
    looked_at: tuple[PlacedResult, ...] = ()
    wrong_specimen: tuple[PlacedResult, ...] = ()
    unused: tuple[PlacedResult, ...] = ()

    @property
    def why_nothing(self) -> str:
        """Say why there is nothing to answer with."""
        if self.availability is not Availability.ABSENT:
            return f"{self.timepoint.id}: {self.availability.value}"
        if self.unused:
            return f"{self.timepoint.id}: {self.unused[0].place.says}"
        if self.wrong_specimen:
            return (
                f"{self.timepoint.id}: {self.wrong_specimen[0].where} is the wrong specimen; "
                f"it cannot stand for {self.assay.specimen.value}"
            )
        return f"{self.timepoint.id}: no result"

    @property
    def seen(self) -> tuple[PlacedResult, ...]:
        """Return the results that this reading mentions."""
        return self.chosen or self.looked_at or self.unused or self.wrong_specimen


@dataclass(frozen=True)
class Need:
    """One thing that would settle a question.

    Needs that differ only in their time point are said in one sentence.
    """

    head: str
    timepoint: str = ""
    tail: str = ""

    @property
    def text(self) -> str:
        """Say it: "BM ig_tr_pcr at D33, 2 markers"."""
        return wording(self.head, (self.timepoint,) if self.timepoint else (), self.tail)


def wording(head: str, timepoints: Iterable[str], tail: str) -> str:
    """Write a need for one or several time points."""
    named = tuple(timepoints)
    at = f" at {' and '.join(named)}" if named else ""
    return f"{head}{at}{tail}"


@dataclass
class Trace:
    """Collects the questions of one rule in the order in which they were asked.

    Attributes:
        relations: Comparisons with a definite answer, for the sentence of the rule.
    """

    steps: list[Step] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)

    def keys(self) -> tuple[str, ...]:
        """Return the results that the reached steps looked at, each once."""
        found = (key for step in self.steps if step.is_reached for key in step.result_keys)
        return tuple(dict.fromkeys(found))


class CaseView:
    """One case on the schedule of one pack; everything is worked out once."""

    def __init__(self, schedule: Schedule, case: PatientCase) -> None:
        self.schedule = schedule
        self.case = case
        self.timeline = case.course.timeline(schedule.convention)
        self.placed = place_results(schedule, case, self.timeline)
        self._readings: dict[tuple[str, Channel], Reading] = {}

    @cached_property
    def age_years(self) -> Decimal | None:
        """Age at diagnosis in years."""
        return self.case.age_in_years()

    @cached_property
    def risk_white_cells(self) -> Decimal | None:
        """White cells that may be used for a risk group, 10^9/L.

        After steroids before the diagnosis only a count from before them says anything, and
        nobody knows whether the given one is that, unless it is stated.
        """
        patient = self.case.patient
        if patient.steroid_pretreatment is Truth.YES and patient.pre_steroid_cbc is not Truth.YES:
            return None
        return patient.wbc_10e9_per_l

    def reading(self, timepoint: TimePoint, channel: Channel) -> Reading:
        """Return what counts at a time point for one question."""
        key = (timepoint.id, channel)
        if key not in self._readings:
            self._readings[key] = _read(self.placed, timepoint, timepoint.assays[channel])
        return self._readings[key]


def _read(placed: tuple[PlacedResult, ...], timepoint: TimePoint, assay: Assay) -> Reading:
    here = [
        one
        for one in placed
        if one.place.timepoint is timepoint and one.result.method in assay.methods
    ]
    here.sort(key=_order)
    inside = [one for one in here if one.place.trouble is None]
    right = tuple(one for one in inside if one.result.specimen is assay.specimen)
    chosen = tuple(one for method in assay.methods for one in _decisive(right, method))
    return Reading(
        timepoint,
        assay,
        Availability.THERE if chosen else _why_nothing(right),
        chosen,
        right,
        tuple(one for one in inside if one.result.specimen is not assay.specimen),
        tuple(
            one
            for one in here
            if one.place.trouble is not None and one.result.specimen is assay.specimen
        ),
    )


def _order(one: PlacedResult) -> tuple[bool, int, int]:
    return (one.day is not None, one.day or 0, one.position)


def _decisive(results: tuple[PlacedResult, ...], method: Method) -> tuple[PlacedResult, ...]:
    """Find the last evaluable result of each target, and of several targets the highest.

    A child is negative only where every target is; a target that is measured after another one
    is no repeat of it. Of one day there is no last result: the order of a file is no order in
    time, so all of them are decisive, and where they disagree the answer is open.
    """
    ours = [
        one
        for one in results
        if one.result.method is method and one.result.value.state.is_evaluable
    ]
    targets = dict.fromkeys(one.result.target for one in ours)
    last = [_last_of(tuple(one for one in ours if one.result.target == name)) for name in targets]
    return max(last, key=lambda group: max(map(_height, group)), default=())


def _last_of(results: tuple[PlacedResult, ...]) -> tuple[PlacedResult, ...]:
    """Find what counts of one target: the last result, with the others of its day."""
    last: PlacedResult | None = None
    for one in results:
        last = _counting(last, one)
    if last is None or not last.result.value.state.is_numeric:
        return () if last is None else (last,)
    return tuple(
        one for one in results if one.day == last.day and one.result.value.state.is_numeric
    )


def _counting(before: PlacedResult | None, one: PlacedResult) -> PlacedResult:
    """Let a word not replace a number, unless it says that the negative before it is wrong."""
    if before is None or one.result.value.state.is_numeric:
        return one
    if not before.result.value.state.is_numeric:
        return one
    contradicts = one.is_positive() is Truth.YES and before.is_positive() is not Truth.YES
    return one if contradicts else before


def _height(one: PlacedResult) -> tuple[int, Decimal, Decimal]:
    """Order by disease found, then by amount; of two negatives the one that excludes less."""
    found = (Truth.NO, Truth.UNKNOWN, Truth.YES).index(one.is_positive())
    high = one.interval.high
    return found, one.interval.low, _NO_END if high is None else high


def _why_nothing(results: tuple[PlacedResult, ...]) -> Availability:
    if not results:
        return Availability.ABSENT
    if results[-1].result.value.state is ResultState.PENDING:
        return Availability.PENDING
    return Availability.NOT_EVALUABLE
