"""The picture of a cohort in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.gui.cohort_pane import EDGE, CohortPane
from tests.builders import quantified
from tests.domain.cohorts import a_child, a_point
from tests.gui.desk import the_switch
from tests.plots.cohort_drawings import view_of


@pytest.fixture
def pane(qtbot):
    the_switch()
    made = CohortPane()
    qtbot.addWidget(made)
    made.resize(900, 420)
    made.show()
    return made


def show(qtbot, pane, shown):
    with qtbot.waitSignal(pane.finished):
        pane.show_view(shown)


def place_of(pane, spot):
    """Where a mark stands in the widget."""
    raster = pane.raster
    x, y = spot.axes.transData.transform((spot.x, spot.y))
    ratio = raster.size.ratio
    return QPoint(round(x / ratio) + EDGE, round((raster.size.height - y) / ratio) + EDGE)


@pytest.mark.parametrize("kind", CohortViewKind)
def test_every_view_becomes_a_picture_with_words_for_those_who_cannot_see_it(qtbot, pane, kind):
    show(qtbot, pane, view_of(kind))

    assert not pane.grab().toImage().isNull()
    assert kind.title in pane.accessibleDescription()
    assert "Descriptive" in pane.accessibleDescription()


def test_a_click_picks_the_child_and_a_second_one_opens_it(qtbot, pane):
    show(qtbot, pane, view_of(CohortViewKind.OVERLAY))
    spot = pane.raster.drawn.spots[0]
    place = place_of(pane, spot)

    assert pane.child_at(place) == (spot.patient_id, spot.words)
    with qtbot.waitSignal(pane.picked) as picked:
        qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(pane.opened) as opened:
        qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=place)

    assert picked.args == opened.args == [spot.patient_id]


def test_the_ground_is_nobody(qtbot, pane):
    assert pane.child_at(QPoint(5, 5)) == ("", "")
    show(qtbot, pane, view_of(CohortViewKind.OVERLAY))

    assert pane.child_at(QPoint(2, 2)) == ("", "")


def test_a_long_picture_is_turned_page_by_page_and_never_past_its_ends(qtbot, pane):
    many = Cohort(tuple(a_child(f"S-{n:03}", a_point(quantified())) for n in range(50)))
    show(qtbot, pane, view_of(CohortViewKind.HEAT_MAP, many))
    fitting = len(pane.rows)
    assert 5 < fitting < 50

    pane.turn(-1)
    assert pane.first_row == 0
    with qtbot.waitSignal(pane.finished):
        pane.turn(1)
    assert pane.first_row == fitting
    assert pane.raster.drawn.spots[0].patient_id == f"id-S-{fitting:03}"
    with qtbot.waitSignal(pane.finished):
        pane.turn(100)
    assert pane.first_row == 49 // fitting * fitting


def test_another_size_is_another_picture(qtbot, pane):
    show(qtbot, pane, view_of(CohortViewKind.SURVIVAL))
    before = pane.raster.size

    with qtbot.waitSignal(pane.finished):
        pane.resize(700, 500)

    assert pane.raster.size != before
    assert pane.raster.size.width == 700 - 2 * EDGE


def test_what_is_cleared_shows_and_draws_nothing(qtbot, pane):
    show(qtbot, pane, view_of(CohortViewKind.OVERLAY))
    pane.show_view(view_of(CohortViewKind.SURVIVAL))

    pane.clear()

    assert pane.raster is None
    assert pane.row_count == 0
    with qtbot.assertNotEmitted(pane.finished, wait=50):
        pass
