import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.due import DueState
from mrdtracker.gui.today_bar import TodayBar
from tests.gui.desk import the_switch


@pytest.fixture
def bar(qtbot):
    the_switch()
    bar = TodayBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


def test_a_filter_has_its_count_and_what_lets_nothing_through_goes_away(bar):
    bar.show_counts({DueState.OVERDUE: 2, DueState.DUE: 1})

    assert bar.chips["to do"].text() == "To do  3"
    assert bar.chips["overdue"].text() == "Overdue  2"
    assert not bar.chips["paused"].isVisible()


def test_the_chosen_filter_stays_though_it_lets_nothing_through(bar):
    bar.choose("paused")

    bar.show_counts({})

    assert bar.chips["paused"].isVisible()
    assert bar.chips["paused"].isChecked()


def test_an_unknown_filter_is_what_is_to_do(bar):
    bar.choose("no such filter")

    assert bar.filter == "to do"


def test_a_click_names_the_filter_and_the_week_is_asked_for(qtbot, bar):
    bar.show_counts({DueState.DUE: 1})

    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(bar.chips["due"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.weekAsked):
        qtbot.mouseClick(bar.week_button, Qt.MouseButton.LeftButton)

    assert chosen.args == ["due"]
    assert bar.is_week


def test_the_week_shows_every_state_so_no_filter_is_marked_and_a_filter_ends_it(qtbot, bar):
    bar.show_counts({DueState.DUE: 1})

    bar.week_button.click()
    assert [name for name, chip in bar.chips.items() if chip.isChecked()] == []
    bar.choose("due")
    assert not bar.chips["due"].isChecked()
    bar.week_button.click()
    assert bar.chips["due"].isChecked()
    bar.week_button.click()
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(bar.chips["to do"], Qt.MouseButton.LeftButton)

    assert chosen.args == ["to do"]
    assert not bar.is_week
    assert [name for name, chip in bar.chips.items() if chip.isChecked()] == ["to do"]
