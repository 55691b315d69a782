"""What an import would change: counts, the mapping's rules, changes, and lines with problems."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.presenters.import_form import ChangeLine, ImportForm, ProblemLine
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_SMALL, set_role

CHANGE_COLUMNS: tuple[Column[ChangeLine], ...] = (
    Column("", lambda one: one.action, style="quiet", width=9),
    Column("Patient", lambda one: one.patient, width=20),
    Column("What", lambda one: one.what, width=30),
    Column("Before", lambda one: one.before, style="quiet", width=24),
    Column("After", lambda one: one.after, width=0),
)
PROBLEM_COLUMNS: tuple[Column[ProblemLine], ...] = (
    Column("Line", lambda one: str(one.line), lambda one: one.line, style="figure", width=7),
    Column("Column", lambda one: one.column, width=24),
    Column("Problem", lambda one: one.text, width=0),
)
NOTES_SHOWN = 4


class ImportPreviewPane(QWidget):
    """Shows an `ImportForm`: what is new, changed and the same, and what cannot be taken."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = QLabel()
        set_role(self.summary, "section")
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.notes, "quiet")
        self.changes: RowTableModel[ChangeLine] = RowTableModel(CHANGE_COLUMNS, self)
        self.problems: RowTableModel[ProblemLine] = RowTableModel(PROBLEM_COLUMNS, self)
        self.leave_out = QCheckBox()
        self.copy_button = QPushButton("Copy &problems as text")
        set_role(self.copy_button, "plain")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(RowTable(self.changes, "Changes"), "Changes")
        self.tabs.addTab(RowTable(self.problems, "Problems"), "Problems")
        below = QHBoxLayout()
        below.addWidget(self.leave_out)
        below.addStretch(1)
        below.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_SMALL)
        layout.addWidget(self.summary)
        layout.addWidget(self.notes)
        layout.addWidget(self.tabs, stretch=1)
        layout.addLayout(below)

    def show_form(self, form: ImportForm) -> None:
        """Show a new preview; where there are problems, they come first."""
        self.summary.setText(form.summary)
        shown, rest = form.plan.notes[:NOTES_SHOWN], form.plan.notes[NOTES_SHOWN:]
        more = (f"… and {len(rest)} more rules of the mapping",) if rest else ()
        self.notes.setText("\n".join((*shown, *more)))
        self.notes.setToolTip("\n".join(form.plan.notes))
        self.notes.setVisible(bool(form.plan.notes))
        self.changes.show_rows(form.changes)
        self.problems.show_rows(form.problems)
        self.tabs.setTabText(0, form.changes_title)
        self.tabs.setTabText(1, form.problems_title)
        has_problems = bool(form.plan.problems)
        self.tabs.setTabEnabled(1, has_problems)
        self.tabs.setCurrentIndex(1 if has_problems else 0)
        self.leave_out.setChecked(False)
        self.leave_out.setText(form.leave_out_label)
        self.leave_out.setVisible(has_problems)
        self.copy_button.setVisible(has_problems)
