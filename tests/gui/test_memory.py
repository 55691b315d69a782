import pytest
from PySide6.QtWidgets import QLabel, QSplitter

from mrdtracker.gui.memory import Memory, of_store
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import Scheme
from tests.gui.desk import settings_in


@pytest.fixture
def memory(tmp_path):
    return Memory(settings_in(tmp_path))


def test_looks_are_remembered(memory):
    assert (memory.scheme, memory.zoom_pt) == (Scheme.SYSTEM, 0.0)

    memory.keep_looks(Scheme.DARK, 1.0)

    assert (memory.scheme, memory.zoom_pt) == (Scheme.DARK, 1.0)


def test_nonsense_in_the_settings_is_no_error(memory):
    memory.keep_text("scheme", "pink")
    memory.keep_text("zoom_pt", "large")

    assert (memory.scheme, memory.zoom_pt) == (Scheme.SYSTEM, 0.0)


def test_splitters_are_remembered_by_name(qtbot, memory):
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    splitter.setObjectName("one")
    assert not memory.restore_splitter(splitter)

    memory.keep_splitter(splitter)

    assert memory.restore_splitter(splitter)


def test_columns_are_remembered_while_their_number_is_the_same(qtbot, memory):
    model = RowTableModel((Column("A", str), Column("B", str, width=0)))
    table = RowTable(model, "t")
    qtbot.addWidget(table)
    table.setColumnWidth(0, 123)
    memory.keep_columns(table.horizontalHeader(), "t", table.wished)
    table.setColumnWidth(0, 60)

    memory.restore_columns(table.horizontalHeader(), "other")
    assert table.columnWidth(0) == 60
    memory.restore_columns(table.horizontalHeader(), "t")
    assert table.columnWidth(0) == 123


def test_a_column_that_a_small_screen_squeezed_or_hid_comes_back_on_a_large_one(qtbot, memory):
    columns = (
        Column("Code", str),
        Column("Name", str, style="quiet", width=20, is_spare=True),
        Column("Findings", lambda _row: "a long finding of many words", width=0),
    )
    small, large = (RowTable(RowTableModel(columns), "t") for _ in range(2))
    for table, width in ((small, 120), (large, 1200)):
        qtbot.addWidget(table)
        table.resize(width, 200)
        table.show()
        table.model().show_rows(["S-1", "S-2"])
        table.grow_to_rows()
    wide = [large.columnWidth(place) for place in range(2)]
    assert small.isColumnHidden(1)

    memory.keep_columns(small.horizontalHeader(), "t", small.wished)
    memory.restore_columns(large.horizontalHeader(), "t")
    large.grow_to_rows()

    assert [large.columnWidth(place) for place in range(2)] == wide


def test_two_stores_of_one_name_are_remembered_apart(tmp_path):
    here, there = tmp_path / "a" / "lab.mrd", tmp_path / "b" / "lab.mrd"

    assert of_store("last", here) != of_store("last", there)
    assert of_store("last", here) == of_store("last", tmp_path / "b" / ".." / "a" / "lab.mrd")
    assert of_store("last", here) != of_store("recent", here)


@pytest.mark.usefixtures("qapp")
def test_texts_are_remembered(memory):
    assert memory.text("last") == ""
    memory.keep_text("last", "x")
    assert memory.text("last") == "x"
    assert QLabel(memory.text("last")).text() == "x"
