"""A newer edition of a pack: every patient who would change, old beside new, and the decision."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import PatientId
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.on_screen import take_size
from mrdtracker.gui.presenters.adoption_lines import (
    EVERYTHING,
    AdoptionLine,
    found,
    kinds_of,
    lines_of,
    result_words,
)
from mrdtracker.gui.presenters.pack_rows import PackRow
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.commands import Changes
from mrdtracker.services.editions import Comparison
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

SIZE = (1180, 620)


def _columns(old: str, new: str) -> tuple[Column[AdoptionLine], ...]:
    return (
        Column("Patient", lambda line: line.code, width=12, grows=True),
        Column(say("By {}, now").format(old), lambda line: line.old, width=42),
        Column(say("By {}").format(new), lambda line: line.new, width=34),
        Column("Changes", lambda line: line.what, style="quiet", width=15),
        Column("Stays", lambda line: line.stay_words, width=16),
        Column("Rules that flip", lambda line: line.rules, style="quiet", width=0),
    )


class AdoptionDialog(QDialog):
    """Compares beside the window, and adopts as one act.

    Args:
        workspace: The open store.
        row: The pack with the edition that waits.
        window: The window; what runs belongs to it, so that it outlives a closed dialog.

    Attributes:
        changes: What was adopted; None as long as nothing was.
        patient_to_open: A patient whom the person wants to look at before deciding.
    """

    def __init__(self, workspace: Workspace, row: PackRow, window: QWidget) -> None:
        super().__init__(window)
        give_help(self)
        self._workspace, self._row, self._window = workspace, row, window
        self.changes: Changes | None = None
        self.patient_to_open = ""
        self.task: BackgroundTask | None = None
        self.comparison: Comparison | None = None
        self._staying: frozenset[str] = frozenset()
        self.title, self.outcome, self.refusal = QLabel(), QLabel(), QLabel()
        self.bar = QProgressBar()
        self.search, self.kind, self.reason = QLineEdit(), QComboBox(), QLineEdit()
        columns = _columns(row.version, row.new_version)
        self.model: RowTableModel[AdoptionLine] = RowTableModel(columns, self)
        self.table: RowTable[AdoptionLine] = RowTable(self.model, self.tr("Patients who change"))
        self.open_button = QPushButton(self.tr("&Open patient"))
        self.stay_button = QPushButton(self.tr("&Keep the old edition (Space)"))
        self.again_button = QPushButton(self.tr("Compare a&gain"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.save_button = QPushButton(
            self.tr("&Adopt {} as {}").format(row.new_version, workspace.user)
        )
        self._lay_out()
        self._connect()
        self.compare()

    def compare(self) -> None:
        """Answer every patient by both editions, beside the window."""
        if self.task is not None:
            return
        editions, row = self._workspace.editions, self._row
        self.comparison = None
        self._show_lines()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.refusal.hide()
        self.outcome.setText(self.tr("Comparing…"))
        self.task = BackgroundTask(
            lambda progress: editions.compare(row.pack_id, row.new_digest, progress), self._window
        )
        self.task.progressed.connect(self._progressed)
        self.task.succeeded.connect(self._compared)
        self.task.failed.connect(self._failed)
        self.task.cancelled.connect(self._stopped)
        self.task.start()
        self._allow()

    def accept(self) -> None:
        """Adopt, if a reason stands there and nothing was changed since the comparison."""
        comparison = self.comparison
        if comparison is None:
            return
        try:
            staying = [
                self._workspace.patient_file(PatientId(one)).patient
                for one in sorted(self._staying)
            ]
            command = self._workspace.editions.adoption(
                self._row.pack_id,
                self._row.new_digest,
                self.reason.text().strip(),
                staying=staying,
                as_of=comparison.as_of,
            )
            self.changes = self._workspace.recorder.execute(command)
        except UserError as refusal:
            self._refuse(refusal)
            return
        super().accept()

    def reject(self) -> None:
        """Stop the comparison where it runs; else close."""
        if self.task is not None:
            self.task.cancel()
            self.task.wait()
            self._stopped()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
            return
        super().keyPressEvent(event)

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.outcome.setText(self.tr("Compared {} of {} patients…").format(done, total))

    def _compared(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._staying &= {one.patient_id for one in comparison.changed}
        self._end()
        self._fill_kinds()
        self._show_lines()
        (self.table if comparison.changed else self.reason).setFocus()

    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, UserError):
            raise error
        self._refuse(error)

    def _stopped(self) -> None:
        self._end()
        self.outcome.setText(self.tr("The comparison was stopped; nothing was adopted."))

    def _end(self) -> None:
        self.task = None
        self.bar.hide()
        self._allow()

    def _refuse(self, refusal: UserError) -> None:
        self.refusal.setText(f"▲ {refusal}")
        self.refusal.show()
        if not self.reason.text().strip():
            self.reason.setFocus()

    def _fill_kinds(self) -> None:
        lines = lines_of(self.comparison, self._staying) if self.comparison else ()
        with QSignalBlocker(self.kind):
            self.kind.clear()
            self.kind.addItem(self.tr("Every change"), EVERYTHING)
            for one in kinds_of(lines):
                self.kind.addItem(self.tr("Changes of: {}").format(one), one)

    def _show_lines(self) -> None:
        comparison = self.comparison
        if comparison is None:
            self.model.show_rows(())
            return
        current = self.table.row()
        lines = lines_of(comparison, self._staying)
        shown = found(lines, self.search.text(), str(self.kind.currentData() or EVERYTHING))
        self.model.show_rows(shown)
        self.table.fit_to_rows()
        ids = [line.patient_id for line in shown]
        if shown:
            is_kept = current is not None and current.patient_id in ids
            self.table.select_lines([ids.index(current.patient_id) if current and is_kept else 0])
        self.outcome.setText(result_words(comparison, len(self._staying)))
        self._allow()

    def _toggle_stay(self) -> None:
        rows = self.table.selected_rows()
        chosen = {line.patient_id for line in rows}
        if chosen <= self._staying:
            self._staying -= chosen
        else:
            self._staying |= chosen
        self.model.show_rows(
            [replace(one, stays=one.patient_id in self._staying) for one in self.model.rows]
        )
        self.table.fit_to_rows()
        ids = [line.patient_id for line in self.model.rows]
        self.table.select_lines([place for place, one in enumerate(ids) if one in chosen])
        if self.comparison is not None:
            self.outcome.setText(result_words(self.comparison, len(self._staying)))

    def _open(self) -> None:
        line = self.table.row()
        if line is not None:
            self.patient_to_open = line.patient_id
            super().reject()

    def _allow(self) -> None:
        is_ready = self.task is None and self.comparison is not None
        has_lines = is_ready and self.model.rowCount() > 0
        self.save_button.setEnabled(is_ready)
        self.open_button.setEnabled(has_lines)
        self.stay_button.setEnabled(has_lines)
        self.again_button.setEnabled(self.task is None)
        words = self.tr("Stop comparing") if self.task is not None else self.tr("Cancel")
        self.cancel_button.setText(words)

    def _lay_out(self) -> None:
        row = self._row
        self.setWindowTitle(self.tr("Adopt {} {}").format(row.pack_id, row.new_version))
        self.title.setText(
            self.tr("{}: {} answers now, {} waits").format(row.title, row.version, row.new_version)
        )
        note = QLabel(
            self.tr(
                "Nothing is written before you adopt. Patients pinned to an edition keep it and "
                "are not compared. Reports that were saved keep their edition. Ctrl+Z takes the "
                "whole act back."
            )
        )
        note.setWordWrap(True)
        set_role(self.title, "section")
        set_role(note, "quiet")
        set_role(self.refusal, "error")
        set_role(self.save_button, "primary")
        set_role(self.again_button, "plain")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.bar.setTextVisible(False)
        self.search.setPlaceholderText(self.tr("Search patient, group and rule"))
        self.search.setAccessibleName(self.tr("Search the changes"))
        self.search.setClearButtonEnabled(True)
        self.kind.setAccessibleName(self.tr("Which changes"))
        self.kind.addItem(self.tr("Every change"), EVERYTHING)
        reason_label = QLabel(self.tr("&Reason"))
        reason_label.setBuddy(self.reason)
        self.reason.setPlaceholderText(self.tr("read by …, as of the meeting of …"))
        self.table.fit_columns()
        filters = QHBoxLayout()
        filters.setSpacing(SPACE_SMALL)
        filters.addWidget(self.search, 2)
        filters.addWidget(self.kind, 1)
        filters.addWidget(self.open_button)
        filters.addWidget(self.stay_button)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addWidget(self.again_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        for widget in (self.title, note, self.outcome, self.bar):
            box.addWidget(widget)
        box.addLayout(filters)
        box.addWidget(self.table, 1)
        box.addWidget(reason_label)
        box.addWidget(self.reason)
        box.addWidget(self.refusal)
        box.addLayout(foot)
        take_size(self, *SIZE)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show_lines())
        self.kind.currentIndexChanged.connect(lambda _index: self._show_lines())
        self.table.opened.connect(lambda _line: self._open())
        self.open_button.clicked.connect(self._open)
        self.stay_button.clicked.connect(self._toggle_stay)
        self.again_button.clicked.connect(self.compare)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._toggle_stay)
