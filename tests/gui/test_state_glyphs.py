from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from mrdtracker.gui.presenters.point_states import SIGNS, PointState
from mrdtracker.gui.state_glyphs import FLAG, drawing, paint_sign
from mrdtracker.gui.theme import DARK, LIGHT

# Linear RGB of a person without one kind of cone: Viénot, Brettel and Mollon, Color Res Appl
# 1999;24:243 (protan, deutan); Brettel's tritan simplified as in Viénot's way. Luminance: BT.709.
SEEN = {
    "protan": ((0.1124, 0.8876, 0.0), (0.1124, 0.8876, 0.0), (0.0040, -0.0040, 1.0)),
    "deutan": ((0.2928, 0.7072, 0.0), (0.2928, 0.7072, 0.0), (-0.0223, 0.0223, 1.0)),
    "tritan": ((1.0, 0.1446, -0.1446), (0.0, 0.8588, 0.1412), (0.0, 0.8588, 0.1412)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
LUMINANCE = (0.2126, 0.7152, 0.0722)
# WCAG 2.2, 1.4.11: a graphic that carries a meaning, against what is beside it.
LEAST_CONTRAST = 3.0
# Of all pixels that either of two signs covers, so many must belong to one of them only.
LEAST_DIFFERENCE = 0.25


def linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def seen_luminance(colour, matrix):
    rgb = [linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    turned = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in matrix]
    return sum(
        weight * min(1, max(0, part)) for weight, part in zip(LUMINANCE, turned, strict=True)
    )


def contrast(first, second):
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)


def mask(state, theme, matrix, size, ratio):
    """Return the pixels that stand out from the surface for somebody who sees so."""
    picture = drawing(state.value, theme.tone(SIGNS[state].tone).mark, size, ratio)
    surface = QImage(picture.size(), QImage.Format.Format_RGB32)
    surface.fill(QColor(theme.surface))
    painter = QPainter(surface)
    painter.drawPixmap(surface.rect(), picture)
    painter.end()
    behind = seen_luminance(QColor(theme.surface), matrix)
    return {
        (x, y)
        for x in range(surface.width())
        for y in range(surface.height())
        if contrast(seen_luminance(surface.pixelColor(x, y), matrix), behind) >= LEAST_CONTRAST
    }


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("seen", SEEN)
def test_every_two_states_differ_by_shape_alone(seen, theme):
    shapes = {state: mask(state, theme, SEEN[seen], 16.0, 1.0) for state in PointState}

    assert all(len(shape) >= 12 for shape in shapes.values())
    alike = {
        (one.name, other.name): round(len(shapes[one] ^ shapes[other]) / len(both), 2)
        for one, other in combinations(PointState, 2)
        if (both := shapes[one] | shapes[other])
        and len(shapes[one] ^ shapes[other]) < LEAST_DIFFERENCE * len(both)
    }
    assert alike == {}


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
