import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.gui.table_model import (
    CHIPS_ROLE,
    ROW_ROLE,
    SORT_ROLE,
    Column,
    RowTableModel,
)

pytestmark = pytest.mark.usefixtures("qapp")

COLUMNS = (
    Column("Word", str.upper),
    Column("Length", lambda word: str(len(word)), len, style="figure"),
    Column("Chip", str, chips=lambda word: (ChipText(word, ToneName.LOW),)),
)


@pytest.fixture
def model():
    model = RowTableModel(COLUMNS)
    model.show_rows(["pear", "fig", "banana"])
    return model


def test_the_model_keeps_qt_s_rules(qtmodeltester, model):
    qtmodeltester.check(model)


def test_a_cell_says_what_its_column_reads(model):
    index = model.index(1, 0)

    assert index.data() == "FIG"
    assert index.data(ROW_ROLE) == "fig"
    assert model.index(1, 1).data(SORT_ROLE) == 3
    assert model.index(1, 2).data(CHIPS_ROLE)[0].word == "fig"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Length"


def test_sorting_uses_the_key_and_not_the_text(model):
    model.sort(1)
    assert model.rows == ("fig", "pear", "banana")

    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.rows == ("banana", "pear", "fig")


def test_a_remembered_place_follows_its_row_when_sorting(model):
    kept = QPersistentModelIndex(model.index(2, 0))

    model.sort(0)

    assert kept.data() == "BANANA"
    assert kept.row() == 0


def test_rows_can_be_added_below(model):
    model.add_rows(["kiwi"])
    model.add_rows([])

    assert model.rowCount() == 4
    assert model.row_at(3) == "kiwi"
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 3
