"""A view that was copied comes back, on the same page or on another child's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mrdtracker.plots.course_view import CourseView


@pytest.fixture
def page(qtbot, desk):
    page = desk.bench.patient
    page.course.make_canvas()
    desk.patient("DEMO-08")
    qtbot.waitUntil(lambda: page.course.canvas.drawn is not None)
    return page


@pytest.fixture
def said(page):
    said = []
    page.told.connect(said.append)
    return said


def test_a_view_is_left_and_comes_back_by_the_keyboard(page, desk, said):
    page.course.canvas.look_at(CourseView(is_to_scale=True, days=(10.0, 90.0)))
    page.state.select(frozenset(line.key for line in page.records.results.rows[:2]))
    page.act("hide selected")
    view = page.course.canvas.view

    desk.bench.do("copy view")
    text = QGuiApplication.clipboard().text()
    page.course.canvas.look_at(CourseView())
    page.act("show all")
    QTest.keyClick(page.course.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert page.course.canvas.view == view
    assert len(page.state.hidden) == 2
    assert said[-1] == "The copied view is shown."
    assert text.startswith("MRD view: days 10 to 90, to scale, hidden ")
    assert "DEMO" not in text


def test_another_child_gets_the_days_and_is_told_that_nothing_of_it_is_hidden(page, desk, said):
    page.state.select(frozenset(line.key for line in page.records.results.rows[:2]))
    page.act("hide selected")
    page.course.canvas.look_at(CourseView(days=(10.0, 40.0), hidden=page.state.hidden))
    page.act("copy view")

    desk.patient("DEMO-02")
    page.act("paste view")

    assert page.course.canvas.view.days == (10.0, 40.0)
    assert page.state.hidden == frozenset()
    assert said[-1].endswith("not of this patient are results hidden in it: 2.")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("0.05 %", "No view of a course is on the clipboard. Ctrl+Shift+V pastes results."),
        ("MRD view: days 5000 to 6000", "This course has no day of that view."),
    ],
)
def test_what_cannot_be_shown_leaves_the_view_as_it_is(page, said, text, answer):
    QGuiApplication.clipboard().setText(text)

    page.act("paste view")

    assert said == [answer]
    assert page.course.canvas.view == CourseView()


def test_the_menu_of_the_course_offers_both(page, said):
    menu = QMenu(page)
    page.course.fill_menu(menu)
    entries = {one.text(): one for one in menu.actions()}

    assert "Go to the copied view\tCtrl+V" in entries
    entries["Copy this view of the course"].trigger()

    assert said == ["This view of the course is on the clipboard, without the patient."]
