"""The five views of a cohort: what each draws, the table beside it, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from mrdtracker.domain.cohort import (
    HAPPENINGS,
    Cohort,
    CohortPatient,
    CohortPlace,
    CohortPoint,
)
from mrdtracker.domain.cohort_groups import Group, GroupBy, Grouping
from mrdtracker.domain.cohort_left_out import (
    OF_A_REASON,
    LeftOut,
    is_on_the_axis,
    left_out_of_overlay,
    left_out_of_places,
    left_out_remarks,
    without_a_day,
)
from mrdtracker.domain.cohort_levels import PlaceLevels, levels_at
from mrdtracker.domain.cohort_survival import (
    EVENT_WITHOUT_DAY,
    Endpoint,
    SurvivalStudy,
    study_survival,
)
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.units import QuantityKind
from mrdtracker.words import mark, say

MOST_PLACES = 12
MOST_PANELS = 6
MANY = 200


class CohortViewKind(Enum):
    """What a cohort is looked at by."""

    OVERLAY = "overlay"
    HEAT_MAP = "heat-map"
    SWIMMER = "swimmer"
    DISTRIBUTION = "distribution"
    SURVIVAL = "survival"

    @property
    def title(self) -> str:
        """Its name on a page."""
        return say(_TITLES[self])


_TITLES = {
    CohortViewKind.OVERLAY: mark("Overlay"),
    CohortViewKind.HEAT_MAP: mark("Heat map"),
    CohortViewKind.SWIMMER: mark("Swimmer"),
    CohortViewKind.DISTRIBUTION: mark("Distribution"),
    CohortViewKind.SURVIVAL: mark("Survival"),
}
DESCRIPTIVE = mark("Descriptive: a difference between groups does not say what caused it.")
OTHER_UNITS = mark(
    "Results of fusion transcripts, which are ratios and stand on no axis of shares: {}."
)
BEFORE_ZERO = mark("Results from before the first day, drawn at the left edge: {}.")
ALL_DRAWN = mark("All {} courses are drawn, thinner and paler where there are many.")
PLACES_LEFT_OUT = mark(
    "The {} time points with most results are shown; {} others are in the overlay's table."
)
LAST_RECORD = mark(
    "A bar ends with death or with the last day of which anything is recorded; an arrow says that "
    "the patient was alive then."
)
NOT_ASSESSED = mark(
    "Chosen by what the rules say, and not assessed yet in the whole store: {}. Some patients may "
    "be missing, and some too many."
)
PROVISIONAL = mark("Risk groups that are provisional, and can still be moved by what is open: {}.")
UNDATED = mark("Recorded without a day that can be counted, and so not drawn: {}.")
HIGHEST_STANDS = mark(
    "Of several results of a patient at one time point the highest stands for it."
)
NO_SUBSTITUTE = mark(
    "No limit is replaced by a number; a median is named only where it is determined."
)

ROWS = mark("{}–{} of {}")


@dataclass(frozen=True)
class CohortAsk:
    """What somebody wants to see.

    Attributes:
        is_landmark: Count survival from the sample of the grouping's place.
    """

    view: CohortViewKind = CohortViewKind.OVERLAY
    grouping: Grouping = field(default_factory=Grouping)
    endpoint: Endpoint = Endpoint.RELAPSE_FREE
    is_landmark: bool = False


GroupOfPatients = tuple[Group, tuple[CohortPatient, ...]]


@dataclass(frozen=True)
class Overlay:
    """Courses by group.

    Attributes:
        groups: Every group with its children, those that are left out among them.
        panels: The groups that have something to draw and a panel for it, in their order.
    """

    groups: tuple[GroupOfPatients, ...]
    panels: tuple[GroupOfPatients, ...]

    @property
    def without_panel(self) -> int:
        """How many groups have something to draw and no room for it."""
        return sum(map(_is_drawable, self.groups)) - len(self.panels)


@dataclass(frozen=True)
class HeatMap:
    """Children by time points, in the order of their groups."""

    places: tuple[CohortPlace, ...]
    rows: tuple[tuple[Group, CohortPatient], ...]


@dataclass(frozen=True)
class Swimmer:
    """A bar for every child that was followed, the longest first in each group."""

    rows: tuple[tuple[Group, CohortPatient], ...]


@dataclass(frozen=True)
class Distribution:
    """The levels of every time point."""

    places: tuple[PlaceLevels, ...]


Picture = Overlay | HeatMap | Swimmer | Distribution | SurvivalStudy
# A picture, what it leaves out, and what is said of it.
_Made = tuple[Picture, Sequence[LeftOut], Sequence[str]]


@dataclass(frozen=True)
class CohortShown:
    """One view, ready to be drawn, read and written.

    Attributes:
        cohort: The children that it was made of.
        remarks: Whole sentences: what was left out, and how to read it.
        left_out: The children of whom something is not drawn, each with the reason. Who is not
            wholly left out is drawn.
    """

    ask: CohortAsk
    cohort: Cohort
    picture: Picture
    remarks: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def drawn_count(self) -> int:
        """How many children are drawn."""
        return len(self.cohort.patients) - sum(one.is_whole for one in self.left_out)

    @property
    def line_count(self) -> int:
        """How many lines a picture with a line for every child has; 0 for the others."""
        picture = self.picture
        return len(picture.rows) if isinstance(picture, HeatMap | Swimmer) else 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        picture = self.picture
        if isinstance(picture, Overlay):
            return not picture.panels
        if isinstance(picture, HeatMap):
            return not picture.places or not picture.rows
        if isinstance(picture, Distribution):
            return not picture.places
        return not (picture.rows if isinstance(picture, Swimmer) else picture.arms)


def show_cohort(cohort: Cohort, ask: CohortAsk) -> CohortShown:
    """Make the view that was asked for."""
    makers = {
        CohortViewKind.OVERLAY: _overlay,
        CohortViewKind.HEAT_MAP: _heat_map,
        CohortViewKind.SWIMMER: _swimmer,
        CohortViewKind.DISTRIBUTION: _distribution,
        CohortViewKind.SURVIVAL: _survival,
    }
    picture, left_out, remarks = makers[ask.view](cohort, ask)
    unsure = (*_not_assessed(cohort), *_provisional(cohort, ask.grouping))
    said = (*unsure, *left_out_remarks(left_out, len(cohort.patients)), *remarks)
    return CohortShown(ask, cohort, picture, (*said, say(DESCRIPTIVE)), tuple(left_out))


def _not_assessed(cohort: Cohort) -> tuple[str, ...]:
    if not cohort.not_assessed:
        return ()
    return (say(NOT_ASSESSED).format(counted(cohort.not_assessed, "patient")),)


def rows_words(rows: range, count: int) -> str:
    """Say which lines of a long picture are seen: "1–35 of 5000"; "" where all are."""
    if not count or (rows.start == 0 and rows.stop >= count):
        return ""
    return say(ROWS).format(rows.start + 1, min(rows.stop, count), count)


def _provisional(cohort: Cohort, grouping: Grouping) -> tuple[str, ...]:
    count = sum(one.is_provisional for one in cohort.patients)
    if not count or grouping.by is not GroupBy.RISK:
        return ()
    return (say(PROVISIONAL).format(counted(count, "patient")),)


def _overlay(cohort: Cohort, ask: CohortAsk) -> _Made:
    points = [point for one in cohort.patients for point in one.points]
    groups = ask.grouping.divide(cohort.patients)
    panels = tuple(one for one in groups if _is_drawable(one))[:MOST_PANELS]
    left_out = []
    for group in groups:
        has_panel = group in panels or not _is_drawable(group)
        left_out += left_out_of_overlay(group[1], has_panel=has_panel)
    ratios = sum(
        point.result.method.is_mrd and point.result.method.kind is QuantityKind.TRANSCRIPT_RATIO
        for point in points
    )
    early = sum(_is_drawn(point) and (point.day or 0) < 0 for point in points)
    remarks = list(cohort.days.remarks)
    if len(cohort.patients) > MANY:
        remarks.append(say(ALL_DRAWN).format(len(cohort.patients)))
    if early:
        remarks.append(say(BEFORE_ZERO).format(early))
    if ratios:
        remarks.append(say(OTHER_UNITS).format(ratios))
    return Overlay(groups, panels), left_out, remarks


def _is_drawable(group: GroupOfPatients) -> bool:
    return any(_is_drawn(point) for one in group[1] for point in one.points)


def _is_drawn(point: CohortPoint) -> bool:
    return point.day is not None and is_on_the_axis(point.result.method)


def _heat_map(cohort: Cohort, ask: CohortAsk) -> _Made:
    places, remarks = _shown_places(cohort)
    rows = [
        (group, one)
        for group, members in ask.grouping.divide(cohort.patients)
        for one in sorted(members, key=lambda one: one.code)
    ]
    left_out = left_out_of_places((one for _, one in rows), places)
    return HeatMap(places, tuple(rows)), left_out, (say(HIGHEST_STANDS), *remarks)


def _swimmer(cohort: Cohort, ask: CohortAsk) -> _Made:
    rows = [
        (group, one)
        for group, members in ask.grouping.divide(cohort.patients)
        for one in sorted(members, key=lambda one: (-(one.contact or 0), one.code))
        if one.contact is not None
    ]
    left_out = [LeftOut(one, without_a_day(one)) for one in cohort.patients if one.contact is None]
    undated = [(one, what) for _, one in rows if (what := _undated(one))]
    left_out += [
        LeftOut(one, say(EVENT_WITHOUT_DAY).format(", ".join(what)), is_whole=False)
        for one, what in undated
    ]
    counts = Counter(words for _, what in undated for words in what)
    named = "; ".join(say(OF_A_REASON).format(*one) for one in counts.most_common())
    remarks = (say(UNDATED).format(named),) if named else ()
    return Swimmer(tuple(rows)), left_out, (*remarks, say(LAST_RECORD))


def _undated(patient: CohortPatient) -> tuple[str, ...]:
    """Name what befell a child on nobody knows which day: a bar without it is not one without."""
    return tuple(kind.words for kind in HAPPENINGS if patient.has_undated(kind))


def _distribution(cohort: Cohort, _ask: CohortAsk) -> _Made:
    places, remarks = _shown_places(cohort)
    picture = Distribution(tuple(levels_at(cohort, one) for one in places))
    left_out = left_out_of_places(cohort.patients, places)
    return picture, left_out, (say(HIGHEST_STANDS), say(NO_SUBSTITUTE), *remarks)


def _shown_places(cohort: Cohort) -> tuple[tuple[CohortPlace, ...], Sequence[str]]:
    """Return the places with most children in their order, and what is said of the others."""
    wanted = cohort.mrd_places
    usual = sorted(wanted, key=lambda one: -cohort.counts[one])[:MOST_PLACES]
    places = tuple(one for one in wanted if one in usual)
    more = len(wanted) - len(places)
    return places, (say(PLACES_LEFT_OUT).format(len(places), more),) if more else ()


def _survival(cohort: Cohort, ask: CohortAsk) -> _Made:
    landmark = ask.grouping.at if ask.is_landmark else None
    study = study_survival(cohort, ask.endpoint, ask.grouping, landmark)
    return study, study.excluded, study.remarks
