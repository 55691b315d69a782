"""How a person looks at a course: at some of its days, or at all of them to scale."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.day_scale import LEAST_PART


@dataclass(frozen=True)
class CourseView:
    """What of the time axis is seen.

    Attributes:
        is_to_scale: True where every day is as wide as any other, and no axis is broken.
        days: First and last day; None for the whole course.
        hidden: Keys of the results that are hidden.
        folded: Keys of the tracks that are folded.
    """

    is_to_scale: bool = False
    days: tuple[float, float] | None = None
    hidden: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()

    @property
    def is_zoomed(self) -> bool:
        """True where only some of the days are seen."""
        return self.days is not None

    @property
    def with_everything(self) -> CourseView:
        """The same days with every result and track: so a course leaves the window."""
        return replace(self, hidden=frozenset(), folded=frozenset())

    def meets(self, course: MrdCourse) -> bool:
        """True where a course has some of its days."""
        if self.days is None:
            return True
        (first, last), scale = self.days, course.scale
        return first < last and first <= scale.last and last >= scale.first

    def turned(self, track: str) -> CourseView:
        """Return the view with a track folded, or unfolded where it is folded."""
        return replace(self, folded=self.folded ^ {track})

    def moved_to(self, day: float) -> CourseView:
        """Return the view with a day in it; one that has it already stays where it is."""
        if self.days is None or self.days[0] <= day <= self.days[1]:
            return self
        half = (self.days[1] - self.days[0]) / 2
        return replace(self, days=(day - half, day + half))

    def closer(self, day: float, share: float, whole: tuple[float, float]) -> CourseView:
        """Return the view of a share of the days that are seen, around one that keeps its place.

        Args:
            day: The day around which it is.
            share: Below 1 for fewer days, above 1 for more.
            whole: First and last day of the course; a view of all of them is no part.
        """
        first, last = self.days or whole
        first, last = day - (day - first) * share, day + (last - day) * share
        if last - first < LEAST_PART:
            return self
        first, last = max(whole[0], first), min(whole[1], last)
        return replace(self, days=None if (first, last) == whole else (first, last))

    def of(self, course: MrdCourse) -> MrdCourse:
        """Return the course as it is seen: what has no day in the view is not drawn.

        The results stay, because a line may lead out of the view, and the decades with them: a
        height means the same amount before and after. Hidden ones stay for the same reason.
        """
        scale = course.scale.to_scale() if self.is_to_scale else course.scale
        course = replace(course, scale=scale, hidden=self.hidden, folded=self.folded)
        if self.days is None:
            return course
        scale = scale.part(*self.days)
        first, last = scale.first, scale.last
        return replace(
            course,
            scale=scale,
            phases=tuple(
                one
                for one in course.phases
                if one.first < last and (one.last is None or one.last > first)
            ),
            events=tuple(
                one
                for one in course.events
                if one.day <= last and (one.last if one.last is not None else one.day) >= first
            ),
            thresholds=tuple(
                one
                for one in course.thresholds
                if one.first <= last and (one.last is None or one.last >= first)
            ),
            awaited=tuple(one for one in course.awaited if scale.holds(one.window.day)),
        )
