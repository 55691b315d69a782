"""What is at hand on every page: a quick result, the next patient, rows for a spreadsheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from mrdtracker.services.commands import AddSample
from tests.builders import a_sample
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, choose, day, due_desk, enter, texts
from tests.gui.ward import type_into


@pytest.fixture
def ward(tmp_path):
    """Three children on day 16; of the first and the third the marrow of day 15 came."""
    workspace = a_ward(tmp_path, Morning(day(16)))
    enter(workspace)
    enter(workspace, 2)
    enter(workspace, 3)
    workspace.recorder.execute(AddSample(a_sample()))
    workspace.recorder.execute(AddSample(a_sample(3, 3)))
    yield workspace
    workspace.close()


def test_f2_on_a_line_enters_its_result_and_goes_to_the_next_line(qtbot, ward):
    with due_desk(qtbot, ward) as (desk, page):
        choose(page, "S-0001 D15")
        before, place = texts(page), page.table.currentIndex().row()

        def type_it(dialog):
            assert dialog.form.text("sample") == "sample-1"
            assert dialog.form.text("method") == "flow"
            qtbot.keyClicks(dialog.focusWidget(), "0.05 %")
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

        answer(type_it)
        qtbot.keyClick(page.table, Qt.Key.Key_F2)

        [entry] = ward.journal(limit=1)
        assert entry.label == "Record flow result, BM 17 Mar 2025"
        assert desk.window.focusWidget() is page.table
        assert texts(page)[page.table.currentIndex().row()] == before[place + 1]


def test_f2_where_no_tube_came_makes_one_of_today(qtbot, ward):
    with due_desk(qtbot, ward) as (_, page):
        choose(page, "S-0002 D15")
        seen = []

        def type_it(dialog):
            seen.append({name: dialog.form.text(name) for name in ("specimen", "taken_on")})
            qtbot.keyClicks(dialog.focusWidget(), "neg @ 1e-4")
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

        answer(type_it)
        qtbot.keyClick(page.table, Qt.Key.Key_F2)

        assert seen == [{"specimen": "BM", "taken_on": "18 Mar 2025"}]
        file = ward.patient_file(ward.patient_by_code("S-0002").id)
        assert [one.taken_on for one in file.samples] == [day(16)]
        assert len(file.measurements) == 1


def test_left_with_escape_the_line_stays(qtbot, ward):
    with due_desk(qtbot, ward) as (desk, page):
        choose(page, "S-0001 D15")

        answer(lambda dialog: dialog.reject())
        desk.bench.do("quick result")

        assert page.table.row().code == "S-0001"


def test_on_a_page_without_anything_to_enter_it_says_what_to_choose(desk):
    for page in ("patients", "history", "rules", "help"):
        desk.bench.do(page)
        desk.frame.end_notice()

        desk.bench.do("quick result")

        assert "Choose a line of Today" in desk.frame.notice.text(), page


def test_on_a_patient_f2_without_a_selected_record_enters_a_result(desk):
    desk.patient("DEMO-01")
    desk.bench.patient.records.result_table.clearSelection()
    seen = []
    answer(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))

    desk.bench.do("amend")

    assert seen == ["Quick result"]


def test_on_a_patient_f2_with_a_selected_record_amends_it(desk):
    desk.patient("DEMO-01")
    desk.bench.patient.records.result_table.select_lines([0])
    seen = []
    answer(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))

    desk.bench.do("amend")

    assert seen == ["Amend result"]


def test_all_fields_goes_on_with_what_was_typed(qtbot, desk):
    desk.patient("DEMO-01")
    seen = []

    def look(full):
        seen.append((full.windowTitle(), full.form.text("value"), full.form.text("sample")))
        full.reject()

    def type_and_hand_over(quick):
        quick.form.set("sample", "new")
        quick.refresh()
        type_into(qtbot, quick.fields["value"], "0.05 %")
        answer(look)
        quick.all_button.click()

    answer(type_and_hand_over)
    desk.bench.acts.quick_result(desk.bench.patient.patient_id)

    assert seen == [("Add result", "0.05 %", "new")]


def test_all_fields_untouched_begins_as_the_quick_form(desk):
    desk.patient("DEMO-01")
    seen = []

    def look(full):
        seen.append(full.form.text("method"))
        full.reject()

    def hand_over(quick):
        seen.append(quick.form.text("method"))
        answer(look)
        quick.all_button.click()

    answer(hand_over)
    desk.bench.acts.quick_result(desk.bench.patient.patient_id)

    assert seen[0] == seen[1]
    assert desk.workspace.drafts.all() == ()


def code_in_front(desk):
    return desk.bench.patient.view.file.patient.code


def test_the_next_patient_goes_round_those_who_were_opened_last(desk):
    for code in ("DEMO-01", "DEMO-02", "DEMO-03"):
        desk.patient(code)
    walked = []
    for _ in range(4):
        desk.bench.do("next patient")
        walked.append(code_in_front(desk))

    assert walked == ["DEMO-02", "DEMO-01", "DEMO-03", "DEMO-02"]
    desk.bench.do("previous patient")
    assert code_in_front(desk) == "DEMO-03"


def test_from_another_page_it_is_the_patient_who_was_opened_last(desk):
    desk.patient("DEMO-01")
    desk.patient("DEMO-02")
    desk.bench.do("today")

    desk.bench.do("next patient")

    assert code_in_front(desk) == "DEMO-02"


def test_without_another_patient_it_says_so(desk):
    desk.patient("DEMO-01")

    desk.bench.do("next patient")

    assert desk.frame.notice.text() == "No other patient was opened yet."


def test_rows_are_copied_with_headers_from_the_table_in_front(desk):
    desk.patient("DEMO-01")
    desk.bench.patient.records.result_table.select_lines([0])

    desk.bench.do("copy rows")

    text = QGuiApplication.clipboard().text()
    assert text.startswith("Day\tDate\t")
    assert len(text.splitlines()) == 2
    assert desk.frame.notice.text() == "Rows on the clipboard: 1."


def test_without_a_selected_row_nothing_is_copied(desk):
    desk.bench.do("help")

    desk.bench.do("copy rows")

    assert desk.frame.notice.text() == "Select rows of a table first."
