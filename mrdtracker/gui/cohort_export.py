"""What can be taken away from the cohort page: the table copied, the table and picture saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QWidget

from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import CohortShown, rows_words
from mrdtracker.domain.errors import UserError
from mrdtracker.gui.save_place import ask_for_file
from mrdtracker.gui.theme import SPACE_SMALL, set_role
from mrdtracker.services.cohort_files import (
    LINES_ON_PAPER,
    is_replaced,
    save_picture,
    save_table,
    sheet_beside,
    table_tabs,
)

PICTURES = "PDF (*.pdf);;SVG (*.svg);;PNG (*.png)"
TABLES = "CSV (*.csv)"


class CohortExport(QWidget):
    """Three buttons.

    Args:
        seen: Returns what is shown and the first line of its picture; None where nothing is.
        today: Returns the date that stands in the name of a file.

    Attributes:
        told: Emitted with a sentence on what became of it.
    """

    told = Signal(str)

    def __init__(
        self,
        seen: Callable[[], tuple[CohortShown, int] | None],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._seen, self._today = seen, today
        self.copy_button = QPushButton(self.tr("Copy table"))
        self.table_button = QPushButton(self.tr("Save table…"))
        self.picture_button = QPushButton(self.tr("Save picture…"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_SMALL)
        for button, act in (
            (self.copy_button, self.copy_table),
            (self.table_button, self.ask_for_table),
            (self.picture_button, self.ask_for_picture),
        ):
            set_role(button, "plain")
            button.clicked.connect(lambda _checked=False, do=act: do())
            line.addWidget(button)

    def allow(self) -> None:
        """Enable what can be done with what is shown."""
        is_there = self._seen() is not None
        for button in (self.copy_button, self.table_button, self.picture_button):
            button.setEnabled(is_there)

    def copy_table(self) -> None:
        """Put the whole table on the clipboard, as a spreadsheet takes it."""
        seen = self._seen()
        if seen is None:
            return
        QGuiApplication.clipboard().setText(table_tabs(table_of(seen[0])))
        self.told.emit(self.tr("The table is on the clipboard."))

    def ask_for_table(self) -> None:
        """Let a person choose a file for the table."""
        path = ask_for_file(self, "", self._name("csv"), TABLES)
        if path is not None:
            self.save_table(path)

    def ask_for_picture(self) -> None:
        """Let a person choose a file for the picture."""
        path = ask_for_file(self, "", self._name("pdf"), PICTURES)
        if path is not None:
            self.save_picture(path)

    def save_table(self, path: Path) -> None:
        """Write the table as CSV, and say what became of it."""
        seen = self._seen()
        if seen is not None:
            self._save(lambda: self._write_table(seen[0], path))

    def save_picture(self, path: Path) -> None:
        """Write the picture for paper, from the first line that is seen on, and say so."""
        seen = self._seen()
        if seen is None:
            return
        shown, first_row = seen
        may_replace = is_replaced(shown, path)
        if may_replace and not self._may_replace(sheet_beside(path)):
            self.told.emit(self.tr("Nothing was saved."))
            return
        rows = range(first_row, first_row + LINES_ON_PAPER)
        self._save(lambda: self._write_picture(shown, path, rows, may_replace=may_replace))

    def _save(self, write: Callable[[], str]) -> None:
        """Write something, and tell what ``write`` returns or why it was refused."""
        try:
            self.told.emit(write())
        except UserError as error:
            self.told.emit(str(error))

    def _write_picture(
        self, shown: CohortShown, path: Path, rows: range, *, may_replace: bool
    ) -> str:
        sheet = save_picture(shown, path, self._today(), rows, may_replace=may_replace)
        part = rows_words(rows, shown.line_count)
        if not part:
            return self.tr("Saved as {}, its numbers beside it as {}.").format(path, sheet)
        return self.tr("Saved as {} with the lines {}, all numbers beside it as {}.").format(
            path, part, sheet
        )

    def _may_replace(self, sheet: Path) -> bool:
        """Ask for the data sheet: the file dialog asked for the picture only."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Save picture"))
        box.setText(self.tr("{} is there already, with other numbers.").format(sheet.name))
        box.setInformativeText(self.tr("The numbers of this picture would take their place."))
        replace = box.addButton(self.tr("Replace them"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is replace

    def _write_table(self, shown: CohortShown, path: Path) -> str:
        save_table(table_of(shown), path)
        return self.tr("Saved as {}.").format(path)

    def _name(self, suffix: str) -> str:
        seen = self._seen()
        view = seen[0].ask.view.value if seen is not None else ""
        return f"cohort-{view}-{self._today().isoformat()}.{suffix}"
