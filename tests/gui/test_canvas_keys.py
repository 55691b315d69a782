"""The keys of the course: whoever has no mouse sees, zooms and pins the same."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.plot_canvas import PlotCanvas
from mrdtracker.plots.course_view import CourseView
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import course, negative, quantified, result

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def canvas(canvas):
    canvas.show_course(
        course(
            result(15, quantified("0.0005")),
            result(15, quantified("0.0004", Method.IG_TR_PCR), Method.IG_TR_PCR),
            result(33, negative("0.00001")),
            result(78, negative("0.00001")),
        ),
        LIGHT,
    )
    canvas.draw()
    return canvas


def test_home_and_end_go_to_the_first_and_the_last_sample(canvas):
    told = []
    canvas.picked.connect(told.append)

    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)

    assert told == [{"r3"}, {"r0", "r1"}, {"r0", "r1"}]


def test_shift_adds_the_next_sample_and_ctrl_a_takes_all(canvas):
    told = []
    canvas.picked.connect(told.append)

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    QTest.keyClick(canvas, Qt.Key.Key_A, CONTROL)

    samples = {"r0", "r1"}, {"r0", "r1", "r2"}, {"r0", "r1", "r2", "r3"}
    assert told == [*samples, samples[-1], {"r0", "r1"}, samples[-1]]


def test_plus_and_minus_zoom_around_what_is_picked(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, "+", SHIFT)
    assert canvas.view.days == (8.0, 46.5)

    QTest.keyClick(canvas, "=")
    assert canvas.view.days == (11.5, 30.75)
    canvas.draw()
    assert canvas.drawn.sheet.x_of_day(15) > canvas.drawn.sheet.left

    for _step in range(3):
        QTest.keyClick(canvas, "-")
    assert not canvas.view.is_zoomed


def test_with_nothing_picked_plus_zooms_into_the_middle(canvas):
    QTest.keyClick(canvas, "+")

    assert canvas.view.days == (20.25, 58.75)


def test_what_is_picked_beside_the_days_that_are_seen_pulls_no_zoom_towards_it(canvas):
    canvas.select({"r0"})
    canvas.look_at(CourseView(days=(50.0, 70.0)))

    QTest.keyClick(canvas, "-")

    assert canvas.view.days == (40.0, 78.0)


def test_the_size_of_texts_is_not_zoomed_here(canvas):
    QTest.keyClick(canvas, "+", CONTROL)
    QTest.keyClick(canvas, "-", CONTROL)

    assert not canvas.view.is_zoomed


def test_enter_pins_what_is_said_of_what_is_picked_and_takes_it_away(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.notes.shown == []

    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    (note,) = canvas.notes.shown
    assert "0.05 %" in note.text.pages[0]

    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.notes.shown == []


def test_an_empty_canvas_leaves_every_key_to_the_page(qtbot):
    widget = PlotCanvas()
    qtbot.addWidget(widget)
    widget.resize(400, 300)

    for key in (
        Qt.Key.Key_Home,
        Qt.Key.Key_Right,
        Qt.Key.Key_Return,
        Qt.Key.Key_Plus,
        Qt.Key.Key_A,
    ):
        QTest.keyClick(widget, key)

    assert not widget.view.is_zoomed
    assert widget.notes.shown == []
