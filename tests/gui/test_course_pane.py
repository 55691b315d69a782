import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.course_pane import CoursePane
from mrdtracker.plots.course_sheet import Row
from tests.builders import a_patient
from tests.gui.desk import the_switch
from tests.gui.presenters.views import a_view


@pytest.fixture
def pane(qtbot):
    the_switch()
    pane = CoursePane(CaseState())
    qtbot.addWidget(pane)
    pane.resize(700, 300)
    pane.show()
    return pane


def test_a_quiet_skeleton_stands_until_the_canvas_is_there(pane):
    pane.show_view(a_view())
    assert pane.canvas is None
    assert pane._layers.currentWidget() is pane._skeleton
    assert not pane.grab().isNull()

    pane.make_canvas()

    assert pane.canvas is not None
    assert pane._layers.currentWidget() is pane._scroll


def test_the_canvas_is_made_once(pane):
    pane.make_canvas()
    canvas = pane.canvas

    pane.make_canvas()

    assert pane.canvas is canvas


def test_a_course_is_never_lower_than_it_can_be_read(qtbot, pane):
    pane.make_canvas()
    pane.show_view(a_view())

    qtbot.waitUntil(lambda: pane.canvas.minimumHeight() > 100)


def test_another_child_s_page_is_painted_before_its_course(qtbot, pane):
    pane.make_canvas()
    pane.show_view(a_view())
    qtbot.waitUntil(lambda: pane._layers.currentWidget() is pane._scroll)

    other = a_patient(2)
    pane.show_view(a_view(patient=other))
    assert pane._layers.currentWidget() is pane._skeleton

    qtbot.waitUntil(lambda: pane._layers.currentWidget() is pane._scroll)
    pane.show_view(a_view(patient=other, measurements=[]))
    assert pane._layers.currentWidget() is pane._scroll


def test_the_selection_and_the_pointer_reach_the_canvas_and_come_back(qtbot, pane):
    pane.make_canvas()
    view = a_view()
    pane.show_view(view)
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    key = view.rows[0].measurement.id

    pane._state.select(frozenset({key}))
    assert pane.canvas._selected == {key}
    pane._state.hover_over(frozenset({"other"}))
    assert pane.canvas._selected == {key, "other"}
    pane.canvas.hovered.emit("")
    assert pane._state.hover == frozenset()
    pane.canvas.picked.emit("")
    assert pane._state.selection == frozenset()


def test_without_anything_to_draw_the_next_step_is_said(qtbot, pane):
    pane.make_canvas()
    view = a_view(patient=a_patient(course=CourseFacts()), samples=[], measurements=[], events=[])
    bare = type(view)(view.file, view.case, view.convention, (), (), ())

    pane.show_view(bare)

    qtbot.waitUntil(lambda: pane._layers.currentWidget() is pane._empty)
    assert "protocol" in pane._next.text()


def test_what_the_canvas_says_to_those_who_cannot_see_it_stays(qtbot, pane):
    pane.make_canvas()
    pane.show_view(a_view())
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)

    assert "flow" in pane.canvas.accessibleDescription()


def test_a_low_course_is_drawn_compactly_before_it_is_scrolled(qtbot, pane):
    pane.make_canvas()
    pane.show_view(a_view())
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)

    assert pane.canvas.minimumHeight() == pane.canvas.least_height
    assert pane.canvas.height() == pane._scroll.viewport().height()


@pytest.mark.parametrize("code", ["DEMO-01", "DEMO-08", "DEMO-10", "DEMO-12"])
def test_on_a_small_screen_a_usual_course_is_seen_without_scrolling(qtbot, desk, code):
    desk.patient(code)
    pane = desk.window.findChild(CoursePane)

    pane.make_canvas()
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)

    assert not pane._scroll.verticalScrollBar().isVisible()
    assert pane.canvas.drawn.sheet.spans[Row.MRD].height >= 64


def test_a_course_that_is_only_tried_is_drawn_so(pane):
    view = a_view()
    pane.make_canvas()
    pane.show_view(view)

    pane.show_view(view, frozenset({"measurement-1"}))
    assert pane.canvas._course.tried == {"measurement-1"}

    pane.show_view(view)
    assert pane.canvas._course.tried is None
