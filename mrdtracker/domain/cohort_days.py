"""How the days of a cohort are written: as its protocols count them, where all count alike.

Inside the program a day of a cohort is counted from zero: the first dose, or the start of
induction where the protocol leaves the steroid prephase out. The names of time points follow the
protocol (D33 lies 32 days after the first dose, where that is day 1), and so must an axis.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from mrdtracker.domain.days import DayConvention
from mrdtracker.words import mark, say


class ZeroDay(Enum):
    """What lies on the day from which a cohort is counted."""

    FIRST_DOSE = "first dose"
    INDUCTION = "start of induction"
    EITHER = "first dose or start of induction"


_DAY_OF = {
    ZeroDay.FIRST_DOSE: mark("protocol day (first dose = day {})"),
    ZeroDay.INDUCTION: mark("protocol day (start of induction = day {})"),
}
_DAYS_SINCE = {
    ZeroDay.FIRST_DOSE: mark("days since the first dose"),
    ZeroDay.INDUCTION: mark("days since the start of induction"),
    ZeroDay.EITHER: mark("days since the first dose or the start of induction"),
}
_YEARS_SINCE = {
    ZeroDay.FIRST_DOSE: mark("years since the first dose"),
    ZeroDay.INDUCTION: mark("years since the start of induction"),
    ZeroDay.EITHER: mark("years since the first dose or the start of induction"),
}
_COLUMN_OF = {
    ZeroDay.FIRST_DOSE: mark("Day (first dose = {})"),
    ZeroDay.INDUCTION: mark("Day (start of induction = {})"),
}
_COLUMN_SINCE = {
    ZeroDay.FIRST_DOSE: mark("Days since first dose"),
    ZeroDay.INDUCTION: mark("Days since start of induction"),
    ZeroDay.EITHER: mark("Days since first dose or start of induction"),
}
_TIME_ZERO = {
    ZeroDay.FIRST_DOSE: mark("Time zero: the first dose."),
    ZeroDay.INDUCTION: mark("Time zero: the start of induction, from which the protocol counts."),
    ZeroDay.EITHER: mark(
        "Time zero: the first dose, or the start of induction where the protocol counts from it."
    ),
}
_UNLIKE = mark(
    "These protocols do not count days alike: the axis counts from zero, and the name of a time "
    "point as its own protocol does (D33 may stand at 32)."
)
_FROM_EITHER = mark("{} of these patients are counted from the start of induction.")


@dataclass(frozen=True)
class DayCount:
    """What the days of some children are called.

    Attributes:
        first_day: The number that is written for the zero day; None where protocols differ, so
            that days are written as they are counted, from 0.
        from_induction: How many children are counted from the start of induction.
    """

    zero: ZeroDay = ZeroDay.FIRST_DOSE
    first_day: int | None = None
    from_induction: int = 0

    @classmethod
    def of(cls, conventions: Iterable[DayConvention]) -> DayCount:
        """Return the count that fits the protocols of some children, one for each child."""
        everyone = tuple(conventions)
        from_induction = sum(not one.prephase_counts for one in everyone)
        zero = ZeroDay.EITHER
        if from_induction in (0, len(everyone)):
            zero = ZeroDay.INDUCTION if from_induction else ZeroDay.FIRST_DOSE
        firsts = {one.first_dose_day for one in everyone}
        is_shared = len(firsts) == 1 and zero is not ZeroDay.EITHER
        return cls(zero, firsts.pop() if is_shared else None, from_induction)

    def written(self, day: int) -> int:
        """Return the number by which a day, counted from zero, is called."""
        return day + (self.first_day or 0)

    @property
    def axis(self) -> str:
        """Name an axis of protocol days: "protocol day (first dose = day 1)"."""
        if self.first_day is None:
            return self.days_since
        return say(_DAY_OF[self.zero]).format(self.first_day)

    @property
    def column(self) -> str:
        """Name a column of such days."""
        if self.first_day is None:
            return say(_COLUMN_SINCE[self.zero])
        return say(_COLUMN_OF[self.zero]).format(self.first_day)

    @property
    def days_since(self) -> str:
        """Name an axis of days that have passed."""
        return say(_DAYS_SINCE[self.zero])

    @property
    def years_since(self) -> str:
        """Name an axis of years that have passed."""
        return say(_YEARS_SINCE[self.zero])

    @property
    def time_zero(self) -> str:
        """Say from when time is counted."""
        return say(_TIME_ZERO[self.zero])

    @property
    def remarks(self) -> tuple[str, ...]:
        """Say how to read the names of time points, where they are not the axis's own numbers."""
        said = [say(_UNLIKE)] if self.first_day is None else []
        if self.zero is ZeroDay.EITHER:
            said.append(say(_FROM_EITHER).format(self.from_induction))
        return tuple(said)
