"""The report of one patient: looked at as it will be on paper, saved, printed, issued."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import IssuedReport, Patient
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.on_screen import take_size
from mrdtracker.gui.page_setting import PageSetting
from mrdtracker.gui.presenters.report_comment import CommentDraft
from mrdtracker.gui.report_comment_field import ReportCommentField
from mrdtracker.gui.report_issue_dialog import ReportIssueDialog
from mrdtracker.gui.report_issued import ReportIssued
from mrdtracker.gui.report_pages import ReportPages
from mrdtracker.gui.report_paper import PRINT_PPI, chosen_printer, print_pictures
from mrdtracker.gui.report_template_button import (
    ReportTemplateButton,
    remember_template,
    remembered_template,
)
from mrdtracker.gui.save_place import ask_for_file
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.progress import Progress
from mrdtracker.services.commands import Changes
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.report_standing import name_of
from mrdtracker.services.reporting import Report, Reporting, check_pdf_name, files_in
from mrdtracker.services.whole_file import write_whole
from mrdtracker.services.workspace import Workspace

SIZE = (940, 820)


class ReportDialog(QDialog):
    """Shows the pages of a report, which is a draft until it is issued here.

    The course is drawn here and the page is set beside the window, so that nothing stands still.

    Args:
        workspace: The open store.
        patient: Whose report it is.
        parent: The window.
        memory: Where the template of this computer is remembered; None remembers nothing.

    Attributes:
        shown: The pages.
        comment: What the person adds.
        changes: What issuing changed; None where nothing was issued.
    """

    def __init__(
        self,
        workspace: Workspace,
        patient: Patient,
        parent: QWidget | None,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(parent)
        give_help(self)
        self._workspace, self._patient, self._memory = workspace, patient, memory
        self._reporting, self._issuing = Reporting(workspace), Issuing(workspace)
        self.changes: Changes | None = None
        self._frozen: IssuedReport | None = None
        self._template_path = remembered_template(memory)
        self._template: ReportTemplate | None = None
        self._report: Report | None = None
        self._setting = PageSetting(self)
        self.shown, self.comment = ReportPages(), ReportCommentField()
        self._draft = CommentDraft(workspace, patient.id)
        self.is_long = QCheckBox(self.tr("&Long form: facts, events, every question"))
        self.note = QLabel()
        self.template = ReportTemplateButton(self, self.use_template)
        self.issued = ReportIssued(self._issuing, patient.code)
        self.issue_button = QPushButton()
        self.print_button = QPushButton(self.tr("&Print…"))
        self.save_button = QPushButton(self.tr("&Save as PDF…"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(self.tr("Report of {}").format(patient.code))
        self._lay_out()
        self.is_long.toggled.connect(self._begin)
        self.comment.typed.connect(self._wait_for_comment)
        self.comment.settled.connect(self._take_comment)
        self._setting.slow.connect(
            lambda: self._say(self.tr("The pages are being set. Close stops it."))
        )
        self._setting.ended.connect(lambda: self._set_busy(is_busy=False))
        self._setting.failed.connect(self._failed)
        self.template.told.connect(self._tell)
        self.issued.told.connect(self._tell)
        self.issue_button.clicked.connect(self._ask_to_issue)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.accept)
        self._show_comment()
        self._begin()

    def done(self, result: int) -> None:
        """Close; pages that are still being set are given up, and a comment is kept."""
        self._setting.give_up()
        self._keep_comment()
        super().done(result)

    def use_template(self, path: Path | None) -> None:
        """Set the pages by another template, and remember it; None is the program's own."""
        self._template_path = path
        remember_template(self._memory, path)
        self._begin()

    def save_to(self, path: Path) -> None:
        """Write the report, and say what became of it."""

        def write(report: Report, template: ReportTemplate, progress: Progress) -> object:
            check_pdf_name(path)
            write_whole(self._bytes_of(report, template, progress), path)
            return path

        self._run(write, lambda _path: self._say(self.tr("Saved as {}.").format(path)))

    def issue(self, reason: str = "") -> None:
        """Issue the report: have it set, keep its pages, and show them.

        Args:
            reason: Why an earlier one is amended.
        """
        try:
            self._report = self._issuing.report(
                self._patient.id,
                is_long=self.is_long.isChecked(),
                reason=reason,
                comment=self.comment.text,
            )
        except UserError as refusal:
            self._refuse(refusal)
            return
        ppi = self.shown.ppi

        def set_pages(report: Report, template: ReportTemplate, progress: Progress) -> object:
            return report.pdf(template, progress), report.pictures(template, ppi, progress)

        self._run(set_pages, self._keep)

    def _keep(self, pages: object) -> None:
        """Write the act; only then the pages are those of an issued report."""
        report = self._report
        if report is None or not isinstance(pages, tuple):
            return
        pdf, pictures = pages
        try:
            command = self._issuing.command(report, pdf)
            self.changes = self._workspace.recorder.execute(command)
        except UserError as refusal:
            self._begin()
            self._refuse(refusal)
            return
        self._frozen = command.report
        self._keep_comment()
        self._set_busy(is_busy=False)
        self._show(pictures)
        self._show_standing()
        self._say(self.tr("Issued: {}. Save or print it here.").format(name_of(command.report)))

    def _bytes_of(self, report: Report, template: ReportTemplate, progress: Progress) -> bytes:
        """Return the pages as they are shown: an issued report is never set again."""
        if self._frozen is not None:
            return self._issuing.pdf(self._frozen)
        return report.pdf(template, progress)

    def _show_standing(self) -> None:
        """Show what was issued, and what the next issue would be."""
        read = self._workspace.reports(self._patient.id)
        words = (
            self.tr("&Issue as amended report {}…").format(read.reports[-1].number + 1)
            if read.reports
            else self.tr("&Issue as final…")
        )
        self.issue_button.setText(words)
        self.issue_button.setVisible(not self._workspace.is_read_only)
        # What went out is handed out also where nothing can be held against it.
        self.issued.show_issued(read.reports, None, read.doubts)
        if self._report is not None:
            since = self._issuing.since(self._report.view, read.reports)
            self.issued.show_issued(read.reports, since, read.doubts)

    def _show_comment(self) -> None:
        """Begin with what the last report said: an amended one keeps it unless it is changed."""
        self.comment.setVisible(not self._workspace.is_read_only)
        self._do(lambda: self.comment.show_text(self._draft.text()))

    def _keep_comment(self) -> None:
        self._do(lambda: self._draft.keep(self.comment.text))

    def _do(self, deed: Callable[[], object]) -> None:
        """Do something, or say why it cannot be done."""
        try:
            deed()
        except UserError as refusal:
            self._refuse(refusal)

    def _take_comment(self) -> None:
        """Show it on the page, and keep it: a crash loses nothing."""
        self._set_again()
        self._keep_comment()

    def _wait_for_comment(self) -> None:
        """Hand out nothing until the pages say what was typed."""
        self._setting.give_up()
        self._set_busy(is_busy=True)
        self.comment.set_read_only(is_read_only=False)

    def _ask_to_issue(self) -> None:
        if self._report is None:
            return
        for doubtful in self._issuing.doubts(self._patient.id):
            self._refuse(doubtful.refusal)
            return
        since = self._issuing.since_last(self._report.view, self.comment.text)
        asked = ReportIssueDialog(self._patient.code, self._workspace.user, since, self)
        is_wanted = asked.exec() == QDialog.DialogCode.Accepted
        reason = asked.reason.text()
        asked.deleteLater()
        if is_wanted:
            self.issue(reason)

    def _begin(self) -> None:
        """Have the pages set for the screen; those that were shown are not those any more."""
        self.shown.clear()
        self._set_again()

    def _set_again(self) -> None:
        """Read, draw, and have the pages set for the screen."""
        self._frozen = self._report = None
        try:
            self._read()
        except UserError as refusal:
            self._show_nothing(refusal)
            return
        ppi = self.shown.ppi
        self._run(
            lambda report, template, progress: report.pictures(template, ppi, progress),
            self._show,
        )
        # An own template may take long: another one can be chosen meanwhile, and words changed.
        for widget in (self.template, self.is_long):
            widget.setEnabled(True)
        self.comment.set_read_only(is_read_only=False)

    def _read(self) -> None:
        """Read and draw, and show what was issued whatever becomes of that.

        Raises:
            UserError: It cannot be read, or a person has to change something first.
        """
        try:
            self._template = ReportTemplate(self._template_path)
            self._report = self._reporting.report(
                self._patient.id, is_long=self.is_long.isChecked(), comment=self.comment.text
            )
        finally:
            self._show_standing()

    def _show_nothing(self, refusal: UserError) -> None:
        """Show no page where none can be set, and say why."""
        self._report = None
        self.shown.clear()
        self._set_busy(is_busy=False)
        self._refuse(refusal)

    def _run(
        self,
        work: Callable[[Report, ReportTemplate, Progress], object],
        then: Callable[[object], None],
    ) -> None:
        """Do something with the report beside the window."""
        report, template = self._report, self._template
        if report is None or template is None:
            return
        self._set_busy(is_busy=True)
        self._setting.run(lambda progress: work(report, template, progress), then)

    def _show(self, pictures: object) -> None:
        self.shown.show_pictures(pictures)
        self._say("")

    def _failed(self, error: object) -> None:
        if not isinstance(error, UserError):
            raise error if isinstance(error, Exception) else RuntimeError(str(error))
        self._refuse(error)

    def _refuse(self, refusal: UserError) -> None:
        """Say what is wrong."""
        self._say(str(refusal), role="error")

    def _tell(self, text: str, is_refusal: bool) -> None:
        self._say(text, role="error" if is_refusal else "quiet")

    def _say(self, text: str, role: str = "quiet") -> None:
        self.note.setText(text)
        set_role(self.note, role)
        self.note.setVisible(bool(text))

    def _set_busy(self, *, is_busy: bool) -> None:
        for widget in (self.template, self.is_long):
            widget.setEnabled(not is_busy)
        self.comment.set_read_only(is_read_only=is_busy)
        for button in (self.save_button, self.print_button):
            button.setEnabled(not is_busy and self._report is not None)
        may_issue = self._report is not None and self._frozen is None
        self.issue_button.setEnabled(not is_busy and may_issue)

    def _save(self) -> None:
        code = self._patient.code
        name = f"{code} report {self._frozen.number}" if self._frozen is not None else code
        ((_, suggested),) = files_in(Path(), [(self._patient.id, name)])
        kinds = self.tr("PDF (*.pdf)")
        path = ask_for_file(self, self.tr("Save the report"), str(suggested), kinds)
        if path is not None:
            self.save_to(path)

    def _print(self) -> None:
        try:
            printer = chosen_printer(self)
        except UserError as refusal:
            self._refuse(refusal)
            return
        if printer is None:
            return

        def send(pictures: object) -> None:
            print_pictures(pictures if isinstance(pictures, tuple) else (), printer)
            self._say(self.tr("The report is at the printer."))

        self._run(
            lambda report, template, progress: report.pictures(template, PRINT_PPI, progress),
            lambda pictures: self._do(lambda: send(pictures)),
        )

    def _lay_out(self) -> None:
        self.note.setWordWrap(True)
        self.note.hide()
        is_writable = not self._workspace.is_read_only
        set_role(self.issue_button if is_writable else self.save_button, "primary")
        head = QHBoxLayout()
        head.setSpacing(SPACE_SMALL)
        head.addWidget(self.is_long, 1)
        head.addWidget(self.template)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.print_button)
        foot.addWidget(self.save_button)
        foot.addWidget(self.issue_button)
        self.save_button.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addLayout(head)
        box.addWidget(self.issued)
        box.addWidget(self.shown, 1)
        box.addWidget(self.comment)
        box.addWidget(self.note)
        box.addLayout(foot)
        take_size(self, *SIZE)
