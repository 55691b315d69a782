"""A course that stands on a figure: which artist is which result, and what the pointer is on."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_drawing import Drawing
from mrdtracker.plots.course_schedule import ExpectedTimePoint
from mrdtracker.plots.label_places import Box
from mrdtracker.plots.look import Look

RING_POINTS = 13.0
BREAK_POINTS = 7.0
# So near to a sample the pointer means its day; a day may be narrower than a pixel.
SNAP_POINTS = 4.0


class DrawnCourse:
    """What was drawn for each result, and the one ring around those that are chosen.

    Attributes:
        keys: The results that are not hidden, in the order of time.
        rings: The awaited time points of each ring, by its place in points.
        artists: Artists by result key; the mark itself is the first one.
        surrounded: Places of the results inside the ring, in points.
        anchors: Place of each mark in points from the lower left corner of the figure.
        asides: What a label says in full where it was cut or left out, by its place in points.
        headers: The key of each track that folds, by the place of its name in points.
        ring: The one artist that changes without a redraw; animated, so the canvas draws it.
    """

    def __init__(self, drawing: Drawing) -> None:
        self.figure: Figure = drawing.figure
        self.course: MrdCourse = drawing.course
        self.look: Look = drawing.look
        self.sheet = drawing.sheet
        self.artists: Mapping[str, tuple[Artist, ...]] = {
            key: tuple(artists) for key, artists in drawing.artists.items()
        }
        self.anchors: Mapping[str, tuple[float, float]] = drawing.anchors
        self.rings = drawing.rings
        self.asides: Sequence[tuple[Box, str]] = tuple(drawing.asides)
        self.headers: Sequence[tuple[Box, str]] = tuple(drawing.headers)
        self.keys: tuple[str, ...] = tuple(point.key for point in drawing.course.shown)
        self.surrounded: tuple[tuple[float, float], ...] = ()
        self.ring = Line2D(
            [],
            [],
            linestyle="none",
            marker="o",
            markersize=RING_POINTS,
            markerfacecolor="none",
            markeredgecolor=drawing.look.accent,
            markeredgewidth=1.8,
            zorder=10,
            animated=True,
            transform=drawing.points,
        )
        self.figure.add_artist(self.ring)

    def surround(self, keys: Collection[str]) -> None:
        """Move the ring around these results; keys that are not drawn are left out."""
        drawn = (key for key in self.keys if key in keys and key in self.anchors)
        places = tuple(self.anchors[key] for key in drawn)
        self.surrounded = places
        self.ring.set_data([x for x, _ in places], [y for _, y in places])

    def pixel_of(self, key: str) -> tuple[float, float]:
        """Return where a result stands, in pixels of the figure from its lower left corner."""
        x, y = self.anchors[key]
        scale = self.figure.dpi / 72
        return (x * scale, y * scale)

    def at_pixel(self, x: float, y: float, within_points: float = 9.0) -> str:
        """Return the nearest result within reach of a pixel, or an empty text."""
        return next(iter(self.all_at_pixel(x, y, within_points)), "")

    def all_at_pixel(self, x: float, y: float, within_points: float = 9.0) -> tuple[str, ...]:
        """Return all results within reach of a pixel, the nearest first."""
        scale = 72 / self.figure.dpi
        distances = sorted(
            (math.hypot(x * scale - place[0], y * scale - place[1]), number, key)
            for number, (key, place) in enumerate(self.anchors.items())
        )
        return tuple(key for distance, _, key in distances if distance <= within_points)

    def keys_within(self, xs: tuple[float, float], ys: tuple[float, float]) -> tuple[str, ...]:
        """Return the results whose marks stand between two pixels across and two upwards."""
        scale = 72 / self.figure.dpi
        return tuple(
            key
            for key, (x, y) in self.anchors.items()
            if xs[0] <= x / scale <= xs[1] and ys[0] <= y / scale <= ys[1]
        )

    def awaited_at_pixel(self, x: float, y: float) -> tuple[ExpectedTimePoint, ...]:
        """Return the time points whose ring is at a pixel."""
        scale, reach = 72 / self.figure.dpi, self.look.marker_pt
        for place, points in self.rings.items():
            if math.hypot(x * scale - place[0], y * scale - place[1]) <= reach:
                return points
        return ()

    def sample_of(self, key: str) -> frozenset[str]:
        """Return the results of the same tube: of one specimen on one day."""
        points = {point.key: point for point in self.course.points}
        one = points[key]
        if one.day is None:
            return frozenset({key})
        return frozenset(
            other.key
            for other in self.course.shown
            if (other.day, other.result.specimen) == (one.day, one.result.specimen)
        )

    def day_at_pixel(self, x: float) -> float | None:
        """Return the day at a distance from the left edge; None beside the days."""
        sheet, scale = self.sheet, self.course.scale
        page = x * 72 / self.figure.dpi
        if not sheet.left <= page <= sheet.x(scale.right):
            return None
        return scale.day_at(scale.left + (page - sheet.left) / sheet.points_per_position)

    def sample_day_at_pixel(self, x: float) -> int | None:
        """Return the day of the sample that is nearest to a distance from the left edge.

        None where none is within SNAP_POINTS. A result without a day of its own has none here.
        """
        page = x * 72 / self.figure.dpi
        days = {
            point.day
            for point in self.course.points
            if point.day is not None and point.window is None and point.key in self.anchors
        }
        near = [(abs(self.sheet.x_of_day(day) - page), day) for day in days]
        distance, day = min(near, default=(math.inf, None))
        return day if distance <= SNAP_POINTS else None

    def x_of_day(self, day: float) -> float:
        """Return how many pixels from the left edge a day stands."""
        return self.sheet.x_of_day(day) * self.figure.dpi / 72

    def is_on_break(self, x: float) -> bool:
        """Answer whether the break of the axis is at a distance from the left edge."""
        scale = self.course.scale
        if scale.late_first is None:
            return False
        middle = self.sheet.x(scale.early_last + scale.gap)
        return abs(x * 72 / self.figure.dpi - middle) <= BREAK_POINTS

    def header_at_pixel(self, x: float, y: float) -> str:
        """Return the key of the track whose name is at a pixel, or an empty text."""
        scale = 72 / self.figure.dpi
        place = Box.around(x * scale, y * scale, 1.0)
        return next((key for box, key in self.headers if box.overlap(place) > 0), "")

    def words_at_pixel(self, x: float, y: float) -> str:
        """Return what the shortened labels at a pixel say in full, or an empty text."""
        scale = 72 / self.figure.dpi
        place = Box.around(x * scale, y * scale, 1.0)
        found = (words for box, words in self.asides if box.overlap(place) > 0)
        return "\n".join(dict.fromkeys(found))
