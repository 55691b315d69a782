import pytest
from PySide6.QtWidgets import QLabel, QSplitter

from mrdtracker.gui.memory import Memory
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
    memory.keep_columns(table.horizontalHeader(), "t")
    table.setColumnWidth(0, 60)

    memory.restore_columns(table.horizontalHeader(), "other")
    assert table.columnWidth(0) == 60
    memory.restore_columns(table.horizontalHeader(), "t")
    assert table.columnWidth(0) == 123


@pytest.mark.usefixtures("qapp")
def test_texts_are_remembered(memory):
    assert memory.text("last") == ""
    memory.keep_text("last", "x")
    assert memory.text("last") == "x"
    assert QLabel(memory.text("last")).text() == "x"
