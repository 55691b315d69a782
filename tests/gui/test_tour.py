import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from mrdtracker.gui.presenters.tour_steps import STEPS
from mrdtracker.gui.tour import APART, Tour, beside

WINDOW = QSize(1000, 700)
CARD = QSize(300, 150)


@pytest.fixture
def tour(qtbot):
    window = QWidget()
    window.resize(WINDOW)
    places = {step.widget: QWidget(window) for step in STEPS}
    for widget in places.values():
        widget.setGeometry(20, 20, 200, 600)
    qtbot.addWidget(window)
    window.show()
    done = []
    made = Tour(window, {name: lambda one=one: one for name, one in places.items()}, done.append)
    made.done = done
    made.start()
    return made


def test_next_and_back_go_through_the_steps_with_the_keyboard(qtbot, tour):
    assert tour.card.title.text() == "Welcome"
    assert not tour.card.back_button.isEnabled()

    qtbot.keyClick(tour.card, Qt.Key.Key_Right)
    assert (tour.place, tour.card.count.text()) == (1, f"2 of {len(STEPS)}")

    qtbot.keyClick(tour.card, Qt.Key.Key_Left)
    qtbot.keyClick(tour.card, Qt.Key.Key_Left)
    assert tour.place == 0
    assert tour.done == ["today", "today", "today"]


def test_escape_skips_and_takes_everything_away(qtbot, tour):
    card, outline = tour.card, tour.outline

    with qtbot.waitSignal(tour.ended) as ended:
        qtbot.keyClick(card, Qt.Key.Key_Escape)

    assert ended.args == ["skip"]
    assert not card.isVisible()
    assert not outline.isVisible()


def test_after_the_last_step_comes_the_first_patient(qtbot, tour):
    for _ in STEPS[:-1]:
        tour.card.next_button.click()
    assert tour.card.next_button.text() == "My first patient"
    tour.card.layout().activate()
    assert tour.card.next_button.width() >= tour.card.next_button.sizeHint().width()

    with qtbot.waitSignal(tour.ended) as ended:
        tour.card.next_button.click()

    assert ended.args == ["first patient"]


def test_the_outline_follows_the_window(qtbot, tour):
    tour._widgets["rail"]().resize(300, 500)

    tour.parent().resize(1100, 720)

    qtbot.waitUntil(lambda: tour.outline.width() == 300 + 2 * APART)


def test_on_a_low_screen_what_is_spoken_of_comes_into_view_and_only_that_is_outlined(desk):
    desk.window.setMinimumSize(0, 0)
    desk.window.resize(683, 384)
    desk.patient("DEMO-08")
    records, frame = desk.bench.patient.records, desk.frame
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    made = Tour(desk.window, {step.widget: lambda: records for step in STEPS}, lambda _act: None)

    made.start()

    room = frame.pages.parentWidget().parentWidget()
    seen = QRect(room.mapTo(desk.window, QPoint(0, 0)), room.size())
    assert room.verticalScrollBar().value() > 0
    assert seen.contains(made.outline.geometry())
    assert made.outline.height() > 100
    made.end()


@pytest.mark.parametrize(
    ("place", "at"),
    [
        (QRect(0, 0, 200, 700), QPoint(211, 12)),
        (QRect(0, 0, 1000, 200), QPoint(688, 211)),
        (QRect(600, 100, 400, 590), QPoint(288, 100)),
        (QRect(0, 0, 1000, 700), QPoint(687, 537)),
    ],
    ids=["right", "below", "left", "inside"],
)
def test_the_card_stands_beside_what_it_speaks_of(place, at):
    assert beside(place, CARD, WINDOW) == at
