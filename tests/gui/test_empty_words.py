"""A table that is empty says so, and what comes next; with rows it says nothing more."""

import pytest

from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.empty_words import EmptyWords
from mrdtracker.gui.patient_records import PatientRecords
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from tests.gui.desk import the_switch
from tests.gui.presenters.views import a_view


@pytest.fixture
def table(qtbot):
    the_switch()
    model = RowTableModel((Column("Name", lambda row: row, width=0),))
    table = RowTable(model, "Names")
    qtbot.addWidget(table)
    table.resize(300, 200)
    return table


def test_the_words_come_and_go_with_the_rows(qtbot, table):
    words, model = EmptyWords(table, "No name yet."), table.model()
    with qtbot.waitExposed(table):
        table.show()
    assert words.isVisible()
    assert words.geometry() == table.viewport().rect()
    assert table.accessibleDescription() == "No name yet."

    model.show_rows(["Anna"])
    assert not words.isVisible()
    assert table.accessibleDescription() == ""

    model.show_rows([])
    model.add_rows(["Ben"])
    assert not words.isVisible()


@pytest.mark.parametrize(
    ("is_writable", "says"), [(True, "No result yet. F2 enters one."), (False, "No result yet.")]
)
def test_the_records_of_a_child_without_any_say_what_comes_next(qtbot, is_writable, says):
    the_switch()
    records = PatientRecords(CaseState(), is_writable=is_writable)
    qtbot.addWidget(records)
    records.show()
    records.show_view(a_view(samples=[], measurements=[], events=[]))

    assert records.result_table.accessibleDescription() == says
    assert records.sample_table.accessibleDescription() == "No sample yet."
    assert records.event_table.accessibleDescription() == "No event yet."

    records.show_view(a_view())
    assert records.result_table.accessibleDescription() == ""
