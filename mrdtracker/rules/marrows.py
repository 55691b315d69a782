"""The marrows of a case that were taken after its remission, each with all that was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mrdtracker.domain.case import Event
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.truth import Truth, all_of
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.rules.neighbours import FirstOfSample
from mrdtracker.rules.placement import PlacedResult

# A smear cannot tell blasts from regenerating precursors, and a transcript ratio is no fraction.
TESTS = (Method.FLOW, Method.IG_TR_PCR, Method.NGS)


@dataclass(frozen=True)
class Marrow:
    """All that was measured of one marrow; a test is one method and target.

    Attributes:
        is_after: Whether it was taken after the latest recorded remission.
    """

    results: tuple[PlacedResult, ...]
    is_after: Truth

    @cached_property
    def on(self) -> date | None:
        """Date of the marrow, where a result states it."""
        return next((one.result.on for one in self.results if one.result.on is not None), None)

    @cached_property
    def day(self) -> int | None:
        """Protocol day of the marrow, where it can be counted."""
        return next((one.day for one in self.results if one.day is not None), None)

    @cached_property
    def tests(self) -> dict[tuple[Method, str], tuple[PlacedResult, ...]]:
        """The results of each test; repeats of one test are one test."""
        found: dict[tuple[Method, str], list[PlacedResult]] = {}
        for one in self.results:
            found.setdefault((one.result.method, one.result.target), []).append(one)
        return {key: tuple(same) for key, same in found.items()}


def remissions(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the recorded remissions, as they stand in the course."""
    return tuple(event for event in events if event.kind is EventKind.REMISSION)


def marrows_after_remission(
    placed: Sequence[PlacedResult],
    events: Sequence[Event],
    convention: DayConvention,
    timeline: Timeline | None,
) -> tuple[Marrow, ...]:
    """Put the MRD results of each marrow together, in time, without those before the remission.

    A marrow of which nobody can say whether it came after the remission stays in, and answers
    neither yes nor no by itself.
    """
    heads, grouped = FirstOfSample(), dict[int, list[PlacedResult]]()
    for one in placed:
        if _is_test(one):
            head = heads.of(one) or one
            if head is one:
                heads.add(one)
            grouped.setdefault(head.position, []).append(one)
    reached = [(event.on, event.day_in(convention, timeline)) for event in remissions(events)]
    marrows = (
        Marrow(tuple(group), all_of(_is_after_all(one, reached) for one in group))
        for group in grouped.values()
    )
    kept = (marrow for marrow in marrows if marrow.is_after is not Truth.NO)
    return tuple(sorted(kept, key=_order))


def later_marrows(marrow: Marrow, marrows: tuple[Marrow, ...]) -> tuple[Marrow, ...]:
    """Find the later marrows that can answer; one whose day is in doubt cannot."""
    return tuple(
        other for other in marrows if other.is_after is Truth.YES and _is_later(other, marrow)
    )


def _is_test(one: PlacedResult) -> bool:
    """A test that found disease and gives no amount is one too: it leaves every level open."""
    result = one.result
    return (
        result.specimen is Specimen.BONE_MARROW
        and result.method in TESTS
        and result.value.state.is_evaluable
    )


def _order(marrow: Marrow) -> tuple[bool, int, date]:
    return (marrow.day is not None, marrow.day or 0, marrow.on or date.min)


def _is_later(other: Marrow, marrow: Marrow) -> bool:
    if other.on is not None and marrow.on is not None:
        return other.on > marrow.on
    return other.day is not None and marrow.day is not None and other.day > marrow.day


def _is_after_all(one: PlacedResult, reached: list[tuple[date | None, int | None]]) -> Truth:
    """Answer by the latest remission; an earlier course in remission is before all of this one."""
    if one.place.trouble is not None:
        return Truth.UNKNOWN
    return all_of(_is_after(one, on, day) for on, day in reached)


def _is_after(one: PlacedResult, on: date | None, day: int | None) -> Truth:
    if on is not None and one.result.on is not None:
        return Truth.of(one.result.on > on)
    if day is None or one.day is None:
        return Truth.UNKNOWN
    return Truth.of(one.day > day)
