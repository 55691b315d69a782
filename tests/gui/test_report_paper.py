"""Pages on a printer: one a sheet, upright; no printer is one sentence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.report_paper import chosen_printer, print_pictures
from tests.gui.printers import OutOfPaper, pdf_printer


def _picture(colour: int) -> bytes:
    image = QImage(210, 297, QImage.Format.Format_RGB32)
    image.fill(colour)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def test_every_page_gets_a_sheet(qapp, tmp_path) -> None:
    path = tmp_path / "paper.pdf"
    printer = pdf_printer(path)

    print_pictures([_picture(0xFF0000), _picture(0x00FF00)], printer)

    assert path.read_bytes().count(b"/Type /Page\n") == 2
    assert qapp is not None


def test_a_printer_that_stops_between_two_pages_is_told(qapp, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "paper.pdf", OutOfPaper)

    with pytest.raises(StoreError, match="The printer stopped after page 2 of 3"):
        print_pictures([_picture(0xFF0000)] * 3, printer)
    assert qapp is not None


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_place_where_nothing_can_be_printed_is_said(qapp, tmp_path) -> None:
    printer = pdf_printer(tmp_path / "none" / "paper.pdf")

    with pytest.raises(StoreError, match="No printer took the report"):
        print_pictures([_picture(0xFF0000)], printer)
    assert qapp is not None


def test_no_printer_is_said(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    parent = QWidget()
    qtbot.addWidget(parent)

    with pytest.raises(StoreError, match="No printer took the report"):
        chosen_printer(parent)
