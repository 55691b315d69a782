"""A view of a cohort as pixels, drawn in steps so that a window goes on living meanwhile."""

# The drawing library's canvas carries no types.
# mypy: disallow-untyped-calls=False

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mrdtracker.domain.cohort_views import CohortShown
from mrdtracker.plots.cohort_picture import DrawnCohort, draw_cohort
from mrdtracker.plots.figures import SCREEN_DPI, draw_by_artist, styled
from mrdtracker.plots.look import Look


class PixelSize(NamedTuple):
    """The size of a picture, and how many of its pixels make one of the window."""

    width: int
    height: int
    ratio: float = 1.0


class CohortRaster:
    """Draws one picture of a cohort.

    Attributes:
        drawn: What stands on it, once ``steps`` has ended; None before.
    """

    def __init__(self, shown: CohortShown, look: Look, rows: range, size: PixelSize) -> None:
        self.size = size
        self.drawn: DrawnCohort | None = None
        self._shown, self._look, self._rows = shown, look, rows
        dpi = SCREEN_DPI * size.ratio
        self._figure = Figure(figsize=(size.width / dpi, size.height / dpi), dpi=dpi)
        self._canvas = FigureCanvasAgg(self._figure)

    def steps(self) -> Iterator[None]:
        """Draw; whoever asks for the next step decides when."""
        drawn = draw_cohort(self._figure, self._shown, self._look, self._rows)
        yield
        renderer = self._canvas.get_renderer()
        pieces = draw_by_artist(self._figure, renderer)
        while True:
            with styled():
                is_over = next(pieces, self) is self
            if is_over:
                break
            yield
        self.drawn = drawn

    @property
    def pixels(self) -> bytes:
        """The picture as rows of red, green, blue and opacity, from the top."""
        return bytes(self._canvas.buffer_rgba())
