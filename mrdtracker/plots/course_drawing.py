"""The pen of the course plot: draws on one page in points and remembers what it drew for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_schedule import ExpectedTimePoint
from mrdtracker.plots.course_sheet import Sheet
from mrdtracker.plots.figures import POINTS_PER_INCH
from mrdtracker.plots.label_places import Box, LabelPlaces
from mrdtracker.plots.look import Look

BEHIND, LINES, MARKS, WORDS = -2.0, 1.0, 4.0, 6.0
Horizontal = Literal["left", "center", "right"]
Vertical = Literal["center", "baseline", "top", "bottom", "center_baseline"]


@dataclass
class Drawing:
    """One course on its way onto a figure.

    Attributes:
        axes: The panels with an axis.
        artists: What was drawn for each result, the mark first.
        anchors: Where each result's mark stands, in points on the page.
        places: Where labels may still go.
        rings: The time points that each ring of an awaited sample stands for, by its place.
        asides: What a label says in full where it had to be cut or left out.
        headers: The key of each track at the place of its name, where it can be folded.
    """

    figure: Figure
    course: MrdCourse
    look: Look
    sheet: Sheet
    axes: dict[Panel, Axes] = field(default_factory=dict)
    artists: dict[str, list[Artist]] = field(default_factory=dict)
    anchors: dict[str, tuple[float, float]] = field(default_factory=dict)
    rings: dict[tuple[float, float], tuple[ExpectedTimePoint, ...]] = field(default_factory=dict)
    asides: list[tuple[Box, str]] = field(default_factory=list)
    headers: list[tuple[Box, str]] = field(default_factory=list)
    places: LabelPlaces = field(init=False)
    points: Transform = field(init=False)

    def __post_init__(self) -> None:
        sheet = self.sheet
        self.places = LabelPlaces(Box(sheet.left, 2, sheet.right - 3, sheet.height - 2))
        self.points = Affine2D().scale(1 / POINTS_PER_INCH) + self.figure.dpi_scale_trans

    def words(  # noqa: PLR0913 - a label is its place, its words and how they look
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        colour: str | None = None,
        align: Horizontal = "left",
        vertical: Vertical = "baseline",
        is_quiet: bool = False,
    ) -> Text:
        """Write one line at a place on the page."""
        label = Text(
            x,
            y,
            text,
            fontsize=size or self.look.caption_pt,
            color=colour or (self.look.quiet if is_quiet else self.look.text),
            ha=align,
            va=vertical,
            style="italic" if is_quiet and colour else "normal",
            zorder=WORDS,
            parse_math=False,
            transform=self.points,
        )
        self.figure.add_artist(label)
        return label

    def loud_words(self, label: Text) -> Text:
        """Set a label in bold; the bundled Hangul font has no bold, and such words stay."""
        if label.get_text().isascii():
            label.set_fontfamily("DejaVu Sans")
            label.set_fontweight("bold")
        return label

    def set_off(self, label: Text) -> Text:
        """Give a label a rim of the ground, so that it is read over a line."""
        label.set_path_effects([withStroke(linewidth=2.2, foreground=self.look.surface)])
        return label

    def stroke(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        width: float = 0.8,
        zorder: float = LINES,
    ) -> Line2D:
        """Draw a line on the page."""
        line = Line2D(xs, ys, color=colour, linewidth=width, zorder=zorder, transform=self.points)
        self.figure.add_artist(line)
        return line

    def mark(self, x: float, y: float, mark: Line2D) -> Line2D:
        """Put a mark that was made without a place onto the page."""
        mark.set_data([x], [y])
        mark.set_transform(self.points)
        self.figure.add_artist(mark)
        return mark

    def tint(self, box: Box, colour: str, *, hatch: str | None = None) -> Rectangle:
        """Fill or hatch a rectangle behind everything."""
        patch = Rectangle(
            (box.left, box.bottom),
            box.right - box.left,
            box.top - box.bottom,
            facecolor="none" if hatch else colour,
            edgecolor=colour if hatch else "none",
            linewidth=0,
            hatch=hatch,
            zorder=BEHIND + (0.5 if hatch else 0.0),
            transform=self.points,
        )
        self.figure.add_artist(patch)
        return patch

    def remember(self, key: str, artist: Artist, role: str = "mark") -> None:
        """Tie an artist to the result that it stands for."""
        artist.set_gid(f"result:{key}" if role == "mark" else f"result:{key}:{role}")
        self.artists.setdefault(key, []).append(artist)
