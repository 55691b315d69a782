"""What the list of Today keeps and offers: its place, its menu, and tubes that fit nothing."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrdtracker.services.commands import AddSample
from tests.builders import a_sample
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, choose, day, due_desk, enter


@pytest.fixture
def ward(tmp_path):
    return a_ward(tmp_path, Morning(day(16)))


def test_a_tube_that_fits_nothing_stands_after_what_waits_and_enter_asks_for_its_result(
    qtbot, ward
):
    enter(ward)
    ward.recorder.execute(AddSample(a_sample(7, taken_on=day(15) - timedelta(days=12))))
    ward.recorder.execute(AddSample(a_sample(8, taken_on=day(15))))

    with due_desk(qtbot, ward) as (_desk, page):
        assert [row.state.word for row in page.model.rows] == [
            "overdue",
            "result missing",
            "arrived unexpectedly",
        ]
        row = page.model.rows[2]
        assert (row.what, row.verb) == ("BM · 05 Mar", "Enter result")
        page.table.select_lines([2])
        seen = []
        answer(lambda dialog: (seen.append(dialog.form.text("sample")), dialog.reject()))
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        assert seen == [a_sample(7).id]
        assert page.bar.chips["arrived unexpectedly"].text() == "Arrived unexpectedly  1"


def test_the_place_in_the_list_survives_a_restart_and_a_reload(qtbot, ward):
    for number in range(1, 31):
        enter(ward, number)

    with due_desk(qtbot, ward) as (desk, page):
        page.table.scrollTo(page.model.index(20, 0), page.table.ScrollHint.PositionAtTop)
        page.keep(desk.frame.memory)
        desk.bench.do("refresh")
        assert page.table.rowAt(0) == 20
        page.table.scrollToTop()
        page.restore(desk.frame.memory)
        page.reload()

        assert page.table.rowAt(0) == 20


def test_the_menu_acts_on_the_current_line(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        page.table.setCurrentIndex(page.model.index(-1, -1))
        desk.bench.do("due form")
        assert desk.frame.notice.text() == "Choose a line of the list first."
        choose(page, "S-0001 D15")
        seen = []
        for name in ("due form", "due missed"):
            answer(lambda dialog: (seen.append(type(dialog).__name__), dialog.reject()))
            desk.bench.do(name)
        assert seen == ["SampleDialog", "NotDoneDialog"]
        desk.bench.do("due patient")
        assert desk.bench.places.current.page == "patient"
