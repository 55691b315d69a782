"""Protocol days: day 0 or day 1 is stated as data, and never a ``+ 1`` in the code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.truth import Truth
from mrdtracker.words import say


@dataclass(frozen=True)
class DayConvention:
    """How a protocol counts its days.

    CCG counts the first dose as day 0, COG and BFM as day 1: the same marrow is "day 7" in the
    2008 CCG-1961 paper (Blood 2008;111:2548) and "day 8" in later texts.

    Attributes:
        first_dose_day: The number of the day of the first dose, 0 or 1.
        prephase_counts: True where the steroid prephase is part of the count (BFM: days 1 to 7).
    """

    first_dose_day: int
    prephase_counts: bool = True

    def __post_init__(self) -> None:
        if self.first_dose_day not in (0, 1):
            raise InvalidInputError(
                say("The first dose is day 0 or day 1, not day {}.").format(self.first_dose_day)
            )

    @property
    def words(self) -> str:
        """Say the convention as it stands beside every day: "first dose = day 1"."""
        return say("first dose = day {}").format(self.first_dose_day)

    def renumber(self, day: int, stated_in: DayConvention) -> int:
        """Count a day that was stated in another convention the way this one does.

        Only the number of the first day differs; a prephase needs dates.
        """
        return day - stated_in.first_dose_day + self.first_dose_day


@dataclass(frozen=True)
class Anchor:
    """The date that carries a known day number.

    Attributes:
        kind: What happened on it: "first_dose" or "induction_start".
        on: The calendar date, without a time and without a zone.
        day_number: The protocol day of that date.
    """

    kind: str
    on: date
    day_number: int


@dataclass(frozen=True)
class Timeline:
    """Counts protocol days from an anchor."""

    anchor: Anchor

    @classmethod
    def starting(
        cls,
        therapy_started_on: date,
        convention: DayConvention,
        induction_started_on: date | None = None,
    ) -> Timeline:
        """Anchor a course on its first dose, or on induction where the prephase does not count."""
        if not convention.prephase_counts and induction_started_on is not None:
            return cls(Anchor("induction_start", induction_started_on, convention.first_dose_day))
        return cls(Anchor("first_dose", therapy_started_on, convention.first_dose_day))

    def day_of(self, on: date) -> int:
        """Return the protocol day of a calendar date; days before the anchor count downwards."""
        return (on - self.anchor.on).days + self.anchor.day_number

    def date_of(self, day: int) -> date:
        """Return the calendar date of a protocol day."""
        return self.anchor.on + timedelta(days=day - self.anchor.day_number)


@dataclass(frozen=True)
class DayWindow:
    """The days on which a sample still belongs to a named time point.

    Attributes:
        day: The named day.
        before: How many days earlier still count.
        after: How many days later still count; None where the end is an event and not a day.
    """

    day: int
    before: int = 0
    after: int | None = 0

    def contains(self, day: int | None) -> Truth:
        """Answer whether the day lies in the window; an unknown day is UNKNOWN."""
        if day is None:
            return Truth.UNKNOWN
        early = day < self.day - self.before
        late = self.after is not None and day > self.day + self.after
        return Truth.of(not (early or late))

    @property
    def words(self) -> str:
        """Write the window as "day 26–36", or "from day 74"."""
        first = self.day - self.before
        if self.after is None:
            return say("from day {}").format(first)
        last = self.day + self.after
        if first == last:
            return say("day {}").format(first)
        return say("day {}–{}").format(first, last)
