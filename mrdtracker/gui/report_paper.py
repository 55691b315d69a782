"""Puts the pictures of a report's pages on paper, one a sheet, as large as the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.printer_pages import turn_page

# Fine enough for 7 pt words; a page is then a picture of some 8 megapixels.
PRINT_PPI = 300.0


def chosen_printer(parent: QWidget) -> QPrinter | None:
    """Let a person choose a printer; None where she does not.

    Raises:
        StoreError: There is no printer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise _no_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _lay_out(printer)
    return printer if QPrintDialog(printer, parent).exec() else None


def print_pictures(pictures: Sequence[bytes], printer: QPrinter) -> None:
    """Send the pages to a printer.

    Raises:
        StoreError: The printer is not there, took nothing, or stopped between two pages.
    """
    _lay_out(printer)
    send_pictures(pictures, printer, _no_printer())


def send_pictures(pictures: Sequence[bytes], printer: QPrinter, refusal: StoreError) -> None:
    """Fill one page after the other with a picture.

    Raises:
        StoreError: ``refusal``, where the printer is not there or took nothing; or after which
            page it stopped.
    """
    painter = QPainter()
    if not printer.isValid() or not painter.begin(printer):
        raise refusal
    for place, picture in enumerate(pictures):
        turn_page(printer, painter, place, len(pictures))
        image = QImage.fromData(picture)
        painter.drawImage(QRectF(painter.viewport()), image, QRectF(image.rect()))
    painter.end()
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise refusal


def _lay_out(printer: QPrinter) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    # The margins are in the picture already.
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def _no_printer() -> StoreError:
    return StoreError(
        QCoreApplication.translate("ReportPaper", "No printer took the report."),
        QCoreApplication.translate(
            "ReportPaper", "See whether it is plugged in and switched on, or save it as PDF."
        ),
    )
