"""The week in place of the list of Today."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrdtracker.services.commands import ChangeKind, Changes
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, day, due_desk, enter


@pytest.fixture
def ward(tmp_path):
    return a_ward(tmp_path, Morning(day(16)))


def test_the_week_opens_what_a_cell_shows(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (_desk, page):
        qtbot.mouseClick(page.bar.week_button, Qt.MouseButton.LeftButton)
        week = page.week
        place = (day(16) - week.monday).days
        week.table.setCurrentIndex(week.model.index(1, place))
        assert page.current().sample.expected.point.timepoint == "D15"
        seen = []
        answer(lambda dialog: (seen.append(dialog.form.text("specimen")), dialog.reject()))
        QTest.keyClick(week.table, Qt.Key.Key_Return)

        assert seen == ["BM"]


def test_the_week_counts_what_it_shows(qtbot, ward):
    enter(ward)
    enter(ward, 2, started=None)

    with due_desk(qtbot, ward) as (_desk, page):
        assert page.bar.found.text() == "3 lines"
        page.bar.week_button.click()
        assert page.bar.found.text() == "2 lines"
        page.week.after.click()
        assert page.bar.found.text() == "0 lines"
        page.bar.chips["to do"].click()
        assert page.bar.found.text() == "3 lines"


def test_the_week_is_written_only_while_it_is_looked_at(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        assert page.week.marks == 0
        page.bar.week_button.click()
        assert page.week.marks == 2
        enter(ward, 2)
        desk.bench.bus.publish(Changes(frozenset({ChangeKind.PATIENTS}), None, "Import"))
        assert page.week.marks == 4
