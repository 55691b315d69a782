"""What a protocol expects and what was given: time points, thresholds, phases and events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.days import DayConvention, DayWindow, Timeline
from mrdtracker.domain.finding import (
    Assessment,
    GroupStatus,
    Level,
    PackOverview,
    PackState,
    ThresholdMark,
)
from mrdtracker.domain.notation import threshold_text
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_tracks import has_track, last_day_of
from mrdtracker.plots.course_words import EVENT_WORDS
from mrdtracker.words import say

# A phase is a band, a count has a track, and what was not taken is told by the schedule.
_NO_MARKS = (EventKind.PHASE_STARTED, EventKind.BLOOD_COUNT, EventKind.SAMPLE_MISSED)


@dataclass(frozen=True)
class ExpectedTimePoint:
    """A named time point of the protocol, in the course's own day count."""

    id: str
    title: str
    window: DayWindow
    specimen: Specimen
    methods: tuple[Method, ...]

    @property
    def is_mrd(self) -> bool:
        """True where an amount of residual disease is expected."""
        return not self.methods or any(method.is_mrd for method in self.methods)


@dataclass(frozen=True)
class CourseThreshold:
    """A threshold on the days on which its rule applies, and nowhere else.

    Attributes:
        last: Last day; None where the window ends with an event and not on a day.
    """

    panel: Panel
    first: int
    last: int | None
    threshold: float
    texts: tuple[str, ...]
    level: Level
    is_display_only: bool


@dataclass(frozen=True)
class Phase:
    """A phase of therapy from its first day to the next one's; ``last`` None: it goes on."""

    name: str
    first: int
    last: int | None


@dataclass(frozen=True)
class CourseEvent:
    """Something that happened on a day, or was given until a last one."""

    kind: EventKind
    name: str
    day: int
    last: int | None = None


def expected_of(
    case: PatientCase, overviews: Sequence[PackOverview], convention: DayConvention
) -> tuple[ExpectedTimePoint, ...]:
    """Return the time points of the patient's own pack, else of all that are enabled."""
    own = [one for one in overviews if one.reference.id == case.course.pack and one.timepoints]
    expected = [
        ExpectedTimePoint(
            point.id,
            point.title,
            renumbered(point.window, overview.convention, convention),
            point.specimen,
            point.methods,
        )
        for overview in own or overviews
        for point in overview.timepoints
    ]
    return tuple(sorted(expected, key=lambda point: (point.window.day, point.id)))


def windows_of(
    expected: Sequence[ExpectedTimePoint],
    overviews: Sequence[PackOverview],
    convention: DayConvention,
) -> Mapping[str, DayWindow]:
    """Return the days of every named time point by lower-case id; the patient's own pack wins."""
    windows = {
        point.id.lower(): renumbered(point.window, overview.convention, convention)
        for overview in reversed(overviews)
        for point in overview.timepoints
    }
    return windows | {point.id.lower(): point.window for point in expected}


def thresholds_of(
    overviews: Sequence[PackOverview],
    assessments: Sequence[Assessment],
    convention: DayConvention,
) -> tuple[CourseThreshold, ...]:
    """Return the thresholds of packs that apply to this patient; equal ones are said together."""
    outside = {one.pack.id for one in assessments if one.status is GroupStatus.OUT_OF_SCOPE}
    lines: dict[tuple[Panel, int, int | None, Decimal], list[_Said]] = defaultdict(list)
    for overview in overviews:
        for mark in () if overview.reference.id in outside else overview.thresholds:
            window = renumbered(mark.window, overview.convention, convention)
            last = None if window.after is None else window.day + window.after
            place = (_panel_of(mark.methods), window.day - window.before, last, mark.threshold)
            shown_only = overview.reference.state is PackState.DISPLAY_ONLY
            lines[place].append(_Said(mark, shown_only or mark.is_display_only))
    return tuple(_line(*place, said) for place, said in lines.items())


def phases_of(
    case: PatientCase, convention: DayConvention, timeline: Timeline | None
) -> tuple[Phase, ...]:
    """Return the phases whose start is known; each ends where the next one starts."""
    starts = sorted(
        (day, _plain_words(event.name) or say(EVENT_WORDS[event.kind]))
        for event in case.course.events
        if event.kind is EventKind.PHASE_STARTED
        and (day := event.day_in(convention, timeline)) is not None
    )
    ends = [*(day for day, _ in starts[1:]), None][: len(starts)]
    return tuple(
        Phase(name[:1].upper() + name[1:], day, end)
        for (day, name), end in zip(starts, ends, strict=True)
    )


