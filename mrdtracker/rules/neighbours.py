"""Which results lie beside and before which: found by date and method, not by trying all pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from functools import cached_property

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.placement import PlacedResult

NEGATIVE = (ResultState.NEGATIVE, ResultState.NOT_DETECTED)
_Kind = tuple[str, str, str]


class Neighbours:
    """Results of one case by sample and by what was measured; each list is built once.

    Args:
        placed: Every result of the case, in its order.
    """

    def __init__(self, placed: tuple[PlacedResult, ...]) -> None:
        self._placed = placed

    def flow_beside(self, one: PlacedResult) -> PlacedResult | None:
        """Return the first flow result of the same sample that gives an amount."""
        return next((other for other in self._flow.beside(one) if _is_sample(one, other)), None)

    def negative_before(self, one: PlacedResult) -> PlacedResult | None:
        """Return the latest negative of the same method, target and specimen before a result."""
        history = self._negatives.get(_kind(one))
        return None if history is None else history.before(one)

    @cached_property
    def _flow(self) -> SampleIndex:
        return SampleIndex(
            one
            for one in self._placed
            if one.result.method is Method.FLOW and one.result.value.state.is_numeric
        )

    @cached_property
    def _negatives(self) -> dict[_Kind, _History]:
        by_kind: dict[_Kind, list[PlacedResult]] = defaultdict(list)
        for one in self._placed:
            if one.result.value.state in NEGATIVE:
                by_kind[_kind(one)].append(one)
        return {kind: _History(same) for kind, same in by_kind.items()}


class SampleIndex:
    """Results by date, protocol day and named time point of their sample."""

    def __init__(self, results: Iterable[PlacedResult]) -> None:
        self._by_key: dict[Hashable, list[PlacedResult]] = defaultdict(list)
        for one in results:
            for key in _sample_keys(one):
                self._by_key[key].append(one)

    def beside(self, one: PlacedResult) -> Iterator[PlacedResult]:
        """Return those that share a date, a day or a time point with a result, in their order."""
        found = {
            other.position: other
            for key in _sample_keys(one)
            for other in self._by_key.get(key, ())
        }
        return (found[position] for position in sorted(found))


class _History:
    """Results of one kind in the order of their dates, and of their protocol days."""

    def __init__(self, results: list[PlacedResult]) -> None:
        dated = [(one.result.on, one) for one in results if one.result.on is not None]
        self._dated: list[tuple[date, PlacedResult]] = sorted(dated, key=lambda pair: pair[0])
        self._numbered = _by_day(results)
        self._undated = _by_day([one for one in results if one.result.on is None])

    def before(self, one: PlacedResult) -> PlacedResult | None:
        """Return the latest one before a result: by their dates, else by their days."""
        on = one.result.on
        if on is not None:
            place = bisect_left(self._dated, on, key=lambda pair: pair[0])
            if place > 0:
                return self._dated[place - 1][1]
        if one.day is None:
            return None
        numbered = self._numbered if on is None else self._undated
        place = bisect_left(numbered, one.day, key=lambda pair: pair[0])
        return numbered[place - 1][1] if place > 0 else None


def _by_day(results: list[PlacedResult]) -> list[tuple[int, PlacedResult]]:
    numbered = [(one.day, one) for one in results if one.day is not None]
    return sorted(numbered, key=lambda pair: pair[0])


def _kind(one: PlacedResult) -> _Kind:
    result = one.result
    return (result.method.value, result.target, result.specimen.value)


def _sample_keys(one: PlacedResult) -> Iterator[Hashable]:
    if one.result.on is not None:
        yield one.result.on
    if one.day is not None:
        yield one.day
    if one.result.timepoint is not None:
        yield one.result.timepoint
    if one.place.timepoint is not None and one.place.timepoint.id != one.result.timepoint:
        yield one.place.timepoint.id


def _is_sample(one: PlacedResult, other: PlacedResult) -> bool:
    """Answer whether two results are of one sample: by date, else by day, else by time point."""
    if other.result.specimen is not one.result.specimen:
        return False
    if one.result.on is not None and other.result.on is not None:
        return one.result.on == other.result.on
    if one.day is not None and other.day is not None:
        return one.day == other.day
    return one.result.timepoint is not None and one.result.timepoint == other.result.timepoint
