"""Printers of which a test knows how they behave."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter


def pdf_printer(path: Path, kind: type[QPrinter] = QPrinter) -> QPrinter:
    """A printer that writes a file."""
    printer = kind()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


class OutOfPaper(QPrinter):
    """Takes two pages and no third one."""

    def __init__(self) -> None:
        super().__init__()
        self.turned = 0

    def newPage(self) -> bool:  # noqa: N802 - Qt calls it so
        self.turned += 1
        return self.turned < 2 and super().newPage()
