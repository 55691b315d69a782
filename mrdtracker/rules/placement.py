"""Where each result belongs: its protocol day, its time point, and why it may belong to none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial

from mrdtracker.domain.case import Event, PatientCase, Result
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.mrd_value import ONE, Interval
from mrdtracker.domain.notation import day_text, rounded_value_text
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import EventKind, Gating, Method, Quality
from mrdtracker.rules.timepoints import Schedule, TimePoint
from mrdtracker.words import say

# "anti-CD19 in the last ~6 mo": general knowledge, protocols.md section 8 trap 13.
CD19_DAYS = 183
_CD19_EVENTS = (EventKind.CD19_DIRECTED_THERAPY, EventKind.CAR_T)
_NAMED_DAY = re.compile(r"D([0-9]{1,4})\Z")
PLACES_KEPT = 8192


class Trouble(Enum):
    """Why a result answers no question of a time point."""

    __hash__ = object.__hash__

    DAYS_DISAGREE = "days_disagree"
    OUT_OF_WINDOW = "out_of_window"
    UNKNOWN_NAME = "unknown_name"
    NO_DAY = "no_day"


@dataclass(frozen=True)
class Place:
    """A day, a time point, and what is wrong with them.

    Attributes:
        words: Says what is wrong: worked out where somebody reads it, in the language of then.
    """

    day: int | None = None
    timepoint: TimePoint | None = None
    trouble: Trouble | None = None
    words: Callable[[], str] = str

    @property
    def says(self) -> str:
        """What is wrong, in a sentence; empty where nothing is."""
        return self.words()


@dataclass(eq=False, slots=True)
class PlacedResult:
    """A result as one pack sees it; nothing changes one, and it is itself only.

    Not frozen: a store makes a million of them, and a frozen one takes three times as long.

    Attributes:
        position: Its place in the case.
        interval: Every true value that it leaves possible, with what weakens it taken in:
            blood in the marrow, or a CD19 that may be lost, dilutes the disease and does not
            invent it, so only the upper end is given up.
        is_cd19_blind: A flow result that may not see what CD19-directed therapy left.
        convention: How the pack counts the day.
    """

    result: Result
    key: str
    position: int
    place: Place
    interval: Interval
    is_weakened: bool
    is_cd19_blind: bool
    convention: DayConvention

    @property
    def where(self) -> str:
        """Day with its convention, specimen and method, for people."""
        place, result = self.place, self.result
        when = []
        name = place.timepoint.id if place.timepoint is not None else ""
        if name and name != f"D{place.day}":
            when.append(name)
        if place.day is not None:
            when.append(day_text(place.day, self.convention))
        elif result.on is not None:
            when.append(result.on.isoformat())
        elif not name and result.timepoint is not None:
            when.append(result.timepoint)
        return ", ".join((*when, result.specimen.value, say(result.method.value)))

    @property
    def shown(self) -> str:
        """The result in words, with few digits."""
        return rounded_value_text(self.result.value)

    def shown_beside(self, threshold: Decimal) -> str:
        """Write the result where it is held against a threshold: on its side, as it is.

        Args:
            threshold: In the canonical unit of the result.
        """
        return rounded_value_text(self.result.value, (threshold,))

    @property
    def day(self) -> int | None:
        """Protocol day in the pack's convention."""
        return self.place.day

    def is_positive(self) -> Truth:
        """Answer: was any disease found? A weakened negative says neither yes nor no."""
        answer = self.result.value.positive
        return Truth.UNKNOWN if answer is Truth.NO and self.is_weakened else answer


def place_results(
    schedule: Schedule, case: PatientCase, timeline: Timeline | None
) -> tuple[PlacedResult, ...]:
    """Place every result of a case on the schedule of a pack."""
    return tuple(
        [
            _placed(schedule, case, timeline, result, position)
            for position, result in enumerate(case.results)
        ]
    )


