"""When a protocol looks, and at what: named time points, assays, and what a missing one means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.finding import Source
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Denominator, Method, Specimen

NEAR_MISS_DAYS = 10
DAYS_KEPT = 4096


class Channel(Enum):
    """The three things that are asked of a sample; each has its own decisive method."""

    MRD = "mrd"
    MORPHOLOGY = "morphology"
    COUNT = "count"

    # One object per channel: it is looked up for every question, and a name takes long to hash.
    __hash__ = object.__hash__


class PnqPolicy(Enum):
    """What "positive, not quantifiable" counts as where its range crosses a threshold.

    ESG-MRD-ALL, Leukemia 2007;21:604: it depends on the aim, so a pack has to state it.
    """

    POSITIVE = "positive"
    BELOW_THRESHOLD = "below_threshold"
    MANUAL = "manual"


@dataclass(frozen=True)
class Assay:
    """What a result must be to answer a question at a time point.

    Attributes:
        methods: The decisive methods; any other one is supporting only.
        min_sensitivity: A negative must have reached this fraction or a smaller one.
        min_markers: A negative must rest on this many sensitive targets.
        denominators: Accepted ones; another is annotated and never converted. Empty: any.
    """

    specimen: Specimen
    methods: tuple[Method, ...]
    min_sensitivity: Decimal | None = None
    min_markers: int | None = None
    denominators: tuple[Denominator, ...] = ()


@dataclass(frozen=True, eq=False)
class TimePoint:
    """A named time point of a protocol; each is one object.

    Attributes:
        window: Days that still belong to it.
        is_by_name: It has no fixed day: only a result that names it belongs to it.
        before_phase: A sample taken after this phase has started does not belong to it.
        assays: What is looked at, by channel.
    """

    id: str
    title: str
    window: DayWindow
    assays: Mapping[Channel, Assay]
    is_by_name: bool = False
    before_phase: str | None = None


@dataclass(frozen=True)
class MissingPolicy:
    """What a protocol publishes for a time point that was missed for good.

    Attributes:
        is_not_fulfilled: A result reported as not evaluable fulfils no MRD criterion
            (AIEOP-BFM ALL 2000: "not tested/no result" leads to MR). False: it is UNKNOWN.
    """

    is_not_fulfilled: bool = False
    says: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class Schedule:
    """How a pack counts days, when it looks, and how it reads what is hard to read.

    Attributes:
        is_general: It speaks about every result, wherever it was taken, and not about one
            protocol's time points.
    """

    pack_id: str
    convention: DayConvention
    timepoints: tuple[TimePoint, ...] = ()
    pnq_policy: PnqPolicy = PnqPolicy.MANUAL
    missing: MissingPolicy = MissingPolicy()
    is_general: bool = False

    @cached_property
    def dated(self) -> tuple[TimePoint, ...]:
        """Return the time points that a day belongs to without being named."""
        return tuple(one for one in self.timepoints if not one.is_by_name)

    @cached_property
    def meant_for(self) -> Mapping[tuple[Specimen, Method], tuple[TimePoint, ...]]:
        """Return the dated time points that look at a specimen by a method."""
        found: dict[tuple[Specimen, Method], list[TimePoint]] = {}
        for timepoint in self.dated:
            keys = {
                (assay.specimen, method)
                for assay in timepoint.assays.values()
                for method in assay.methods
            }
            for key in keys:
                found.setdefault(key, []).append(timepoint)
        return {key: tuple(timepoints) for key, timepoints in found.items()}

    @cached_property
    def places_by_date(self) -> dict[tuple[int, Specimen, Method], Any]:
        """What ``placement`` found of a day, specimen and method; it fills and bounds it."""
        return {}

    def named(self, name: str) -> TimePoint | None:
        """Return the time point of that name, or None."""
        return self._by_name.get(name)

    def on_day(self, day: int) -> TimePoint | None:
        """Return the first time point that a day belongs to without being named."""
        return self._place_of_day(day)

    def missed_on(self, day: int, specimen: Specimen, method: Method) -> TimePoint | None:
        """Return the time point that a sample beside all windows was probably meant for."""
        return self._place_beside(day, specimen, method)

    @cached_property
    def _by_name(self) -> Mapping[str, TimePoint]:
        return {one.id: one for one in reversed(self.timepoints)}

    @cached_property
    def _place_of_day(self) -> Callable[[int], TimePoint | None]:
        @lru_cache(maxsize=DAYS_KEPT)
        def place(day: int) -> TimePoint | None:
            fitting = (one for one in self.dated if one.window.contains(day) is Truth.YES)
            return next(fitting, None)

        return place

    @cached_property
    def _place_beside(self) -> Callable[[int, Specimen, Method], TimePoint | None]:
        @lru_cache(maxsize=DAYS_KEPT)
        def place(day: int, specimen: Specimen, method: Method) -> TimePoint | None:
            meant = self.meant_for.get((specimen, method), ())
            # A marrow of the diagnosis was not meant for any time point of therapy.
            if not meant or day <= self.convention.first_dose_day:
                return None
            nearest = min(meant, key=lambda one: abs(day - one.window.day))
            return nearest if _days_beside(nearest.window, day) <= NEAR_MISS_DAYS else None

        return place


def _days_beside(window: DayWindow, day: int) -> int:
    last = window.day + window.after if window.after is not None else day
    return max(window.day - window.before - day, day - last)
