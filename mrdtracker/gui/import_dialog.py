"""The dialog that imports a foreign table: file, mapping, preview, and one act that is undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.form_field import CalmComboBox
from mrdtracker.gui.import_preview import ImportPreviewPane
from mrdtracker.gui.mapping_editor import MappingEditor
from mrdtracker.gui.on_screen import scrolled, take_size
from mrdtracker.gui.presenters.import_form import ImportForm
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.progress import Progress
from mrdtracker.services.commands import Changes
from mrdtracker.services.import_steps import OpenedTable, open_table, prepare_import
from mrdtracker.services.transfer import MappingOffer, PreparedImport
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say

SIZE = (960, 640)
WAIT, EMPTY, PREVIEW, DONE = range(4)
NO_FILE = (
    mark("Drop a table here, or choose a file"),
    mark("CSV or TSV. You see what would change before anything is written."),
)
NO_MAPPING = (
    mark("No known mapping fits this table"),
    mark("Say once what its columns mean; other files like it are then recognised."),
)
TABLES = mark("Tables (*.csv *.tsv *.txt);;All files (*)")


class ImportDialog(QDialog):
    """Leads from a file to one act: nothing is written before the person has seen what.

    Args:
        workspace: The open store.
        path: A file to begin with, as one that was dropped on the window.
        parent: The main window; it owns the work that runs beside.

    Attributes:
        changes: What was written; None as long as nothing was.
        result_text: What was done, in one sentence.
    """

    def __init__(self, workspace: Workspace, path: Path | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        give_help(self)
        self.changes: Changes | None = None
        self.result_text = ""
        self.form: ImportForm | None = None
        self._workspace = workspace
        self._opened: OpenedTable | None = None
        self._offers: tuple[MappingOffer, ...] = ()
        self._prepared: PreparedImport | None = None
        self._task: BackgroundTask | None = None
        self.setWindowTitle(self.tr("Import a table"))
        self.setAcceptDrops(True)
        take_size(self, *SIZE)
        self._make_widgets()
        self._lay_out()
        self.apply_button.setDefault(True)  # only now does it belong to a dialog
        self._show_mappings(None)
        self._show_page(EMPTY)
        if path is not None:
            self.open_file(path)

    @property
    def is_working(self) -> bool:
        """True while something runs beside the window."""
        return self._task is not None

    # --- acts ---------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Read a file beside the window, and offer the mappings that fit it."""
        self.file_label.setText(path.name)
        self._opened = None
        self._show_mappings(None)
        self._say_empty(*map(say, NO_FILE))
        transfer = self._workspace.transfer
        self._run(lambda progress: open_table(transfer, path, progress), self._file_opened)

    def use_mapping(self, offer: MappingOffer) -> None:
        """Read the table by a mapping, and show what would change."""
        opened, today = self._opened, self._workspace.today
        if opened is None:
            return
        transfer = self._workspace.transfer

        def work(progress: Progress) -> object:
            return prepare_import(transfer, opened, offer, today, progress)

        self._run(work, self._preview_ready)

    def make_mapping(self) -> None:
        """Describe the columns of a table that no mapping fits, or that needs another one."""
        if self._opened is None:
            return
        editor = MappingEditor(self._workspace, self._opened, self)
        if editor.exec() == QDialog.DialogCode.Accepted:
            before = {offer.id for offer in self._opened.offers}
            self._opened = editor.opened
            made = next((one for one in self._opened.fitting if one.id not in before), None)
            self._show_mappings(made)
        editor.deleteLater()

    def accept(self) -> None:
        """Write what the preview announced, as one act; after that, close."""
        if self._pages.currentIndex() == DONE:
            super().accept()
            return
        if self.form is None or self._prepared is None or not self.form.can_apply:
            self._show_error(self.form.why_not if self.form is not None else "")
            return
        command, recorder = self._prepared.command, self._workspace.recorder

        def work(progress: Progress) -> object:
            progress.stop_if_cancelled()
            return recorder.execute(command)

        self._run(work, self._applied)

    def reject(self) -> None:
        """Stop the work that runs; where none does, close. Nothing was written."""
        if self._task is not None:
            self._task.cancel()
            self.wait_label.setText(self.tr("Stopping…"))
        elif self._pages.currentIndex() == DONE:
            super().accept()
        else:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None and self._task is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    # --- what comes back ----------------------------------------------------------------------

    def _file_opened(self, opened: object) -> None:
        if not isinstance(opened, OpenedTable):
            return
        self._opened = opened
        self.file_label.setText(opened.words)
        self._show_mappings(next(iter(opened.fitting), None))
        if not opened.fitting:
            self._show_page(EMPTY)
            title, text = map(say, NO_MAPPING)
            self._say_empty(title, f"{opened.nearest_words} {text}".strip())
            self.new_mapping_button.setFocus()

    def _preview_ready(self, prepared: object) -> None:
        if not isinstance(prepared, PreparedImport):
            return
        self._prepared = prepared
        self.form = ImportForm(prepared.preview)
        self.preview.show_form(self.form)
        self._show_page(PREVIEW)
        self._show_apply()
        if self.apply_button.isEnabled():
            self.apply_button.setFocus()

    def _applied(self, changes: object) -> None:
        if not isinstance(changes, Changes) or self.form is None:
            return
        self.changes = changes
        self.result_text = self.form.result_text
        self.done_label.setText(self.result_text)
        self._show_page(DONE)
        self.apply_button.setText(self.tr("&Close"))
        self.apply_button.setEnabled(True)
        self.apply_button.setFocus()
        self.cancel_button.hide()

    # --- work beside the window ---------------------------------------------------------------

    def _run(
        self, work: Callable[[Progress], object], succeeded: Callable[[object], None]
    ) -> None:
        """Run one piece of work; what an older piece brings back is not looked at any more."""
        task = BackgroundTask(work, self.parent() or self)
        self._task = task
        self._show_error("")
        self.wait_label.setText(
            self.tr("Reading…") if self._prepared is None else self.tr("Working…")
        )
        self.progress.setRange(0, 0)
        self._show_page(WAIT)
        task.progressed.connect(self._progressed)
        task.succeeded.connect(lambda result: self._ended(task, lambda: succeeded(result)))
        task.failed.connect(lambda error: self._ended(task, lambda: self._failed(error)))
        task.cancelled.connect(lambda: self._ended(task, self._stopped))
        task.start()

    def _ended(self, task: BackgroundTask, then: Callable[[], None]) -> None:
        task.deleteLater()
        if task is self._task:
            self._task = None
            then()

    def _progressed(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _failed(self, error: Exception) -> None:
        self._show_page(PREVIEW if self._prepared is not None else EMPTY)
        if not isinstance(error, UserError):
            raise error
        self._show_error(str(error))

    def _stopped(self) -> None:
        self._show_page(PREVIEW if self._prepared is not None else EMPTY)
        self._show_error(self.tr("Stopped. Nothing was written."))

    # --- what is shown ------------------------------------------------------------------------

    def _show_mappings(self, chosen: MappingOffer | None) -> None:
        self._prepared, self.form = None, None
        self._offers = self._opened.fitting if self._opened is not None else ()
        self.mapping_box.blockSignals(True)
        self.mapping_box.clear()
        self.mapping_box.addItems([_offer_words(offer) for offer in self._offers])
        if chosen is not None:
            self.mapping_box.setCurrentIndex(self._offers.index(chosen))
        self.mapping_box.blockSignals(False)
        self.mapping_box.setEnabled(bool(self._offers))
        self.new_mapping_button.setEnabled(self._opened is not None)
        if chosen is not None:
            self.use_mapping(chosen)

    def _mapping_chosen(self, position: int) -> None:
        if 0 <= position < len(self._offers):
            self.use_mapping(self._offers[position])

    def _say_empty(self, title: str, sentence: str) -> None:
        self._empty.title.setText(title)
        self._empty.sentence.setText(sentence)

    def _show_page(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        is_waiting = page == WAIT
        self._head.setEnabled(not is_waiting and page != DONE)
        if page != DONE:
            self._show_apply()

    def _show_apply(self) -> None:
        is_shown = self._pages.currentIndex() == PREVIEW and self.form is not None
        self.apply_button.setEnabled(is_shown and self.form is not None and self.form.can_apply)
        self.apply_button.setText(
            self.form.apply_label if self.form is not None else self.tr("&Import")
        )
        if is_shown and self.form is not None:
            self._show_error(self.form.why_not)

    def _show_error(self, text: str) -> None:
        self.foot_message.setText(f"▲ {text}" if text else "")
        self.foot_message.setVisible(bool(text))

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a table"), "", say(TABLES))
        if name:
            self.open_file(Path(name))

    # --- layout -------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.file_label = QLabel(self.tr("No file chosen"))
        self.file_label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.file_label, "section")
        self.file_button = QPushButton(self.tr("Choose &file…"))
        self.file_button.clicked.connect(self._ask_for_file)
        self.mapping_box = CalmComboBox()
        self.mapping_box.setAccessibleName(self.tr("Mapping"))
        self.mapping_box.currentIndexChanged.connect(self._mapping_chosen)
        self.new_mapping_button = QPushButton(self.tr("&New mapping…"))
        self.new_mapping_button.clicked.connect(self.make_mapping)
        self.preview = ImportPreviewPane()
        self.preview.leave_out.toggled.connect(self._leave_out)
        self.preview.copy_button.clicked.connect(self._copy_problems)
        self.done_label = QLabel()
        self.done_label.setWordWrap(True)
        self.done_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self.done_label, "section")
        self.wait_label = QLabel(self.tr("Reading…"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.foot_message = QLabel()
        self.foot_message.setWordWrap(True)
        set_role(self.foot_message, "error")
        self.apply_button = QPushButton(self.tr("&Import"))
        self.apply_button.clicked.connect(self.accept)
        set_role(self.apply_button, "primary")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self._empty = EmptyState(*NO_FILE)
        self._pages = QStackedWidget()
        preview = scrolled(self.preview)
        for page in (self._wait_page(), self._empty, preview, self.done_label):
            self._pages.addWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.apply_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        layout.setSpacing(SPACE_CARD)
        self._head = self._head_of_page()
        layout.addWidget(self._head)
        layout.addWidget(self._pages, stretch=1)
        layout.addWidget(self.foot_message)
        layout.addLayout(foot)

    def _head_of_page(self) -> QWidget:
        head = QWidget()
        rows = QVBoxLayout(head)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE_SMALL)
        file_row, mapping_row = QHBoxLayout(), QHBoxLayout()
        file_row.addWidget(self.file_label, stretch=1)
        file_row.addWidget(self.file_button)
        label = QLabel(self.tr("&Mapping"))
        label.setBuddy(self.mapping_box)
        mapping_row.addWidget(label)
        mapping_row.addWidget(self.mapping_box, stretch=1)
        mapping_row.addWidget(self.new_mapping_button)
        rows.addLayout(file_row)
        rows.addLayout(mapping_row)
        return head

    def _wait_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self.wait_label)
        column.addWidget(self.progress)
        column.addStretch(2)
        return page

    def _leave_out(self, is_chosen: bool) -> None:
        if self.form is not None:
            self.form.leaves_out = is_chosen
            self._show_apply()

    def _copy_problems(self) -> None:
        if self.form is not None:
            QGuiApplication.clipboard().setText(self.form.problems_text)


def _offer_words(offer: MappingOffer) -> str:
    return say("{} (yours)").format(offer.title) if offer.is_saved else offer.title


def _dropped_file(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
