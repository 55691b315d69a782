"""Which results lie beside and before which: found by date and method, not by trying all pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from functools import cached_property
from itertools import product

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
        return self._flow.of(one)

    def negative_before(self, one: PlacedResult) -> PlacedResult | None:
        """Return the latest negative of the same method, target and specimen before a result."""
        history = self._negatives.get(_kind(one))
        return None if history is None else history.before(one)

    @cached_property
    def _flow(self) -> FirstOfSample:
        found = FirstOfSample()
        for one in self._placed:
            if one.result.method is Method.FLOW and one.result.value.state.is_numeric:
                found.add(one)
        return found

    @cached_property
    def _negatives(self) -> dict[_Kind, _History]:
        by_kind: dict[_Kind, list[PlacedResult]] = defaultdict(list)
        for one in self._placed:
            if one.result.value.state in NEGATIVE:
                by_kind[_kind(one)].append(one)
        return {kind: _History(same) for kind, same in by_kind.items()}


class FirstOfSample:
    """Finds the first result of a sample: by date, else by day, else by named time point.

    Results are added in their order. Two are of one sample where their specimen is the same and
    their dates agree; where one has no date, their days; where one has no day either, the names of
    their time points.
    """

    def __init__(self) -> None:
        self._first: dict[Hashable, PlacedResult] = {}

    def add(self, one: PlacedResult) -> None:
        """Count a result in, after all that stand before it in the case."""
        result = one.result
        what, on, day, name = result.specimen, result.on, one.day, result.timepoint
        if on is not None:
            self._first.setdefault((what, on), one)
        if day is not None:
            self._first.setdefault((what, day, on is None), one)
        if name is not None:
            self._first.setdefault((what, name, on is None, day is None), one)

    def of(self, one: PlacedResult) -> PlacedResult | None:
        """Return the first result of the same sample; None where there is none."""
        found = filter(None, map(self._first.get, _first_keys(one)))
        return min(found, key=lambda other: other.position, default=None)


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


def _first_keys(one: PlacedResult) -> Iterator[Hashable]:
    """Where the sample of a result stands; True is for others without a date, or without a day."""
    result = one.result
    what, on, day, name = result.specimen, result.on, one.day, result.timepoint
    if on is not None:
        yield (what, on)
    dates = (True,) if on is not None else (True, False)
    if day is not None:
        for without_date in dates:
            yield (what, day, without_date)
    if name is not None:
        days = (True,) if day is not None else (True, False)
        yield from ((what, name, *without) for without in product(dates, days))
