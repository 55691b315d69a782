"""Which group of a cohort a child belongs to: by risk group, by protocol, or by MRD."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from mrdtracker.domain.cohort import CohortPatient, CohortPlace, CohortPoint
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation_quantities import read_quantity
from mrdtracker.domain.notation_writing import threshold_text
from mrdtracker.domain.truth import Truth, any_of
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import readable
from mrdtracker.words import mark, say


class GroupBy(Enum):
    """What parts a cohort."""

    NOTHING = "none"
    MRD = "mrd"
    RISK = "risk"
    PROTOCOL = "protocol"


class GroupTone(Enum):
    """What the colour and the dashes of a group mean; PLAIN ones are told apart by their place."""

    AT_LEAST = "at least"
    BELOW = "below"
    UNKNOWN = "unknown"
    NONE = "none"
    PLAIN = "plain"


class Group(NamedTuple):
    """A group and its place among the others.

    Attributes:
        is_compared: False for children of whom there is nothing to compare at all.
    """

    place: int
    name: str
    tone: GroupTone
    is_compared: bool = True

    @property
    def is_certain(self) -> bool:
        """False for children whose group nobody can say."""
        return self.tone not in (GroupTone.UNKNOWN, GroupTone.NONE)


NOT_ASSIGNED = mark("no group assigned")
NOT_ASSESSED = mark("not assessed yet")
NO_PROTOCOL = mark("no protocol")
NO_RESULT = mark("no result at {}")
CANNOT_BE_SAID = mark("cannot be said ({})")
NO_THRESHOLD = mark("A threshold is larger than 0, and at most 100 % of the cells.")
TYPE_ONE = mark("Type it with its unit: 0.01 %.")
EVERYBODY = mark("all patients")
_LAST = 10_000


@dataclass(frozen=True)
class Grouping:
    """How a cohort is parted.

    Attributes:
        at: Where MRD is looked at; only for ``GroupBy.MRD``.
        threshold: In the canonical unit of the place's method; only for ``GroupBy.MRD``.
    """

    by: GroupBy = GroupBy.NOTHING
    at: CohortPlace | None = None
    threshold: Decimal | None = None

    def divide(
        self, patients: Iterable[CohortPatient]
    ) -> tuple[tuple[Group, tuple[CohortPatient, ...]], ...]:
        """Return every group that has a patient, with its patients; nobody is left out."""
        everybody = tuple(patients)
        group_of = self._rule(everybody)
        found: dict[Group, list[CohortPatient]] = {}
        for one in everybody:
            found.setdefault(group_of(one), []).append(one)
        return tuple((group, tuple(found[group])) for group in sorted(found))

    def _rule(self, patients: tuple[CohortPatient, ...]) -> Callable[[CohortPatient], Group]:
        if self.by is GroupBy.RISK:
            return _by_risk(patients)
        if self.by is GroupBy.PROTOCOL:
            return _named(patients, lambda one: one.protocol, say(NO_PROTOCOL))
        at, threshold = self.at, self.threshold
        if self.by is GroupBy.MRD and at is not None and threshold is not None:
            return lambda one: mrd_group(one, at, threshold)
        everybody = Group(0, say(EVERYBODY), GroupTone.PLAIN)
        return lambda _one: everybody


def read_threshold(text: str, kind: QuantityKind) -> Decimal:
    """Read a threshold as a person types it; a bare number is a percentage, or a ratio.

    Raises:
        InvalidInputError: It is no amount, or none that parts anybody.
    """
    is_share = kind is QuantityKind.CELL_FRACTION
    unit = Unit.PERCENT if is_share else Unit.COPIES_RATIO
    found = read_quantity(text, unit, kind)
    if not is_threshold(found, kind):
        raise InvalidInputError(say(NO_THRESHOLD), say(TYPE_ONE))
    return found


def is_threshold(number: Decimal, kind: QuantityKind) -> bool:
    """Return whether a number in the canonical unit parts anybody: above 0, at most all cells."""
    return number > 0 and (kind is not QuantityKind.CELL_FRACTION or number <= 1)


def mrd_group(patient: CohortPatient, at: CohortPlace, threshold: Decimal) -> Group:
    """Return on which side of a threshold a child certainly is, or that it cannot be said.

    Of several results at one place, one that is certainly at or above the threshold decides; only
    where all are certainly below is the child below.
    """
    points = patient.at(at)
    if not points:
        return Group(_LAST, say(NO_RESULT).format(at.words), GroupTone.NONE, is_compared=False)
    answer = at_least(points, threshold)
    label = readable(at.label)
    if answer is Truth.YES:
        words = threshold_text(">=", threshold, at.kind)
        return Group(0, f"{words} ({label})", GroupTone.AT_LEAST)
    if answer is Truth.NO:
        words = threshold_text("<", threshold, at.kind)
        return Group(1, f"{words} ({label})", GroupTone.BELOW)
    return Group(2, say(CANNOT_BE_SAID).format(label), GroupTone.UNKNOWN)


def at_least(points: Iterable[CohortPoint], threshold: Decimal) -> Truth:
    """Answer for the results of one place: is any of them at or above the threshold?"""
    return any_of(point.result.value.at_least(threshold) for point in points)


def _by_risk(patients: tuple[CohortPatient, ...]) -> Callable[[CohortPatient], Group]:
    """Part by risk group; a child whose answers are out of date is not one without a group."""
    named = _named(patients, lambda one: one.group, say(NOT_ASSIGNED))
    late = Group(_LAST + 1, say(NOT_ASSESSED), GroupTone.UNKNOWN)
    return lambda one: named(one) if one.group or one.is_assessed else late


def _named(
    patients: tuple[CohortPatient, ...], name_of: Callable[[CohortPatient], str], without: str
) -> Callable[[CohortPatient], Group]:
    names = sorted({name for one in patients if (name := name_of(one))})
    groups = {name: Group(place, name, GroupTone.PLAIN) for place, name in enumerate(names)}
    rest = Group(_LAST, without, GroupTone.NONE)
    return lambda one: groups.get(name_of(one), rest)
