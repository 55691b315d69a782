import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.board_bar import BoardBar
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import column_names
from tests.gui.desk import the_switch
from tests.gui.due_desk import Morning, a_ward, day
from tests.gui.presenters.test_board_rows import child, listed


@pytest.fixture
def bar(qtbot, tmp_path):
    the_switch()
    with a_ward(tmp_path, Morning(day(16))) as ward:
        made = BoardBar(ward, dict)
        qtbot.addWidget(made)
        made.show()
        yield made


def test_a_tab_stands_for_every_protocol_and_one_for_all(bar, qtbot):
    bar.show_tabs([("p", "AIEOP & BFM", 3), ("q", "COG", 1)])
    assert [bar.tabs.tabText(n) for n in range(bar.tabs.count())] == [
        "All",
        "AIEOP && BFM  3",
        "COG  1",
    ]

    with qtbot.waitSignal(bar.chosen) as chosen:
        bar.tabs.setCurrentIndex(2)

    assert chosen.args[0] == BoardChoice("q")
    bar.show_choice(BoardChoice("p"))
    assert bar.tabs.currentIndex() == 1
    bar.show_tabs([("p", "AIEOP", 3)])
    assert (bar.tabs.count(), bar.tabs.currentIndex()) == (2, 1)


@pytest.mark.parametrize("name", ["is_overdue", "is_flagged", "is_missing"])
def test_a_chip_adds_to_what_was_chosen(bar, qtbot, name):
    bar.show_choice(BoardChoice("p", "kim"))

    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(bar.chips[name], Qt.MouseButton.LeftButton)

    assert chosen.args[0] == BoardChoice("p", "kim", **{name: True})


def test_what_is_shown_is_told_to_nobody(bar, qtbot):
    with qtbot.assertNotEmitted(bar.chosen):
        bar.show_choice(BoardChoice("p", "kim", is_flagged=True))

    assert bar.field.text() == "kim"
    assert bar.chips["is_flagged"].isChecked()


def test_columns_are_hidden_and_shown_from_the_menu(bar, qtbot):
    columns = column_names(listed(child("A")), BoardChoice())
    bar.show_columns(columns)
    first = bar.columns.menu().actions()[0]
    assert (first.text(), first.isChecked()) == ("D8 PB", True)

    with qtbot.waitSignal(bar.chosen) as chosen:
        first.trigger()

    assert chosen.args[0].hidden == ("D8 PB",)
    bar.show_choice(chosen.args[0])
    bar.show_columns(columns)
    assert bar.columns.text() == "Columns, 1 hidden"
    with qtbot.waitSignal(bar.chosen) as chosen:
        bar.columns.menu().actions()[0].trigger()
    assert chosen.args[0].hidden == ()


def test_the_field_leads_down_into_the_board_and_escape_clears_it(bar, qtbot):
    bar.field.setFocus()
    qtbot.keyClicks(bar.field, "x")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        with qtbot.waitSignal(bar.leftDown):
            qtbot.keyClick(bar.field, key)

    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)

    assert bar.field.text() == ""
    assert not bar.eventFilter(bar.tabs, None)
