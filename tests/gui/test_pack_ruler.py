import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.gui.pack_ruler import paint_specimen, ruler_image, ruler_size
from mrdtracker.gui.presenters.pack_ruler import ruler_of
from mrdtracker.gui.theme import DARK, LIGHT
from tests.gui.desk import the_switch
from tests.gui.ward import bundled_rules

WIDTH = 600


@pytest.fixture(autouse=True)
def _dressed(qtbot):
    assert qtbot is not None
    the_switch()


def ruler(pack_id="aieop-bfm-all-2009"):
    overview = bundled_rules().overview(pack_id)
    lines = bundled_rules().page(pack_id).timepoints
    return ruler_of(overview.convention, overview.timepoints, lines)


def columns_with(image, colour):
    """The columns in which a colour stands, scaled to the width of the ruler."""
    ratio = image.devicePixelRatio()
    wanted = QColor(colour).rgb()
    return sorted(
        {
            round(x / ratio)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixel(x, y) == wanted
        }
    )


def test_it_grows_with_its_time_points():
    made = ruler()

    assert ruler_size(made, WIDTH).width() == WIDTH
    assert ruler_size(made, WIDTH).height() > ruler_size(ruler("kspho-hr-2024"), WIDTH).height()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_bars_lie_on_the_right_of_the_words_in_the_order_of_days(theme, ratio):
    image = ruler_image(ruler(), WIDTH, ratio, theme)

    painted = columns_with(image, theme.selection)
    assert image.width() == WIDTH * ratio
    assert painted[0] > 0.4 * WIDTH
    assert painted[-1] < WIDTH
    # D8, D15, D33 and D78 leave room between them.
    gaps = [after - before for before, after in itertools.pairwise(painted)]
    assert sum(gap > 15 for gap in gaps) >= 2


def test_a_window_without_an_end_goes_on_to_the_edge():
    overview = bundled_rules().overview("kspho-hr-2024")
    lines = bundled_rules().page("kspho-hr-2024").timepoints
    # As if the protocol gave the end of consolidation a first day.
    dated = [replace(point, is_by_name=False) for point in overview.timepoints]
    made = ruler_of(overview.convention, dated, lines)

    assert made.bars[-1].last is None
    assert columns_with(ruler_image(made, WIDTH, 1.0, LIGHT), LIGHT.selection)[-1] > 0.9 * WIDTH


def test_every_specimen_is_painted_in_its_own_shape():
    pictures = []
    for specimen in (Specimen.BONE_MARROW, Specimen.PERIPHERAL_BLOOD, Specimen.CSF):
        image = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setBrush(QColor("black"))
        paint_specimen(painter, QPointF(10, 10), specimen)
        painter.end()
        pictures.append(bytes(image.constBits()))

    assert len(set(pictures)) == 3
