"""What can be chosen on the cohort page, and what a choice means."""

from __future__ import annotations

from dataclasses import dataclass
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

# The fields that a refusal can be about.
PLACE, THRESHOLD = "place", "threshold"
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
NO_PLACE_HINT = mark("Empty the threshold, or choose other patients.")
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


def ask_of(choice: CohortChoice, cohort: Cohort) -> CohortAsk:
    """Return what is asked of a cohort.

    Raises:
        InvalidInputError: Something has to be chosen first, or what was typed cannot be read; it
            is about the ``place`` or the ``threshold``.
    """
    grouping = _grouping(choice, cohort)
    if grouping.by is not GroupBy.MRD:
        return CohortAsk(choice.view, grouping, choice.endpoint)
    if grouping.at is None:
        raise InvalidInputError(say(NO_PLACE), about=PLACE)
    if grouping.threshold is None:
        raise InvalidInputError(say(NO_THRESHOLD), about=THRESHOLD)
    return CohortAsk(choice.view, grouping, choice.endpoint, choice.is_landmark)


def saved_of(query: PatientQuery, choice: CohortChoice, cohort: Cohort) -> SavedCohort:
    """Return what is kept of a cohort under a name; what has to be chosen yet stays open.

    Raises:
        InvalidInputError: A threshold was typed that cannot be read, or that belongs to no time
            point: kept as open, the name would stand for another cohort.
    """
    grouping = _grouping(choice, cohort)
    ask = CohortAsk(choice.view, grouping, choice.endpoint, choice.is_landmark)
    return SavedCohort(query, ask)


def _grouping(choice: CohortChoice, cohort: Cohort) -> Grouping:
    """Return what parts a cohort; the place and the threshold of the MRD may be open."""
    if choice.by is not GroupBy.MRD:
        return Grouping(choice.by)
    if choice.view is CohortViewKind.DISTRIBUTION:  # It parts nobody, and asks for no threshold.
        return Grouping()
    place = chosen_place(choice, cohort)
    if place is not None:
        return Grouping(choice.by, place, threshold_of(choice, cohort, place))
    if choice.threshold:
        raise InvalidInputError(say(NO_PLACE), say(NO_PLACE_HINT), about=THRESHOLD)
    return Grouping(choice.by)


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
        InvalidInputError: What was typed is no amount; it is about the ``threshold``.
    """
    before, _, behind = say(PUBLISHED).partition("{}")
    text = choice.threshold.strip().removeprefix(before).removesuffix(behind)
    if not text:
        return min(cohort.published(place), default=None)
    try:
        return read_threshold(text, place.kind)
    except InvalidInputError as refusal:
        raise InvalidInputError(refusal.message, refusal.hint, about=THRESHOLD) from None


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
