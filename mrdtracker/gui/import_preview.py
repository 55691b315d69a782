"""What an import would change: counts, the mapping's rules, changes, and lines with problems."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
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
NOTE_LINES = 9


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
        self._notes_page = QScrollArea()
        self._notes_page.setWidget(self.notes)
        self._notes_page.setWidgetResizable(True)
        self._notes_page.setFrameShape(QFrame.Shape.NoFrame)
        self._notes_page.setAccessibleName(self.tr("Rules of the mapping that were applied"))
        self.more_button = QPushButton()
        set_role(self.more_button, "plain")
        self.more_button.clicked.connect(self._open_notes)
        self._rules: tuple[str, ...] = ()
        self._is_open = False
        self.changes: RowTableModel[ChangeLine] = RowTableModel(CHANGE_COLUMNS, self)
        self.problems: RowTableModel[ProblemLine] = RowTableModel(PROBLEM_COLUMNS, self)
        self.leave_out = QCheckBox()
        self.copy_button = QPushButton(self.tr("Copy &problems as text"))
        set_role(self.copy_button, "plain")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.change_table: RowTable[ChangeLine] = RowTable(self.changes, self.tr("Changes"))
        self.problem_table: RowTable[ProblemLine] = RowTable(self.problems, self.tr("Problems"))
        for table in (self.change_table, self.problem_table):
            self.tabs.addTab(table, table.accessibleName())
        below = QHBoxLayout()
        below.addWidget(self.leave_out)
        below.addStretch(1)
        below.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_SMALL)
        layout.addWidget(self.summary)
        layout.addWidget(self._notes_page)
        layout.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.tabs, stretch=1)
        layout.addLayout(below)

    def show_form(self, form: ImportForm) -> None:
        """Show a new preview; where there are problems, they come first."""
        self.summary.setText(form.summary)
        self._rules, self._is_open = form.plan.notes, False
        self._show_notes()
        self.changes.show_rows(form.changes)
        self.problems.show_rows(form.problems)
        self.change_table.fit_to_rows()
        self.problem_table.fit_to_rows()
        self.tabs.setTabText(0, form.changes_title)
        self.tabs.setTabText(1, form.problems_title)
        has_problems = bool(form.plan.problems)
        self.tabs.setTabEnabled(1, has_problems)
        self.tabs.setCurrentIndex(1 if has_problems else 0)
        self.leave_out.setChecked(False)
        self.leave_out.setText(form.leave_out_label)
        self.leave_out.setVisible(has_problems)
        self.copy_button.setVisible(has_problems)

    def _open_notes(self) -> None:
        self._is_open = not self._is_open
        self._show_notes()

    def _show_notes(self) -> None:
        """Show the first rules, or all of them where the person opened the list."""
        count = len(self._rules)
        shown = self._rules if self._is_open else self._rules[:NOTES_SHOWN]
        self.notes.setText("\n".join(f"– {rule}" for rule in shown))
        most = self.notes.fontMetrics().lineSpacing() * NOTE_LINES
        needed = self.notes.heightForWidth(self.width())
        self._notes_page.setFixedHeight(min(needed, most) + SPACE_SMALL)
        policy = Qt.FocusPolicy.StrongFocus if needed > most else Qt.FocusPolicy.NoFocus
        self._notes_page.setFocusPolicy(policy)
        self._notes_page.setVisible(bool(count))
        words = (
            self.tr("Show the first {} notes").format(NOTES_SHOWN)
            if self._is_open
            else self.tr("Show all {} notes").format(count)
        )
        self.more_button.setText(words)
        self.more_button.setVisible(count > NOTES_SHOWN)
