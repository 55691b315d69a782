"""Where the person has been: back and forward between pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mrdtracker.gui.presenters.help_topics import FIRST_PAGE, HelpTarget

KEPT = 50


@dataclass(frozen=True)
class Place:
    """A page, and the patient or the part of the help that it shows where it shows one."""

    page: str
    patient_id: str = ""
    target: HelpTarget = FIRST_PAGE


@dataclass(frozen=True)
class Places:
    """Places visited; ``current`` is one of them."""

    visited: tuple[Place, ...] = ()
    position: int = -1

    @property
    def current(self) -> Place | None:
        """Where the person is."""
        return self.visited[self.position] if self.visited else None

    @property
    def can_go_back(self) -> bool:
        """True where there was a place before."""
        return self.position > 0

    @property
    def can_go_forward(self) -> bool:
        """True where the person had gone back."""
        return self.position < len(self.visited) - 1

    def go(self, place: Place) -> Places:
        """Go to a place; what lay ahead is forgotten."""
        if place == self.current:
            return self
        visited = (*self.visited[: self.position + 1], place)[-KEPT:]
        return Places(visited, len(visited) - 1)

    def without(self, place: Place) -> Places:
        """Forget a place that is not there any more; the one before it becomes the current one."""
        kept = [(number, one) for number, one in enumerate(self.visited) if one != place]
        merged = [
            (number, one)
            for at, (number, one) in enumerate(kept)
            if at == 0 or kept[at - 1][1] != one
        ]
        before = sum(number <= self.position for number, _ in merged)
        position = min(max(before - 1, 0), len(merged) - 1)
        return Places(tuple(one for _, one in merged), position)

    def back(self) -> Places:
        """Go one place back, if there is one."""
        return replace(self, position=self.position - 1) if self.can_go_back else self

    def forward(self) -> Places:
        """Go one place forward, if there is one."""
        return replace(self, position=self.position + 1) if self.can_go_forward else self