def events_of(
    case: PatientCase, convention: DayConvention, timeline: Timeline | None
) -> tuple[CourseEvent, ...]:
    """Return what happened, phases and missed samples apart, in the order of time.

    A dose that has a track of its own is drawn there.
    """
    events = []
    for event in case.course.events:
        day = event.day_in(convention, timeline)
        if day is None or event.kind in _NO_MARKS or has_track(event):
            continue
        last = last_day_of(event, timeline)
        name = _plain_words(event.name) or say(EVENT_WORDS[event.kind])
        events.append(CourseEvent(event.kind, name, day, last))
    return tuple(sorted(events, key=lambda event: event.day))


def without_a_day(
    case: PatientCase, convention: DayConvention, timeline: Timeline | None
) -> tuple[str, ...]:
    """Name what is recorded and stands on no day of the course, each kind once.

    A relapse by its date, where the first dose has none: its mark is missing, and must not be
    missed.
    """
    kinds = (
        event.kind
        for event in case.course.events
        if event.kind is not EventKind.SAMPLE_MISSED and event.day_in(convention, timeline) is None
    )
    return tuple(say(EVENT_WORDS[kind]) for kind in dict.fromkeys(kinds))


def renumbered(
    window: DayWindow, stated_in: DayConvention, convention: DayConvention
) -> DayWindow:
    """Count a window that was stated in another convention the way the course does."""
    return replace(window, day=convention.renumber(window.day, stated_in))


def _plain_words(name: str) -> str:
    """Write a name that came from the column of a table as words: "CD19_therapy" has a space."""
    return " ".join(name.replace("_", " ").split())


def _panel_of(methods: tuple[Method, ...]) -> Panel:
    if not methods:
        return Panel.MRD
    if methods == (Method.MORPHOLOGY,):
        return Panel.MORPHOLOGY
    kinds = {method.kind for method in methods}
    if QuantityKind.CELL_FRACTION in kinds:
        return Panel.MRD
    return Panel.COUNT if QuantityKind.CELL_CONCENTRATION in kinds else Panel.TRANSCRIPT


@dataclass(frozen=True)
class _Said:
    mark: ThresholdMark
    is_display_only: bool


_LOUDNESS = (Level.INFO, Level.LOW, Level.INTERMEDIATE, Level.HIGH)
_UPWARDS = (">=", ">")
_MOST_NAMES = 3


def _line(
    panel: Panel, first: int, last: int | None, threshold: Decimal, said: list[_Said]
) -> CourseThreshold:
    """Make one line of all rules that share a threshold and its days.

    Where rules look at both of its sides, the loudest of the louder side are written: the other
    side is their complement, and everything stands in the explanation.
    """
    upwards = [one for one in said if one.mark.operator in _UPWARDS]
    downwards = [one for one in said if one.mark.operator not in _UPWARDS]
    side = max((upwards, downwards), key=_loudness)
    written = [one for one in side if _LOUDNESS.index(one.mark.level) == _loudness(side)]
    return CourseThreshold(
        panel=panel,
        first=first,
        last=last,
        threshold=float(threshold),
        texts=_texts([one.mark for one in written]),
        level=written[0].mark.level,
        is_display_only=all(one.is_display_only for one in said),
    )


def _loudness(said: list[_Said]) -> int:
    return max((_LOUDNESS.index(one.mark.level) for one in said), default=-1)


def _texts(marks: list[ThresholdMark]) -> tuple[str, ...]:
    """Say "≥ 0.01 % HR/VHR, D29" once instead of a line for each group."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mark in marks:
        kind = mark.methods[0].kind if mark.methods else QuantityKind.CELL_FRACTION
        start = f"{threshold_text(mark.operator, mark.threshold, kind)} "
        end = f", {mark.timepoint}"
        if mark.text.startswith(start) and mark.text.endswith(end):
            found = mark.text[len(start) : -len(end)].replace("_", " ")
            names[start, end] += [one for one in found.split("/") if one not in names[start, end]]
        else:
            names[mark.text, ""] = []
    return tuple(f"{start}{_few(found)}{end}" for (start, end), found in names.items())


def _few(names: list[str]) -> str:
    return "/".join([*names[:_MOST_NAMES], *(["…"] if len(names) > _MOST_NAMES else [])])
