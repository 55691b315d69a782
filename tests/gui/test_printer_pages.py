import pytest
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.printer_pages import turn_page
from tests.gui.printers import OutOfPaper, pdf_printer


@pytest.mark.usefixtures("qapp")
def test_a_printer_that_stops_is_told_with_the_last_page(tmp_path):
    printer = pdf_printer(tmp_path / "paper.pdf", OutOfPaper)
    painter = QPainter(printer)

    turn_page(printer, painter, 0, 4)
    assert printer.turned == 0
    turn_page(printer, painter, 1, 4)
    with pytest.raises(StoreError, match=r"The printer stopped after page 2 of 4\.") as caught:
        turn_page(printer, painter, 2, 4)

    assert caught.value.hint.startswith("Nothing is recorded as printed")
    assert not painter.isActive()
    assert printer.printerState() != QPrinter.PrinterState.Active
