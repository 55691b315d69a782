"""Reports of a list of patients into a folder, a file each, with progress and cancel."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import PatientId
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.patient_lines import is_narrowed
from mrdtracker.gui.report_template_button import remembered_template
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.reporting import Reporting, files_in
from mrdtracker.services.whole_file import write_whole
from mrdtracker.services.workspace import Workspace

PAGE = 500
WIDTH = 520


class ReportsDialog(QDialog):
    """Writes one report after another: drawn here, set and written beside the window.

    Args:
        workspace: The open store.
        parent: The window.
        memory: Where the template of this computer is remembered.
        query: The list as it is filtered; its patients are offered before all the others.
    """

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget | None,
        memory: Memory | None = None,
        query: PatientQuery | None = None,
    ) -> None:
        super().__init__(parent)
        give_help(self)
        self._reporting = Reporting(workspace)
        self._template_path = remembered_template(memory)
        self._template: ReportTemplate | None = None
        self._workspace, self._query = workspace, query or PatientQuery()
        self._patients: list[tuple[PatientId, str]] = []
        self._waiting: deque[tuple[PatientId, Path]] = deque()
        self._folder = Path()
        self._task: BackgroundTask | None = None
        self._is_stopping = False
        self.words, self.note = QLabel(), QLabel()
        self.is_long = QCheckBox(self.tr("&Long form: facts, events, every question"))
        self.is_all = QCheckBox(self.tr("&All patients, not only those of the filtered list"))
        self.is_all.setVisible(is_narrowed(self._query))
        self.bar = QProgressBar()
        self.start_button = QPushButton(self.tr("&Choose a folder and write…"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(self.tr("Reports of many patients"))
        self._lay_out()
        self._list_patients()
        self.is_all.toggled.connect(self._list_patients)
        self.start_button.clicked.connect(self._choose)
        self.close_button.clicked.connect(self.reject)

    @property
    def is_running(self) -> bool:
        """True until the last file is written or the work has stopped."""
        return self._task is not None or bool(self._waiting)

    def write_into(self, folder: Path) -> None:
        """Begin to write; files of the same names are replaced."""
        try:
            self._template = ReportTemplate(self._template_path)
        except UserError as refusal:
            self._say(str(refusal), role="error")
            return
        self._waiting = deque(files_in(folder, self._patients))
        self._folder, self._is_stopping = folder, False
        self.bar.setRange(0, len(self._waiting))
        self.bar.setValue(0)
        self._show_running()
        self._next()

    def reject(self) -> None:
        """Give up the file that is being written; where nothing runs, close."""
        if self.is_running:
            self._is_stopping = True
            if self._task is not None:
                self._task.cancel()
            self.close_button.setEnabled(False)
            self._say(self.tr("Stopping…"))
        else:
            super().reject()

    def _list_patients(self) -> None:
        """Look up who is meant: the patients of the list as it is filtered, or all."""
        query = PatientQuery() if self.is_all.isChecked() else replace(self._query, after=None)
        pages = self._workspace.all_patients(query, PAGE)
        self._patients = [(row.id, row.code) for page in pages for row in page]
        self.words.setText(
            self.tr("Writes a report of {} as PDF, one file each.").format(
                counted(len(self._patients), "patient")
            )
        )
        self.start_button.setEnabled(bool(self._patients))

    def _next(self) -> None:
        """Draw the next one, and have it set and written."""
        template = self._template
        if self._is_stopping or not self._waiting or template is None:
            self._finish()
            return
        patient_id, path = self._waiting.popleft()
        try:
            report = self._reporting.report(patient_id, is_long=self.is_long.isChecked())
        except UserError as refusal:
            self._stop(refusal)
            return
        task = BackgroundTask(
            lambda progress: write_whole(report.pdf(template, progress), path), self
        )
        task.cancelled.connect(lambda: self._given_up(task))
        task.succeeded.connect(lambda _none: self._written(task))
        task.failed.connect(lambda error: self._failed(task, error))
        self._task = task
        task.start()

    def _written(self, task: BackgroundTask) -> None:
        task.deleteLater()
        self._task = None
        self.bar.setValue(self.bar.value() + 1)
        # A turn of its own, so that a click on Cancel is heard between two files.
        QTimer.singleShot(0, self, self._next)

    def _given_up(self, task: BackgroundTask) -> None:
        task.deleteLater()
        self._task = None
        self._finish()

    def _failed(self, task: BackgroundTask, error: object) -> None:
        task.deleteLater()
        self._task = None
        if not isinstance(error, UserError):
            self._waiting.clear()
            raise error if isinstance(error, Exception) else RuntimeError(str(error))
        self._stop(error)

    def _stop(self, refusal: UserError) -> None:
        done = self.bar.value()
        self._waiting.clear()
        self._show_running()
        self._say(self.tr("{} {} written.").format(refusal, counted(done, "file")), role="error")

    def _finish(self) -> None:
        """Say how many files there are; those that are done stay."""
        done, wanted = self.bar.value(), self.bar.maximum()
        self._waiting.clear()
        self._show_running()
        words = self.tr("{} in {}.") if done == wanted else self.tr("Stopped: {} in {}.")
        self._say(words.format(counted(done, "report"), self._folder))

    def _show_running(self) -> None:
        is_running = self.is_running
        self.bar.setVisible(is_running)
        self.start_button.setEnabled(not is_running)
        for choice in (self.is_long, self.is_all):
            choice.setEnabled(not is_running)
        self.close_button.setEnabled(True)
        self.close_button.setText(self.tr("Cancel") if is_running else self.tr("Close"))
        self._say("")

    def _say(self, text: str, role: str = "quiet") -> None:
        self.note.setText(text)
        set_role(self.note, role)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder for the reports"))
        if folder:
            self.write_into(Path(folder))

    def _lay_out(self) -> None:
        self.setMinimumWidth(WIDTH)
        self.words.setWordWrap(True)
        self.note.setWordWrap(True)
        set_role(self.note, "quiet")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        set_role(self.start_button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.start_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        for widget in (self.words, self.is_all, self.is_long, self.bar, self.note):
            box.addWidget(widget)
        box.addLayout(foot)
