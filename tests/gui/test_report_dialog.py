"""The report in the window: seen, made long, saved, printed; a fault is a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel

from mrdtracker.gui.report_dialog import ReportDialog
from mrdtracker.services.commands import AmendPatient
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.reporting import Reporting
from mrdtracker.services.workspace import Workspace
from tests.gui.desk import ANNA, answer, demo_workspace
from tests.store.laboratory import database_shell


@pytest.fixture
def dialog(qtbot, desk):
    patient = desk.workspace.patient_by_code("DEMO-05")
    opened = ReportDialog(desk.workspace, patient, desk.window)
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitUntil(lambda: bool(opened.shown.pages), timeout=10_000)
    yield opened
    opened.done(0)


def _idle(qtbot, dialog) -> None:
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=10_000)


def test_the_page_is_seen_as_it_will_be_printed(dialog) -> None:
    (page,) = dialog.shown.pages
    dialog.resize(1000, 700)

    assert page.pixmap().width() == pytest.approx(210 / 25.4 * 96, abs=2)
    assert page.accessibleName() == "Page 1"
    assert not dialog.note.isVisible()
    assert dialog.windowTitle() == "Report of DEMO-05"


def test_a_narrow_window_shows_the_whole_width(dialog) -> None:
    dialog.resize(640, 600)

    (page,) = dialog.shown.pages
    assert page.pixmap().width() < 640
    assert page.pixmap().height() == pytest.approx(page.pixmap().width() * 297 / 210, rel=0.01)


def test_the_long_form_has_more_pages(qtbot, dialog) -> None:
    dialog.is_long.click()

    qtbot.waitUntil(lambda: len(dialog.shown.pages) > 1, timeout=10_000)


def test_what_is_saved_is_the_report_of_the_command_line(qtbot, desk, dialog, tmp_path) -> None:
    path = tmp_path / "saved.pdf"
    dialog.save_to(path)
    qtbot.waitUntil(dialog.note.isVisible, timeout=10_000)

    patient = desk.workspace.patient_by_code("DEMO-05")
    same = Reporting(desk.workspace).report(patient.id).pdf(ReportTemplate())
    assert path.read_bytes() == same
    assert dialog.note.text() == f"Saved as {path}."


@pytest.mark.parametrize(
    ("name", "said"), [("none/a.pdf", "cannot be written"), ("a.doc", "written as .pdf")]
)
def test_a_place_that_cannot_be_is_said(qtbot, dialog, tmp_path, name, said) -> None:
    dialog.save_to(tmp_path / name)
    qtbot.waitUntil(dialog.note.isVisible, timeout=10_000)

    assert said in dialog.note.text()
    assert not (tmp_path / name).exists()


def test_save_asks_for_a_place_and_suggests_the_code(
    qtbot, dialog, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def chosen(_parent, _title, suggested, _kinds):
        asked.append(Path(suggested).name)
        return str(tmp_path / "chosen.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.note.isVisible, timeout=10_000)

    assert asked == ["DEMO-05.pdf"]
    assert (tmp_path / "chosen.pdf").exists()


def test_a_template_with_an_error_is_said_and_the_bundled_one_works_again(
    qtbot, dialog, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "ward.typ"
    own.write_text("words\n#nothing()\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(own), ""))

    dialog.template.menu().actions()[0].trigger()
    qtbot.waitUntil(dialog.note.isVisible, timeout=10_000)
    assert "The template ward.typ, line 2: unknown variable: nothing." in dialog.note.text()
    assert dialog.shown.pages == []

    dialog.use_template(None)
    qtbot.waitUntil(lambda: len(dialog.shown.pages) == 1, timeout=10_000)
    assert not dialog.note.isVisible()


def test_a_template_that_is_gone_is_said(dialog, tmp_path) -> None:
    dialog.use_template(tmp_path / "none.typ")

    assert "none.typ cannot be read" in dialog.note.text()
    assert not dialog.save_button.isEnabled()


def test_without_a_printer_it_is_said(qtbot, dialog, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)

    assert "No printer took the report." in dialog.note.text()


def test_it_is_printed_in_fine_pictures(
    qtbot, dialog, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    monkeypatch.setattr("mrdtracker.gui.report_dialog.chosen_printer", lambda _parent: printer)

    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    said = "The report is at the printer."
    qtbot.waitUntil(lambda: dialog.note.text() == said, timeout=20_000)

    assert (tmp_path / "paper.pdf").stat().st_size > 50_000


def test_nobody_who_chooses_no_printer_prints(
    qtbot, dialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mrdtracker.gui.report_dialog.chosen_printer", lambda _parent: None)
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    _idle(qtbot, dialog)

    assert not dialog.note.isVisible()


def test_closing_while_a_page_is_set_waits_for_it(qtbot, desk) -> None:
    patient = desk.workspace.patient_by_code("DEMO-01")
    dialog = ReportDialog(desk.workspace, patient, desk.window)
    qtbot.addWidget(dialog)

    dialog.done(0)

    assert dialog.shown.pages == []


def test_the_page_of_a_patient_opens_it_by_button_and_key(qtbot, desk) -> None:
    desk.patient("DEMO-03")
    seen = []

    def look(dialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.accept()

    answer(look)
    qtbot.mouseClick(desk.bench.patient.header.readers["report"], Qt.MouseButton.LeftButton)
    answer(look)
    desk.bench.do("report")

    assert seen == ["Report of DEMO-03"] * 2
    assert desk.frame.acts["report"].shortcut() == QKeySequence("Ctrl+P")


def test_a_patient_who_is_gone_meanwhile_is_said(qtbot, desk) -> None:
    from mrdtracker.domain.records import PatientId

    patient = desk.workspace.patient_by_code("DEMO-01")
    dialog = ReportDialog(desk.workspace, replace(patient, id=PatientId("none")), desk.window)
    qtbot.addWidget(dialog)

    assert dialog.note.text()
    assert not dialog.save_button.isEnabled()


def _issue(qtbot, dialog, reason: str = "") -> None:
    """Answer the question before an issue, and wait for the pages."""

    def agree(asked) -> None:
        asked.reason.setText(reason)
        asked.issue_button.click()

    answer(agree)
    dialog.issue_button.click()
    qtbot.waitUntil(lambda: "Issued" in dialog.note.text(), timeout=20_000)


def test_a_report_is_issued_and_what_is_saved_then_are_its_kept_bytes(
    qtbot, desk, dialog, tmp_path
) -> None:
    assert dialog.issue_button.text() == "&Issue as final…"
    assert dialog.issued.isHidden()
    patient = desk.workspace.patient_by_code("DEMO-05")

    _issue(qtbot, dialog)

    (report,) = desk.workspace.reports(patient.id).reports
    assert (report.number, report.made_by) == (1, "Anna")
    assert dialog.changes is not None
    assert not dialog.issue_button.isEnabled()
    assert dialog.issued.since.text() == "Report 1 is up to date"
    dialog.save_to(tmp_path / "saved.pdf")
    qtbot.waitUntil((tmp_path / "saved.pdf").exists, timeout=10_000)
    assert (tmp_path / "saved.pdf").read_bytes() == desk.workspace.report_pdf(report.id)


def test_the_next_report_amends_the_first_one(qtbot, desk, dialog) -> None:
    _issue(qtbot, dialog)
    dialog.is_long.click()
    qtbot.waitUntil(dialog.issue_button.isEnabled, timeout=10_000)
    assert dialog.issue_button.text() == "&Issue as amended report 2…"

    _issue(qtbot, dialog, "the long form was wanted")

    _first, second = desk.workspace.reports(desk.workspace.patient_by_code("DEMO-05").id).reports
    assert (second.number, second.reason) == (2, "the long form was wanted")


def test_an_issue_that_is_not_wanted_after_all_leaves_nothing(desk, dialog) -> None:
    answer(lambda asked: asked.reject())
    dialog.issue_button.click()

    assert dialog.changes is None
    assert desk.workspace.reports(desk.workspace.patient_by_code("DEMO-05").id).reports == ()


def test_a_record_that_changed_while_the_pages_were_set_is_said(qtbot, desk, dialog) -> None:
    patient = desk.workspace.patient_by_code("DEMO-05")
    dialog.issue()
    desk.workspace.recorder.execute(AmendPatient(replace(patient, name="Other"), "typing error"))

    qtbot.waitUntil(lambda: "nothing was issued" in dialog.note.text(), timeout=20_000)

    assert desk.workspace.reports(patient.id).reports == ()


def test_a_viewer_is_not_offered_an_issue(qtbot, tmp_path) -> None:
    with demo_workspace(tmp_path, is_read_only=True) as viewer:
        shown = ReportDialog(viewer, viewer.patient_by_code("DEMO-01"), None)
        qtbot.addWidget(shown)

        assert shown.issue_button.isHidden()
        shown.done(0)


def test_the_template_is_remembered_and_one_that_is_gone_is_said(qtbot, desk, tmp_path) -> None:
    memory, patient = desk.frame.memory, desk.workspace.patient_by_code("DEMO-01")
    first = ReportDialog(desk.workspace, patient, desk.window, memory)
    qtbot.addWidget(first)
    first.use_template(tmp_path / "ward.typ")
    first.done(0)

    second = ReportDialog(desk.workspace, patient, desk.window, memory)
    qtbot.addWidget(second)

    assert "ward.typ cannot be read" in second.note.text()
    assert not second.issue_button.isEnabled()
    second.use_template(None)
    qtbot.waitUntil(lambda: bool(second.shown.pages), timeout=10_000)
    second.done(0)


def test_the_header_of_the_patient_says_what_changed_since(qtbot, desk, dialog) -> None:
    desk.patient("DEMO-05")
    header = desk.bench.patient.header
    assert header.since.isHidden()

    _issue(qtbot, dialog)
    desk.bench.bus.publish(dialog.changes)
    assert header.since.text() == "Report 1 is up to date"

    patient = desk.workspace.patient_by_code("DEMO-05")
    changes = desk.workspace.recorder.execute(AmendPatient(replace(patient, name="Kim"), "typo"))
    desk.bench.bus.publish(changes)
    assert header.since.text() == "◆ 1 change since report 1"
    assert header.since.toolTip().startswith("Name: ")


def test_a_comment_comes_onto_the_page_and_into_the_issued_report(qtbot, desk, dialog) -> None:
    patient = desk.workspace.patient_by_code("DEMO-05")
    before = dialog.shown.pages[0].pixmap().toImage()
    assert dialog.comment.box.isHidden()

    dialog.comment.button.click()
    qtbot.keyClicks(dialog.comment.box, "Haemodilute.")
    assert not dialog.save_button.isEnabled()
    _idle(qtbot, dialog)
    assert dialog.shown.pages[0].pixmap().toImage() != before

    _issue(qtbot, dialog)
    (report,) = desk.workspace.reports(patient.id).reports
    assert desk.workspace.drafts.all() == ()
    assert '"comment":{"by":"Anna","text":"Haemodilute."}' in report.page


def test_a_comment_that_was_not_issued_waits_for_its_person(qtbot, desk, dialog) -> None:
    dialog.comment.button.click()
    qtbot.keyClicks(dialog.comment.box, "Haemodilute.")
    dialog.reject()
    desk.bench.bus.left.emit()
    (kept,) = desk.workspace.drafts.all()
    seen = []

    def look(opened) -> None:
        seen.append((opened.windowTitle(), opened.comment.text))
        opened.comment.show_text("")
        opened.accept()

    answer(look)
    desk.bench.acts.take_up(kept)

    assert seen == [("Report of DEMO-05", "Haemodilute.")]
    assert desk.workspace.drafts.all() == ()


def test_the_next_report_begins_with_the_last_comment_and_tells_another_one(
    qtbot, desk, dialog
) -> None:
    dialog.comment.show_text("Haemodilute.")
    _issue(qtbot, dialog)
    again = ReportDialog(desk.workspace, dialog._patient, desk.window)
    qtbot.addWidget(again)
    assert again.comment.text == "Haemodilute."
    qtbot.waitUntil(lambda: bool(again.shown.pages), timeout=10_000)
    assert again.issued.since.text() == "Report 1 is up to date"

    again.comment.show_text("Repeated.")
    seen = []

    def look(asked) -> None:
        seen.extend(one.text() for one in asked.findChildren(QLabel))
        asked.reject()

    answer(look)
    again.issue_button.click()
    assert "– Comment: Haemodilute. → Repeated." in seen
    again.done(0)


def test_a_comment_that_is_too_long_is_said_and_nothing_is_handed_out(qtbot, dialog) -> None:
    dialog.comment.button.click()
    dialog.comment.box.setPlainText("x" * 1001)

    qtbot.waitUntil(dialog.note.isVisible, timeout=10_000)
    assert "The comment has 1001 characters, and a report takes 1000." in dialog.note.text()
    assert dialog.shown.pages == []
    assert not dialog.save_button.isEnabled()
    assert not dialog.issue_button.isEnabled()

    dialog.comment.box.setPlainText("short")
    qtbot.waitUntil(lambda: bool(dialog.shown.pages), timeout=10_000)
    assert dialog.issue_button.isEnabled()


def test_t25_where_a_report_is_in_doubt_none_is_issued(qtbot, tmp_path) -> None:
    with demo_workspace(tmp_path) as workspace:
        issuing, patient = Issuing(workspace), workspace.patient_by_code("DEMO-05")
        ready = issuing.report(patient.id)
        workspace.recorder.execute(issuing.command(ready, b"%PDF 1"))
    with database_shell(workspace.path) as connection:
        connection.execute("UPDATE report SET made_by = 'Lee'")

    with Workspace.open(workspace.path, ANNA) as opened:
        shown = ReportDialog(opened, patient, None)
        qtbot.addWidget(shown)
        qtbot.waitUntil(lambda: bool(shown.shown.pages), timeout=10_000)
        shown.issue_button.click()

        assert "Report 1 is not what the journal says was issued" in shown.note.text()
        assert shown.issued.choice.currentText() == "Report 1 is not as the journal tells it"
        shown.done(0)
