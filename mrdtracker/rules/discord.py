"""Two methods of one sample that answer a threshold differently, without trying all pairs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from mrdtracker.domain.notation import percent_text
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.case_view import CaseView
from mrdtracker.rules.pack import RulePack
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import Operator, Threshold
from mrdtracker.rules.timepoints import Channel


class Discord(NamedTuple):
    """Two results, in the order of the case, and the first threshold that they disagree on."""

    one: PlacedResult
    other: PlacedResult
    threshold: Threshold


def discords(pack: RulePack, view: CaseView) -> Iterator[Discord]:
    """Find every pair of results of one sample by different methods that disagree."""
    if len({one.result.method for one in view.placed}) < 2:  # noqa: PLR2004 - two to disagree
        return
    usable = [
        one
        for one in view.placed
        if one.place.trouble is None
        and one.result.method.is_mrd
        and one.result.value.state.is_numeric
        and (one.place.timepoint is not None or view.schedule.is_general)
    ]
    sides = _Sides(usable)
    for one in usable:
        yield from _of(one, sides, _thresholds(pack, one))


def _of(one: PlacedResult, sides: _Sides, thresholds: Iterable[Threshold]) -> Iterator[Discord]:
    found: dict[int, Discord] = {}
    for threshold in thresholds:
        if one.result.value.kind is threshold.kind:
            for other in sides.against(one, threshold):
                found.setdefault(other.position, Discord(one, other, threshold))
    return (found[position] for position in sorted(found))


class _Sides:
    """Results of each sample by their answer to a threshold; sorted where it is asked for."""

    def __init__(self, usable: Iterable[PlacedResult]) -> None:
        self._samples: dict[Hashable, list[PlacedResult]] = {}
        self._sides: dict[Hashable, dict[tuple[Truth, Method], list[PlacedResult]]] = {}
        for one in usable:
            for key in _kept_under(one):
                self._samples.setdefault(key, []).append(one)

    def against(self, one: PlacedResult, threshold: Threshold) -> Iterator[PlacedResult]:
        """Return the later results of the sample, by other methods, that answer the opposite."""
        opposite = negate(threshold.ask(one.interval))
        if opposite is Truth.UNKNOWN:
            return
        for key in _looked_for(one):
            for (truth, method), same in self._of(key, threshold).items():
                if truth is opposite and method is not one.result.method:
                    yield from same[bisect_right(same, one.position, key=_position) :]

    def _of(
        self, key: Hashable, threshold: Threshold
    ) -> dict[tuple[Truth, Method], list[PlacedResult]]:
        place = (key, threshold.operator, threshold.value, threshold.kind)
        found = self._sides.get(place)
        if found is None:
            found = self._sides[place] = {}
            for one in self._samples.get(key, ()):
                if one.result.value.kind is threshold.kind:
                    side = (threshold.ask(one.interval), one.result.method)
                    found.setdefault(side, []).append(one)
        return found


def _position(one: PlacedResult) -> int:
    return one.position


def _kept_under(one: PlacedResult) -> Iterator[Hashable]:
    what, on = one.result.specimen, one.result.on
    if one.place.timepoint is not None:
        yield (what, one.place.timepoint)
    if on is not None:
        yield (what, on)
    if one.day is not None:
        yield (what, one.day, on is None)


def _looked_for(one: PlacedResult) -> Iterator[Hashable]:
    """One sample: of one time point, else of one date; where a date is missing, of one day."""
    what, on = one.result.specimen, one.result.on
    if one.place.timepoint is not None:
        yield (what, one.place.timepoint)
        return
    if on is not None:
        yield (what, on)
    if one.day is not None:
        yield (what, one.day, True)
        if on is None:
            yield (what, one.day, False)


def _thresholds(pack: RulePack, one: PlacedResult) -> tuple[Threshold, ...]:
    """Return what the pack asks here: its thresholds, and what a negative has to exclude."""
    timepoint = one.place.timepoint
    if timepoint is None:
        return (pack.quality_threshold,) if pack.quality_threshold is not None else ()
    asked = pack.thresholds_at.get((timepoint.id, Channel.MRD), ())
    assay = timepoint.assays.get(Channel.MRD)
    excluded = assay.min_sensitivity if assay is not None else None
    if excluded is None:
        return asked
    shown = percent_text(excluded)
    kind = QuantityKind.CELL_FRACTION
    return (*asked, Threshold(Operator.AT_LEAST, excluded, shown, "%", kind))
