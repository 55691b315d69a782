"""Free places for labels: the first one of a list that touches nothing that is already there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_STEP = 6.0
_SQUARE = 24.0


@dataclass(frozen=True)
class Span:
    """Bottom and top of a strip of the page, in points."""

    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom


class Box(NamedTuple):
    """A rectangle on the page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, x: float, y: float, half: float) -> Box:
        """Return the square around a mark."""
        return cls(x - half, y - half, x + half, y + half)

    def overlap(self, other: Box) -> float:
        """Return the area that both cover."""
        if self.right <= other.left or other.right <= self.left:
            return 0.0
        if self.top <= other.bottom or other.top <= self.bottom:
            return 0.0
        width = min(self.right, other.right) - max(self.left, other.left)
        return width * (min(self.top, other.top) - max(self.bottom, other.bottom))

    def inside(self, bounds: Box) -> Box:
        """Return the box pushed back into the bounds."""
        right = max(0.0, self.right - bounds.right) or min(0.0, self.left - bounds.left)
        up = max(0.0, self.top - bounds.top) or min(0.0, self.bottom - bounds.bottom)
        return Box(self.left - right, self.bottom - up, self.right - right, self.top - up)


class LabelPlaces:
    """Remembers what is taken and hands out the rest.

    Args:
        bounds: Where labels may stand at all.
    """

    def __init__(self, bounds: Box) -> None:
        self._bounds = bounds
        # What is taken, by the squares of the page that it touches: a look at a few of them is
        # enough, and a course with forty points takes a thousand places.
        self._squares: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Mark a place as taken."""
        for square in _squares_under(box):
            self._squares[square].append(box)

    def take_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Mark the way of a line as taken, in small steps."""
        steps = max(1, int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / _STEP))
        for step in range(steps + 1):
            share = step / steps
            x = start[0] + share * (end[0] - start[0])
            y = start[1] + share * (end[1] - start[1])
            self.take(Box.around(x, y, _STEP / 3))

    def free(
        self,
        width: float,
        height: float,
        corners: Iterable[tuple[float, float]],
        strip: Span | None = None,
    ) -> Box | None:
        """Take the first of these places that touches nothing, if there is one.

        Args:
            width: Width of the label.
            height: Height of the label.
            corners: Lower left corners, the best one first.
            strip: What the label must not leave upwards or downwards.
        """
        for box in self._boxes(width, height, corners, strip):
            if self._covered(box) == 0:
                self.take(box)
                return box
        return None

    def place(
        self,
        width: float,
        height: float,
        corners: Sequence[tuple[float, float]],
        strip: Span | None = None,
    ) -> Box:
        """Take the first free of these places, else the one that covers least."""
        box = self.free(width, height, corners, strip)
        if box is None:
            box = min(self._boxes(width, height, corners, strip), key=self._covered)
            self.take(box)
        return box

    def _boxes(
        self,
        width: float,
        height: float,
        corners: Iterable[tuple[float, float]],
        strip: Span | None,
    ) -> Iterator[Box]:
        bounds = self._bounds
        if strip is not None:
            bounds = Box(bounds.left, strip.bottom + 1, bounds.right, strip.top - 1)
        for x, y in corners:
            yield Box(x, y, x + width, y + height).inside(bounds)

    def _covered(self, box: Box) -> float:
        near = {taken for square in _squares_under(box) for taken in self._squares.get(square, ())}
        return sum(box.overlap(taken) for taken in near)


def _squares_under(box: Box) -> Iterator[tuple[int, int]]:
    rows = range(int(box.bottom // _SQUARE), int(box.top // _SQUARE) + 1)
    for column in range(int(box.left // _SQUARE), int(box.right // _SQUARE) + 1):
        for row in rows:
            yield column, row


def packed_rows(
    spans: Sequence[tuple[float, float]], gap: float, first_end: float = math.inf
) -> tuple[int, ...]:
    """Give each span the first row in which it touches no earlier one; row 0 is filled first.

    Args:
        spans: Left and right end of each, ordered by the left one.
        gap: Least distance in a row.
        first_end: Where row 0 ends; what reaches further stands in a later one.
    """
    ends: list[float] = []
    rows = []
    for left, right in spans:
        is_long = right > first_end
        if is_long and not ends:
            ends.append(-math.inf)
        row = next(
            (
                row
                for row, end in enumerate(ends)
                if end + gap <= left and not (is_long and row == 0)
            ),
            len(ends),
        )
        if row == len(ends):
            ends.append(right)
        else:
            ends[row] = right
        rows.append(row)
    return tuple(rows)
