from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.week_view import WeekView
from mrdtracker.services.due import DueList
from tests.gui.presenters.test_due_words import day, lines

TODAY = day(12)  # a Friday


@pytest.fixture
def week(qtbot):
    view = WeekView()
    qtbot.addWidget(view)
    view.show_list(DueList(TODAY, {"p": tuple(lines(TODAY))}))
    return view


def filled(view):
    return [
        (row, column)
        for row in range(view.model.rowCount())
        for column in range(view.model.columnCount())
        if view.model.data(view.model.index(row, column))
    ]


def test_the_week_of_today_is_shown_first_and_today_is_marked(week):
    assert week.monday == date(2025, 3, 10)
    titles = [week.model.headerData(place, Qt.Orientation.Horizontal) for place in range(7)]
    assert [title.endswith("today") for title in titles] == [False] * 4 + [True] + [False] * 2
    assert filled(week) == []
    assert week.current() is None


def test_a_sample_stands_on_its_target_day_of_its_week(week, qtbot):
    qtbot.mouseClick(week.after, Qt.MouseButton.LeftButton)

    assert filled(week) == [(0, 0)]
    assert week.title.text() == "17 Mar 2025 – 23 Mar 2025"
    assert "S-0001 D15 BM" in week.model.data(week.model.index(0, 0))
    assert "Window" not in week.model.data(week.model.index(0, 0))
    qtbot.mouseClick(week.this, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(week.before, Qt.MouseButton.LeftButton)
    assert week.monday == date(2025, 3, 3)


def test_the_week_that_is_looked_at_stays_until_the_day_changes(week):
    week.after.click()
    week.show_list(DueList(TODAY, {}))
    assert week.monday == date(2025, 3, 17)

    week.show_list(DueList(TODAY + timedelta(days=1), {}))
    assert week.monday == date(2025, 3, 10)


def test_a_cell_is_opened_with_enter_and_an_empty_one_is_not(week, qtbot):
    week.after.click()
    opened = []
    week.opened.connect(opened.append)
    week.table.setCurrentIndex(week.model.index(0, 3))
    qtbot.keyClick(week.table, Qt.Key.Key_Return)
    assert opened == []

    week.table.setCurrentIndex(week.model.index(0, 0))
    qtbot.keyClick(week.table, Qt.Key.Key_Return)

    assert opened == [week.current()]
    assert "Window" not in (week.model.data(week.model.index(0, 0), Qt.ItemDataRole.ToolTipRole))
