import io

import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui import label_paper
from mrdtracker.services.label_sheet import PAPERS
from tests.services.report_desk import page_count

ROLL = PAPERS[0]


def picture():
    held = io.BytesIO()
    Image.new("L", (50, 25)).save(held, "png")
    return held.getvalue()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: one.id)
def test_the_page_of_the_printer_is_that_of_the_labels(paper):
    printer = QPrinter()
    label_paper.set_paper(printer, paper)

    size = printer.paperRect(QPrinter.Unit.Millimeter)
    assert size.width() == pytest.approx(paper.page_width, abs=0.5)
    assert size.height() == pytest.approx(paper.page_height, abs=0.5)


@pytest.mark.usefixtures("qapp")
def test_every_page_of_labels_is_sent(tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "labels.pdf"))

    label_paper.print_labels([picture()] * 3, ROLL, printer)

    assert page_count((tmp_path / "labels.pdf").read_bytes()) == 3


@pytest.mark.qt_log_ignore("QPainter::begin")
@pytest.mark.usefixtures("qapp")
def test_a_printer_that_takes_nothing_is_said(tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "none" / "labels.pdf"))

    with pytest.raises(StoreError, match="No printer took the labels"):
        label_paper.print_labels([picture()], ROLL, printer)


def test_without_any_printer_no_dialog_is_opened(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)

    with pytest.raises(StoreError, match="No printer took the labels"):
        label_paper.chosen_label_printer(ROLL, window)
