"""The hair-line: a thin line with its day, which is a sample's day beside a sample."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest

from mrdtracker.gui.hair_line import HairLine
from mrdtracker.gui.plot_canvas import PlotCanvas
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import course, many, quantified, result


@pytest.fixture
def years(qtbot):
    """A course of three years, on which a pixel is wider than a day."""
    canvas = PlotCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 420)
    with qtbot.waitExposed(canvas):
        canvas.show()
    days = [15, 33, *range(400, 1200, 61)]
    canvas.show_course(course(*[result(day, quantified("0.0005")) for day in days]), LIGHT)
    canvas.draw()
    return canvas


def late_days(canvas):
    return [one.day for one in canvas.drawn.course.points if one.day >= 400]


@pytest.mark.parametrize("beside", [-4, -1, 0, 1, 4])
def test_beside_a_sample_it_stands_at_the_day_of_the_sample(years, beside):
    assert abs(years.day_at(400) - years.day_at(401)) > 1
    for day in late_days(years):
        QTest.mouseMove(years, QPoint(years.x_of_day(day) + beside, 200))

        assert years.hair.day == day


def test_far_from_samples_it_stands_where_the_pointer_is(years):
    x = (years.x_of_day(15) + years.x_of_day(33)) // 2

    QTest.mouseMove(years, QPoint(x, 200))

    assert years.hair.day == years.day_at(x)
    assert years.x_of_day(years.hair.day) == x


def test_two_samples_within_a_pixel_are_told_apart_by_the_keyboard(years):
    years.show_course(
        course(*many(60), result(1500, quantified("0.001")), result(1501, quantified("0.01"))),
        LIGHT,
    )
    years.draw()
    first, second = years.drawn.keys[-2:]
    assert abs(years.x_of_day(1500) - years.x_of_day(1501)) <= 1

    years.select({first})
    years.step(1)

    assert years._selected == {second}
    assert years.hair.day == 1501


def test_beside_a_sample_it_says_what_was_found_there(years):
    QTest.mouseMove(years, QPoint(years.x_of_day(33), 200))
    assert [one.words for one in years.hair.readings] == ["0.05 %"]
    read = years.grab().toImage()

    years.hair.readings = ()
    assert years.grab().toImage() != read

    QTest.mouseMove(years, QPoint((years.x_of_day(15) + years.x_of_day(33)) // 2, 200))
    assert years.hair.readings == ()


def test_it_says_what_a_new_picture_shows_though_the_pointer_rests(years):
    corrected = course(
        *[result(day, quantified("0.05")) for day in (15, 33, *range(400, 1200, 61))]
    )

    years.show_course(corrected, LIGHT)
    years.hair.move_to(33)  # as the pointer does before the new picture is begun
    assert [one.words for one in years.hair.readings] == ["0.05 %"]
    years.draw()
    years.grab()

    assert [one.words for one in years.hair.readings] == ["5 %"]


def test_a_line_that_stands_nowhere_paints_nothing(years):
    line, sheet = HairLine(years), QPixmap(years.size())
    sheet.fill("white")
    before = sheet.toImage()
    painter = QPainter(sheet)

    line.paint(painter)
    painter.end()

    assert sheet.toImage() == before
