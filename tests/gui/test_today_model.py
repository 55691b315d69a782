import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.today_model import PAGE, DueModel
from tests.gui.presenters.test_due_words import day, lines


def test_it_is_a_table_that_qt_s_own_tester_accepts(qtmodeltester):
    model = DueModel()
    model.show_lines(lines(day(16)), day(16))

    qtmodeltester.check(model)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "State"
    texts = [model.data(model.index(0, place)) for place in range(model.columnCount())]
    assert texts[:2] == ["due", "S-0001"]


@pytest.mark.usefixtures("qapp")
def test_only_what_is_scrolled_to_is_written():
    model = DueModel()
    model.show_lines(lines(day(16)) * 500, day(16))

    assert (model.rowCount(), len(model.lines)) == (PAGE, 500)
    model.fetchMore()
    model.fetchMore()
    assert model.rowCount() == 500
    assert not model.canFetchMore()
    model.fetchMore()
    assert model.rowCount() == 500
    model.show_lines(model.lines, day(16), model.rowCount())
    assert model.rowCount() == 500
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("\nEnter: Enter sample")
