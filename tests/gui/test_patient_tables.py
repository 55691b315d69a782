from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.patient_tables import (
    EVENT_COLUMNS,
    FACT_COLUMNS,
    RESULT_COLUMNS,
    SAMPLE_COLUMNS,
)
from mrdtracker.gui.presenters.course_lines import event_lines, result_lines, sample_lines
from mrdtracker.gui.presenters.patient_overview import fact_lines
from mrdtracker.gui.table_model import RowTableModel
from mrdtracker.gui.table_view import RowTable
from tests.builders import a_measurement, quantified
from tests.gui.desk import the_switch
from tests.gui.presenters.views import a_view

TABLES = {
    "results": (RESULT_COLUMNS, result_lines),
    "samples": (SAMPLE_COLUMNS, sample_lines),
    "events": (EVENT_COLUMNS, event_lines),
    "facts": (FACT_COLUMNS, fact_lines),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_reads_and_sorts(name, qtmodeltester):
    columns, lines = TABLES[name]
    model = RowTableModel(columns)
    model.show_rows(lines(a_view()))

    qtmodeltester.check(model)
    for place in range(len(columns)):
        model.sort(place)
        assert isinstance(model.index(0, place).data(), str)
    assert sum(column.width == 0 for column in columns) == 1


@pytest.mark.usefixtures("qapp")
def test_results_sort_by_amount_and_not_by_text():
    view = a_view(
        measurements=[
            a_measurement(number, value=quantified(amount))
            for number, amount in enumerate(("0.1", "0.0005", "0.02"), 1)
        ]
    )
    model = RowTableModel(RESULT_COLUMNS)
    model.show_rows(result_lines(view))

    model.sort([column.title for column in RESULT_COLUMNS].index("Result"))

    assert [line.value for line in model.rows] == ["0.05 %", "2 %", "10 %"]


def test_in_little_room_the_date_goes_before_a_method_is_cut_and_the_day_says_it(qtbot):
    the_switch()
    lines = result_lines(a_view())
    model = RowTableModel(RESULT_COLUMNS)
    model.show_rows([replace(one, method="IG/TR PCR IGH VH3-JH4") for one in lines])
    table = RowTable(model, "Results")
    qtbot.addWidget(table)
    table.show()
    day, date = ([column.title for column in RESULT_COLUMNS].index(one) for one in ("Day", "Date"))
    table.resize(900, 200)
    table.fit_to_rows()
    assert not table.isColumnHidden(date)

    table.resize(480, 200)

    assert table.isColumnHidden(date)
    told = model.index(0, day).data(Qt.ItemDataRole.ToolTipRole)
    assert told == model.index(0, date).data() == lines[0].moment.date
