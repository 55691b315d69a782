"""The five views of a cohort: what each draws, the table beside it, and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from mrdtracker.domain.cohort import Cohort, CohortPatient, CohortPlace
from mrdtracker.domain.cohort_groups import Group, Grouping
from mrdtracker.domain.cohort_levels import PlaceLevels, levels_at
from mrdtracker.domain.cohort_survival import Endpoint, SurvivalStudy, study_survival
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from mrdtracker.words import mark, say

MOST_PLACES = 12
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
WITHOUT_DAY = mark("Results without a day that can be counted, only in the table: {}.")
WITHOUT_RESULT = mark("Patients without an MRD result as a share of cells: {}.")
ALL_DRAWN = mark("All {} courses are drawn, thinner and paler where there are many.")
PLACES_LEFT_OUT = mark(
    "The {} time points with most results are shown; {} others are in the overlay's table."
)
NOT_FOLLOWED = mark("Patients without a day that can be counted, and so without a bar: {}.")
LAST_RECORD = mark(
    "A bar ends with death or with the last day of which anything is recorded; an arrow says that "
    "the patient was alive then."
)
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
    """Courses by group."""

    groups: tuple[GroupOfPatients, ...]


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


@dataclass(frozen=True)
class CohortShown:
    """One view, ready to be drawn, read and written.

    Attributes:
        cohort: The children that it was made of.
        remarks: Whole sentences: what was left out, and how to read it.
    """

    ask: CohortAsk
    cohort: Cohort
    picture: Picture
    remarks: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        picture = self.picture
        if isinstance(picture, Overlay):
            return not any(one.points for _, members in picture.groups for one in members)
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
    picture, remarks = makers[ask.view](cohort, ask)
    return CohortShown(ask, cohort, picture, (*remarks, say(DESCRIPTIVE)))


def rows_words(rows: range, count: int) -> str:
    """Say which lines of a long picture are seen: "1–35 of 5000"; "" where all are."""
    if not count or (rows.start == 0 and rows.stop >= count):
        return ""
    return say(ROWS).format(rows.start + 1, min(rows.stop, count), count)


def is_on_the_axis(method: Method) -> bool:
    """Whether results of a method are residual disease as a share of cells."""
    return method.is_mrd and method.kind is QuantityKind.CELL_FRACTION


def _overlay(cohort: Cohort, ask: CohortAsk) -> tuple[Picture, Sequence[str]]:
    points = [point for one in cohort.patients for point in one.points]
    undated = sum(point.day is None and is_on_the_axis(point.result.method) for point in points)
    ratios = sum(
        point.result.method.is_mrd and point.result.method.kind is QuantityKind.TRANSCRIPT_RATIO
        for point in points
    )
    remarks = []
    if len(cohort.patients) > MANY:
        remarks.append(say(ALL_DRAWN).format(len(cohort.patients)))
    without = sum(
        not any(is_on_the_axis(point.result.method) for point in one.points)
        for one in cohort.patients
    )
    if without:
        remarks.append(say(WITHOUT_RESULT).format(without))
    if undated:
        remarks.append(say(WITHOUT_DAY).format(undated))
    if ratios:
        remarks.append(say(OTHER_UNITS).format(ratios))
    return Overlay(ask.grouping.divide(cohort.patients)), remarks


def _heat_map(cohort: Cohort, ask: CohortAsk) -> tuple[Picture, Sequence[str]]:
    wanted = cohort.mrd_places
    usual = sorted(wanted, key=lambda one: -cohort.counts[one])[:MOST_PLACES]
    places = tuple(one for one in wanted if one in usual)
    rows = [
        (group, one)
        for group, members in ask.grouping.divide(cohort.patients)
        for one in sorted(members, key=lambda one: one.code)
    ]
    remarks = [say(HIGHEST_STANDS)]
    if len(wanted) > len(places):
        remarks.append(say(PLACES_LEFT_OUT).format(len(places), len(wanted) - len(places)))
    return HeatMap(places, tuple(rows)), remarks


def _swimmer(cohort: Cohort, ask: CohortAsk) -> tuple[Picture, Sequence[str]]:
    rows = [
        (group, one)
        for group, members in ask.grouping.divide(cohort.patients)
        for one in sorted(members, key=lambda one: (-(one.contact or 0), one.code))
        if one.contact is not None
    ]
    remarks = [say(LAST_RECORD)]
    if len(rows) < len(cohort.patients):
        remarks.append(say(NOT_FOLLOWED).format(len(cohort.patients) - len(rows)))
    return Swimmer(tuple(rows)), remarks


def _distribution(cohort: Cohort, _ask: CohortAsk) -> tuple[Picture, Sequence[str]]:
    wanted = cohort.mrd_places
    usual = sorted(wanted, key=lambda one: -cohort.counts[one])[:MOST_PLACES]
    places = tuple(levels_at(cohort, one) for one in wanted if one in usual)
    remarks = [say(HIGHEST_STANDS), say(NO_SUBSTITUTE)]
    if len(wanted) > len(places):
        remarks.append(say(PLACES_LEFT_OUT).format(len(places), len(wanted) - len(places)))
    return Distribution(places), remarks


def _survival(cohort: Cohort, ask: CohortAsk) -> tuple[Picture, Sequence[str]]:
    landmark = ask.grouping.at if ask.is_landmark else None
    study = study_survival(cohort, ask.endpoint, ask.grouping, landmark)
    return study, study.remarks
