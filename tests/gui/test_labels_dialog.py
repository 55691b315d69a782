from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog

from mrdtracker.domain.sample_code import is_whole
from mrdtracker.gui.labels_dialog import LabelsDialog
from mrdtracker.gui.theme import Scheme
from mrdtracker.services.commands import AddSample
from mrdtracker.services.labels import Labels
from tests.builders import a_sample
from tests.gui.desk import answer, the_switch
from tests.gui.printers import OutOfPaper, pdf_printer
from tests.services.report_desk import page_count


@pytest.fixture
def view(desk):
    patient = desk.workspace.patient_by_code("DEMO-05")
    labels = Labels(desk.workspace)
    for sample in desk.workspace.patient_file(patient.id).samples:
        desk.workspace.recorder.execute(labels.coding(sample))
    return desk.workspace.assessment.view(patient.id)


@pytest.fixture
def dialog(qtbot, desk, view):
    shown = LabelsDialog(desk.workspace, view, None, desk.window)
    qtbot.addWidget(shown)
    shown.show()
    shown.all_button.click()
    return shown


def newest(desk):
    return desk.workspace.journal(limit=1)[0].label


def test_every_sample_is_offered_and_the_label_is_seen_at_its_true_size(dialog):
    assert len(dialog.order.samples) == 2
    assert dialog.note.text() == "At its true size: label 1 of 2."
    shown = dialog.page.pixmap().deviceIndependentSize()
    assert shown.width() == pytest.approx(50 / 25.4 * dialog.page.logicalDpiX(), abs=1)


def test_what_waits_for_a_label_is_ticked_and_all_or_none_by_one_click(qtbot, desk, view):
    of = view.file.patient.id
    waiting = a_sample(1, id="waiting", patient_id=of, code="S-9", taken_on=date(2026, 7, 1))
    desk.workspace.recorder.execute(AddSample(waiting))
    fresh = desk.workspace.assessment.view(view.file.patient.id)
    dialog = LabelsDialog(desk.workspace, fresh, None, desk.window)
    qtbot.addWidget(dialog)

    assert [one.id for one in dialog.order.samples] == ["waiting"]
    dialog.all_button.click()
    assert len(dialog.order.samples) == 3
    assert dialog.note.text() == "At its true size: label 1 of 3."
    dialog.none_button.click()
    assert dialog.order.samples == ()
    assert "No sample is chosen." in dialog.page.text()
    assert not dialog.print_button.isEnabled()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_box_that_is_not_ticked_is_seen_in_both_schemes(dialog, scheme):
    before = the_switch().choice
    the_switch().choose(scheme)
    try:
        dialog.none_button.click()
        row = dialog.samples.visualItemRect(dialog.samples.item(0))
        shown = dialog.samples.viewport().grab(row.adjusted(0, 0, 24 - row.width(), 0)).toImage()
    finally:
        the_switch().choose(before)

    greys = [shown.pixelColor(x, shown.height() // 2).lightness() for x in range(shown.width())]
    assert max(greys) - min(greys) > 60


def test_only_the_selected_sample_is_ticked(qtbot, desk, view):
    wanted = view.file.samples[1]
    dialog = LabelsDialog(desk.workspace, view, wanted, desk.window)
    qtbot.addWidget(dialog)

    assert [one.id for one in dialog.order.samples] == [wanted.id]


def test_saving_counts_and_the_next_label_says_the_copy(
    qtbot, desk, dialog, tmp_path, monkeypatch
):
    target = tmp_path / "labels.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    assert page_count(target.read_bytes()) == 2
    assert dialog.note.text() == f"Saved as {target}."
    assert newest(desk) == "Print labels of 2 samples"
    assert dialog.samples.item(0).text().endswith("1 printed")
    assert dialog.changes is not None


def test_what_was_not_written_is_not_counted(desk, dialog, tmp_path):
    before = newest(desk)

    dialog.save_to(tmp_path / "none" / "labels.pdf")

    assert "cannot be written" in dialog.note.text()
    assert newest(desk) == before
    assert dialog.changes is None


def test_printing_counts_and_a_test_page_does_not(qtbot, desk, dialog, tmp_path, monkeypatch):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    monkeypatch.setattr(
        "mrdtracker.gui.labels_dialog.chosen_label_printer", lambda _paper, _parent: printer
    )
    before = newest(desk)

    qtbot.mouseClick(dialog.trial_button, Qt.MouseButton.LeftButton)
    assert "test page is at the printer" in dialog.note.text()
    assert newest(desk) == before

    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    assert dialog.note.text() == "The labels are at the printer."
    assert newest(desk) == "Print labels of 2 samples"


def test_what_a_printer_did_not_print_to_the_end_is_not_counted(
    qtbot, desk, dialog, tmp_path, monkeypatch
):
    printer, before = pdf_printer(tmp_path / "paper.pdf", OutOfPaper), newest(desk)
    monkeypatch.setattr(
        "mrdtracker.gui.labels_dialog.chosen_label_printer", lambda _paper, _parent: printer
    )
    dialog.copies.setCurrentIndex(2)

    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)

    assert dialog.note.text().startswith("The printer stopped after page 2 of 6. Nothing is")
    assert newest(desk) == before
    assert dialog.changes is None
    assert "printed" not in dialog.samples.item(0).text()


@pytest.mark.parametrize("button", ["print_button", "trial_button"])
def test_without_a_printer_it_is_said_and_nothing_is_counted(
    qtbot, desk, dialog, monkeypatch, button
):
    before = newest(desk)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)

    qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)

    assert "No printer took the labels." in dialog.note.text()
    assert newest(desk) == before


def test_a_sheet_offers_its_first_free_label(dialog):
    assert not dialog.start.isEnabled()
    dialog.paper.setCurrentIndex(2)

    assert dialog.start.isEnabled()
    assert dialog.start.count() == 21
    dialog.start.setCurrentIndex(20)
    assert dialog.note.text() == "At its true size: sheet 1 of 2."


def test_bars_that_are_too_fine_are_said_before_they_are_printed(dialog):
    dialog.paper.setCurrentIndex(1)
    dialog.form.setCurrentIndex(1)

    assert "too fine to be read" in dialog.page.text()
    assert not dialog.print_button.isEnabled()
    dialog.form.setCurrentIndex(0)
    assert dialog.print_button.isEnabled()


def test_a_sample_without_a_code_is_said_and_gets_one(qtbot, desk):
    view = desk.workspace.assessment.view(desk.workspace.patient_by_code("DEMO-06").id)
    dialog = LabelsDialog(desk.workspace, view, view.file.samples[0], desk.window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "has no code for its label" in dialog.page.text()
    assert not dialog.print_button.isEnabled()

    qtbot.mouseClick(dialog.code_button, Qt.MouseButton.LeftButton)

    (sample,) = dialog.order.samples
    assert is_whole(sample.code)
    assert dialog.print_button.isEnabled()
    assert not dialog.code_button.isVisible()


def test_the_menu_and_the_table_of_samples_open_it(desk):
    desk.patient("DEMO-05")
    seen = []

    def look(opened) -> None:
        seen.append((opened.windowTitle(), len(opened.order.samples)))
        opened.accept()

    answer(look)
    desk.bench.do("labels")
    desk.bench.patient.records.show_sample(desk.bench.patient.view.file.samples[0].id)
    answer(look)
    desk.bench.patient.records.labelsAsked.emit()

    assert seen == [("Labels of DEMO-05", 0), ("Labels of DEMO-05", 1)]
