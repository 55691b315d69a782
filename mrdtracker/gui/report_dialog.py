"""The report of one patient: looked at as it will be on paper, saved, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import Patient
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.report_paper import PRINT_PPI, chosen_printer, print_pictures
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.reporting import Report, Reporting, check_pdf_name, files_in, write_whole
from mrdtracker.services.workspace import Workspace

WISHED = QSize(940, 820)
SHARE_OF_SCREEN = 0.92
LOOK_PPI = 96.0


class ReportDialog(QDialog):
    """Shows the pages of a report; it changes nothing in the store.

    The course is drawn here and the page is set beside the window, so that nothing stands still.

    Args:
        workspace: The open store.
        patient: Whose report it is.
        parent: The window.

    Attributes:
        pages: The labels that show the pages, from the first to the last.
    """

    def __init__(self, workspace: Workspace, patient: Patient, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._reporting, self._patient = Reporting(workspace), patient
        self._template_path: Path | None = None
        self._template: ReportTemplate | None = None
        self._report: Report | None = None
        self._task: BackgroundTask | None = None
        self.pages: list[QLabel] = []
        self._full: list[QPixmap] = []
        self.is_long = QCheckBox(self.tr("&Long form: facts, events, every question"))
        self.note = QLabel()
        self.template_button = QPushButton(self.tr("&Template…"))
        self.print_button = QPushButton(self.tr("&Print…"))
        self.save_button = QPushButton(self.tr("&Save as PDF…"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(self.tr("Report of {}").format(patient.code))
        self._lay_out()
        self.is_long.toggled.connect(self._begin)
        self.template_button.clicked.connect(self._choose_template)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.accept)
        self._begin()

    def sizeHint(self) -> QSize:
        screen = self.screen().availableGeometry().size() * SHARE_OF_SCREEN
        return WISHED.boundedTo(screen)

    def done(self, result: int) -> None:
        """Close; a page that is still being set is waited for, which takes no time."""
        if self._task is not None:
            self._task.wait()
            self._task = None
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def use_template(self, path: Path | None) -> None:
        """Set the pages by another template; None is the one that comes with the program."""
        self._template_path = path
        self._begin()

    def save_to(self, path: Path) -> None:
        """Write the report, and say what became of it."""

        def write(report: Report, template: ReportTemplate) -> object:
            check_pdf_name(path)
            write_whole(report.pdf(template), path)
            return path

        self._run(write, lambda _path: self._say(self.tr("Saved as {}.").format(path)))

    def _begin(self) -> None:
        """Read, draw, and have the pages set for the screen."""
        try:
            self._template = ReportTemplate(self._template_path)
            self._report = self._reporting.report(
                self._patient.id, is_long=self.is_long.isChecked()
            )
        except UserError as refusal:
            self._report = None
            self._clear()
            self._set_busy(is_busy=False)
            self._refuse(refusal)
            return
        # What cannot be set is not shown as it was before.
        self._clear()
        self._run(lambda report, template: report.pictures(template, self._ppi()), self._show)

    def _run(
        self,
        work: Callable[[Report, ReportTemplate], object],
        then: Callable[[object], None],
    ) -> None:
        """Do something with the report beside the window."""
        report, template = self._report, self._template
        if report is None or template is None:
            return
        if self._task is not None:
            self._task.wait()
        self._set_busy(is_busy=True)
        task = BackgroundTask(lambda _progress: work(report, template), self)
        task.succeeded.connect(lambda result: self._ended(task, lambda: then(result)))
        task.failed.connect(lambda error: self._ended(task, lambda: self._failed(error)))
        self._task = task
        task.start()

    def _ended(self, task: BackgroundTask, then: Callable[[], None]) -> None:
        task.deleteLater()
        if task is self._task:
            self._task = None
            self._set_busy(is_busy=False)
            then()

    def _show(self, pictures: object) -> None:
        self._clear()
        for place, picture in enumerate(pictures if isinstance(pictures, tuple) else ()):
            label, shown = QLabel(), QPixmap()
            shown.loadFromData(picture)
            shown.setDevicePixelRatio(self.devicePixelRatioF())
            self._full.append(shown)
            label.setAccessibleName(self.tr("Page {}").format(place + 1))
            self._sheets.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(label)
        self._fit()
        self._say("")

    def _fit(self) -> None:
        """Show the pages at their size on paper, and smaller where the window is narrower."""
        ratio = self.devicePixelRatioF()
        room = self._scroll.viewport().width() - 2 * SPACE_GROUP
        for label, full in zip(self.pages, self._full, strict=True):
            is_narrow = 0 < room < full.width() / ratio
            smooth = Qt.TransformationMode.SmoothTransformation
            shown = full.scaledToWidth(int(room * ratio), smooth) if is_narrow else full
            label.setPixmap(shown)

    def _clear(self) -> None:
        for label in self.pages:
            self._sheets.removeWidget(label)
            label.deleteLater()
        self.pages, self._full = [], []

    def _failed(self, error: object) -> None:
        if not isinstance(error, UserError):
            raise error if isinstance(error, Exception) else RuntimeError(str(error))
        self._refuse(error)

    def _refuse(self, refusal: UserError) -> None:
        """Say what is wrong."""
        self._say(str(refusal), role="error")

    def _say(self, text: str, role: str = "quiet") -> None:
        self.note.setText(text)
        set_role(self.note, role)
        self.note.setVisible(bool(text))

    def _set_busy(self, *, is_busy: bool) -> None:
        for widget in (self.template_button, self.is_long):
            widget.setEnabled(not is_busy)
        for button in (self.save_button, self.print_button):
            button.setEnabled(not is_busy and self._report is not None)

    def _ppi(self) -> float:
        return LOOK_PPI * self.devicePixelRatioF()

    def _choose_template(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Template of the report"), "", self.tr("Templates (*.typ)")
        )
        if name:
            self.use_template(Path(name))

    def _save(self) -> None:
        ((_, suggested),) = files_in(Path(), [(self._patient.id, self._patient.code)])
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the report"), str(suggested), "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def _print(self) -> None:
        try:
            printer = chosen_printer(self)
        except UserError as refusal:
            self._refuse(refusal)
            return
        if printer is None:
            return

        def send(pictures: object) -> None:
            try:
                print_pictures(pictures if isinstance(pictures, tuple) else (), printer)
            except UserError as refusal:
                self._refuse(refusal)
            else:
                self._say(self.tr("The report is at the printer."))

        self._run(lambda report, template: report.pictures(template, PRINT_PPI), send)

    def _lay_out(self) -> None:
        inside = QWidget()
        self._sheets = QVBoxLayout(inside)
        self._sheets.setContentsMargins(SPACE_GROUP, SPACE_GROUP, SPACE_GROUP, SPACE_GROUP)
        self._sheets.setSpacing(SPACE_GROUP)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setAccessibleName(self.tr("Pages of the report"))
        self.note.setWordWrap(True)
        self.note.hide()
        set_role(self.save_button, "primary")
        set_role(self.template_button, "plain")
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addWidget(self.is_long)
        foot.addWidget(self.template_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.print_button)
        foot.addWidget(self.save_button)
        self.save_button.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self._scroll, 1)
        box.addWidget(self.note)
        box.addLayout(foot)
