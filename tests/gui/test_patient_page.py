from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.report_dialog import ReportDialog
from mrdtracker.plots.course_view import CourseView
from mrdtracker.services.commands import AddPatient, RecordMeasurement, VoidRecords
from mrdtracker.services.issuing import Issuing
from tests.builders import a_measurement, a_patient, a_sample
from tests.gui.desk import answer


@pytest.fixture
def page(desk):
    desk.patient("DEMO-08")
    return desk.bench.patient


def test_the_header_says_who_and_how_it_stands(page):
    assert page.header.code.text() == "DEMO-08"
    assert "AIEOP-BFM ALL 2000" in page.header.protocol.text()
    assert page.header.group.chip.word
    assert page.header.flags.chips


def test_a_click_on_a_result_selects_it_in_every_view(qtbot, page):
    table = page.records.result_table
    place = table.visualRect(page.records.results.index(1, 3)).center()

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    key = page.records.results.rows[1].key
    assert page.state.selection == {key}


def test_what_is_folded_and_how_wide_its_parts_are_is_remembered(page, desk):
    memory = desk.frame.memory
    page.course.make_canvas()
    page.course.canvas.look_at(page.course.canvas.view.turned("events"))
    page._wide.setSizes([600, 200])
    sizes = page._wide.sizes()

    page.keep(memory)
    page.course.canvas.look_at(CourseView())
    page._wide.setSizes([400, 400])
    page.restore(memory)

    assert page.course._folded == {"events"}
    assert page._wide.sizes() == sizes


def test_the_plot_and_the_table_select_each_other(page):
    page.course.make_canvas()
    canvas = page.course.canvas
    key = page.records.results.rows[2].key

    canvas.picked.emit(frozenset({key}))

    assert [line.key for line in page.records.result_table.selected_rows()] == [key]
    page.records.result_table.select_lines([0])
    assert page.state.selection == {page.records.results.rows[0].key}


def test_a_finding_selects_the_results_it_used(page):
    finding = next(
        one for pack in page.panel.packs for one in pack.findings if len(one.result_keys) == 1
    )
    page.panel.toggle(finding.name)
    if finding.name not in page.panel.opened:
        page.panel.toggle(finding.name)

    assert page.state.selection == set(finding.result_keys)
    assert {line.key for line in page.records.result_table.selected_rows()} == set(
        finding.result_keys
    )


def test_hover_in_the_table_is_told_to_all(page):
    page.records.result_table.rowHovered.emit(0)

    assert page.state.hover == {page.records.results.rows[0].key}


def test_voiding_a_selected_result_leaves_an_empty_selection(qtbot, desk, page):
    page.records.result_table.select_lines([0])
    count = page.records.results.rowCount()

    def void(dialog):
        qtbot.keyClicks(dialog.fields["reason"].editor, "wrong child")
        dialog.accept()

    answer(void)
    desk.bench.do("void")

    assert page.records.results.rowCount() == count - 1
    assert page.state.selection == frozenset()


def test_undo_brings_it_back_and_is_named(qtbot, desk, page):
    page.records.result_table.select_lines([0])
    count = page.records.results.rowCount()

    def void(dialog):
        qtbot.keyClicks(dialog.fields["reason"].editor, "wrong child")
        dialog.accept()

    answer(void)
    desk.bench.do("void")
    assert desk.frame.acts["undo"].text().startswith("&Undo Void ")
    desk.bench.do("undo")

    assert page.records.results.rowCount() == count
    assert desk.frame.acts["redo"].text().startswith("&Redo Void ")


def test_a_new_result_is_selected_at_once(desk, page):
    view = page.view
    sample = a_sample(900, patient_id=view.file.patient.id, taken_on=view.file.samples[0].taken_on)
    measurement = a_measurement(901, sample_id=sample.id)

    changes = desk.workspace.recorder.execute(
        RecordMeasurement(sample, measurement, is_new_sample=True)
    )
    desk.bench.bus.publish(changes)

    assert page.state.selection == {measurement.id}


@pytest.mark.usefixtures("page")
def test_the_explanation_is_copied_as_text(desk):
    desk.bench.do("copy why")

    text = QApplication.clipboard().text()
    assert text.startswith("DEMO-08")
    assert "AIEOP-BFM ALL 2000" in text


