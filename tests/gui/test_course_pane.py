from decimal import Decimal

import pytest
from matplotlib.text import Text
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.vocabulary import EventKind, EventUnit, Method
from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.course_pane import CoursePane
from mrdtracker.gui.memory import Memory
from mrdtracker.plots.course_sheet import Row
from mrdtracker.plots.course_view import CourseView
from mrdtracker.services.course_export import CourseFile
from tests.builders import a_measurement, a_patient, a_sample, an_event
from tests.gui.desk import settings_in, the_switch
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
    assert pane.canvas._ringed == {key, "other"}
    pane.canvas.hovered.emit("")
    assert pane._state.hover == frozenset()
    pane.canvas.picked.emit(frozenset())
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
    assert pane.canvas.course.tried == {"measurement-1"}

    pane.show_view(view)
    assert pane.canvas.course.tried is None


def test_reset_zoom_is_there_only_while_some_days_are_seen(qtbot, pane):
    pane.make_canvas()
    pane.show_view(a_view())
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    assert not pane.reset_button.isVisible()

    pane.canvas.look_at(CourseView(days=(5, 20)))
    assert pane.reset_button.isVisible()
    qtbot.mouseClick(pane.reset_button, Qt.MouseButton.LeftButton)

    assert not pane.canvas.view.is_zoomed
    assert not pane.reset_button.isVisible()


def test_the_switch_to_scale_is_there_where_an_axis_is_broken(qtbot, desk):
    pane = desk.bench.patient.course
    pane.make_canvas()
    desk.patient("DEMO-08")
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    assert pane.scale_button.isVisible()

    qtbot.mouseClick(pane.scale_button, Qt.MouseButton.LeftButton)
    assert pane.canvas.course.scale.late_first is None
    qtbot.mouseClick(pane.scale_button, Qt.MouseButton.LeftButton)
    assert pane.canvas.course.scale.late_first is not None

    desk.patient("DEMO-05")
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    assert not pane.scale_button.isVisible()


def series_of(*kinds):
    """Samples and results of one day, one for each method."""
    results = [
        a_measurement(number, method=method, target=target)
        for number, (method, target) in enumerate(kinds, 1)
    ]
    return {"samples": [a_sample()], "measurements": results, "events": []}


FEW = series_of((Method.FLOW, ""))
MANY = series_of(
    (Method.FLOW, ""),
    (Method.NGS, ""),
    *((Method.IG_TR_PCR, f"IGH VH{number}-JH4") for number in range(1, 5)),
)


@pytest.mark.parametrize("width", [520, 1100])
@pytest.mark.parametrize("records", [FEW, MANY, {}], ids=["few", "many series", "phases"])
def test_no_word_of_the_plot_stands_under_its_buttons(qtbot, pane, records, width):
    pane.resize(width, 420)
    pane.make_canvas()
    pane.show_view(a_view(**records))
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    pane.reset_button.show()
    pane._place_tools()

    ratio, canvas = pane.canvas.device_pixel_ratio, pane.canvas
    under = [
        text.get_text()
        for text in canvas.figure.findobj(Text)
        if text.get_text().strip()
        and (box := text.get_window_extent()).x1 / ratio > pane._tools.x()
        and box.x0 / ratio < pane._tools.geometry().right()
        and canvas.height() - box.y1 / ratio < pane._tools.geometry().bottom()
    ]
    assert under == []


def test_the_menu_of_the_course_offers_what_the_buttons_do(qtbot, pane):
    pane.make_canvas()
    pane.show_view(a_view())
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    menu = QMenu()

    pane.fill_menu(menu)

    texts = [one.text() for one in menu.actions() if one.text()]
    assert texts[:3] == ["Copy picture", "Copy table of results", "Save course…"]
    assert {"To scale", "Reset zoom"} <= set(texts)


def test_what_is_saved_is_what_is_seen(qtbot, pane, tmp_path):
    pane.make_canvas()
    pane.show_view(a_view())
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    sizes = []
    for days in (None, (14.0, 16.0)):
        pane.canvas.look_at(CourseView(days=days))
        pane.export.save_to(tmp_path / "a.svg", CourseFile.SVG)
        sizes.append((tmp_path / "a.svg").read_bytes())

    assert sizes[0] != sizes[1]


def test_pointing_goes_round_between_plot_table_and_explanation(qtbot, desk):
    page = desk.bench.patient
    page.course.make_canvas()
    desk.patient("DEMO-02")
    canvas = page.course.canvas
    qtbot.waitUntil(lambda: canvas.drawn is not None)
    used = {key for pack in page.panel.packs for one in pack.findings for key in one.result_keys}
    key = next(one for one in canvas.drawn.keys if one in used)
    x, y = canvas.drawn.pixel_of(key)
    ratio = canvas.device_pixel_ratio

    QTest.mouseMove(canvas, QPoint(round(x / ratio), round(canvas.height() - y / ratio)))
    row = next(at for at, line in enumerate(page.records.results.rows) if line.key == key)
    assert page.records.result_table.lit_rows == {row}
    assert page.panel.browser.extraSelections()

    QTest.mouseMove(canvas, QPoint(1, 1))
    assert page.records.result_table.lit_rows == frozenset()
    page.records.result_table.rowHovered.emit(row)
    assert canvas._ringed == {key}
    assert page.panel.browser.extraSelections()


def test_a_step_in_the_plot_moves_every_view(qtbot, desk):
    page = desk.bench.patient
    page.course.make_canvas()
    desk.patient("DEMO-02")
    canvas = page.course.canvas
    qtbot.waitUntil(lambda: canvas.drawn is not None)

    QTest.keyClick(canvas, Qt.Key.Key_Right)

    chosen = page.state.selection
    assert chosen
    assert {line.key for line in page.records.result_table.selected_rows()} == chosen
    assert canvas._ringed == chosen


def counted_view():
    """A child with a blood count and a transplant."""
    count = an_event(
        2,
        kind=EventKind.BLOOD_COUNT,
        name="ANC",
        amount=Decimal("0.8"),
        unit=EventUnit.E9_PER_L,
    )
    return a_view(events=[an_event(3, kind=EventKind.TRANSPLANT, name=""), count])


def test_the_menu_folds_tracks_and_they_stay_folded_tomorrow(qtbot, pane, tmp_path):
    memory = Memory(settings_in(tmp_path))
    pane.keep(memory)
    pane.make_canvas()
    pane.show_view(counted_view())
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    least = pane.canvas.minimumHeight()

    def entries():
        menu = QMenu(pane)
        pane.fill_menu(menu)
        tracks = next(one.menu() for one in menu.actions() if one.text() == "Unfolded tracks")
        return {one.text(): one for one in tracks.actions()}

    assert [(name, one.isChecked()) for name, one in entries().items()] == [
        ("Events", True),
        ("ANC, 10⁹/L", True),
    ]
    entries()["ANC, 10⁹/L"].trigger()
    assert not entries()["ANC, 10⁹/L"].isChecked()
    assert pane.canvas.minimumHeight() < least

    pane.keep(memory)
    other = CoursePane(CaseState())
    qtbot.addWidget(other)
    other.restore(memory)
    other.make_canvas()
    assert other.canvas.view.folded == pane.canvas.view.folded != frozenset()
