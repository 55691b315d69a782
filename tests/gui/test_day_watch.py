import pytest
from PySide6.QtWidgets import QDialog

from mrdtracker.gui.day_watch import DayWatch
from tests.gui.board_desk import board_desk, go, said
from tests.gui.due_desk import Morning, a_ward, day, enter, texts


@pytest.fixture
def clock():
    return Morning(day(16))


@pytest.fixture
def ward(tmp_path, clock):
    with a_ward(tmp_path, clock) as workspace:
        yield workspace


@pytest.fixture
def watch(qtbot, ward):  # noqa: ARG001 - Qt's application
    made = DayWatch(ward)
    yield made
    made.stop()


def test_another_day_is_said_once(qtbot, watch, clock):
    with qtbot.assertNotEmitted(watch.changed):
        watch.midnight.timeout.emit()
    clock.on = day(17)

    with qtbot.waitSignal(watch.changed):
        watch.midnight.timeout.emit()
    with qtbot.assertNotEmitted(watch.changed):
        watch.look()
    watch.stop()

    assert watch.on == day(17)
    assert not watch.midnight.isActive()


def test_nothing_is_said_over_an_open_form(qtbot, watch, clock):
    form = QDialog()
    qtbot.addWidget(form)
    form.open()
    clock.on = day(17)

    with qtbot.assertNotEmitted(watch.changed):
        watch.look()
    form.close()
    with qtbot.waitSignal(watch.changed):
        watch.look()


def test_a_page_that_was_hidden_over_midnight_speaks_of_the_new_day(qtbot, ward, clock):
    """The board was in front at midnight; the list of Today is looked at in the morning."""
    enter(ward)

    with board_desk(qtbot, ward) as (desk, board):
        desk.bench.do("today")
        desk.patient("S-0001")
        desk.bench.do("board")
        go(board, "S-0001", "D15 BM")
        clock.on = day(18)
        desk.bench.day.midnight.timeout.emit()
        assert said(board) == "Day 15 marrow: overdue by 1 day"

        desk.bench.do("today")

        assert "S-0001 D15 BM overdue" in texts(desk.bench.today)
        desk.patient("S-0001")
        assert "D18" in desk.bench.patient.header.protocol.text()
