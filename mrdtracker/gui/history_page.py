"""The history: who did what when, every field before and after, and whether all is whole."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import JournalChange, JournalEntry, PatientId, VerifyReport
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.history_model import CHANGE_COLUMNS, HistoryModel
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.journal_lines import (
    FieldChange,
    JournalLine,
    bare_label,
    change_title,
    field_changes,
    head_words,
    too_many_words,
    verify_sentence,
)
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.table_model import RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_GROUP,
    SPACE_PAGE,
    SPACE_SMALL,
    SPACE_TINY,
    set_role,
)
from mrdtracker.services.workspace import Workspace

SHARE = (64, 36)
MOST_RECORDS = 500


class _EntryReader:
    """Reads codes and changes for the lines of the history that are looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def code_of(self, patient_id: PatientId) -> str:
        return self._workspace.patient_code(patient_id)

    def changes_of(self, entry: JournalEntry) -> tuple[JournalChange, ...]:
        return self._workspace.journal_changes(entry.seq)


class HistoryPage(SidePage):
    """The journal, newest first; filtered by patient, person and text.

    Attributes:
        undoAsked: Emitted when the newest act should be taken back.
    """

    undoAsked = Signal()  # noqa: N815 - Qt's way to name signals
    scrolled_height = 420

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.task: BackgroundTask | None = None
        self.title, self.note, self.verdict = QLabel(self.tr("History")), QLabel(), QLabel()
        self.patient, self.text = QLineEdit(), QLineEdit()
        self.person = QComboBox()
        self.undo, self.verify = QPushButton(), QPushButton(self.tr("Verify record"))
        self.model = HistoryModel(workspace.journal, _EntryReader(workspace), self)
        self.table: RowTable[JournalLine] = RowTable(self.model, self.tr("History"))
        self.changes = RowTableModel[FieldChange](CHANGE_COLUMNS, self)
        self.change_table: RowTable[FieldChange] = RowTable(self.changes, self.tr("Changes"))
        self.details = QLabel()
        self.filters = QWidget()
        self.empty = EmptyState(
            self.tr("Nothing was recorded yet."),
            self.tr("Every act stands here: who, when, and each field before and after."),
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._lay_out()
        self._connect()
        self.home = self.table

    def reload(self) -> None:
        """Read the journal again from its newest entry."""
        self._fill_people()
        self._filter()

    def show_patient(self, code: str) -> None:
        """Show the history of one patient; an empty code shows everybody's."""
        self.patient.setText(code)
        self.reload()

    def focus_search(self) -> bool:
        self.text.setFocus()
        self.text.selectAll()
        return True

    def stop(self) -> None:
        """End what runs before the store is closed."""
        self._timer.stop()
        if self.task is not None:
            self.task.wait()

    def restore(self, memory: Memory) -> None:
        """Give the splitter and the columns their last sizes."""
        if not memory.restore_splitter(self._splitter):
            self._splitter.setSizes([part * 10 for part in SHARE])
        for table in (self.table, self.change_table):
            memory.restore_columns(table.horizontalHeader(), table.objectName())

    def keep(self, memory: Memory) -> None:
        """Remember the sizes of the splitter and the columns."""
        memory.keep_splitter(self._splitter)
        for table in (self.table, self.change_table):
            memory.keep_columns(table.horizontalHeader(), table.objectName(), table.wished)

    def verify_record(self) -> None:
        """Check the whole file in the background; one check at a time."""
        if self.task is not None:
            return
        self.verify.setEnabled(False)
        self.verdict.setText(self.tr("Checking the whole record…"))
        self.task = BackgroundTask(lambda _progress: self._workspace.verify(), self.window())
        self.task.succeeded.connect(self._verified)
        self.task.failed.connect(self._not_verified)
        self.task.start()

    def _filter(self) -> None:
        self.note.setText("")
        patient_id: PatientId | None = None
        code = self.patient.text().strip()
        if code:
            try:
                patient_id = self._workspace.patient_by_code(code).id
            except UserError as error:
                self._show_nothing(error.message)
                return
        person = str(self.person.currentData() or "")
        self.model.ask(patient_id, self.text.text(), person)
        if self.model.rowCount():
            self.table.select_lines([0])
        else:
            self._show_nothing(self.tr("Nothing was changed that fits these filters."))

    def _show_nothing(self, why: str) -> None:
        self.model.show_rows(())
        self._show_entry(None)
        self.note.setText(why)

    def _fill_people(self) -> None:
        kept = self.person.currentData()
        people = sorted({entry.actor for entry in self._workspace.journal()})
        self.empty.setVisible(not people)
        for there in (self.filters, self._splitter):
            there.setVisible(bool(people))
        with QSignalBlocker(self.person):
            self.person.clear()
            self.person.addItem(self.tr("Everybody"), "")
            for name in people:
                self.person.addItem(name, name)
            self.person.setCurrentIndex(max(0, self.person.findData(kept)))

    def _selected(self) -> None:
        line = self.table.row()
        self._show_entry(line.entry if line is not None else None)

    def _show_entry(self, entry: JournalEntry | None) -> None:
        undoable = self._workspace.recorder.undo_entry()
        can_undo = (
            entry is not None
            and undoable is not None
            and entry.seq == undoable.seq
            and not self._workspace.is_read_only
        )
        self.undo.setVisible(can_undo)
        if entry is None:
            self.changes.show_rows(())
            self.details.setText("")
            return
        self.undo.setText(self.tr("Undo {}").format(bare_label(entry)))
        if entry.record_count > MOST_RECORDS:
            self.changes.show_rows(())
            self.details.setText(too_many_words(entry))
            return
        changes = self._workspace.journal_changes(entry.seq)
        self.changes.show_rows(field_changes(changes))
        self.details.setText(change_title(entry, self.changes.rowCount()))

    def _verified(self, report: VerifyReport) -> None:
        self._end_check()
        set_role(self.verdict, "error" if report.findings else "quiet")
        head = self.tr("Journal head {}").format(head_words(report.head))
        self.verdict.setText(f"{verify_sentence(report)} {head}")
        self.verdict.setToolTip(report.head)

    def _not_verified(self, error: Exception) -> None:
        self._end_check()
        set_role(self.verdict, "error")
        if not isinstance(error, UserError):
            raise error
        self.verdict.setText(str(error))

    def _end_check(self) -> None:
        self.task = None
        self.verify.setEnabled(True)

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        set_role(self.note, "quiet")
        set_role(self.verdict, "quiet")
        set_role(self.details, "quiet")
        self.verdict.setWordWrap(True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for field, words in (
            (self.patient, self.tr("Patient code")),
            (self.text, self.tr("Search what, why and who")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.setClearButtonEnabled(True)
        self.person.setAccessibleName(self.tr("Filter by person"))
        filters = QHBoxLayout(self.filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(SPACE_SMALL)
        filters.addWidget(self.text, 3)
        filters.addWidget(self.patient, 1)
        filters.addWidget(self.person)
        filters.addWidget(self.note, 2)
        below = _card(self.details, self.change_table)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setObjectName("history and changes")
        self._splitter.setHandleWidth(SPACE_CARD)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(_card(None, self.table))
        self._splitter.addWidget(below)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addWidget(self.verdict, 1)
        foot.addWidget(self.undo)
        foot.addWidget(self.verify)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.title)
        box.addWidget(self.filters)
        box.addWidget(self._splitter, 1)
        box.addWidget(self.empty, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._filter)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.patient.textChanged.connect(lambda _text: self._timer.start())
        self.person.currentIndexChanged.connect(lambda _index: self._timer.start())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._selected())
        self.undo.clicked.connect(self.undoAsked)
        self.verify.clicked.connect(self.verify_record)


def _card(head: QLabel | None, table: QWidget) -> QFrame:
    card = QFrame()
    set_role(card, "card")
    box = QVBoxLayout(card)
    box.setContentsMargins(1, SPACE_TINY, 1, 1)
    box.setSpacing(SPACE_TINY)
    if head is not None:
        head.setContentsMargins(SPACE_SMALL, SPACE_TINY, SPACE_SMALL, 0)
        box.addWidget(head)
    box.addWidget(table)
    return card
