"""Drawn cohorts for the tests of their pictures."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.text import Text

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_views import CohortAsk, CohortShown, CohortViewKind, show_cohort
from mrdtracker.plots.cohort_picture import DrawnCohort, draw_cohort
from mrdtracker.plots.figures import new_figure
from mrdtracker.plots.look import LIGHT, Look
from tests.domain.cohorts import D29, THRESHOLD, five

BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)
ALL_ROWS = range(100)


def view_of(
    kind: CohortViewKind,
    cohort: Cohort | None = None,
    grouping: Grouping = BY_MRD,
    *,
    is_landmark: bool = False,
) -> CohortShown:
    """A view of a cohort, by MRD unless said otherwise."""
    ask = CohortAsk(kind, grouping, is_landmark=is_landmark)
    return show_cohort(five() if cohort is None else cohort, ask)


def drawn(
    shown: CohortShown, look: Look = LIGHT, rows: range = ALL_ROWS, height_mm: float = 150
) -> DrawnCohort:
    """The view on a figure of the width of a page."""
    return draw_cohort(new_figure(220, height_mm), shown, look, rows)


def words_on(figure: Figure) -> list[str]:
    """Every text of a figure and of its axes."""
    return [one.get_text() for one in figure.findobj(Text) if one.get_text()]
