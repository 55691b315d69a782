"""Who and what a view of a cohort leaves out: every child is drawn, or listed with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from mrdtracker.domain.cohort import CohortPatient, CohortPlace, CohortPoint
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from mrdtracker.words import mark, say

NO_MRD = mark("no MRD result")
NO_SHARE = mark("no MRD result as a share of cells")
RATIO = mark("a ratio of transcripts, which stands on no axis of shares")
WITHOUT_DAY = mark("result without a day")
WITHOUT_PLACE = mark("result without a day and without a named time point")
OTHER_PLACE = mark("results only at time points that are not shown")
NO_PANEL = mark("the group has no panel of its own")
NO_FIRST_DAY = mark("no day can be counted: the date of the first dose is missing")
NO_INDUCTION_DAY = mark("no day can be counted: the date of the start of induction is missing")
PATIENTS_LEFT_OUT = mark("Patients left out: {} of {} ({}).")
RESULTS_LEFT_OUT = mark("Results not drawn: {}, of {} ({}).")
OF_A_REASON = mark("{}: {}")


class LeftOut(NamedTuple):
    """A child of whom something is not drawn, and why.

    Attributes:
        reason: What stands beside the child in the table.
        sort: The reason without the child's own days, by which children are counted; empty where
            the reason is already without them.
        results: How many results this is about; 0 where it is about the child itself.
        is_whole: Whether nothing at all of the child is drawn.
    """

    patient: CohortPatient
    reason: str
    sort: str = ""
    results: int = 0
    is_whole: bool = True


def is_on_the_axis(method: Method) -> bool:
    """Whether results of a method are residual disease as a share of cells."""
    return method.is_mrd and method.kind is QuantityKind.CELL_FRACTION


def why_not_on_the_overlay(point: CohortPoint) -> str:
    """Return why a result of residual disease has no place on the overlay; empty where it has."""
    if not is_on_the_axis(point.result.method):
        return say(RATIO)
    return "" if point.day is not None else say(WITHOUT_DAY)


def left_out_of_overlay(patients: Iterable[CohortPatient], *, has_panel: bool) -> list[LeftOut]:
    """Return what the overlay leaves out of one group."""
    found = []
    for one in patients:
        wanted = [point for point in one.points if is_on_the_axis(point.result.method)]
        undated = sum(point.day is None for point in wanted)
        if not wanted:
            found.append(LeftOut(one, say(NO_SHARE)))
        elif undated:
            is_whole = undated == len(wanted)
            found.append(LeftOut(one, say(WITHOUT_DAY), results=undated, is_whole=is_whole))
        if not has_panel and not (found and found[-1].patient is one and found[-1].is_whole):
            found.append(LeftOut(one, say(NO_PANEL)))
    return found


def left_out_of_places(
    patients: Iterable[CohortPatient], places: Collection[CohortPlace]
) -> list[LeftOut]:
    """Return what a view by time points leaves out, where it shows some of them."""
    found = []
    for one in patients:
        wanted = [point for point in one.points if point.result.method.is_mrd]
        is_drawn = any(point.place in places for point in wanted)
        nowhere = sum(point.place is None for point in wanted)
        if nowhere:
            words = say(WITHOUT_PLACE)
            found.append(LeftOut(one, words, results=nowhere, is_whole=not is_drawn))
        elif not is_drawn:
            found.append(LeftOut(one, say(OTHER_PLACE if wanted else NO_MRD)))
    return found


def without_a_day(patient: CohortPatient) -> str:
    """Say why no day of a child can be counted."""
    return say(NO_FIRST_DAY if patient.convention.prephase_counts else NO_INDUCTION_DAY)


def left_out_remarks(left_out: Sequence[LeftOut], count: int) -> tuple[str, ...]:
    """Say how many children and results are left out, by reason.

    Args:
        left_out: What a view leaves out.
        count: How many children the cohort has.
    """
    said = []
    whole = [one for one in left_out if one.is_whole]
    if whole:
        reasons = _by_reason(Counter(one.sort or one.reason for one in whole))
        said.append(say(PATIENTS_LEFT_OUT).format(len(whole), count, reasons))
    results: Counter[str] = Counter()
    for one in left_out:
        if one.results:
            results[one.sort or one.reason] += one.results
    if results:
        patients = len({one.patient.id for one in left_out if one.results})
        reasons = "; ".join(results)
        of_whom = counted(patients, "patient")
        said.append(say(RESULTS_LEFT_OUT).format(results.total(), of_whom, reasons))
    return tuple(said)


def _by_reason(reasons: Counter[str]) -> str:
    return "; ".join(
        say(OF_A_REASON).format(reason, count) for reason, count in reasons.most_common()
    )
