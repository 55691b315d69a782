import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from mrdtracker.gui.patient_records import line_words


@pytest.fixture
def records(desk):
    desk.patient("DEMO-08")
    return desk.bench.patient.records


def menu_of(qtbot, records):
    menu = QMenu()
    qtbot.addWidget(menu)
    records.fill_menu(menu)
    return [action.text() for action in menu.actions() if action.text()]


def test_the_tabs_say_how_much_there_is(records):
    texts = [records.tabText(tab) for tab in range(records.count())]

    assert texts == ["Results 8", "Samples 7", "Events 5", "Facts"]


def test_the_menu_names_what_it_is_about(qtbot, records):
    records.result_table.select_lines([1])

    texts = menu_of(qtbot, records)

    assert texts[0] == "Amend…"
    assert texts[1].startswith("Void ")
    assert records.results.rows[1].moment.date in texts[1]
    assert texts[2:4] == ["Copy rows", "Copy table"]
    assert texts[4].startswith("Show only the selected results")


def test_a_sample_can_get_a_result(qtbot, records):
    records.setCurrentWidget(records.sample_table)
    records.sample_table.select_lines([0])

    assert menu_of(qtbot, records)[0] == "Add result…"


def test_two_selected_rows_are_not_one_record(qtbot, records):
    records.result_table.select_lines([0, 1])

    assert records.current_line() is None
    assert menu_of(qtbot, records)[:2] == ["Copy rows", "Copy table"]


def test_enter_amends_the_record(qtbot, desk, records):
    asked = []
    records.amendAsked.disconnect()
    records.amendAsked.connect(asked.append)
    records.setCurrentWidget(records.event_table)
    records.event_table.select_lines([0])

    qtbot.keyClick(records.event_table, Qt.Key.Key_Return)

    assert [line_words(line) for line in asked] == [line_words(records.events.rows[0])]
    assert desk.bench.patient.records is records


def test_the_facts_are_amended_as_the_patient(qtbot, records):
    records.editAsked.disconnect()
    records.setCurrentWidget(records.fact_table)

    with qtbot.waitSignal(records.editAsked):
        records.amend_current()


def test_a_selection_from_elsewhere_brings_the_results_to_the_front(desk, records):
    records.setCurrentWidget(records.fact_table)

    desk.bench.patient.state.select(frozenset({records.results.rows[2].key}))

    assert records.currentWidget() is records.result_table
    assert records.result_table.selected_rows()[0] == records.results.rows[2]
    assert records.sample_table.selected_rows() == ()


def test_a_tube_is_shown_among_the_others(desk, records):
    sample = records.samples.rows[2].sample

    records.show_sample(sample.id)

    assert records.current_line().sample == sample
    assert desk.window.focusWidget() is records.sample_table


def test_an_act_without_a_record_says_what_to_select(desk, records):
    records.result_table.select_lines([])

    desk.bench.do("void")

    assert desk.frame.notice.text().startswith("Select the one result, sample or event")
