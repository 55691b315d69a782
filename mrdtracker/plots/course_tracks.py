"""Blood counts and doses beside the course: what each small track shows, and what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mrdtracker.domain.case import Event, PatientCase
from mrdtracker.domain.count_target import BloodCount, CountTarget, blood_count_of
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.vocabulary import EventKind, EventUnit
from mrdtracker.words import mark, say

_PER_UL_IN_E9_PER_L = Decimal(1000)
_DRUGS = {
    "mercaptopurine": "mercaptopurine",
    "6-mercaptopurine": "mercaptopurine",
    "6-mp": "mercaptopurine",
    "6mp": "mercaptopurine",
    "methotrexate": "methotrexate",
    "mtx": "methotrexate",
}
_UNIT_WORDS: Mapping[EventUnit, str] = {
    EventUnit.E9_PER_L: mark("10⁹/L"),
    EventUnit.MG_PER_M2_PER_DAY: mark("mg/m² a day"),
    EventUnit.MG_PER_M2_PER_WEEK: mark("mg/m² a week"),
    EventUnit.MG_PER_M2: mark("mg/m²"),
    EventUnit.MG_PER_DAY: mark("mg a day"),
    EventUnit.MG_PER_WEEK: mark("mg a week"),
    EventUnit.MG: mark("mg"),
    EventUnit.PERCENT_OF_PROTOCOL_DOSE: mark("% of the protocol dose"),
}
# Doses that hold from one day to the next entry; a single dose of MG is a day of its own.
_LASTING = (
    EventUnit.MG_PER_M2_PER_DAY,
    EventUnit.MG_PER_M2_PER_WEEK,
    EventUnit.MG_PER_DAY,
    EventUnit.MG_PER_WEEK,
    EventUnit.PERCENT_OF_PROTOCOL_DOSE,
)


# The key of the line of events, which folds as the tracks do.
EVENTS_KEY = "events"


@dataclass(frozen=True)
class TrackPoint:
    """One count, or one dose from its first day on; ``last`` None: until the next one."""

    day: int
    amount: Decimal
    last: int | None = None


@dataclass(frozen=True)
class Track:
    """One small strip under the course.

    Attributes:
        name: The count or the drug.
        unit: In which every amount of the track is.
        points: In the order of time.
        is_lasting: True for a dose that holds until the next entry; else each stands alone.
        target: The laboratory's range, where it set one for this count.
        says: The share of counts in the range, or why there is none; "" for what has no range.
    """

    name: str
    unit: EventUnit
    points: tuple[TrackPoint, ...]
    is_lasting: bool = False
    target: CountTarget | None = None
    says: str = ""

    @property
    def key(self) -> str:
        """By what it is known wherever it is folded, in every language."""
        return f"{self.name} {self.unit.value}"

    @property
    def title(self) -> str:
        """Name and unit: "ANC, 10⁹/L"."""
        return f"{self.name}, {say(_UNIT_WORDS[self.unit])}"

    @property
    def top(self) -> Decimal:
        """The largest number that the track has to hold."""
        ends = [one.amount for one in self.points]
        return max([*ends, self.target.high] if self.target is not None else ends)


def has_track(event: Event) -> bool:
    """Answer whether an event is drawn as an amount over time, and not as a mark."""
    if event.amount is None or event.unit is None:
        return False
    return event.kind is EventKind.BLOOD_COUNT or _drug_of(event) is not None


def last_day_of(event: Event, timeline: Timeline | None) -> int | None:
    """Return the last day of what went on over a time; None where it is not known."""
    if timeline is None or event.ended_on is None:
        return None
    return timeline.day_of(event.ended_on)


def tracks_of(
    case: PatientCase,
    convention: DayConvention,
    timeline: Timeline | None,
    targets: Sequence[CountTarget] = (),
) -> tuple[Track, ...]:
    """Return one track per count, and per drug and unit of its dose; counts first."""
    found: dict[tuple[bool, str, EventUnit], list[TrackPoint]] = defaultdict(list)
    for event in case.course.events:
        day = event.day_in(convention, timeline)
        if day is None or not has_track(event):
            continue
        name, unit, amount = _measure(event)
        point = TrackPoint(day, amount, last_day_of(event, timeline))
        found[event.kind is not EventKind.BLOOD_COUNT, name, unit].append(point)
    maintenance = _maintenance(case, convention, timeline)
    by_count = {one.count: one for one in targets}
    return tuple(
        _track(name, unit, points, by_count, maintenance)
        for (_, name, unit), points in sorted(found.items(), key=_order)
    )


def _order(
    pair: tuple[tuple[bool, str, EventUnit], list[TrackPoint]],
) -> tuple[bool, str, str]:
    (is_dose, name, unit), _ = pair
    return (is_dose, name.casefold(), unit.value)


def _track(
    name: str,
    unit: EventUnit,
    points: Sequence[TrackPoint],
    targets: Mapping[BloodCount, CountTarget],
    maintenance: tuple[tuple[int, int | None], ...],
) -> Track:
    ordered = tuple(sorted(points, key=lambda one: one.day))
    count = blood_count_of(name) if unit is EventUnit.E9_PER_L else None
    if count is None:
        return Track(name, unit, ordered, unit in _LASTING)
    target = targets.get(count)
    return Track(name, unit, ordered, target=target, says=_says(ordered, target, maintenance))


def _says(
    points: Sequence[TrackPoint],
    target: CountTarget | None,
    maintenance: tuple[tuple[int, int | None], ...],
) -> str:
    """Say the share of counts in the range: counts, because nobody knows the days between them."""
    if target is None:
        return say("no share in range: no target set in the laboratory's settings")
    if not maintenance:
        return say("target {}; no share in range: no maintenance recorded").format(target.words)
    within, total = target.share(one.amount for one in points if _is_in(one.day, maintenance))
    if not total:
        return say("target {}; no count in maintenance yet").format(target.words)
    return say("{} of {} counts in maintenance within the laboratory's target {}").format(
        within, total, target.words
    )


def _is_in(day: int, spans: tuple[tuple[int, int | None], ...]) -> bool:
    return any(first <= day and (last is None or day < last) for first, last in spans)


def _maintenance(
    case: PatientCase, convention: DayConvention, timeline: Timeline | None
) -> tuple[tuple[int, int | None], ...]:
    """Return the days of maintenance; interim maintenance is another phase."""
    starts = sorted(
        (day, event.name.casefold())
        for event in case.course.events
        if event.kind is EventKind.PHASE_STARTED
        and (day := event.day_in(convention, timeline)) is not None
    )
    ends = [*(day for day, _ in starts[1:]), None]
    return tuple(
        (day, end)
        for (day, name), end in zip(starts, ends, strict=False)
        if "maintenance" in name and "interim" not in name
    )


def _measure(event: Event) -> tuple[str, EventUnit, Decimal]:
    """Return name, unit and amount; cells per microlitre become 10⁹ per litre, exactly."""
    unit = event.unit or EventUnit.E9_PER_L
    amount = event.amount or Decimal(0)
    if event.kind is not EventKind.BLOOD_COUNT:
        return (_drug_of(event) or event.name, unit, amount)
    count = blood_count_of(event.name)
    name = count.value if count is not None else " ".join(event.name.replace("_", " ").split())
    if unit is EventUnit.PER_UL:
        return (name, EventUnit.E9_PER_L, amount / _PER_UL_IN_E9_PER_L)
    return (name, unit, amount)


def _drug_of(event: Event) -> str | None:
    """Return which of the drugs of maintenance it is, whose dose has a track."""
    if event.kind is not EventKind.DRUG_GIVEN:
        return None
    return _DRUGS.get(event.name.strip().casefold())
