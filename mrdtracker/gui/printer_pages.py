"""From one page of a printer to the next; a printer that stops between two is told."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from mrdtracker.domain.errors import StoreError


def turn_page(printer: QPrinter, painter: QPainter, done: int, pages: int) -> None:
    """Begin the next page; the first one is there already.

    Args:
        printer: Where the pages go.
        painter: What draws on it; ended where the printer stopped.
        done: Pages that are drawn.
        pages: How many there will be.

    Raises:
        StoreError: The printer stopped. Whoever records that something was printed must not.
    """
    if not done or printer.newPage():
        return
    # Whatever still waits in the queue is a part that nobody wants.
    printer.abort()
    painter.end()
    raise StoreError(
        QCoreApplication.translate(
            "PrinterPages", "The printer stopped after page {} of {}."
        ).format(done, pages),
        QCoreApplication.translate(
            "PrinterPages",
            "Nothing is recorded as printed: throw away what came out, see to the printer and "
            "print again.",
        ),
    )
