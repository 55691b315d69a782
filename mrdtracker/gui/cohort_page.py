"""The cohort: many children side by side, in five views, each with its table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_tables import CohortTable, TableRow, table_of
from mrdtracker.domain.cohort_views import CohortShown, show_cohort
from mrdtracker.domain.errors import NotFoundError, UserError
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.cohort_bar import CohortBar
from mrdtracker.gui.cohort_pane import CohortPane
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.cohort_form import ask_of, rows_words, title_of
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.progress import Progress
from mrdtracker.services.commands import Changes
from mrdtracker.services.workspace import Workspace

FIRST_STEPS = (
    ("new patient", "Add the first patient"),
    ("import", "Import a table"),
    ("practice", "Look at the invented patients"),
)
SHARES = (68, 32)
COLUMN_CHARACTERS = 16
PICTURES = "PDF (*.pdf);;SVG (*.svg);;PNG (*.png)"


class CohortPage(SidePage):
    """Filters and choices above, the picture, and the table under it.

    Attributes:
        opened: Emitted with the id of the patient to open.
        asked: Emitted with the name of an act of the empty page.
        told: Emitted with a sentence for the status line.
        answered: Emitted when what was asked for is shown, or why it cannot be.
    """

    opened = Signal(str)
    asked = Signal(str)
    told = Signal(str)
    answered = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.cohort: Cohort | None = None
        self.shown: CohortShown | None = None
        self._reading: BackgroundTask | None = None
        self._is_outdated = False
        self.title, self.remarks, self.wait, self.rows = QLabel(), QLabel(), QLabel(), QLabel()
        self.bar, self.pane = CohortBar(), CohortPane()
        self.table: RowTable[TableRow] | None = None
        self._table_titles: tuple[str, ...] = ()
        self.before, self.after = QPushButton("◂"), QPushButton("▸")
        self.copy_button = QPushButton(self.tr("Copy table"))
        self.table_button = QPushButton(self.tr("Save table…"))
        self.picture_button = QPushButton(self.tr("Save picture…"))
        self.first_steps = EmptyState(
            self.tr("No cohort yet"),
            self.tr("Courses, time points and survival of many patients stand here side by side."),
            FIRST_STEPS if not workspace.is_read_only else FIRST_STEPS[2:],
        )
        self.nothing = EmptyState("", "")
        self._lay_out()
        self._connect()

    # --- reading --------------------------------------------------------------------------------

    def hear(self, changes: Changes) -> None:  # noqa: ARG002 - any change may change the cohort
        """Hear that something was changed; everything is read again when the page is shown."""
        self.cohort = None

    def reload(self) -> None:
        """Read the children that the filters let through."""
        choices = self._workspace.filter_choices()
        words = [(self._protocol_words(one), one) for one in choices.protocols]
        self.bar.fill_filters(choices, words)
        self.cohort = None
        self._read()

    def stop(self) -> None:
        """End what runs: the store is being closed."""
        self.pane.clear()
        if self._reading is not None:
            self._reading.cancel()
            self._reading.wait()
            self._reading = None

    def focus_search(self) -> bool:
        self.bar.field.setFocus()
        self.bar.field.selectAll()
        return True

    def restore(self, memory: Memory) -> None:
        """Share the height out as the last time."""
        memory.restore_splitter(self._splitter)

    def keep(self, memory: Memory) -> None:
        """Remember how the height is shared out."""
        memory.keep_splitter(self._splitter)

    def _read(self) -> None:
        """Read beside the window; what is asked for meanwhile is read after it."""
        if self._reading is not None:
            self._is_outdated = True
            self._reading.cancel()
            return
        query, read = self.bar.query, self._workspace.cohort.read
        if self.cohort is None and self.shown is None:
            self._pages.setCurrentWidget(self.wait)

        def work(progress: Progress) -> object:
            return read(query, progress)

        self._reading = BackgroundTask(work, self)
        self._reading.succeeded.connect(self._take)
        self._reading.cancelled.connect(lambda: self._take(None))
        self._reading.failed.connect(self._fail)
        self._reading.start()

    def _take(self, cohort: object) -> None:
        self._reading = None
        if self._is_outdated:
            self._is_outdated = False
            self._read()
        elif isinstance(cohort, Cohort):
            self.cohort = cohort
            self.bar.offer(cohort)
            self._show()

    def _fail(self, error: Exception) -> None:
        self._reading = None
        if not isinstance(error, UserError):
            raise error
        self._say(self.tr("The cohort could not be read"), str(error))

    # --- showing --------------------------------------------------------------------------------

    def _filter(self) -> None:
        self.cohort = None
        self._read()

    def _choose(self) -> None:
        if self.cohort is not None:
            self.bar.offer(self.cohort)
            self._show()

    def _show(self) -> None:
        cohort = self.cohort
        if cohort is None:
            return
        self.title.setText(title_of(cohort))
        if not cohort.patients:
            self._show_none()
            return
        self._allow_choices(is_allowed=True)
        ask = ask_of(self.bar.choice, cohort)
        if isinstance(ask, str):
            self._say(self.tr("Something has to be chosen"), ask)
            return
        self.shown = show_cohort(cohort, ask)
        self.remarks.setText(" ".join(self.shown.remarks))
        self._show_table(table_of(self.shown))
        if self.shown.is_empty:
            self._say(
                self.tr("Nothing to draw"),
                self.tr("None of these patients has what this view shows."),
            )
            return
        self._pages.setCurrentWidget(self._splitter)
        self.pane.show_view(self.shown)
        self._say_rows()
        self._allow()
        self.answered.emit()

    def _show_none(self) -> None:
        self.shown = None
        self.pane.clear()
        is_store_empty = not self._workspace.counts().patients
        if is_store_empty:
            self._pages.setCurrentWidget(self.first_steps)
            self._allow_choices(is_allowed=False)
            self._allow()
            self.answered.emit()
            return
        self._say(self.tr("No patient matches"), self.tr("Change the search or the filters."))

    def _say(self, title: str, sentence: str) -> None:
        self.shown = None
        self.pane.clear()
        self.nothing.title.setText(title)
        self.nothing.sentence.setText(sentence)
        self.remarks.clear()
        self._pages.setCurrentWidget(self.nothing)
        self._allow()
        self.answered.emit()

    def _show_table(self, shown: CohortTable) -> None:
        """Show a table; another one where its columns are others."""
        if self.table is None or shown.titles != self._table_titles:
            columns = [_column(place, title) for place, title in enumerate(shown.titles)]
            model: RowTableModel[TableRow] = RowTableModel(columns, self)
            table: RowTable[TableRow] = RowTable(model, self.tr("Table of the cohort"))
            table.setSortingEnabled(True)
            table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            table.opened.connect(self._open)
            if self.table is not None:
                self._table_card.removeWidget(self.table)
                self.table.deleteLater()
            self.table, self._table_titles = table, shown.titles
            self._table_card.addWidget(table)
        model_now = self.table.model()
        assert isinstance(model_now, RowTableModel)
        model_now.show_rows(shown.rows)
        self.table.grow_to_rows()

    def _allow(self) -> None:
        is_there = self.shown is not None
        for button in (self.copy_button, self.table_button, self.picture_button):
            button.setEnabled(is_there)
        is_long = is_there and bool(self.rows.text())
        for widget in (self.before, self.after, self.rows):
            widget.setVisible(is_long)

    def _allow_choices(self, *, is_allowed: bool) -> None:
        self.bar.setVisible(is_allowed)
        self._foot.setVisible(is_allowed)

    def _say_rows(self) -> None:
        self.rows.setText(rows_words(self.pane.rows, self.pane.row_count))

    def _turn(self, by: int) -> None:
        self.pane.turn(by)
        self._say_rows()

    def _protocol_words(self, name: str) -> str:
        try:
            return short_title(self._workspace.rules.overview(name).reference)
        except NotFoundError:
            return name

    # --- doing ----------------------------------------------------------------------------------

    def _pick(self, patient_id: str) -> None:
        """Go to the first line of a child in the table."""
        if self.table is None:
            return
        model = self.table.model()
        assert isinstance(model, RowTableModel)
        ids = [row.patient_id for row in model.rows]
        if patient_id in ids:
            self.table.select_lines([ids.index(patient_id)])

    def _open(self, row: object) -> None:
        if isinstance(row, TableRow) and row.patient_id is not None:
            self.opened.emit(row.patient_id)

    def copy_table(self) -> None:
        """Put the whole table on the clipboard, as a spreadsheet takes it."""
        if self.shown is not None:
            table = table_of(self.shown)
            lines = ["\t".join(table.titles)]
            lines += ["\t".join(cell.text for cell in row.cells) for row in table.rows]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.told.emit(self.tr("The table is on the clipboard."))

    def ask_for_table(self) -> None:
        """Let a person choose a file for the table."""
        name, _ = QFileDialog.getSaveFileName(self, "", self._name("csv"), "CSV (*.csv)")
        if name:
            self.save_table(Path(name))

    def ask_for_picture(self) -> None:
        """Let a person choose a file for the picture."""
        name, _ = QFileDialog.getSaveFileName(self, "", self._name("pdf"), PICTURES)
        if name:
            self.save_picture(Path(name))

    def save_table(self, path: Path) -> None:
        """Write the table as CSV, and say what became of it."""
        from mrdtracker.services.cohort_files import save_table

        if self.shown is not None:
            try:
                save_table(table_of(self.shown), path)
            except UserError as error:
                self.told.emit(str(error))
            else:
                self.told.emit(self.tr("Saved as {}.").format(path))

    def save_picture(self, path: Path) -> None:
        """Write the picture for paper, from its first line that is seen, and say so."""
        from mrdtracker.services.cohort_files import save_picture

        if self.shown is not None:
            try:
                save_picture(self.shown, path, self.pane.first_row)
            except UserError as error:
                self.told.emit(str(error))
            else:
                self.told.emit(self.tr("Saved as {}.").format(path))

    def _name(self, suffix: str) -> str:
        view = self.shown.ask.view.value if self.shown is not None else ""
        return f"cohort-{view}-{self._workspace.today.isoformat()}.{suffix}"

    # --- layout ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        for label in (self.remarks, self.wait, self.rows):
            set_role(label, "quiet")
        self.title.setText(title_of(None))
        self.remarks.setWordWrap(True)
        self.wait.setText(self.tr("Reading the cohort…"))
        self.wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before.setAccessibleName(self.tr("Lines before"))
        self.after.setAccessibleName(self.tr("Lines after"))
        card = QFrame()
        set_role(card, "card")
        self._table_card = QVBoxLayout(card)
        self._table_card.setContentsMargins(1, 1, 1, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setObjectName("cohort")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.pane)
        self._splitter.addWidget(card)
        self._splitter.setStretchFactor(0, SHARES[0])
        self._splitter.setStretchFactor(1, SHARES[1])
        self._pages = QStackedWidget()
        for page in (self._splitter, self.first_steps, self.nothing, self.wait):
            self._pages.addWidget(page)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(SPACE_SMALL)
        foot.addWidget(self.remarks, 1)
        for widget in (self.before, self.rows, self.after):
            foot.addWidget(widget)
        for button in (self.copy_button, self.table_button, self.picture_button):
            foot.addWidget(button)
        for button in (
            self.before,
            self.after,
            self.copy_button,
            self.table_button,
            self.picture_button,
        ):
            set_role(button, "plain")
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.title)
        box.addWidget(self.bar)
        box.addWidget(self._pages, 1)
        box.addWidget(self._foot)
        self._allow()

    def _connect(self) -> None:
        self.bar.filtered.connect(self._filter)
        self.bar.chosen.connect(self._choose)
        self.pane.picked.connect(self._pick)
        self.pane.opened.connect(self.opened)
        self.pane.finished.connect(self._say_rows)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.copy_button.clicked.connect(self.copy_table)
        self.table_button.clicked.connect(self.ask_for_table)
        self.picture_button.clicked.connect(self.ask_for_picture)
        self.first_steps.asked.connect(self.asked)


def _column(place: int, title: str) -> Column[TableRow]:
    return Column(
        title,
        lambda row: row.cells[place].text,
        lambda row: row.cells[place].key,
        width=COLUMN_CHARACTERS,
        grows=True,
    )
