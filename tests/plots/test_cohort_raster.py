"""A view as pixels, step by step."""

from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.plots.cohort_raster import CohortRaster, PixelSize
from mrdtracker.plots.look import DARK, LIGHT
from tests.plots.cohort_drawings import view_of


def test_a_picture_is_drawn_in_many_steps_and_has_the_size_that_was_asked():
    raster = CohortRaster(
        view_of(CohortViewKind.OVERLAY), LIGHT, range(9), PixelSize(600, 400, 1.5)
    )

    steps = sum(1 for _ in raster.steps())

    assert steps > 5
    assert len(raster.pixels) == 600 * 400 * 4
    assert raster.pixels[:4] == bytes((255, 255, 255, 255))


def test_children_can_be_pointed_at_only_once_it_stands():
    raster = CohortRaster(view_of(CohortViewKind.HEAT_MAP), DARK, range(9), PixelSize(600, 400))
    assert raster.drawn is None

    for _ in raster.steps():
        assert raster.drawn is None

    assert len(raster.drawn.spots) == 15
