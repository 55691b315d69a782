"""The table under a cohort's picture."""

import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import Grouping
from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.gui.cohort_table import CohortTableCard
from tests.domain.cohorts import a_child
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


def widths(card):
    return [card.table.columnWidth(n) for n in range(card.table.model().columnCount())]


def test_no_number_is_cut_however_many_columns_there_are(card):
    card.resize(500, 300)
    table = table_of(view_of(CohortViewKind.DISTRIBUTION))

    card.show_table(table)

    metrics = card.table.inks.tabular_metrics
    for place, width in enumerate(widths(card)[:-2]):
        texts = [table.titles[place], *(row.cells[place].shown for row in table.rows)]
        assert width >= max(map(metrics.horizontalAdvance, texts))
    assert card.table.horizontalScrollBar().maximum() > 0


def test_a_code_is_whole_in_a_cohort_of_any_size(card):
    code = "PADDINGTON-HOSPITAL-000001"
    many = Cohort(tuple(a_child(f"{code}-{n:04}") for n in range(1200)))

    card.show_table(table_of(view_of(CohortViewKind.SWIMMER, many, Grouping())))

    metrics = card.table.inks.tabular_metrics
    assert widths(card)[0] > metrics.horizontalAdvance(f"{code}-0000")


def test_a_width_that_somebody_chose_stays(card):
    table = table_of(view_of(CohortViewKind.SURVIVAL))
    card.show_table(table)
    card.table.horizontalHeader().resizeSection(1, 333)
    first = widths(card)

    card.show_table(table)

    assert widths(card) == first
    assert first[1] == 333
