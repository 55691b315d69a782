"""A case as the conditions of one pack see it: placed results, readings and the trace."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property

from mrdtracker.domain.case import PatientCase, PatientFacts
from mrdtracker.domain.finding import Step
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.marrows import Marrow, marrows_after_remission
from mrdtracker.rules.neighbours import Neighbours
from mrdtracker.rules.placement import PlacedResult, place_results
from mrdtracker.rules.timepoints import Assay, Channel, Schedule, TimePoint
from mrdtracker.words import mark, say

_NO_END = Decimal("Infinity")


class Availability(Enum):
    """Whether a time point has something to answer with."""

    THERE = "there"
    NOT_EVALUABLE = mark("reported as not evaluable")
    PENDING = mark("pending")
    ABSENT = mark("no result")


@dataclass(eq=False)
class Reading:
    """What counts at a time point: the last evaluable result of each decisive method.

    Nothing changes one. Not frozen, for the sake of a store: see ``PlacedResult``.

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
            return f"{self.timepoint.id}: {say(self.availability.value)}"
        if self.unused:
            return f"{self.timepoint.id}: {self.unused[0].place.says}"
        if self.wrong_specimen:
            return say("{}: {} is the wrong specimen; it cannot stand for {}").format(
                self.timepoint.id, self.wrong_specimen[0].where, self.assay.specimen.value
            )
        return say("{}: no result").format(self.timepoint.id)

    def markers_behind(self, one: PlacedResult) -> int | None:
        """Return on how many targets a result rests; None where nobody said.

        A laboratory reports one line for all its targets and says how many, or one line for each:
        then the named targets of that method and day are counted, each once. A negative target
        that does not reach the required sensitivity is none of the sensitive ones.
        """
        stated, beside = one.result.markers, self._targets.get((one.result.method, one.day), ())
        return max(stated or 0, len(beside)) if len(beside) > 1 else stated

    @cached_property
    def _targets(self) -> dict[tuple[Method, int | None], set[str]]:
        """Named targets that count as markers, by method and day."""
        found: dict[tuple[Method, int | None], set[str]] = {}
        for one in self.looked_at:
            if one.result.target and _is_sensitive(one, self.assay):
                found.setdefault((one.result.method, one.day), set()).add(one.result.target)
        return found

    def is_of_another_denominator(self, one: PlacedResult) -> bool:
        """Answer whether it is stated as a fraction of cells that the protocol does not count.

        The share of mononuclear cells is higher than that of all nucleated cells by a factor that
        nobody knows for one sample, so such an amount answers no threshold; it is annotated.
        """
        given, accepted = one.result.denominator, self.assay.denominators
        return given is not None and bool(accepted) and given not in accepted

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

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # Worked out once: the needs of a pack are counted and compared for every case.
        return hash((self.head, self.timepoint, self.tail))

    @cached_property
    def open_answer(self) -> Answer:
        """The answer of a question that needs this: one object, for a store asks it often."""
        return Answer(Truth.UNKNOWN, (self,) if self.head else ())

    @property
    def text(self) -> str:
        """Say it: "BM ig_tr_pcr at D33, 2 markers"."""
        return wording(self.head, (self.timepoint,) if self.timepoint else (), self.tail)


def wording(head: str, timepoints: Iterable[str], tail: str) -> str:
    """Write a need for one or several time points."""
    named = tuple(timepoints)
    words = say("{} at {}").format(head, say(" and ").join(named)) if named else head
    return f"{words}{tail}"


