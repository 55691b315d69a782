from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from mrdtracker.domain.report_doubt import DoubtfulReport, ReportDoubt
from mrdtracker.gui.report_issued import ReportIssued
from mrdtracker.services.issuing import Issuing, SinceReport
from mrdtracker.services.report_changes import PageChange


@pytest.fixture
def line(qtbot, desk):
    """Two reports of DEMO-05 with pages of words."""
    issuing, patient = Issuing(desk.workspace), desk.workspace.patient_by_code("DEMO-05")
    for number, reason in ((1, ""), (2, "typing error")):
        ready = issuing.report(patient.id, reason=reason)
        desk.workspace.recorder.execute(issuing.command(ready, f"%PDF {number}".encode()))
    shown = ReportIssued(issuing, "DEMO-05")
    qtbot.addWidget(shown)
    reports = issuing.issued(patient.id)
    change = PageChange("Group", "SR", "HR")
    shown.show_issued(reports, SinceReport(reports[-1], (change,)))
    return shown


def test_the_newest_report_is_offered_first(line):
    assert line.choice.count() == 2
    assert line.choice.itemText(0).startswith("Report 2, amended")
    assert line.since.text() == "1 change since report 2"
    assert line.since.toolTip() == "Group: SR → HR"


def test_the_chosen_one_is_saved_byte_for_byte(qtbot, line, tmp_path, monkeypatch):
    target = tmp_path / "first.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    line.choice.setCurrentIndex(1)

    with qtbot.waitSignal(line.told) as told:
        line.save_button.click()

    assert told.args == [f"Saved as {target}.", False]
    assert target.read_bytes() == b"%PDF 1"


def test_a_place_that_cannot_be_is_said(qtbot, line, tmp_path):
    with qtbot.waitSignal(line.told) as told:
        line.save_to(tmp_path / "none" / "a.pdf")

    assert told.args[1]
    assert "cannot be written" in told.args[0]


@pytest.mark.parametrize("is_opened", [True, False])
def test_a_copy_is_handed_to_the_program_for_pdf_files(line, monkeypatch, is_opened):
    shown, told = [], []
    line.told.connect(lambda words, is_refusal: told.append((words, is_refusal)))

    def open_url(url):
        shown.append(Path(url.toLocalFile()).read_bytes())
        return is_opened

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    line.open_button.click()

    assert shown == [b"%PDF 2"]
    assert told[-1][1] is not is_opened


def test_t25_a_report_that_the_journal_tells_differently_is_named_and_not_handed_out(
    line, monkeypatch, tmp_path
):
    told, opened = [], []
    line.told.connect(lambda words, is_refusal: told.append((words, is_refusal)))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.pdf"), ""))
    doubtful = DoubtfulReport(3, ReportDoubt.CHANGED)

    line.show_issued((), None, [doubtful])
    line.open_button.click()
    line.save_button.click()

    assert not line.isHidden()
    assert line.choice.currentText() == "Report 3 is not as the journal tells it"
    assert line.since.text() == line.choice.currentText()
    assert told == [(str(doubtful.refusal), True)] * 2
    assert opened == []
    assert not (tmp_path / "a.pdf").exists()


def test_without_a_report_the_line_is_not_there(qtbot, desk):
    shown = ReportIssued(Issuing(desk.workspace), "DEMO-05")
    qtbot.addWidget(shown)

    shown.show_issued((), None)
    shown.save_to(Path("nothing.pdf"))

    assert shown.isHidden()
    assert not Path("nothing.pdf").exists()


def test_a_code_that_no_file_can_have_is_opened_all_the_same(qtbot, desk, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    issuing, patient = Issuing(desk.workspace), desk.workspace.patient_by_code("DEMO-05")
    ready = issuing.report(patient.id)
    desk.workspace.recorder.execute(issuing.command(ready, b"%PDF 1"))
    shown = ReportIssued(issuing, "24/0142")
    qtbot.addWidget(shown)
    shown.show_issued(issuing.issued(patient.id), None)

    shown.open_button.click()

    assert [Path(url.toLocalFile()).name for url in opened] == ["24_0142 report 1.pdf"]
