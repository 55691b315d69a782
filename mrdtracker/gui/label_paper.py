"""Puts labels on their paper, at their true size, on the sheet or roll that was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.report_paper import send_pictures
from mrdtracker.services.label_sheet import LabelPaper


def chosen_label_printer(paper: LabelPaper, parent: QWidget) -> QPrinter | None:
    """Let a person choose a printer for a paper; None where she does not.

    Raises:
        StoreError: There is no printer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise _no_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_paper(printer, paper)
    return printer if QPrintDialog(printer, parent).exec() else None


def set_paper(printer: QPrinter, paper: LabelPaper) -> None:
    """Set the size of the page without margins: they are in the picture already."""
    size = QSizeF(paper.page_width, paper.page_height)
    match = QPageSize.SizeMatchPolicy.ExactMatch
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", match))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def print_labels(pictures: Sequence[bytes], paper: LabelPaper, printer: QPrinter) -> None:
    """Send pages of labels to a printer.

    Raises:
        StoreError: The printer is not there, took nothing, or stopped between two pages.
    """
    # The dialog of the printer may have put another paper in its place.
    set_paper(printer, paper)
    send_pictures(pictures, printer, _no_printer())


def _no_printer() -> StoreError:
    return StoreError(
        QCoreApplication.translate("LabelPaper", "No printer took the labels."),
        QCoreApplication.translate(
            "LabelPaper", "See whether it is plugged in and switched on, or save them as PDF."
        ),
    )
