"""Where a protocol day stands on the axis: true within each part, with a break that is drawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

# A follow-up that goes on for longer than this many schedules would squeeze induction together.
_LONGEST_UNBROKEN = 1.8
_LONG_COURSE = 130.0
_GAP_SHARE = 0.05
_PAD_SHARE = 0.035
_LEAST_SPAN = 14.0
_LEAST_LATE_SPAN = 60.0
_LEAST_LATE_SHARE, _MOST_LATE_SHARE = 0.35, 1.1
_UNDATED_SHARE = 0.09
LEAST_PART = 4.0


@dataclass(frozen=True)
class DayScale:
    """Maps days to positions; up to ``early_last`` a position is the day itself.

    Attributes:
        first: First day that is shown.
        early_last: Last day of the part that is drawn to scale.
        late_first: First day behind the break; None where there is no break.
        late_last: Last day behind the break.
        late_factor: Positions per day behind the break.
        undated: How many results need a place for "no date".
        is_part: True for a part of a longer course: what lies outside is not drawn.
    """

    first: float
    early_last: float
    late_first: float | None = None
    late_last: float = 0.0
    late_factor: float = 1.0
    undated: int = 0
    is_part: bool = False

    @classmethod
    def over(cls, schedule: Collection[int], days: Collection[int], undated: int = 0) -> DayScale:
        """Span the whole schedule and every day on which something happened."""
        if not schedule and not days:
            return cls(0.0, 35.0, undated=undated)
        first = float(min([*schedule, *days]))
        last = float(max([*schedule, *days]))
        early_last = float(max(schedule)) if schedule else min(last, first + 100)
        early_last = max(early_last, first + _LEAST_SPAN)
        if last - first <= max(_LONG_COURSE, (early_last - first) * _LONGEST_UNBROKEN):
            return cls(first, max(last, first + _LEAST_SPAN), undated=undated)
        late = [float(day) for day in days if day > early_last]
        late_span = max(last - min(late), _LEAST_LATE_SPAN)
        share = len(late) / max(1, len(days) - len(late))
        width = (early_last - first) * min(_MOST_LATE_SHARE, max(_LEAST_LATE_SHARE, share))
        return cls(first, early_last, min(late), last, min(1.0, width / late_span), undated)

    def to_scale(self) -> DayScale:
        """Return the same days without a break: every day as wide as any other."""
        if self.late_first is None:
            return self
        return replace(self, early_last=self.late_last, late_first=None, late_factor=1.0)

    def part(self, first: float, last: float) -> DayScale:
        """Return the axis of some of the days; one that a break runs through keeps the break.

        A part is at least LEAST_PART days wide, and has no place for results without a date.
        """
        if last - first < LEAST_PART:
            middle = (first + last) / 2
            first, last = middle - LEAST_PART / 2, middle + LEAST_PART / 2
        if self.late_first is None or not first < self.early_last < self.late_first < last:
            return DayScale(first, last, is_part=True)
        return replace(self, first=first, late_last=last, undated=0, is_part=True)

    def holds(self, day: float | None) -> bool:
        """Answer whether a day is drawn; those without one are, where they have a place."""
        if not self.is_part:
            return True
        return day is not None and self.first <= day <= self.last

    @property
    def last(self) -> float:
        """Last day that is shown."""
        return self.early_last if self.late_first is None else self.late_last

    @property
    def gap(self) -> float:
        """Width of the break."""
        return (self.early_last - self.first) * _GAP_SHARE

    @property
    def pad(self) -> float:
        """Empty width at both ends."""
        return (self.last_position - self.first) * _PAD_SHARE

    @property
    def last_position(self) -> float:
        """Position of the last day."""
        if self.late_first is None:
            return self.early_last
        return self.position(self.late_last)

    @property
    def left(self) -> float:
        """Left end of the axis."""
        return self.first - self.pad

    @property
    def right(self) -> float:
        """Right end of the dated axis."""
        return self.last_position + self.pad

    @property
    def end(self) -> float:
        """Right end of everything, results without a date included."""
        return self.right + (self._undated_width if self.undated else 0.0)

    def position(self, day: float) -> float:
        """Return where a day stands."""
        if self.late_first is None or day <= self.early_last:
            return float(day)
        late_start = self.early_last + 2 * self.gap
        if day >= self.late_first:
            return late_start + (day - self.late_first) * self.late_factor
        into_gap = (day - self.early_last) / (self.late_first - self.early_last)
        return self.early_last + into_gap * (late_start - self.early_last)

    def day_at(self, position: float) -> float:
        """Return the day that stands at a position."""
        if self.late_first is None or position <= self.early_last:
            return position
        late_start = self.early_last + 2 * self.gap
        if position >= late_start:
            return self.late_first + (position - late_start) / self.late_factor
        into_gap = (position - self.early_last) / (late_start - self.early_last)
        return self.early_last + into_gap * (self.late_first - self.early_last)

    def undated_position(self, slot: int) -> float:
        """Return the place of a result that has no day."""
        return self.right + self._undated_width * (slot + 0.5) / max(1, self.undated)

    def is_in_break(self, day: float) -> bool:
        """Answer whether a day is one of those that the break leaves out."""
        return self.late_first is not None and self.early_last < day < self.late_first

    @property
    def _undated_width(self) -> float:
        return (self.right - self.left) * min(0.3, _UNDATED_SHARE + 0.02 * (self.undated - 1))
