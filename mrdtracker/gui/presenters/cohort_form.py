"""What can be chosen on the cohort page, and what a choice means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from mrdtracker.domain.cohort import Cohort, CohortPlace
from mrdtracker.domain.cohort_groups import GroupBy, Grouping, read_threshold
from mrdtracker.domain.cohort_levels import DECADES
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.notation import quantity_text
from mrdtracker.domain.saved_cohort import SavedCohort
from mrdtracker.words import mark, say

GROUP_WORDS = (
    (GroupBy.NOTHING, mark("All together")),
    (GroupBy.RISK, mark("By risk group")),
    (GroupBy.PROTOCOL, mark("By protocol")),
    (GroupBy.MRD, mark("By MRD")),
)
PLACE_COUNT = mark("{} ({})")
PUBLISHED = mark("{} (published)")
NO_PLACE = mark("Nobody here has an MRD result at a named time point or day.")
NO_THRESHOLD = mark(
    "Choose a threshold: none is published for this time point by the protocols of these patients."
)
NOT_AT_PLACE = mark("Nobody here has an MRD result at {}; {} is looked at instead.")
TITLE = mark("Cohort · {} patients")
TITLE_OF_ONE = mark("Cohort · 1 patient")
TITLE_OF_NONE = mark("Cohort")


@dataclass(frozen=True)
class CohortChoice:
    """What a person chose, as the page keeps it.

    Attributes:
        place: Words of the place that MRD is looked at; "" takes the usual one.
        threshold: As it was typed or picked; "" takes a published one, where there is one.
    """

    view: CohortViewKind = CohortViewKind.OVERLAY
    by: GroupBy = GroupBy.NOTHING
    place: str = ""
    threshold: str = ""
    endpoint: Endpoint = Endpoint.RELAPSE_FREE
    is_landmark: bool = True


def ask_of(choice: CohortChoice, cohort: Cohort) -> CohortAsk | str:
    """Return what is asked of a cohort, or a sentence on what has to be chosen first."""
    if choice.by is not GroupBy.MRD:
        return CohortAsk(choice.view, Grouping(choice.by), choice.endpoint)
    place = chosen_place(choice, cohort)
    if place is None:
        return say(NO_PLACE)
    try:
        threshold = threshold_of(choice, cohort, place)
    except InvalidInputError as error:
        return str(error)
    if threshold is None:
        return say(NO_THRESHOLD)
    grouping = Grouping(GroupBy.MRD, place, threshold)
    return CohortAsk(choice.view, grouping, choice.endpoint, choice.is_landmark)


def saved_of(query: PatientQuery, choice: CohortChoice, cohort: Cohort) -> SavedCohort:
    """Return what is kept of a cohort under a name; what has to be chosen yet stays open."""
    ask = ask_of(choice, cohort)
    if isinstance(ask, str):
        place = chosen_place(choice, cohort)
        ask = CohortAsk(choice.view, Grouping(choice.by, place), choice.endpoint)
    return SavedCohort(query, replace(ask, is_landmark=choice.is_landmark))


def choice_of(saved: SavedCohort) -> CohortChoice:
    """Return how a saved cohort is looked at, in the words of the language that is spoken."""
    ask, at, threshold = saved.ask, saved.ask.grouping.at, saved.ask.grouping.threshold
    words = quantity_text(threshold, at.kind) if at is not None and threshold is not None else ""
    return CohortChoice(
        view=ask.view,
        by=ask.grouping.by,
        place=at.words if at is not None else "",
        threshold=words,
        endpoint=ask.endpoint,
        is_landmark=ask.is_landmark,
    )


def not_at_place(choice: CohortChoice, cohort: Cohort) -> str:
    """Say that another time point is looked at than the one that was kept; "" where it is not."""
    place = chosen_place(choice, cohort)
    if choice.by is not GroupBy.MRD or not choice.place or place is None:
        return ""
    is_there = place.words == choice.place
    return "" if is_there else say(NOT_AT_PLACE).format(choice.place, place.words)


def chosen_place(choice: CohortChoice, cohort: Cohort) -> CohortPlace | None:
    """Return the place that was chosen; the usual one, where it is not there."""
    named = (one for one in cohort.mrd_places if one.words == choice.place)
    return next(named, None) or cohort.usual_place()


def threshold_of(choice: CohortChoice, cohort: Cohort, place: CohortPlace) -> Decimal | None:
    """Return the threshold in the canonical unit: the typed one, else the lowest published one.

    Raises:
        InvalidInputError: What was typed is no amount.
    """
    text = choice.threshold.partition("(")[0].strip()
    if not text:
        return min(cohort.published(place), default=None)
    return read_threshold(text, place.kind)


def place_choices(cohort: Cohort) -> tuple[tuple[str, str], ...]:
    """Return (what is shown, words of the place) of every place with MRD."""
    return tuple(
        (say(PLACE_COUNT).format(one.words, cohort.counts[one]), one.words)
        for one in cohort.mrd_places
    )


def threshold_choices(cohort: Cohort, place: CohortPlace | None) -> tuple[str, ...]:
    """Return thresholds to pick: published ones first, said so, then whole decades."""
    if place is None:
        return ()
    published = cohort.published(place)
    decades = [one for one in DECADES[1:5] if one not in published]
    return (
        *(say(PUBLISHED).format(quantity_text(one, place.kind)) for one in published),
        *(quantity_text(one, place.kind) for one in decades),
    )


def title_of(cohort: Cohort | None) -> str:
    """Return the title line with the number that matters."""
    count = len(cohort.patients) if cohort is not None else 0
    if not count:
        return say(TITLE_OF_NONE)
    return say(TITLE_OF_ONE) if count == 1 else say(TITLE).format(count)
