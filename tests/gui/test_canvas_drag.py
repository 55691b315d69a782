"""The box of a drag: days as high as the panels, or with Shift the results inside it."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from mrdtracker.gui.canvas_drag import DragBox
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import course, many

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PANELS = QRect(50, 20, 400, 300)


def box_of(begin, end, modifiers=NONE):
    drag = DragBox()
    drag.begin(QPoint(*begin), modifiers)
    drag.move_to(QPoint(*end))
    return drag


@pytest.mark.parametrize(
    ("begin", "end", "modifiers", "area"),
    [
        ((100, 90), (109, 200), NONE, QRect()),
        ((110, 90), (100, 90), NONE, QRect(100, 20, 10, 300)),
        ((10, 90), (100, 90), NONE, QRect(50, 20, 50, 300)),
        ((100, 90), (109, 99), SHIFT, QRect()),
        ((109, 100), (100, 90), SHIFT, QRect(100, 90, 10, 11)),
        ((10, 5), (100, 90), SHIFT, QRect(10, 5, 91, 86)),
    ],
)
def test_days_are_as_high_as_the_panels_and_results_as_the_box(begin, end, modifiers, area):
    assert box_of(begin, end, modifiers).area(PANELS) == area


def test_what_is_let_go_covers_nothing():
    drag = box_of((100, 90), (200, 200), SHIFT)

    drag.leave()

    assert drag.area(PANELS).isNull()


def test_only_a_box_of_results_has_a_rim():
    rims = []
    for modifiers in (NONE, SHIFT):
        image = QImage(500, 400, QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.surface))
        painter = QPainter(image)
        assert box_of((100, 90), (200, 200), modifiers).paint(painter, PANELS, LIGHT)
        painter.end()
        rims.append(image.pixelColor(100, 150).name().upper() == LIGHT.accent)

    assert rims == [False, True]


@pytest.fixture
def canvas(canvas):
    canvas.show_course(course(*many(6)), LIGHT)
    canvas.draw()
    return canvas


def drag_around(canvas, keys, modifiers):
    """Drag a box from above the first of these results to below the last one."""
    places = [canvas.place_of(key) for key in keys]
    begin = QPoint(min(one.x() for one in places) - 8, min(one.y() for one in places) - 8)
    end = QPoint(max(one.x() for one in places) + 8, max(one.y() for one in places) + 8)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, modifiers, begin)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, modifiers, end)


def test_a_drag_with_shift_picks_what_is_inside_and_ctrl_adds_to_it(canvas):
    told = []
    canvas.picked.connect(told.append)

    drag_around(canvas, ["r1", "r2"], SHIFT)
    drag_around(canvas, ["r4"], SHIFT | CONTROL)
    drag_around(canvas, ["r0"], SHIFT)

    assert told == [{"r1", "r2"}, {"r1", "r2", "r4"}, {"r0"}]
    assert not canvas.view.is_zoomed
    assert canvas.notes.shown == []


def test_a_box_around_nothing_clears_as_a_click_on_the_background_does(canvas):
    canvas.select({"r0"})
    told = []
    canvas.picked.connect(told.append)
    beside = QPoint(canvas.panels.right() - 40, canvas.panels.top() + 5)

    for modifiers in (SHIFT | CONTROL, SHIFT):
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, modifiers, beside)
        QTest.mouseMove(canvas, beside + QPoint(20, 20))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, modifiers, beside + QPoint(20, 20))

    assert told == [{"r0"}, frozenset()]
