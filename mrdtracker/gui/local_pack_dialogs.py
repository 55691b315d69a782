"""The laboratory's own packs: a copy to edit, and the file that comes back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker import locations
from mrdtracker.domain.errors import Problem, UserError
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.entry_dialog import EntryDialog
from mrdtracker.gui.on_screen import take_size
from mrdtracker.gui.presenters.local_pack import CheckedFile, NewPackForm, checked_file
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.commands import Changes
from mrdtracker.services.local_copy import local_copy, write_copy
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say

PACK_FILES = mark("Rule packs (*.toml)")
SIZE = (820, 480)
COLUMNS: tuple[Column[Problem], ...] = (
    Column("Where", lambda one: one.where or "the file", width=26),
    Column("What is to be done", lambda one: one.text, width=0),
)


class NewPackDialog(EntryDialog):
    """Writes a copy of a pack as a file to edit.

    Attributes:
        written: The file; None as long as nothing was written.
    """

    def __init__(self, workspace: Workspace, source: str, parent: QWidget | None) -> None:
        self.written: Path | None = None
        samples = sorted(one.stem for one in locations.sample_packs_folder().glob("*.toml"))
        self._new_form = NewPackForm(
            workspace.rules.overviews(), samples, source, workspace.path.absolute().parent
        )
        title = say("New pack of the laboratory")
        super().__init__(workspace, self._new_form, title, say("&Write the file"), parent)
        note = QLabel(
            self.tr(
                "A copy of a pack as a text file. Edit it beside your own protocol document, then "
                "import it; it answers for nobody before a second person has approved it."
            )
        )
        note.setWordWrap(True)
        set_role(note, "quiet")
        self.head.addWidget(note)
        self.add_row(self.add_choice("source", self.tr("&Copy of")))
        self.add_row(self.add_text("id", self.tr("&Id of the new pack"), lines=1))
        self.add_row(self.add_text("file", self.tr("&File"), lines=1))
        self.begin()

    def save(self) -> None:
        super().save()
        text = local_copy(self._workspace.rules, self.form.text("source"), self.form.text("id"))
        write_copy(text, self._new_form.path)
        self.written = self._new_form.path


class ImportPackDialog(QDialog):
    """Checks a pack file with every problem, and enters it where there is none.

    Attributes:
        changes: What was entered; None as long as nothing was.
        entered: Id of the pack that was entered.
    """

    def __init__(
        self, workspace: Workspace, path: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        give_help(self)
        self._workspace = workspace
        self._path: Path | None = None
        self.changes: Changes | None = None
        self.entered = ""
        self.checked: CheckedFile | None = None
        self.file, self.summary, self.refusal = QLabel(), QLabel(), QLabel()
        self.file_button = QPushButton(self.tr("Choose &file…"))
        self.again_button = QPushButton(self.tr("Check a&gain (F5)"))
        self.copy_button = QPushButton(self.tr("&Copy the list"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.save_button = QPushButton(self.tr("&Enter as {}").format(workspace.user))
        self.model: RowTableModel[Problem] = RowTableModel(COLUMNS, self)
        self.table: RowTable[Problem] = RowTable(self.model, self.tr("Problems of the file"))
        self.setWindowTitle(self.tr("Import a pack of the laboratory"))
        self._lay_out()
        self._connect()
        take_size(self, *SIZE)
        if path is not None:
            self.check(path)
        else:
            self._show(None)

    def check(self, path: Path) -> None:
        """Check a file and show what was found."""
        self._path = path
        self.file.setText(str(path))
        self._show(checked_file(self._workspace, path))

    def accept(self) -> None:
        """Enter the pack; it waits then for a second person."""
        if self._path is None:
            return
        try:
            command = self._workspace.editions.entering(self._path)
            self.changes = self._workspace.recorder.execute(command)
        except UserError as refusal:
            self.refusal.setText(f"▲ {refusal}")
            self.refusal.show()
            return
        self.entered = command.edition.pack_id
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self._check_again()
        else:
            super().keyPressEvent(event)

    def _show(self, checked: CheckedFile | None) -> None:
        self.checked = checked
        problems = checked.problems if checked is not None else ()
        can_enter = checked is not None and checked.can_be_entered
        self.model.show_rows(problems)
        self.table.setVisible(bool(problems))
        self._room.setVisible(not problems)
        self.copy_button.setVisible(bool(problems))
        self.again_button.setEnabled(self._path is not None)
        self.save_button.setEnabled(can_enter)
        self.refusal.hide()
        mark = "▲ " if problems else "● "
        set_role(self.summary, "error" if problems else "quiet")
        waiting = self.tr("A text file that was made by “New from this…”.")
        self.summary.setText(f"{mark}{checked.summary}" if checked is not None else waiting)
        (self.save_button if can_enter else self.file_button).setFocus()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a pack file"), "", say(PACK_FILES)
        )
        if name:
            self.check(Path(name))

    def _check_again(self) -> None:
        if self._path is not None:
            self.check(self._path)

    def _copy(self) -> None:
        if self.checked is not None:
            QGuiApplication.clipboard().setText(self.checked.as_text)

    def _lay_out(self) -> None:
        set_role(self.file, "section")
        set_role(self.refusal, "error")
        set_role(self.save_button, "primary")
        set_role(self.copy_button, "plain")
        self.file.setText(self.tr("No file chosen"))
        for label in (self.file, self.summary, self.refusal):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        note = QLabel(
            self.tr("It is kept with its whole text; a second person approves it afterwards.")
        )
        set_role(note, "quiet")
        self._room = QWidget()
        self.table.fit_columns()
        head = QHBoxLayout()
        head.setSpacing(SPACE_SMALL)
        head.addWidget(self.file, 1)
        head.addWidget(self.file_button)
        head.addWidget(self.again_button)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addLayout(head)
        box.addWidget(note)
        box.addWidget(self.summary)
        box.addWidget(self.table, 1)
        box.addWidget(self._room, 1)
        box.addWidget(self.refusal)
        box.addLayout(foot)

    def _connect(self) -> None:
        self.file_button.clicked.connect(self._choose)
        self.again_button.clicked.connect(self._check_again)
        self.copy_button.clicked.connect(self._copy)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
