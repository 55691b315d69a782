"""One view of a cohort on a figure: for the window, for paper and for files alike."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from mrdtracker.domain.cohort_caption import Caption
from mrdtracker.domain.cohort_survival import SurvivalStudy
from mrdtracker.domain.cohort_views import (
    CohortShown,
    Distribution,
    HeatMap,
    Overlay,
    Swimmer,
    rows_words,
)
from mrdtracker.plots import cohort_heat, cohort_swimmer
from mrdtracker.plots.cohort_caption import CaptionLines
from mrdtracker.plots.cohort_distribution import draw_distribution
from mrdtracker.plots.cohort_frame import PT_PER_MM, CohortSheet, Spot
from mrdtracker.plots.cohort_heat import draw_heat_map
from mrdtracker.plots.cohort_overlay import draw_overlay
from mrdtracker.plots.cohort_survival import draw_survival
from mrdtracker.plots.cohort_swimmer import draw_swimmer
from mrdtracker.plots.figures import new_figure, styled
from mrdtracker.plots.look import PRINT, Look

FEWEST_ROWS = 5
USUAL_HEIGHT_MM = 120.0
WIDTH_ON_PAPER_MM = 180.0
NEAR_PX = 9.0
_PART_LEFT, _PART_BELOW = 12.0, 13.0
# A row that fits but for a rounding fits.
_HALF = 0.499


@dataclass(frozen=True)
class DrawnCohort:
    """What stands on a figure, and where a child can be pointed at."""

    figure: Figure
    spots: tuple[Spot, ...]

    def at_pixel(self, x: float, y: float) -> Spot | None:
        """Return the mark nearest to a pixel counted from the lower left, if one is near."""
        best, near = None, NEAR_PX
        for spot in self.spots:
            across, up = spot.axes.transData.transform((spot.x, spot.y))
            away = max(abs(float(across) - x), abs(float(up) - y))
            if away <= near:
                best, near = spot, away
        return best


def draw_cohort(figure: Figure, shown: CohortShown, look: Look, rows: range) -> DrawnCohort:
    """Clear a figure and draw a view of a cohort on it.

    Args:
        figure: Of any size that is not smaller than is good for the view.
        shown: What to draw.
        look: Colours and sizes.
        rows: Which children, for the views that have a line for each.
    """
    return _drawn(CohortSheet(figure, look, shown.cohort.days), shown, rows)


def draw_on_paper(shown: CohortShown, caption: Caption, rows: range) -> DrawnCohort:
    """Draw a view on a new figure for paper, with the words that it needs where it is alone.

    Args:
        shown: What to draw; the figure is as high as it needs.
        caption: What stands above and below it.
        rows: Which lines, for the views that have a line for each child.
    """
    lines = CaptionLines(caption, PRINT, WIDTH_ON_PAPER_MM * PT_PER_MM)
    height_mm = good_height_mm(shown, rows) + (lines.head + lines.foot) / PT_PER_MM
    figure = new_figure(WIDTH_ON_PAPER_MM, height_mm)
    sheet = CohortSheet(figure, PRINT, shown.cohort.days, lines.head, lines.foot)
    drawn = _drawn(sheet, shown, rows)
    with styled():
        lines.draw(sheet)
    return drawn


def _drawn(sheet: CohortSheet, shown: CohortShown, rows: range) -> DrawnCohort:
    figure, picture = sheet.figure, shown.picture
    figure.clear()
    figure.set_facecolor(sheet.look.surface)
    with styled():
        if isinstance(picture, Overlay):
            draw_overlay(sheet, picture)
        elif isinstance(picture, HeatMap):
            draw_heat_map(sheet, picture, rows)
        elif isinstance(picture, Swimmer):
            draw_swimmer(sheet, picture, rows)
        elif isinstance(picture, Distribution):
            draw_distribution(sheet, picture)
        else:
            draw_survival(sheet, picture)
        # A part of a cohort says so wherever it goes.
        part = rows_words(rows, shown.line_count)
        if part:
            sheet.words(_PART_LEFT, sheet.height - _PART_BELOW, part, size=sheet.look.small_pt)
    return DrawnCohort(figure, tuple(sheet.spots))


def good_height_mm(shown: CohortShown, rows: range) -> float:
    """Return the height at which a view is read well; ``rows`` are those to be drawn."""
    picture = shown.picture
    if isinstance(picture, SurvivalStudy):
        return USUAL_HEIGHT_MM + 5.0 * len(picture.arms)
    count = len(range(shown.line_count)[rows.start : rows.stop])
    if isinstance(picture, HeatMap):
        points = cohort_heat.HEAD_PT + cohort_heat.ROW_PT * count + cohort_heat.FOOT_PT
        return points / PT_PER_MM
    if isinstance(picture, Swimmer):
        points = cohort_swimmer.HEAD_PT + cohort_swimmer.ROW_PT * count + cohort_swimmer.FOOT_PT
        return points / PT_PER_MM
    return USUAL_HEIGHT_MM


def rows_that_fit(shown: CohortShown, height_mm: float) -> int:
    """Return how many lines stand on a picture of a height; at least ``FEWEST_ROWS``."""
    least = good_height_mm(shown, range(0))
    row_mm = good_height_mm(shown, range(1)) - least
    return max(FEWEST_ROWS, round((height_mm - least) / row_mm - _HALF)) if row_mm else FEWEST_ROWS