@dataclass(frozen=True)
class Answer:
    """The answer to a question, and what would settle it where it is UNKNOWN.

    Attributes:
        own_needs: What would settle this question.
        parts: Its parts that are open; what they need is put together only where it is asked for.
    """

    truth: Truth
    own_needs: tuple[Need, ...] = ()
    parts: tuple[Answer, ...] = ()

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Everything that would settle it, each once."""
        if not self.parts:
            return self.own_needs
        return tuple(dict.fromkeys(need for part in self.parts for need in part.needs))


@dataclass
class Trace:
    """Collects the questions of one rule in the order in which they were asked.

    Attributes:
        relations: Comparisons with a definite answer, for the sentence of the rule.
        is_quiet: Only the answers are wanted: nothing is written down.
    """

    steps: list[Step] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    is_quiet: bool = False

    def keys(self) -> tuple[str, ...]:
        """Return the results that the reached steps looked at, each once."""
        found = (key for step in self.steps if step.is_reached for key in step.result_keys)
        return tuple(dict.fromkeys(found))


class Wanted(Enum):
    """How much of an answer somebody wants; status and groups are the same in each."""

    WORDS = "every finding, in words, with its trace"
    ANSWERS = "every finding with its answer and flags"
    RAISED = "the flags and the loudest level"


# It writes nothing down, so that one is enough for all.
QUIET = Trace(is_quiet=True)


class CaseView:
    """One case on the schedule of one pack; everything is worked out once."""

    def __init__(
        self, schedule: Schedule, case: PatientCase, wanted: Wanted = Wanted.WORDS
    ) -> None:
        self.is_quiet = wanted is not Wanted.WORDS
        self.is_brief = wanted is Wanted.RAISED
        self.schedule = schedule
        self.case = case
        self.timeline = case.course.timeline(schedule.convention)
        self.placed = place_results(schedule, case, self.timeline)
        self._readings: dict[tuple[str, Channel], Reading] = {}
        # By question: what was answered without words, see ``conditions.answer_once``.
        self.answers: dict[int, Answer] = {}
        # The single questions in the order in which they were asked, where ``replay`` learns it.
        self.asked: list[tuple[object, Answer]] | None = None
        self._here: dict[str, list[PlacedResult]] = {}
        for one in self.placed:
            if one.place.timepoint is not None:
                self._here.setdefault(one.place.timepoint.id, []).append(one)

    def trace(self) -> Trace:
        """Begin to write down the questions of one rule; nothing where only answers are wanted."""
        return QUIET if self.is_quiet else Trace()

    def supposing(self, patient: PatientFacts, touched: Collection[int]) -> CaseView:
        """Return the same results, placed and read alike, of a child with other facts; quiet.

        Args:
            patient: The other facts.
            touched: The questions, by ``id``, whose answer may hang on what is different.
        """
        other = copy(self)
        other.answers = {
            asked: answer for asked, answer in self.answers.items() if asked not in touched
        }
        other.is_quiet = other.is_brief = True
        other.case = replace(self.case, patient=patient)
        other.__dict__.pop("risk_white_cells", None)
        other.__dict__.pop("age_years", None)
        return other

    @cached_property
    def neighbours(self) -> Neighbours:
        """Return the results by what lies beside and before them."""
        return Neighbours(self.placed)

    @cached_property
    def marrows(self) -> tuple[Marrow, ...]:
        """Return the marrows after the latest recorded remission, in time."""
        return marrows_after_remission(
            self.placed, self.case.course.events, self.schedule.convention, self.timeline
        )

    @cached_property
    def methods(self) -> frozenset[Method]:
        """Return the methods of the results, to pass over the rules that ask of no such result."""
        return frozenset(one.result.method for one in self.placed)

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
        found = self._readings.get(key)
        if found is None:
            here = self._here.get(timepoint.id, ())
            found = self._readings[key] = _read(here, timepoint, timepoint.assays[channel])
        return found


def _read(placed: Sequence[PlacedResult], timepoint: TimePoint, assay: Assay) -> Reading:
    here = [one for one in placed if one.result.method in assay.methods]
    if not here:
        return Reading(timepoint, assay, Availability.ABSENT)
    if len(here) == 1:
        return _read_one(here[0], timepoint, assay)
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


def _read_one(one: PlacedResult, timepoint: TimePoint, assay: Assay) -> Reading:
    """Read the only result of the decisive methods: nothing is chosen among."""
    alone = (one,)
    is_right = one.result.specimen is assay.specimen
    if one.place.trouble is not None:
        unused = alone if is_right else ()
        return Reading(timepoint, assay, Availability.ABSENT, unused=unused)
    if not is_right:
        return Reading(timepoint, assay, Availability.ABSENT, wrong_specimen=alone)
    if one.result.value.state.is_evaluable:
        return Reading(timepoint, assay, Availability.THERE, alone, alone)
    return Reading(timepoint, assay, _why_nothing(alone), (), alone)


def _is_sensitive(one: PlacedResult, assay: Assay) -> bool:
    if not one.result.value.state.is_evaluable:
        return False
    if assay.min_sensitivity is None or one.is_positive() is Truth.YES:
        return True
    reached = one.result.value.reached_sensitivity
    return reached is not None and reached <= assay.min_sensitivity


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
    by_target: dict[str, list[PlacedResult]] = {}
    for one in ours:
        by_target.setdefault(one.result.target, []).append(one)
    last = [_last_of(same) for same in by_target.values()]
    return max(last, key=lambda group: max(map(_height, group)), default=())


def _last_of(results: list[PlacedResult]) -> tuple[PlacedResult, ...]:
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
