"""The table under a cohort's picture."""

import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.gui.cohort_table import CohortTableCard
from tests.gui.desk import the_switch
from tests.plots.cohort_drawings import view_of


@pytest.fixture
def card(qtbot):
    the_switch()
    made = CohortTableCard()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def codes(card):
    return [row.cells[0].text for row in card.rows]


def test_the_columns_are_those_of_the_view(card):
    for kind in CohortViewKind:
        table = table_of(view_of(kind))
        card.show_table(table)
        model = card.table.model()
        titles = [
            model.headerData(place, Qt.Orientation.Horizontal)
            for place in range(len(table.titles))
        ]
        assert tuple(titles) == table.titles
        assert len(card.rows) == len(table.rows)


def test_the_same_columns_keep_the_order_that_was_chosen(card):
    table = table_of(view_of(CohortViewKind.SURVIVAL))
    card.show_table(table)
    card.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    longest_first = codes(card)

    card.show_table(table)

    assert codes(card) == longest_first
    times = [row.cells[2].text for row in card.rows if row.cells[2].text]
    assert times == sorted(times, key=int, reverse=True)


def test_a_child_is_found_and_opened(card, qtbot):
    card.show_table(table_of(view_of(CohortViewKind.SWIMMER)))

    card.show_child("id-C")
    assert card.table.row().patient_id == "id-C"
    with qtbot.waitSignal(card.opened) as opened:
        card.table.opened.emit(card.table.row())

    assert opened.args == ["id-C"]


def test_a_line_of_several_children_opens_nobody(card, qtbot):
    card.show_table(table_of(view_of(CohortViewKind.DISTRIBUTION)))

    with qtbot.assertNotEmitted(card.opened):
        card.table.opened.emit(card.rows[0])
    card.show_child("id-C")


def test_before_the_first_table_there_is_nothing_to_find(card):
    assert card.rows == ()
    card.show_child("id-C")
    assert card.table is None
