"""The pointer on the course: zoom by dragging, the hair-line, notes that stay, steps."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.plots.course_tracks import EVENTS_KEY
from mrdtracker.plots.course_view import CourseView
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import course, many, quantified, result


@pytest.fixture
def followed(canvas):
    """Years of results with a break, an event, and two results of one tube."""
    twin = result(52, quantified("0.0001", Method.IG_TR_PCR), Method.IG_TR_PCR)
    events = [Event(EventKind.TRANSPLANT, "transplant", day=60)]
    canvas.show_course(course(*many(24), twin, events=events), LIGHT)
    canvas.draw()
    return canvas


def drag(canvas, begin, end, *, is_ended=True):
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(canvas, end)
    if is_ended:
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


def x_of(canvas, day):
    return round(canvas.drawn.x_of_day(day) / canvas.device_pixel_ratio)


def test_a_drag_over_the_days_zooms_into_them(followed, qtbot):
    with qtbot.waitSignal(followed.viewChanged):
        drag(followed, QPoint(x_of(followed, 10), 250), QPoint(x_of(followed, 40), 180))
    followed.draw()

    first, last = followed.view.days
    assert first == pytest.approx(10, abs=0.5)
    assert last == pytest.approx(40, abs=0.5)
    assert followed.drawn.course.scale.is_part
    assert "r0" not in followed.drawn.anchors


def test_a_drag_backwards_and_beyond_the_edge_zooms_too(followed):
    drag(followed, QPoint(x_of(followed, 40), 250), QPoint(2, 250))

    assert followed.view.days[0] < 1
    assert followed.view.days[1] == pytest.approx(40, abs=0.5)


def test_less_than_ten_pixels_are_a_click(followed):
    drag(followed, QPoint(300, 200), QPoint(309, 200))

    assert not followed.view.is_zoomed


def test_the_box_is_seen_while_it_is_drawn_and_esc_leaves_it(followed):
    before = followed.grab().toImage()

    drag(followed, QPoint(200, 200), QPoint(400, 200), is_ended=False)
    assert followed.grab().toImage() != before
    assert not followed._drag.area(followed.panels).isNull()
    QTest.keyClick(followed, Qt.Key.Key_Escape)
    QTest.mouseRelease(followed, Qt.MouseButton.LeftButton, pos=QPoint(400, 200))

    assert not followed.view.is_zoomed


def test_esc_takes_back_one_thing_at_a_time(followed):
    key = followed.drawn.keys[4]
    QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=followed.place_of(key))
    followed.look_at(replace(followed.view, days=(1, 60)))
    states = []

    for _ in range(4):
        states.append((len(followed.notes.shown), followed.view.is_zoomed, followed._selected))
        QTest.keyClick(followed, Qt.Key.Key_Escape)

    assert states == [
        (1, True, {key}),
        (0, True, {key}),
        (0, False, {key}),
        (0, False, frozenset()),
    ]


def test_esc_asks_for_what_is_hidden_after_the_zoom_and_before_the_selection(followed, qtbot):
    followed.select({"r1"})
    followed.look_at(CourseView(days=(1, 60), hidden=frozenset({"r2"})))

    with qtbot.assertNotEmitted(followed.showAllAsked):
        QTest.keyClick(followed, Qt.Key.Key_Escape)
    with qtbot.waitSignal(followed.showAllAsked), qtbot.assertNotEmitted(followed.picked):
        QTest.keyClick(followed, Qt.Key.Key_Escape)


def test_the_hair_line_follows_the_mouse_with_its_day_and_date(followed):
    x = x_of(followed, 20)
    before = followed.grab().toImage()
    QTest.mouseMove(followed, QPoint(x, 200))

    assert followed.x_of_day(followed.hair.day) == x
    image = followed.grab().toImage()
    changed = [row for row in range(image.height()) if image.pixel(x, row) != before.pixel(x, row)]
    assert len(changed) > followed.panels.height() / 2
    assert followed.drawn.course.day_words(round(followed.hair.day)) == "D20 · 21 Mar 2026"
    QTest.mouseMove(followed, QPoint(2, 200))
    assert followed.hair.day is None


def test_a_step_takes_all_results_of_a_tube_and_moves_the_view(followed):
    followed.look_at(replace(followed.view, days=(1, 30)))
    followed.draw()
    followed.select({"r3"})
    told = []
    followed.picked.connect(told.append)

    for _ in range(6):
        QTest.keyClick(followed, Qt.Key.Key_Right)
        followed.draw()

    assert {"r6", "r24"} in told
    day = next(one.day for one in followed.drawn.course.points if one.key in told[-1])
    assert followed.view.days[0] <= day <= followed.view.days[1]
    assert followed.view.days[1] - followed.view.days[0] == 29


def test_a_click_on_the_break_draws_to_scale(followed):
    scale = followed.drawn.course.scale
    x = followed.drawn.sheet.x(scale.early_last + scale.gap) / followed.points_per_pixel

    QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 200))
    followed.draw()

    assert followed.view.is_to_scale
    assert followed.drawn.course.scale.late_first is None
    assert followed.has_break


def test_a_click_pins_what_is_said_and_several_stay(followed):
    for key in ("r2", "r4"):
        QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=followed.place_of(key))

    assert [note.text.name for note in followed.notes.shown] == ["r2", "r4"]
    assert "D15" in followed.notes.shown[0].words.text()


def test_things_that_lie_on_each_other_are_paged(canvas):
    twins = [result(15, quantified("0.0005")), result(15, quantified("0.00051"))]
    canvas.show_course(course(*twins), LIGHT)
    canvas.draw()
    place = canvas.place_of("r0")

    assert "1 of 2" in canvas.tooltip_at(place)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    (note,) = canvas.notes.shown
    first = note.words.text()
    QTest.keyClick(canvas, Qt.Key.Key_Space)

    assert "0.05 %" in first
    assert "0.051 %" in note.words.text()


def test_the_note_of_an_event_stays_at_its_day(followed):
    place = QPoint(x_of(followed, 60), 200)

    QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=place)
    (note,) = followed.notes.shown
    assert note.words.text() == "transplant: D60 · 30 Apr 2026"
    followed.look_at(replace(followed.view, days=(300, 400)))
    followed.draw()

    assert not note.isVisible()


def test_ctrl_adds_to_what_is_picked(followed):
    told = []
    followed.picked.connect(told.append)

    for key in ("r2", "r4", "r2"):
        QTest.mouseClick(
            followed,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            followed.place_of(key),
        )

    assert told == [{"r2"}, {"r2", "r4"}, {"r4"}]


def test_another_child_begins_with_all_days_and_without_notes(followed):
    QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=followed.place_of("r2"))
    followed.look_at(replace(followed.view, days=(1, 30)))

    followed.show_course(course(*many(5), patient_id="S-0002"), LIGHT)

    assert not followed.view.is_zoomed
    assert followed.notes.shown == []


def test_other_days_leave_no_ring_and_no_line_where_the_pointer_was(followed):
    key = followed.drawn.keys[2]
    told = []
    followed.hovered.connect(told.append)
    QTest.mouseMove(followed, followed.place_of(key))
    assert key in followed._ringed

    followed.look_at(replace(followed.view, days=(20, 200)))
    followed.draw()

    assert told == [key, ""]
    assert followed._ringed == frozenset()
    assert followed.hair.day is None


def test_a_course_that_is_scrolled_away_under_the_pointer_leaves_no_ring(followed):
    key = followed.drawn.keys[2]
    QTest.mouseMove(followed, followed.place_of(key))

    followed.move(followed.x(), followed.y() - 40)

    assert followed._ringed == frozenset()
    assert followed.hair.day is None


def test_a_result_that_is_gone_takes_its_ring_and_its_note_along(followed):
    key = followed.drawn.keys[-1]
    QTest.mouseMove(followed, followed.place_of(key))
    QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=followed.place_of(key))
    told = []
    followed.hovered.connect(told.append)
    assert len(followed.notes.shown) == 1

    left = [one for one in followed.drawn.course.points if one.key != key]
    followed.show_course(replace(followed.drawn.course, points=tuple(left)), LIGHT)
    followed.draw()

    assert followed.notes.shown == []
    assert told == [""]
    assert len(followed.drawn.ring.get_xdata()) == 0


def test_a_note_says_what_its_result_says_now(canvas):
    canvas.show_course(course(result(15, quantified("0.0005"))), LIGHT)
    canvas.draw()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of("r0"))

    canvas.show_course(course(result(15, quantified("0.0008"))), LIGHT)
    canvas.draw()

    (note,) = canvas.notes.shown
    assert "0.08 %" in note.words.text()
    place = canvas.place_of("r0")
    assert (note.geometry().center() - place).manhattanLength() < 300


def test_esc_is_not_spent_on_a_note_that_is_out_of_sight(followed):
    key = followed.drawn.keys[-1]
    QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=followed.place_of(key))
    followed.look_at(replace(followed.view, days=(1, 60)))
    followed.draw()

    QTest.keyClick(followed, Qt.Key.Key_Escape)

    assert not followed.view.is_zoomed


def test_a_click_on_the_name_of_the_events_folds_them_for_every_child(followed, qtbot):
    def click_on_name():
        (box, _key), ratio = followed.drawn.headers[0], followed.points_per_pixel
        place = QPoint(round(box.left / ratio) + 3, round(followed.height() - box.top / ratio) + 4)
        QTest.mouseMove(followed, place)
        QTest.mouseClick(followed, Qt.MouseButton.LeftButton, pos=place)

    followed.select({"r2"})
    with qtbot.assertNotEmitted(followed.picked):
        click_on_name()
    followed.draw()
    assert followed.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert followed.drawn.course.folded == followed.view.folded == {EVENTS_KEY}
    assert followed.whole.folded == frozenset()

    followed.show_course(course(*many(5), patient_id="S-0002"), LIGHT)
    assert followed.view.folded == {EVENTS_KEY}
    followed.draw()
    QTest.mouseMove(followed, QPoint(400, 200))
    assert followed.cursor().shape() is Qt.CursorShape.ArrowCursor
