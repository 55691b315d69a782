"""The reports of a patient that were issued: chosen, opened, saved as they went out."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import IssuedReport
from mrdtracker.domain.report_doubt import DoubtfulReport
from mrdtracker.gui.presenters.report_words import (
    SinceText,
    doubt_line,
    issued_line,
    since_text,
)
from mrdtracker.gui.save_place import ask_for_file
from mrdtracker.gui.theme import SPACE_SMALL, set_role
from mrdtracker.services.issuing import Issuing, SinceReport
from mrdtracker.services.reporting import check_pdf_name, file_stem
from mrdtracker.services.whole_file import write_whole


class ReportIssued(QWidget):
    """One line: how the record stands to the last report, and every report that was issued.

    Args:
        issuing: Reads what was issued.
        code: The patient's code, for the names of files.

    Attributes:
        told: Emitted with a sentence, and whether it is a refusal.
    """

    told = Signal(str, bool)

    def __init__(self, issuing: Issuing, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._issuing, self._code = issuing, code
        self.since, self.choice = QLabel(), QComboBox()
        self.open_button = QPushButton(self.tr("&Open"))
        self.save_button = QPushButton(self.tr("Save a cop&y…"))
        self.choice.setAccessibleName(self.tr("Issued reports"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(24)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_SMALL)
        row.addWidget(self.since)
        row.addStretch(1)
        for widget in (self.choice, self.open_button, self.save_button):
            row.addWidget(widget)
        row.setStretchFactor(self.choice, 1)
        self.open_button.clicked.connect(self._open)
        self.save_button.clicked.connect(self._save)

    def show_issued(
        self,
        reports: Sequence[IssuedReport],
        since: SinceReport | None,
        doubts: Sequence[DoubtfulReport] = (),
    ) -> None:
        """Show every report, the newest first; without one the line is not there.

        Args:
            reports: Those that are as the journal tells them.
            since: What changed since the last one.
            doubts: The others: named, and not handed out.
        """
        self.choice.clear()
        named = [(one.number, issued_line(one), one) for one in reports]
        in_doubt = [(one.number, doubt_line(one), one) for one in doubts]
        for _number, words, report in sorted(
            [*named, *in_doubt], key=lambda one: one[0], reverse=True
        ):
            self.choice.addItem(words, report)
        text: SinceText = since_text(since, doubts)
        self.since.setText(text.words)
        self.since.setToolTip(text.lines)
        set_role(self.since, "warning" if text.is_changed else "quiet")
        self.setVisible(self.choice.count() > 0)

    def save_to(self, path: Path) -> None:
        """Write the chosen report as it was issued, and say so."""
        report = self._chosen()
        if report is None:
            return
        try:
            check_pdf_name(path)
            write_whole(self._issuing.pdf(report), path)
        except UserError as refusal:
            self.told.emit(str(refusal), True)
        else:
            self.told.emit(self.tr("Saved as {}.").format(path), False)

    def _chosen(self) -> IssuedReport | None:
        report = self.choice.currentData()
        return report if isinstance(report, IssuedReport) else None

    def _name(self) -> str:
        report = self._chosen()
        return f"{file_stem(self._code)} report {report.number if report else 0}.pdf"

    def _refuse_doubtful(self) -> bool:
        """Say why the chosen report is not handed out; whether that is so."""
        doubtful = self.choice.currentData()
        if isinstance(doubtful, DoubtfulReport):
            self.told.emit(str(doubtful.refusal), True)
            return True
        return False

    def _open(self) -> None:
        """Hand a copy to the program that shows PDFs; the one in the store stays as it is."""
        if self._refuse_doubtful():
            return
        folder = mkdtemp(prefix="mrdtracker-report-")
        # It names a patient, so it goes when the program goes.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        path = Path(folder) / self._name()
        self.save_to(path)
        if path.is_file() and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.told.emit(self.tr("No program here opens PDF files. Save a copy instead."), True)

    def _save(self) -> None:
        if self._refuse_doubtful():
            return
        title = self.tr("Save the report as it was issued")
        path = ask_for_file(self, title, self._name(), "PDF (*.pdf)")
        if path is not None:
            self.save_to(path)
