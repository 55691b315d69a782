"""Drawing in slices: no step of it is long, and the picture is that of drawing at once."""

import pytest

from mrdtracker.gui.sliced_canvas import SlicedCanvas
from mrdtracker.plots.look import DARK, LIGHT
from tests.plots.courses import course, many


@pytest.fixture
def canvas(qtbot):
    widget = SlicedCanvas()
    qtbot.addWidget(widget)
    widget.resize(700, 360)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_the_slices_make_the_picture_of_drawing_at_once(canvas, qtbot):
    with qtbot.waitSignal(canvas.finished):
        canvas.put(course(*many(12)), LIGHT, keep_last=False)
    sliced = canvas.grab().toImage()

    canvas.draw()

    assert canvas.grab().toImage() == sliced


def test_one_course_takes_many_steps(canvas):
    canvas.put(course(*many(12)), LIGHT, keep_last=False)

    assert sum(1 for _ in canvas._drawing()) > 50


def test_the_last_picture_stays_only_where_it_may(canvas, qtbot):
    with qtbot.waitSignal(canvas.finished):
        canvas.put(course(*many(3)), LIGHT, keep_last=False)

    canvas.put(course(*many(4)), LIGHT, keep_last=True)
    assert canvas._last_picture is not None
    canvas.put(course(*many(4)), DARK, keep_last=False)
    assert canvas._last_picture is None
    assert canvas.look is DARK


def test_the_ring_goes_where_it_is_told(canvas):
    canvas.put(course(*many(3)), LIGHT, keep_last=False)
    canvas.draw()

    canvas.ring({"r1", "gone"})

    assert canvas.drawn.surrounded == (canvas.drawn.anchors["r1"],)
