"""Puts a page of HTML on paper, or into a PDF file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.printer_pages import turn_page
from mrdtracker.gui.save_place import ask_for_file
from mrdtracker.words import say

MARGIN_MM = 12.0
FOOT_LINES = 2


def print_page(html: str, printer: QPrinter) -> None:
    """Send a page to a printer.

    Raises:
        StoreError: The printer is not there, took nothing, or stopped between two pages.
    """
    if not printer.isValid() or not QPrinterInfo(printer).printerName():
        raise _no_printer()
    _lay_out(printer)
    _fill(_document(html), printer, _no_printer())
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise _no_printer()


def write_pdf(html: str, path: Path) -> None:
    """Write a page as PDF; a file of that name is replaced only by a whole one.

    Raises:
        StoreError: The place cannot be written; the file that was there stays.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(b"")
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(part))
        _lay_out(printer)
        refusal = _not_written(path, say("the disk took nothing"))
        _fill(_document(html), printer, refusal)
        if not part.stat().st_size:
            raise refusal
        part.replace(path)
    except OSError as error:
        raise _not_written(path, error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def ask_and_print(html: str, parent: QWidget) -> str:
    """Let a person choose a printer and print; return what became of it, one sentence."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrinterInfo.availablePrinterNames() and not QPrintDialog(printer, parent).exec():
        return ""
    try:
        print_page(html, printer)
    except StoreError as error:
        return str(error)
    return QCoreApplication.translate("Paper", "The list is at the printer.")


def ask_and_save(html: str, name: str, parent: QWidget) -> str:
    """Let a person choose a file and write it; return what became of it, one sentence."""
    path = ask_for_file(parent, "", name, say("PDF (*.pdf)"))
    return save(html, path) if path is not None else ""


def save(html: str, path: Path) -> str:
    """Write a page as PDF; return what became of it, one sentence."""
    try:
        write_pdf(html, path)
    except StoreError as error:
        return str(error)
    return QCoreApplication.translate("Paper", "Saved as {}.").format(path)


def _lay_out(printer: QPrinter) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def _document(html: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(html)
    return document


def _fill(document: QTextDocument, printer: QPrinter, refusal: StoreError) -> None:
    """Draw page after page, with "1 / 3" at the foot of each.

    Raises:
        StoreError: ``refusal``, where the printer takes nothing; or after which page it stopped.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise refusal
    document.documentLayout().setPaintDevice(printer)
    sheet = printer.pageRect(QPrinter.Unit.DevicePixel)
    foot = FOOT_LINES * painter.fontMetrics().height()
    width, height = sheet.width(), sheet.height() - foot
    document.setPageSize(QSizeF(width, height))
    pages = document.pageCount()
    for page in range(pages):
        turn_page(printer, painter, page, pages)
        painter.drawText(
            QRectF(0, height, width, foot),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
            f"{page + 1} / {pages}",
        )
        painter.save()
        painter.translate(0, -page * height)
        document.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
    painter.end()


def _no_printer() -> StoreError:
    return StoreError(
        QCoreApplication.translate("Paper", "No printer took the list."),
        QCoreApplication.translate(
            "Paper", "See whether it is plugged in and switched on, or save the list as PDF."
        ),
    )


def _not_written(path: Path, reason: str) -> StoreError:
    return StoreError(
        QCoreApplication.translate("Paper", "{} was not written: {}.").format(path, reason),
        QCoreApplication.translate("Paper", "Choose another place."),
    )