def test_a_patient_without_protocol_says_what_it_needs(desk):
    patient = a_patient(77, course=CourseFacts())
    desk.bench.bus.publish(desk.workspace.recorder.execute(AddPatient(patient)))

    desk.patient("S-0077")

    page = desk.bench.patient
    assert page.header.group.chip.word == "needs protocol"
    assert page.header.protocol.text() == "no protocol"


def test_a_patient_without_first_dose_says_so(desk):
    patient = a_patient(78, course=CourseFacts(pack="aieop-bfm-all-2000"))
    desk.bench.bus.publish(desk.workspace.recorder.execute(AddPatient(patient)))

    desk.patient("S-0078")

    assert desk.bench.patient.header.flags.chips[0].word == "needs first dose"


def test_every_act_has_its_dialog(page):
    titles = []

    def leave(dialog):
        titles.append(dialog.windowTitle())
        dialog.reject()

    for act in ("result", "sample", "event", "edit"):
        answer(leave)
        page.act(act)

    assert len(titles) == 4
    assert len(set(titles)) == 4


def test_voiding_the_patient_goes_back_to_the_list(qtbot, desk, page):
    def void(dialog):
        qtbot.keyClicks(dialog.fields["reason"].editor, "entered twice")
        dialog.accept()

    answer(void)
    page.act("void patient")

    assert desk.frame.pages.currentWidget() is desk.bench.list
    assert "DEMO-08" not in [line.code for line in desk.bench.list.model.rows]


def test_the_course_is_copied_from_the_menu(qtbot, desk, page):
    told = []
    page.told.connect(told.append)
    desk.bench.do("copy course")
    page.course.make_canvas()
    qtbot.waitUntil(lambda: page.course.canvas.drawn is not None)

    desk.bench.do("copy course")
    desk.bench.do("copy course table")

    assert told[0] == "The course is not drawn yet."
    assert told[1] == "The picture of the course is on the clipboard."
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == 1 + len(page.records.results.rows)


def test_a_voided_result_is_in_no_picture_and_in_no_table(qtbot, desk, page):
    page.course.make_canvas()
    line = page.records.results.rows[0]
    row = line.row
    command = VoidRecords("one result", (row.measurement,), page.patient_id, "wrong tube")
    desk.bench.bus.publish(desk.workspace.recorder.execute(command))
    qtbot.waitUntil(lambda: page.course.canvas.drawn is not None)

    desk.bench.do("copy course table")

    assert row.measurement.id not in QApplication.clipboard().text()
    assert row.measurement.id not in page.course.canvas.drawn.keys


def test_a_click_on_the_ring_of_an_awaited_sample_opens_its_form(qtbot, page):
    page.course.make_canvas()
    canvas = page.course.canvas
    qtbot.waitUntil(lambda: canvas.drawn is not None)
    (x, y), points = next(iter(canvas.drawn.rings.items()))
    asked = []

    def look(dialog):
        asked.append({name: dialog.form.text(name) for name in dialog.fields})
        dialog.reject()

    answer(look)
    place = QPoint(
        round(x / canvas.points_per_pixel), round(canvas.height() - y / canvas.points_per_pixel)
    )
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)

    (fields,) = asked
    assert fields["specimen"] == points[0].specimen.value
    assert fields["taken_on"] == ""  # its window is closed: nobody guesses the day
    assert fields["method"] in {one.value for one in points[0].methods}


def test_a_patient_whose_report_cannot_be_read_leaves_the_one_before_whole(qtbot, desk, page):
    other = desk.workspace.patient_by_code("DEMO-05")
    issuing, before = Issuing(desk.workspace), page.patient_id
    command = issuing.command(issuing.report(other.id), b"pages")
    damaged = replace(command, report=replace(command.report, page="{}"))
    desk.workspace.recorder.execute(damaged)

    with pytest.raises(StoreError, match="cannot be read any more"):
        page.show_patient(other.id)

    assert page.patient_id == before
    assert page.header.code.text() == "DEMO-08"

    # What went out is handed out all the same.
    dialog = ReportDialog(desk.workspace, other, desk.window)
    qtbot.addWidget(dialog)
    assert dialog.issued.choice.count() == 1
    assert "cannot be read any more" in dialog.note.text()
    assert not dialog.issue_button.isEnabled()
    dialog.done(0)


def test_what_was_issued_is_read_once(desk, page):
    asked = []
    connection = desk.workspace._database.db.conn
    connection.set_trace_callback(asked.append)
    page.show_patient(page.patient_id)
    connection.set_trace_callback(None)

    assert sum("FROM report WHERE patient_id" in " ".join(one.split()) for one in asked) == 1
