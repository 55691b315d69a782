"""Today: what is due, overdue and waiting, of every child, in one list and by the week."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.due import DueState
from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.plurals import counted
from mrdtracker.gui.due_watch import DueWatch
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.first_steps import first_steps
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.bench_list import bench_list_html
from mrdtracker.gui.presenters.due_words import FILTERS, VERBS, DueRow, row_of, title_words
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, set_role
from mrdtracker.gui.today_acts import TodayActs, may_be_missed
from mrdtracker.gui.today_bar import TO_DO, TodayBar
from mrdtracker.gui.today_foot import TodayFoot
from mrdtracker.gui.today_model import DueModel
from mrdtracker.gui.week_view import WeekView
from mrdtracker.services.commands import Changes
from mrdtracker.services.due import DueLine, DueList
from mrdtracker.services.workspace import Workspace

FIRST_LINE = "today/first line"


class TodayPage(SidePage):
    """The list, its filters, and the week.

    Attributes:
        opened: Emitted with the id of the patient to open.
        asked: Emitted with the name of an act of the empty page.
        told: Emitted with a sentence for the status line.
    """

    opened = Signal(str)
    asked = Signal(str)
    told = Signal(str)
    scrolled_height = 400

    def __init__(
        self,
        workspace: Workspace,
        acts: TodayActs,
        watch: DueWatch,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._acts, self.watch = workspace, acts, watch
        self._is_asking, self._first_line = False, 0
        self.title, self.wait = QLabel(), QLabel()
        self.bar = TodayBar()
        self.model = DueModel(self)
        self.table: RowTable[DueRow] = RowTable(self.model, self.tr("What is due"))
        self.week = WeekView()
        self.foot = TodayFoot(is_writable=not workspace.is_read_only)
        self.first_steps = first_steps(
            self.tr("Nothing can be due yet"),
            self.tr("A patient's protocol and first dose say which sample is expected when."),
            is_read_only=workspace.is_read_only,
        )
        self.nothing = EmptyState("", "", (("next", self.tr("Show what comes next")),))
        self._lay_out()
        self._connect()

    # --- reading --------------------------------------------------------------------------------

    @property
    def due(self) -> DueList | None:
        """The list that is shown; None before it was read."""
        return self.watch.due

    def hear(self, changes: Changes) -> None:
        """Hear what was changed; it is read when the page is shown."""
        self.watch.hear(changes)

    def reload(self) -> None:
        """Read what was changed since the last time; everything, where the day is another one."""
        self._is_asking = True
        self.watch.refresh()
        if self._is_asking:
            self._pages.setCurrentWidget(self.wait)

    def stop(self) -> None:
        """End what runs: the store is being closed."""
        self.watch.stop()

    def restore(self, memory: Memory) -> None:
        """Take the filter, the place in the list and the widths of the last time."""
        self.choose(memory.text("today/filter") or TO_DO)
        first = memory.text(FIRST_LINE)
        self._first_line = int(first) if first.isdigit() else 0
        memory.restore_columns(self.table.horizontalHeader(), self.table.objectName())

    def keep(self, memory: Memory) -> None:
        """Remember the filter, the place in the list and the widths."""
        memory.keep_text("today/filter", self.bar.filter)
        memory.keep_text(FIRST_LINE, str(max(0, self.table.rowAt(0))))
        table = self.table
        memory.keep_columns(table.horizontalHeader(), table.objectName(), table.wished)

    # --- showing --------------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Show what a filter lets through."""
        self.bar.choose(name)
        if self.due is not None:
            self._show()

    def current(self) -> DueLine | None:
        """Return the line that is current in the list or in the week."""
        if self.bar.is_week:
            return self.week.current()
        row = self.table.row()
        return row.line if row is not None else None

    def focus_table(self) -> None:
        """Put the keyboard into the list, on its first line where none is current."""
        table = self.week.table if self.bar.is_week else self.table
        table.setFocus()
        if table is self.table and not table.currentIndex().isValid() and self.model.rowCount():
            self.table.select_lines([0])

    def _take(self) -> None:
        if self._is_asking:
            self._is_asking = False
            self._show()

    def _show(self) -> None:
        due = self.due
        if due is None:
            return
        counts = due.counts()
        self.title.setText(title_words(counts))
        self.bar.show_counts(counts)
        row, place = self.table.row(), self.table.currentIndex().row()
        first = self._first_line or max(0, self.table.rowAt(0))
        written = max(self.model.rowCount(), self._first_line)
        self.model.show_lines(due.lines(FILTERS[self.bar.filter]), due.on, written)
        self.table.grow_to_rows()
        if self.bar.is_week:  # Thousands of marks that nobody sees would take a third of a second.
            self.week.show_list(due)
        self._say_found()
        self._select_again(row, place)
        self._scroll_to(first)
        self._choose_page()
        self._allow()

    def _show_other(self) -> None:
        """Show the week in place of the list, or the list again."""
        if self.bar.is_week and self.due is not None:
            self.week.show_list(self.due)
        self._say_found()
        self._choose_page()
        self._allow()

    def _say_found(self) -> None:
        shown = self.week.marks if self.bar.is_week else len(self.model.lines)
        self.bar.found.setText(counted(shown, "line"))

    def _scroll_to(self, line: int) -> None:
        """Put a line on top; that of the last time, where the list is shown the first time."""
        self._first_line = 0
        top = QAbstractItemView.ScrollHint.PositionAtTop
        if line < self.model.rowCount():
            self.table.scrollTo(self.model.index(line, 0), top)

    def _select_again(self, row: DueRow | None, place: int) -> None:
        """Stay on the same expected sample; where it left the list, on what took its place."""
        if row is None or not self.model.rowCount():
            return
        keys = [_key(one.line) for one in self.model.rows]
        key = _key(row.line)
        found = keys.index(key) if key in keys else min(place, len(keys) - 1)
        self.table.select_lines([found])

    def _choose_page(self) -> None:
        is_empty = self.due is not None and not self.due.by_patient
        page: QWidget = self._card
        if is_empty:
            page = self.first_steps
        elif self.bar.is_week:
            page = self._week_card
        elif not self.model.lines:
            self._say_nothing()
            page = self.nothing
        self._pages.setCurrentWidget(page)
        self.home = self.week.table if page is self._week_card else self.table
        for part in (self.bar, self.foot):
            part.setVisible(not is_empty)

    def _say_nothing(self) -> None:
        coming = self.due.lines((DueState.NOT_YET,))[:1] if self.due is not None else ()
        is_to_do = self.bar.filter == TO_DO
        title = self.tr("Nothing to do today") if is_to_do else self.tr("No line in this view")
        sentence = self.tr("No later sample is expected of anybody.")
        if coming and self.due is not None:
            row = row_of(coming[0], self.due.on)
            sentence = self.tr("Next: {}, {}, {}.").format(row.code, row.what, row.when)
        self.nothing.title.setText(title)
        self.nothing.sentence.setText(sentence)
        self.nothing.buttons["next"].setVisible(bool(coming))

    def _allow(self) -> None:
        line = self.current()
        verb = row_of(line, self._workspace.today).verb if line is not None else ""
        self.foot.buttons.allow(
            verb,
            is_patient=line is not None,
            may_be_missed=may_be_missed(line),
            only_opens=line is not None and line.state not in VERBS,
        )

    # --- doing ----------------------------------------------------------------------------------

    def do(self, line: DueLine | None) -> None:
        """Open the form that a line asks for; the patient, where it asks for none."""
        if line is None:
            return
        try:
            if not self._acts.do(line):
                self.opened.emit(line.child.patient_id)
        except NotFoundError as error:
            self.told.emit(str(error))

    def quick_result(self) -> bool:
        """Enter a result with one box for the current line, and go on to the next line."""
        line = self.current()
        if line is None or line.sample is None:
            return False
        key = _key(line)
        try:
            changes = self._acts.quick_result(line)
        except NotFoundError as error:
            self.told.emit(str(error))
            return True
        if changes is not None:
            self._go_on_from(key)
        return True

    def _go_on_from(self, key: tuple[str, object]) -> None:
        """Make the next line current, where the one that got its result is still there."""
        row = self.table.row()
        if row is not None and _key(row.line) == key:
            last = self.model.rowCount() - 1
            self.table.select_lines([min(self.table.currentIndex().row() + 1, last)])
        self.focus_table()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 on a line enters its result."""
        if event.key() != Qt.Key.Key_F2 or not self.quick_result():
            super().keyPressEvent(event)

    def mark_not_done(self) -> None:
        """Ask why the current sample was not taken."""
        line = self.current()
        if line is not None:
            try:
                self._acts.mark_not_done(line)
            except NotFoundError as error:
                self.told.emit(str(error))

    def act(self, name: str) -> None:
        """Do an act of the menu with the current line, or put the list on paper."""
        papers = {"print": self.print_list, "pdf": self.save_pdf}
        deeds = {"due form": lambda: self.do(self.current()), "due missed": self.mark_not_done}
        if name in papers:
            papers[name]()
        elif self.current() is None:
            self.told.emit(self.tr("Choose a line of the list first."))
        else:
            deeds.get(name, self._open)()

    def html(self) -> str:
        """Return the list as it is filtered, as a page for the bench."""
        today = self._workspace.today
        rows = [row_of(line, today) for line in self.model.lines]
        laboratory = self._workspace.settings().laboratory
        return bench_list_html(self.title.text(), rows, today, laboratory)

    def print_list(self) -> None:
        """Print the list on the system's printer."""
        from mrdtracker.gui.paper import ask_and_print

        self.told.emit(ask_and_print(self.html(), self))

    def save_pdf(self) -> None:
        """Write the list into a PDF file that a person chooses."""
        from mrdtracker.gui.paper import ask_and_save

        name = f"due-{self._workspace.today.isoformat()}.pdf"
        self.told.emit(ask_and_save(self.html(), name, self))

    # --- layout ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        self.title.setWordWrap(True)
        set_role(self.wait, "quiet")
        self.title.setText(self.tr("Today"))
        self.wait.setText(self.tr("Counting what is due…"))
        self.wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._card, self._week_card = _card(self.table), _card(self.week)
        self._pages = QStackedWidget()
        for page in (self._card, self._week_card, self.first_steps, self.nothing, self.wait):
            self._pages.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.title)
        box.addWidget(self.bar)
        box.addWidget(self._pages, 1)
        box.addWidget(self.foot)

    def _connect(self) -> None:
        self.watch.changed.connect(self._take)
        self.watch.failed.connect(self.wait.setText)
        self.bar.chosen.connect(self.choose)
        self.table.opened.connect(lambda row: self.do(row.line))
        self.week.opened.connect(self.do)
        for table in (self.table, self.week.table):
            table.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.bar.weekAsked.connect(self._show_other)
        self.week.shown.connect(self._say_found)
        self.foot.asked.connect(self.act)
        self.first_steps.asked.connect(self.asked)
        self.nothing.asked.connect(lambda _name: self.choose("not yet"))

    def _open(self) -> None:
        line = self.current()
        if line is not None:
            self.opened.emit(line.child.patient_id)


def _card(inside: QWidget) -> QFrame:
    card = QFrame()
    set_role(card, "card")
    box = QVBoxLayout(card)
    box.setContentsMargins(1, 1, 1, 1)
    box.addWidget(inside)
    return card


def _key(line: DueLine) -> tuple[str, object]:
    return (line.child.patient_id, line.sample.expected.key if line.sample is not None else None)
