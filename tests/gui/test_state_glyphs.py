import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from mrdtracker.gui.presenters.point_states import SIGNS, PointState
from mrdtracker.gui.state_glyphs import FLAG, drawing, paint_sign
from mrdtracker.gui.theme import DARK, LIGHT
from tests.eyes import SEEN, alike, shape_seen


def on_its_surface(state, theme):
    """Paint the sign of a state as it stands in the window."""
    picture = drawing(state.value, theme.tone(SIGNS[state].tone).mark, 16.0, 1.0)
    surface = QImage(picture.size(), QImage.Format.Format_RGB32)
    surface.fill(QColor(theme.surface))
    painter = QPainter(surface)
    painter.drawPixmap(surface.rect(), picture)
    painter.end()
    return surface


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("seen", SEEN)
def test_every_two_states_differ_by_shape_alone(seen, theme):
    shapes = {
        state.name: shape_seen(on_its_surface(state, theme), theme.surface, SEEN[seen])
        for state in PointState
    }

    assert all(len(shape) >= 12 for shape in shapes.values())
    assert alike(shapes) == {}


@pytest.mark.usefixtures("qapp")
def test_the_flag_is_a_shape_that_no_state_has():
    flag = drawing(FLAG, "#000000", 16.0, 2.0).toImage()

    for state in PointState:
        assert drawing(state.value, "#000000", 16.0, 2.0).toImage() != flag


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_drawn_once_for_each_size_colour_and_screen():
    first = drawing("due", "#123456", 16.0, 1.0)

    assert drawing("due", "#123456", 16.0, 1.0).cacheKey() == first.cacheKey()
    others = [("due", "#654321", 16.0, 1.0), ("due", "#123456", 20.0, 1.0)]
    assert all(drawing(*one).cacheKey() != first.cacheKey() for one in others)
    sharp = drawing("due", "#123456", 16.0, 1.5)
    assert (sharp.width(), sharp.devicePixelRatio()) == (24, 1.5)


@pytest.mark.usefixtures("qapp")
def test_a_sign_is_painted_around_its_point():
    page = QImage(40, 40, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    painter = QPainter(page)
    paint_sign(painter, QPointF(20, 20), "resulted", "#000000", 16.0)
    painter.end()

    assert page.pixelColor(20, 20) == QColor("black")
    assert page.pixelColor(5, 5) == QColor("white")