def _placed(
    schedule: Schedule, case: PatientCase, timeline: Timeline | None, result: Result, position: int
) -> PlacedResult:
    place = _place_of(schedule, case, timeline, result)
    blind = result.method is Method.FLOW and _is_cd19_blind(
        schedule, case, result, place, timeline
    )
    weakened = blind or (bool(result.quality) and any(map(_weakens, result.quality)))
    interval = result.value.interval
    if weakened:
        top = ONE if result.value.kind is QuantityKind.CELL_FRACTION else None
        interval = Interval(interval.low, top, interval.low_open, high_open=False)
    key = result.key or str(position)
    return PlacedResult(
        result, key, position, place, interval, weakened, blind, schedule.convention
    )


def _weakens(quality: Quality) -> bool:
    return quality.weakens_negative and quality is not Quality.CD19_DIRECTED_THERAPY


# --- days and windows -------------------------------------------------------------------------


def _place_of(
    schedule: Schedule, case: PatientCase, timeline: Timeline | None, result: Result
) -> Place:
    on = result.on
    counted = timeline.day_of(on) if on is not None and timeline is not None else None
    if result.day is None:
        if counted is None or result.timepoint or result.quality or case.course.events:
            return _place_on(schedule, case, result, counted)
        return _place_of_date(schedule, case, result, counted)
    stated = _stated_day(schedule, result)
    if counted is not None and _is_stated_for_another_pack(schedule, case, result):
        stated = None  # The date counts here; what it was called there is not our number.
    if counted is not None and stated is not None and counted != stated:
        meant = _meant_by(schedule, result, counted, stated)
        return Place(
            counted,
            meant,
            Trouble.DAYS_DISAGREE,
            lambda: say(
                "Stated day {}, but {} is day {} when the {}: not used until one is corrected."
            ).format(
                result.day, result.on, counted, schedule.convention.words.replace(" = ", " is ")
            ),
        )
    day = counted if counted is not None else stated
    return _place_on(schedule, case, result, day)


def _place_of_date(schedule: Schedule, case: PatientCase, result: Result, day: int) -> Place:
    """Place a result by its day alone, where nothing else is said of it: as others of that day."""
    key = (day, result.specimen, result.method)
    known = schedule.places_by_date
    found: Place | None = known.get(key)
    if found is None:
        if len(known) >= PLACES_KEPT:
            known.clear()
        found = known[key] = _place_on(schedule, case, result, day)
    return found


def _meant_by(schedule: Schedule, result: Result, *days: int) -> TimePoint | None:
    """Find the time point that a result with two days was meant for, to name it there."""
    named = schedule.named(result.timepoint) if result.timepoint else None
    inside = (
        timepoint
        for day in days
        for timepoint in schedule.timepoints
        if not timepoint.is_by_name and timepoint.window.contains(day) is Truth.YES
    )
    return named or next(inside, None)


def _stated_day(schedule: Schedule, result: Result) -> int | None:
    if result.day is None or result.day_stated_in is None:
        return result.day
    return schedule.convention.renumber(result.day, result.day_stated_in)


def _is_stated_for_another_pack(schedule: Schedule, case: PatientCase, result: Result) -> bool:
    """A day is stated in the convention of the patient's own pack, unless it says which."""
    return result.day_stated_in is None and case.course.pack not in (None, schedule.pack_id)


def _day_in_name(result: Result) -> int | None:
    found = _NAMED_DAY.match(result.timepoint or "")
    return int(found[1]) if found else None


def _place_on(schedule: Schedule, case: PatientCase, result: Result, day: int | None) -> Place:
    named = schedule.named(result.timepoint) if result.timepoint else None
    if named is not None:
        return _hold(schedule, case, result, named, day)
    if day is None:
        return _unplaced(schedule, case, result)
    timepoint = schedule.on_day(day)
    if timepoint is not None:
        return _hold(schedule, case, result, timepoint, day)
    return _near_miss(schedule, result, day)


def _hold(
    schedule: Schedule, case: PatientCase, result: Result, timepoint: TimePoint, day: int | None
) -> Place:
    if Quality.OUT_OF_WINDOW in result.quality:
        return _outside(
            timepoint, day, lambda: say("The sample is marked as outside {}").format(timepoint.id)
        )
    if day is not None and timepoint.window.contains(day) is Truth.NO:
        return _beside(timepoint, day, schedule.convention.first_dose_day)
    phase = timepoint.before_phase
    started = _phase_day(schedule, case, phase) if phase is not None else None
    if started is not None and day is not None and day > started:
        return _outside(timepoint, day, lambda: _says_too_late(timepoint, day))
    return _inside(timepoint, day)


