from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.due import DueState, TakenSample
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.gui.week_view import WeekView
from mrdtracker.services.due import DueLine, DueList
from tests.gui.presenters.test_due_words import CHILD, day, lines

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


def test_a_tube_without_its_result_stands_on_today_with_a_sign_of_its_own(week):
    today = day(20)
    tube = TakenSample("t1", Specimen.BONE_MARROW, day(15))
    stray = TakenSample("t2", Specimen.BONE_MARROW, day(2))
    [waiting] = lines(today, tube)
    week.show_list(DueList(today, {"p": (waiting, DueLine(CHILD, None, tube=stray))}))
    place = (today - week.monday).days

    assert waiting.state is DueState.RECEIVED
    assert filled(week) == [(0, place), (1, place)]
    assert week.marks == 2
    first, second = (week.model.index(row, place) for row in range(2))
    assert week.model.data(first).startswith("S-0001 D15 BM: received, no result")
    assert week.model.data(second).startswith("S-0001 BM · 04 Mar: fits no time point")
    chips = [week.model.columns[place].chips(week.model.row_at(row))[0] for row in range(2)]
    assert [chip.sign for chip in chips] == ["received", "unexpected"]


def test_the_marks_of_the_week_that_is_looked_at_are_counted(week, qtbot):
    assert week.marks == 0

    with qtbot.waitSignal(week.shown):
        week.after.click()

    assert week.marks == 1


def test_a_full_day_has_the_room_of_its_marks_as_long_as_there_is_room(week):
    today = day(20)
    week.show_list(DueList(today, {"p": tuple(lines(today))}))
    place = (today - week.monday).days
    week.resize(700, 300)
    week.show()
    header = week.table.horizontalHeader()
    assert header.sectionSize(place) >= week.table._needed(place) - 1
    assert header.sectionSize(place) > header.sectionSize((place + 1) % 7)

    week.table.setFixedWidth(300)

    sizes = [header.sectionSize(one) for one in range(7)]
    assert max(sizes) - min(sizes) <= 1
