from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from mrdtracker.gui import due_watch
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.point_states import PointState
from mrdtracker.services.commands import AddSample, RecordMeasurement, VoidRecords
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import FIRST_DOSE, a_measurement, a_sample
from tests.gui.board_desk import board_desk, go, said
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, day, enter
from tests.gui.ward import bundled_rules

CCG = "ccg-early-marrow"


@pytest.fixture
def clock():
    return Morning(day(16))


@pytest.fixture
def ward(tmp_path, clock):
    return a_ward(tmp_path, clock)


def titles(page):
    return [column.title for column in page.model.board.columns]


def codes(page):
    return [row.code for row in page.model.board.rows]


def test_it_stands_after_today_and_shows_every_child_and_time_point(qtbot, ward):
    enter(ward)
    enter(ward, 2, CCG, started=FIRST_DOSE - timedelta(days=3))

    with board_desk(qtbot, ward) as (desk, page):
        assert list(desk.frame.rail.buttons)[:3] == ["today", "board", "patients"]
        assert page.title.text() == "Board: 2 patients, 3 overdue"
        assert titles(page) == ["D7 BM", "D8 PB", "D14 BM", "D15 BM", "D28 BM", "D33 BM", "D78 BM"]
        assert [page.bar.tabs.tabText(n) for n in range(3)] == [
            "All",
            "AIEOP-BFM ALL 2000  1",
            "CCG early marrow response  1",
        ]
        go(page, "S-0001", "D15 BM")
        assert said(page) == "Day 15 marrow: due for 1 day, window closes in 1 day"
        go(page, "S-0001", "D14 BM")
        assert said(page) == "not in this protocol"
        assert PointState.OVERDUE in page.foot.legend.states
        assert PointState.SIGNED not in page.foot.legend.states


def test_the_keyboard_alone_reaches_every_cell(qtbot, ward):
    enter(ward)
    enter(ward, 2)

    with board_desk(qtbot, ward) as (_desk, page):
        page.focus_table()
        table = page.table
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        seen = set()
        for row in range(page.model.rowCount()):
            QTest.keyClick(table, Qt.Key.Key_Home)
            for _ in range(page.model.columnCount()):
                at = table.currentIndex()
                seen.add((at.row(), at.column()))
                hidden = table.frozen.width() if at.column() >= 3 else 0
                assert table.visualRect(at).left() >= hidden - 2 or at.column() < 3
                QTest.keyClick(table, Qt.Key.Key_Right)
            assert table.currentIndex().row() == row
            QTest.keyClick(table, Qt.Key.Key_Down)

        rows, columns = page.model.rowCount(), page.model.columnCount()
        assert seen == {(row, column) for row in range(rows) for column in range(columns)}
        QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert (table.currentIndex().row(), table.currentIndex().column()) == (1, columns - 1)


