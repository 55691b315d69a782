import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.board_table_desk import a_table
from tests.gui.presenters.test_board_rows import child


def children(number):
    return [child(f"S-{place:03d}") for place in range(number)]


def test_who_it_is_stays_in_sight_when_the_time_points_are_scrolled(qtbot):
    table = a_table(qtbot, width=380)
    bar = table.horizontalScrollBar()
    assert bar.maximum() > 0
    assert not table.is_scrolled_across

    bar.setValue(bar.maximum())

    assert table.is_scrolled_across
    assert table.frozen.isVisible()
    assert table.frozen.geometry().left() == table.frameWidth()
    widths = [table.columnWidth(column) for column in range(3)]
    assert table.frozen.width() == sum(widths) + 1
    assert [table.frozen.isColumnHidden(column) for column in range(3, 6)] == [True] * 3


def test_a_cell_that_one_goes_to_is_never_behind_the_columns_that_stay(qtbot):
    table = a_table(qtbot, width=420)
    table.go_to(0, 5)
    assert table.is_scrolled_across

    table.go_to(0, 3)

    assert table.visualRect(table.currentIndex()).left() >= table.frozen.width() - 1
    across = table.horizontalScrollBar().value()
    table.go_to(1, 0)
    assert table.horizontalScrollBar().value() == across


def test_both_parts_scroll_together(qtbot):
    table = a_table(qtbot, *children(60))
    with qtbot.waitSignal(table.settled):
        table.verticalScrollBar().setValue(70)
    assert table.frozen.verticalScrollBar().value() == 70

    table.frozen.verticalScrollBar().setValue(140)

    assert table.verticalScrollBar().value() == 140
    sight = table.rows_in_sight()
    assert 0 < sight.start < sight.stop < 60


def test_rows_in_sight_end_with_the_last_row(qtbot):
    assert a_table(qtbot).rows_in_sight() == range(2)


def test_keys_open_enter_and_copy(qtbot):
    table = a_table(qtbot)
    for signal, key in (
        (table.opened, Qt.Key.Key_Return),
        (table.opened, Qt.Key.Key_Enter),
        (table.entryAsked, Qt.Key.Key_F2),
    ):
        table.go_to(0, 3)
        with qtbot.waitSignal(signal):
            QTest.keyClick(table, key)
    with qtbot.waitSignal(table.opened):
        table.frozen.doubleClicked.emit(table.board.index(0, 0))


def test_a_block_of_cells_is_copied_with_who_it_is(qtbot):
    table = a_table(qtbot)
    selection = table.selectionModel()
    for column in (4, 5):
        selection.select(table.board.index(1, column), QItemSelectionModel.SelectionFlag.Select)

    table.copy()

    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t") == ["Patient", "D15 BM", "D33 BM"]
    assert row.split("\t")[0] == "B Kim"


@pytest.mark.parametrize("reason", QContextMenuEvent.Reason)
def test_a_menu_is_asked_for_at_the_pointer_or_at_the_cell(qtbot, reason):
    table = a_table(qtbot)
    table.go_to(1, 4)
    here = QPoint(7, 9)

    with qtbot.waitSignal(table.menuAsked) as asked:
        QApplication.sendEvent(table.viewport(), QContextMenuEvent(reason, here, here))

    cell = table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).center())
    is_keyboard = reason is QContextMenuEvent.Reason.Keyboard
    assert asked.args == [cell if is_keyboard else here]


def test_the_row_under_the_pointer_is_lit_in_both_parts(qtbot):
    table = a_table(qtbot)
    table.frozen.entered.emit(table.board.index(1, 0))
    assert table.hovered_row == 1

    QApplication.sendEvent(table, QEvent(QEvent.Type.Leave))

    assert table.hovered_row == -1


def test_larger_text_makes_rows_and_columns_larger(qtbot):
    table = a_table(qtbot)
    row, width = table.rowHeight(0), table.columnWidth(3)
    font = table.font()
    font.setPointSizeF(font.pointSizeF() + 6)

    table.setFont(font)

    assert table.rowHeight(0) > row
    assert table.frozen.rowHeight(0) == table.rowHeight(0)
    assert table.columnWidth(3) >= width


def test_a_head_asks_for_another_order(qtbot):
    table = a_table(qtbot)
    with qtbot.waitSignal(table.orderAsked) as asked:
        table.frozen.horizontalHeader().sectionClicked.emit(2)
    assert asked.args == ["day"]
    with qtbot.waitSignal(table.orderAsked) as asked:
        table.horizontalHeader().sectionClicked.emit(3)

    assert asked.args == ["D8 PB"]
