"""The course plot as a widget: picking, hovering, keys, words, and a quick ring."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.gui.plot_canvas import PlotCanvas
from mrdtracker.plots.figures import picture
from mrdtracker.plots.look import DARK, LIGHT
from tests.plots.courses import BM, course, many, negative, quantified, result


@pytest.fixture
def shown(canvas):
    canvas.show_course(
        course(
            result(15, quantified("0.0005"), reported_text="<b>0.05 %</b>"),
            result(33, negative("0.00001")),
        ),
        LIGHT,
    )
    canvas.draw()
    return canvas


def test_a_click_on_a_result_picks_it_and_puts_the_ring_around_it(shown, qtbot):
    with qtbot.waitSignal(shown.picked) as picked:
        QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.place_of("r0"))

    assert picked.args == [{"r0"}]
    assert list(shown.drawn.ring.get_xdata()) == [shown.drawn.anchors["r0"][0]]


def test_a_click_on_the_background_clears(shown, qtbot):
    shown.select({"r0"})

    with qtbot.waitSignal(shown.picked) as picked:
        QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(400, 60))

    assert picked.args == [frozenset()]
    assert len(shown.drawn.ring.get_xdata()) == 0


def test_selecting_from_outside_emits_nothing(shown, qtbot):
    with qtbot.assertNotEmitted(shown.picked), qtbot.assertNotEmitted(shown.hovered):
        shown.select({"r0", "r1"})

    assert len(shown.drawn.ring.get_xdata()) == 2


def test_a_selection_outlives_a_new_picture_and_a_new_size(shown):
    shown.select({"r1"})

    shown.resize(600, 380)
    shown.draw()

    assert list(shown.drawn.ring.get_xdata()) == [shown.drawn.anchors["r1"][0]]


def test_pointing_at_a_result_tells_once_and_leaving_it_tells_again(shown):
    told = []
    shown.hovered.connect(told.append)

    for offset in (0, 1, 60):
        QTest.mouseMove(shown, shown.place_of("r0") + QPoint(offset, 0))

    assert told == ["r0", ""]


def test_arrow_keys_step_through_the_results_in_the_order_of_time(shown):
    told = []
    shown.picked.connect(told.append)

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(shown, key)
    QTest.keyClick(shown, Qt.Key.Key_Escape)

    assert told == [{"r0"}, {"r1"}, {"r1"}, {"r0"}, frozenset()]


def test_other_keys_are_left_to_the_page(shown):
    event_free = []
    shown.picked.connect(event_free.append)

    QTest.keyClick(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shown, Qt.Key.Key_A)

    assert event_free == []


def test_the_keyboard_reaches_it(shown):
    shown.activateWindow()
    shown.setFocus(Qt.FocusReason.TabFocusReason)

    corner = shown.grab().toImage().pixelColor(0, 0).name().upper()
    assert shown.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert corner == (LIGHT.accent if shown.hasFocus() else LIGHT.surface)


def test_the_tooltip_says_the_day_the_date_and_the_reported_words_as_they_are(shown):
    text = shown.tooltip_at(shown.place_of("r0"))

    assert "D15 · 16 Mar 2026" in text
    assert "as reported: &lt;b&gt;0.05 %&lt;/b&gt;" in text
    assert shown.tooltip_at(QPoint(400, 60)) == ""


def test_qt_is_given_the_tooltip(shown):
    place = shown.place_of("r0")

    assert shown.event(QHelpEvent(QHelpEvent.Type.ToolTip, place, shown.mapToGlobal(place)))


def test_it_lists_the_results_for_a_screen_reader(shown):
    assert shown.accessibleName() == "Course of the disease"
    assert shown.accessibleDescription().splitlines() == [
        "D15 · 16 Mar 2026, flow · marrow: 0.05 %",
        "D33 · 03 Apr 2026, flow · marrow: not detected (s = 0.001 %)",
    ]


def test_the_same_course_is_not_drawn_twice(shown):
    before = shown.drawn

    shown.show_course(before.course, LIGHT)
    shown.draw()

    assert shown.drawn is before


def test_another_look_redraws_with_its_surface(shown):
    shown.show_course(shown.drawn.course, DARK)
    shown.draw()

    image = shown.grab().toImage()
    assert image.pixelColor(3, image.height() - 3).name().upper() == DARK.surface


def test_a_picture_for_a_file_leaves_the_screen_and_the_ring_alone(shown):
    shown.select({"r0"})
    before = shown.grab().toImage()

    assert picture(shown.figure, "png", 150).startswith(b"\x89PNG")

    assert shown.grab().toImage() == before


def test_a_click_lands_on_the_mark_at_one_and_a_half_times_the_pixels(canvas, qtbot):
    canvas._set_device_pixel_ratio(1.5)
    canvas.resize(700, 400)
    canvas.show_course(course(result(15, quantified("0.0005"))), LIGHT)
    canvas.draw()

    with qtbot.waitSignal(canvas.picked) as picked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of("r0"))

    assert picked.args == [{"r0"}]
    assert canvas.drawn.sheet.width == pytest.approx(700 * 72 / canvas.figure.dpi * 1.5)


def test_nothing_happens_on_an_empty_canvas(canvas):
    canvas.step(1)
    canvas.select({"r0"})
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(canvas, QPointF(60, 60).toPoint())

    assert canvas.tooltip_at(QPoint(50, 50)) == ""
    assert canvas.sizeHint().isValid()


def test_it_asks_for_more_height_when_it_has_more_panels(canvas):
    canvas.show_course(course(result(15, quantified("0.0005"))), LIGHT)
    low = canvas.sizeHint().height()
    method = type(result(15, quantified("0.1")).method).MORPHOLOGY

    canvas.show_course(course(result(15, quantified("0.1", method), method, BM)), LIGHT)

    assert canvas.sizeHint().height() > low


def test_it_can_be_deleted_with_a_picture_pending(qtbot):
    widget = PlotCanvas()
    widget.show_course(course(*many(12)), LIGHT)
    widget.draw_idle()

    widget.setParent(None)
    with qtbot.waitSignal(widget.destroyed):
        widget.deleteLater()


def test_a_cut_label_says_the_rest_to_the_pointer(canvas):
    events = [Event(EventKind.TRANSPLANT, "transplant <b>from</b> a brother", day=60)]
    canvas.show_course(course(result(15, quantified("0.0005")), events=events), LIGHT)
    canvas.draw()
    box, _ = canvas.drawn.asides[0]
    scale = canvas.figure.dpi / 72 / canvas.device_pixel_ratio

    place = QPoint(round((box.left + 3) * scale), canvas.height() - round((box.top - 9) * scale))

    words = canvas.tooltip_at(place)
    assert words.startswith("transplant &lt;b&gt;from&lt;/b&gt; a brother: D60")


def test_an_empty_course_speaks_the_language_of_the_person(canvas, qapp):
    class Loud(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):  # noqa: ARG002
            return text.upper()

    loud = Loud()
    qapp.installTranslator(loud)

    canvas.show_course(course(), LIGHT)
    qapp.removeTranslator(loud)

    assert canvas.accessibleDescription() == "NO MRD RESULT YET."


def test_it_knows_how_low_it_may_get(canvas):
    assert canvas.least_height == canvas.minimumSizeHint().height()

    canvas.show_course(course(result(15, quantified("0.0005"))), LIGHT)

    assert 150 < canvas.least_height < canvas.sizeHint().height()


def test_what_was_only_tried_is_not_seen_while_the_record_is_drawn(qtbot, canvas):
    record = course(result(15, quantified("0.0005")))
    canvas.show()
    with qtbot.waitSignal(canvas.finished):
        canvas.show_course(replace(record, tried=frozenset({"r0"})), LIGHT)

    canvas.show_course(record, LIGHT)

    assert canvas._last_picture is None


def test_what_is_pointed_at_elsewhere_is_ringed_beside_the_selection(shown):
    shown.select({"r0"})
    shown.light({"r1"})
    assert shown._ringed == {"r0", "r1"}

    shown.light(())
    assert shown._ringed == {"r0"}


def test_a_right_click_asks_for_a_menu(shown, qtbot):
    place = QPoint(200, 200)

    with qtbot.waitSignal(shown.menuAsked) as asked:
        shown.contextMenuEvent(
            QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, shown.mapToGlobal(place))
        )

    assert asked.args == [shown.mapToGlobal(place)]


def test_a_click_on_the_ring_of_an_awaited_sample_asks_for_it(shown, qtbot):
    canvas = shown
    ((x, y), points) = next(iter(canvas.drawn.rings.items()))
    place = QPoint(
        round(x / canvas.points_per_pixel), round(canvas.height() - y / canvas.points_per_pixel)
    )

    assert "Click to enter it." in canvas.tooltip_at(place)
    with qtbot.waitSignal(canvas.awaitedClicked) as asked, qtbot.assertNotEmitted(canvas.picked):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)

    assert asked.args == [points]
    assert canvas.notes.shown == []