def test_enter_opens_the_form_that_the_cell_asks_for(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (_desk, page):
        go(page, "S-0001", "D15 BM")
        page.table.setFocus()
        seen = {}

        def look(dialog):
            seen.update(title=dialog.windowTitle(), on=dialog.form.text("taken_on"))
            QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

        answer(look)
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert seen == {"title": "Add sample", "on": "18 Mar 2025"}
        assert said(page).startswith("Day 15 marrow: received, no result")
        assert page.foot.buttons.do_button.text() == "Enter result…"


def test_enter_on_what_is_resulted_opens_the_patient_at_its_tube(qtbot, ward):
    enter(ward, 1, "nopho-all-2008")
    tube = a_sample(2, taken_on=day(15))
    for one in (a_sample(1, taken_on=day(1)), tube):
        ward.recorder.execute(AddSample(one))
    ward.recorder.execute(RecordMeasurement(tube, a_measurement(2, 2)))

    with board_desk(qtbot, ward) as (desk, page):
        page.focus_table()
        assert said(page) == "Day 15 marrow: resulted"
        assert not page.foot.buttons.do_button.isEnabled()
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert desk.bench.places.current.page == "patient"
        assert desk.bench.patient.records.sample_table.row().sample.id == tube.id
        desk.bench.do("board")
        go(page, "S-0001", "Protocol")
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        assert desk.bench.places.current.page == "patient"


def test_f2_enters_a_result_and_says_where_none_is_expected(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (desk, page):
        go(page, "S-0001", "D15 BM")
        page.table.setFocus()
        seen = []
        answer(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
        QTest.keyClick(page.table, Qt.Key.Key_F2)
        assert len(seen) == 1
        go(page, "S-0001", "Patient")
        QTest.keyClick(page.table, Qt.Key.Key_F2)

        assert desk.frame.notice.text() == "No sample is expected in this cell."


def test_the_menu_of_a_cell_is_made_of_the_menu_bar(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (desk, page):
        go(page, "S-0001", "D15 BM")
        offered = []

        def look():
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            offered.extend(menu.actions())
            menu.close()

        QTimer.singleShot(0, look)
        page.menuAsked.emit(QPoint(5, 5))

        acts = desk.frame.acts
        names = ("due form", "due missed", "due patient", "quick result")
        assert offered == [acts[name] for name in names]
        in_bar = [one for menu in acts._menus.values() for one in menu.actions()]
        assert all(one in in_bar and one.isEnabled() for one in offered)
        desk.bench.do("patients")
        assert not acts["due form"].isEnabled()


def test_an_act_of_the_menu_works_on_the_current_cell(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (desk, page):
        desk.bench.do("due missed")
        assert desk.frame.notice.text() == "Choose a cell of the board first."
        go(page, "S-0001", "D8 PB")
        seen = []
        answer(lambda dialog: (seen.append(type(dialog).__name__), dialog.reject()))
        desk.bench.do("due missed")
        assert seen == ["NotDoneDialog"]
        go(page, "S-0001", "Patient")
        desk.bench.do("due missed")
        assert desk.frame.notice.text() == "This cell cannot be marked as not done."
        desk.bench.do("due patient")
        assert desk.bench.places.current.page == "patient"


def test_a_save_elsewhere_changes_the_cell_in_the_same_turn(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (desk, page):
        go(page, "S-0001", "D15 BM")
        desk.bench.bus.publish(ward.recorder.execute(AddSample(a_sample())))

        assert said(page).startswith("Day 15 marrow: received")
        desk.bench.do("undo")
        assert said(page).startswith("Day 15 marrow: due")


def test_who_needs_something_stands_on_top_and_enter_mends_it(qtbot, ward):
    enter(ward)
    enter(ward, 2, None, started=None)
    enter(ward, 3, started=None)

    with board_desk(qtbot, ward) as (_desk, page):
        assert [row.need for row in page.model.board.rows] == ["needs protocol", "needs day 0", ""]
        go(page, "S-0003", "Today")
        seen = []
        answer(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        assert seen == ["Amend patient S-0003"]


def test_filters_tabs_and_text_narrow_the_board(qtbot, ward):
    enter(ward)
    enter(ward, 2, CCG, started=day(14))

    with board_desk(qtbot, ward) as (_desk, page):
        qtbot.mouseClick(page.bar.chips["is_overdue"], Qt.MouseButton.LeftButton)
        assert codes(page) == ["S-0001"]
        assert page.bar.found.text() == "1 of 2 patients"
        qtbot.mouseClick(page.bar.chips["is_overdue"], Qt.MouseButton.LeftButton)
        page.bar.tabs.setCurrentIndex(2)
        assert (codes(page), titles(page)) == (["S-0002"], ["D7 BM", "D14 BM", "D28 BM"])
        page.bar.tabs.setCurrentIndex(0)
        page.focus_search()
        qtbot.keyClicks(page.bar.field, "aieop")
        assert codes(page) == ["S-0001"]
        qtbot.keyClicks(page.bar.field, "xyz")
        assert page._pages.currentWidget() is page.nothing
        qtbot.mouseClick(page.nothing.buttons["all"], Qt.MouseButton.LeftButton)
        assert codes(page) == ["S-0001", "S-0002"]
        assert page.bar.field.text() == ""


def test_the_board_looks_as_the_last_time(qtbot, ward):
    enter(ward)
    choice = BoardChoice("aieop-bfm-all-2000", sort="D15 BM", hidden=("D8 PB",))

    with board_desk(qtbot, ward) as (desk, page):
        page.choose(choice)
        page.keep(desk.frame.memory)
        page.choose(BoardChoice())
        page.restore(desk.frame.memory)
        assert page.choice == choice
        assert titles(page) == ["D15 BM", "D33 BM", "D78 BM"]
        desk.frame.memory.keep_text("board/choice", "no json")
        page.restore(desk.frame.memory)
        assert page.choice == BoardChoice()


def test_a_tab_whose_last_child_left_gives_way_to_all(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (_desk, page):
        page.choose(BoardChoice("cog-aall08b1"))

        assert page.choice.pack == ""
        assert codes(page) == ["S-0001"]


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(qtbot, ward):
    enter(ward)
    enter(ward, 2)

    with board_desk(qtbot, ward) as (_desk, page):
        page.table.orderAsked.emit("patient")
        assert codes(page) == ["S-0002", "S-0001"]
        page.table.orderAsked.emit("day")
        assert (page.choice.sort, page.choice.is_descending) == ("day", False)


def test_an_empty_store_says_what_to_do(qtbot, ward):
    with board_desk(qtbot, ward) as (_desk, page):
        assert page._pages.currentWidget() is page.first_steps
        assert not page.bar.isVisible()


def test_a_reader_opens_the_patient_and_can_save_no_board(qtbot, ward, clock):
    enter(ward)
    path = ward.path
    ward.close()
    reader = Workspace.open(path, Person("Ben", clock), is_read_only=True, rules=bundled_rules())

    with board_desk(qtbot, reader) as (desk, page):
        go(page, "S-0001", "D15 BM")
        assert not page.foot.buttons.do_button.isVisible()
        page.bar.views.fill()
        assert [one.text() for one in page.bar.views.offered.actions()] == [
            "No board is saved yet"
        ]
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        assert desk.bench.places.current.page == "patient"


def test_a_patient_who_was_voided_meanwhile_is_said_to_be_gone(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (desk, page):
        go(page, "S-0001", "D15 BM")
        patient = ward.patient_by_code("S-0001")
        ward.recorder.execute(VoidRecords("patient", (patient,), patient.id, "twice"))
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert "was voided" in desk.frame.notice.text()


def test_a_large_store_is_read_beside_the_window(qtbot, ward, monkeypatch):
    enter(ward)
    monkeypatch.setattr(due_watch, "AT_ONCE", 0)

    with board_desk(qtbot, ward) as (_desk, page):
        assert page._pages.currentWidget() is page.wait
        qtbot.waitUntil(lambda: bool(page.model.board.rows))


def test_after_midnight_the_board_is_that_of_the_new_day(qtbot, ward, clock):
    enter(ward)

    with board_desk(qtbot, ward) as (desk, page):
        go(page, "S-0001", "D15 BM")
        clock.on = day(18)
        desk.bench.day.midnight.timeout.emit()

        assert said(page) == "Day 15 marrow: overdue by 1 day"


def test_the_board_is_copied_with_its_heads(qtbot, ward):
    enter(ward)

    with board_desk(qtbot, ward) as (_desk, page):
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

        head, row = QGuiApplication.clipboard().text().split("\n")
        assert head.split("\t")[:4] == ["Patient", "Protocol", "Today", "D8 PB"]
        assert row.split("\t")[:3] == ["S-0001 Kim M.", "AIEOP-BFM ALL 2000", "D16"]
        assert row.split("\t")[3] == "Day 8 blood: overdue by 7 days"


def test_under_the_pointer_stands_what_came(qtbot, ward):
    enter(ward)
    ward.recorder.execute(AddSample(a_sample()))
    ward.recorder.execute(RecordMeasurement(a_sample(), a_measurement()))

    with board_desk(qtbot, ward) as (_desk, page):
        go(page, "S-0001", "D15 BM")
        tip = page.table.currentIndex().data(Qt.ItemDataRole.ToolTipRole)

        assert tip.startswith("S-0001 · Day 15 marrow: received")
        assert "17 Mar 2025" in tip
        assert "flow: " in tip