def _says_too_late(timepoint: TimePoint, day: int) -> str:
    says = say("Day {} is later than the start of {}").format(day, timepoint.before_phase)
    return say("{}, so it is outside {}").format(says, timepoint.id)


@lru_cache(maxsize=PLACES_KEPT)
def _inside(timepoint: TimePoint | None, day: int | None) -> Place:
    """Place without trouble; one object for all results of that day."""
    return Place(day, timepoint)


@lru_cache(maxsize=PLACES_KEPT)
def _beside(timepoint: TimePoint, day: int, first_dose_day: int) -> Place:
    """Place beside the window of a time point; one object for all results of that day."""
    return _outside(
        timepoint,
        day,
        lambda: say("Day {} ({}) is outside {} ({})").format(
            day, DayConvention(first_dose_day).words, timepoint.id, timepoint.window.words
        ),
    )


def _outside(timepoint: TimePoint, day: int | None, words: Callable[[], str]) -> Place:
    return Place(
        day,
        timepoint,
        Trouble.OUT_OF_WINDOW,
        lambda: say("{}: out of window, needs a clinician.").format(words()),
    )


def _phase_day(schedule: Schedule, case: PatientCase, name: str | None) -> int | None:
    """Return the day on which a phase began, by its date where it has one."""
    timeline = case.course.timeline(schedule.convention)
    for event in case.course.events:
        if event.kind is EventKind.PHASE_STARTED and event.name == name:
            return event.day_in(schedule.convention, timeline)
    return None


def _near_miss(schedule: Schedule, result: Result, day: int) -> Place:
    """Find the time point that this sample was probably meant for."""
    timepoint = schedule.missed_on(day, result.specimen, result.method)
    if timepoint is None:
        return _inside(None, day)
    return _beside(timepoint, day, schedule.convention.first_dose_day)


def _unplaced(schedule: Schedule, case: PatientCase, result: Result) -> Place:
    if schedule.is_general:
        return _inside(None, _day_in_name(result))
    if case.course.pack not in (None, schedule.pack_id):
        return _inside(None, None)  # Another pack's time point is nothing to complain of.
    if result.timepoint is not None:
        words = partial(_says_unknown, schedule, result)
        return Place(trouble=Trouble.UNKNOWN_NAME, words=words)
    return Place(trouble=Trouble.NO_DAY, words=_says_no_day)


def _says_unknown(schedule: Schedule, result: Result) -> str:
    known = ", ".join(timepoint.id for timepoint in schedule.timepoints)
    return say("'{}' is not a time point of this pack ({}): not used.").format(
        result.timepoint, known
    )


def _says_no_day() -> str:
    return say("The day cannot be counted: the date of the first dose is not known. Not used.")


# --- CD19 -------------------------------------------------------------------------------------


def _is_cd19_blind(
    schedule: Schedule, case: PatientCase, result: Result, place: Place, timeline: Timeline | None
) -> bool:
    """After CD19-directed therapy, gating on CD19 does not see blasts that have lost it.

    Asked of flow only: no other method gates.
    """
    if result.gating is Gating.CD19_INDEPENDENT:
        return False
    if Quality.CD19_DIRECTED_THERAPY in result.quality:
        return True
    return bool(case.course.events) and any(
        _is_recent(event, result, place, event.day_in(schedule.convention, timeline))
        for event in case.course.events
        if event.kind in _CD19_EVENTS
    )


def _is_recent(event: Event, result: Result, place: Place, given: int | None) -> bool:
    """Answer yes also where the days cannot be compared: a negative must not gain from it."""
    if event.on is not None and result.on is not None:
        return 0 <= (result.on - event.on).days <= CD19_DAYS
    taken = place.day
    if taken is None and place.timepoint is not None:
        taken = place.timepoint.window.day
    if given is None or taken is None:
        return True
    return 0 <= taken - given <= CD19_DAYS
