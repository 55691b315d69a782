"""The board: every child, every time point of its protocol, and where each one stands."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.finding import LOUD
from mrdtracker.domain.saved_view import SavedView
from mrdtracker.gui.board_bar import BoardBar
from mrdtracker.gui.board_flags import BoardFlags
from mrdtracker.gui.board_foot import BoardFoot
from mrdtracker.gui.board_model import FIRST_POINT, BoardModel
from mrdtracker.gui.board_table import BoardTable
from mrdtracker.gui.due_watch import DueWatch
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.first_steps import first_steps
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import Board, BoardRow, board_of, column_names
from mrdtracker.gui.presenters.board_words import found_words, tip_words, title_words
from mrdtracker.gui.presenters.due_words import VERBS, row_of
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.gui.presenters.point_states import point_state
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, set_role
from mrdtracker.gui.today_acts import TodayActs, may_be_missed
from mrdtracker.services.commands import Changes
from mrdtracker.services.due import DueLine
from mrdtracker.services.workspace import Workspace

REMEMBERED = "board/choice"


class BoardPage(SidePage):
    """The table, its tabs and filters, and what can be done with a cell.

    Attributes:
        opened: Emitted with the id of the patient to open, and of the tube to show or "".
        asked: Emitted with the name of an act of the empty page.
        menuAsked: Emitted with the place of a menu of what can be done with the current cell.
        told: Emitted with a sentence for the status line.
    """

    opened = Signal(str, str)
    asked = Signal(str)
    menuAsked = Signal(QPoint)  # noqa: N815 - Qt's way to name signals
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
        self._is_asking = False
        self.choice = BoardChoice()
        self.model = BoardModel(self._tip, self)
        self.table = BoardTable(self.model, workspace.rules.signature)
        self.flags = BoardFlags(workspace, self.table, self)
        self.title, self.wait = QLabel(self.tr("Board")), QLabel(self.tr("Reading the board…"))
        self.bar = BoardBar(workspace, lambda: self.choice.content())
        self.foot = BoardFoot(is_writable=not workspace.is_read_only)
        self.first_steps = first_steps(
            self.tr("Nobody is on the board yet"),
            self.tr("Every patient stands here with the time points of the protocol."),
            is_read_only=workspace.is_read_only,
        )
        self.nothing = EmptyState(
            self.tr("Nobody fits this view"), "", (("all", self.tr("Show everybody")),)
        )
        self._lay_out()
        self._connect()
        self.home = self.table

    # --- reading --------------------------------------------------------------------------------

    def hear(self, changes: Changes) -> None:
        """Hear what was changed; it is read when the page is shown."""
        self.watch.hear(changes)
        self.model.forget_flags(changes.patient_id)

    def reload(self) -> None:
        """Read what was changed since the last time."""
        self._is_asking = True
        self.watch.refresh()
        if self._is_asking:
            self._pages.setCurrentWidget(self.wait)

    def stop(self) -> None:
        """End what runs: the store is being closed."""
        self.flags.stop()
        self.watch.stop()

    def restore(self, memory: Memory) -> None:
        """Take the tab, the filters and the order of the last time."""
        try:
            content = json.loads(memory.text(REMEMBERED) or "{}")
        except ValueError:
            content = {}
        self.choose(BoardChoice.of(content if isinstance(content, dict) else {}))

    def keep(self, memory: Memory) -> None:
        """Remember the tab, the filters and the order."""
        memory.keep_text(REMEMBERED, json.dumps(self.choice.content()))

    def focus_search(self) -> bool:
        """Go to the field that narrows the board."""
        self.bar.field.setFocus()
        self.bar.field.selectAll()
        return True

    # --- showing --------------------------------------------------------------------------------

    def choose(self, choice: BoardChoice) -> None:
        """Show other children, columns, or another order."""
        self.choice = choice
        self.bar.show_choice(choice)
        if self.watch.due is not None and self.watch.due.on == self._workspace.today:
            self._show()

    def current(self) -> DueLine | None:
        """Return what is expected in the current cell, or why nothing is."""
        index = self.table.currentIndex()
        return self.model.line_at(index.row(), index.column()) if index.isValid() else None

    def current_row(self) -> BoardRow | None:
        """Return the child of the current cell."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _show(self) -> None:
        due, choice = self.watch.due, self.choice
        if due is None:
            return
        signature = self._workspace.rules.signature
        board = board_of(due, choice, self._name_of, signature)
        if choice.pack and choice.pack not in dict(board.tabs):
            # The last child of that protocol has left it.
            self.choose(replace(choice, pack=""))
            return
        self.table.signature = signature
        place, across = self._place(), self.table.verticalScrollBar().value()
        self.model.show_board(board, due.on)
        self.table.verticalScrollBar().setValue(across)
        self._go_back(place)
        self.table.show_order(choice.sort, is_descending=choice.is_descending)
        self.title.setText(title_words(board))
        self.bar.show_tabs([(pack, self._name_of(pack), many) for pack, many in board.tabs])
        self.bar.show_columns(column_names(due, choice))
        self.bar.found.setText(found_words(board, choice, len(due.by_patient)))
        self._choose_page(is_empty=not due.by_patient, board=board)
        self._allow()
        self.flags.start()

    def _choose_page(self, *, is_empty: bool, board: Board) -> None:
        page: QWidget = self._card
        if is_empty:
            page = self.first_steps
        elif not board.rows:
            page = self.nothing
        self._pages.setCurrentWidget(page)
        for part in (self.bar, self.foot):
            part.setVisible(not is_empty)
        states = {point_state(line.state) for row in board.rows for line in row.lines}
        has_flags = any(row.child.level in LOUD for row in board.rows)
        self.foot.legend.show_states(tuple(states), has_flags=has_flags)

    def _place(self) -> tuple[object, str]:
        row, index = self.current_row(), self.table.currentIndex()
        if row is None:
            return (None, "")
        return (row.child.patient_id, self.model.name_at(index.column()))

    def _go_back(self, place: tuple[object, str]) -> None:
        """Stay on the same cell of the same child, where it is still there."""
        rows, columns = self.model.board.rows, range(self.model.columnCount())
        row = next((n for n, one in enumerate(rows) if one.child.patient_id == place[0]), None)
        column = next((one for one in columns if self.model.name_at(one) == place[1]), 0)
        if row is not None:
            self.table.go_to(row, column)

    def _take(self) -> None:
        if self._is_asking:
            self._is_asking = False
            self._show()

    def _name_of(self, pack: str) -> str:
        try:
            return short_title(self._workspace.rules.overview(pack).reference)
        except NotFoundError:
            return pack

    def _tip(self, row: BoardRow, line: DueLine) -> str:
        file = None
        if line.sample is not None and line.sample.tubes:
            try:
                file = self._workspace.patient_file(row.child.patient_id)
            except NotFoundError:
                file = None
        return tip_words(line, row, self.model.today, file)

    def _allow(self) -> None:
        line, row = self.current(), self.current_row()
        asks = line is not None and line.state in VERBS
        verb = row_of(line, self.model.today).verb if line is not None and asks else ""
        self.foot.buttons.allow(
            verb, is_patient=row is not None, may_be_missed=may_be_missed(line)
        )

    # --- doing ----------------------------------------------------------------------------------

    def focus_table(self) -> None:
        """Put the keyboard into the board, on its first cell where none is current."""
        # Qt makes the first cell current by itself when the table gets the keyboard.
        is_new = not self.table.currentIndex().isValid()
        self.table.setFocus()
        if is_new and self.model.rowCount():
            points = range(FIRST_POINT, self.model.columnCount())
            self.table.go_to(0, next((n for n in points if self.model.line_at(0, n)), 0))

    def act(self, name: str) -> None:
        """Do an act of the menu with the current cell."""
        if self.current_row() is None:
            self.told.emit(self.tr("Choose a cell of the board first."))
            return
        deeds = {
            "due form": self.do,
            "due missed": self.mark_not_done,
            "due patient": self.open,
        }
        try:
            deeds[name]()
        except NotFoundError as error:
            self.told.emit(str(error))

    def do(self) -> None:
        """Open the form that the cell asks for; the patient, where it asks for none."""
        line = self.current()
        if line is None or not self._acts.do(line):
            self.open()

    def quick_result(self) -> bool:
        """Enter a result with one box for the current cell, and go on to the row below."""
        line, here = self.current(), self._place()
        if line is None or line.sample is None:
            return False
        try:
            changes = self._acts.quick_result(line)
        except NotFoundError as error:
            self.told.emit(str(error))
            return True
        if changes is not None and here == self._place():
            index = self.table.currentIndex()
            below = min(index.row() + 1, self.model.rowCount() - 1)
            self.table.go_to(below, index.column())
        self.table.setFocus()
        return True

    def _ask_for_result(self) -> None:
        if not self.quick_result():
            self.told.emit(self.tr("No sample is expected in this cell."))

    def mark_not_done(self) -> None:
        """Ask why the sample of the current cell was not taken."""
        line = self.current()
        if line is not None and may_be_missed(line):
            self._acts.mark_not_done(line)
        else:
            self.told.emit(self.tr("This cell cannot be marked as not done."))

    def open(self) -> None:
        """Open the patient at the tube of the current cell."""
        row, line = self.current_row(), self.current()
        if row is not None:
            tube = line.sample.sample_id if line is not None and line.sample is not None else None
            self.opened.emit(row.child.patient_id, tube or "")

    def _take_view(self, view: SavedView) -> None:
        self.choose(BoardChoice.of(view.content or {}))

    def _order(self, name: str) -> None:
        is_same = name == self.choice.sort
        down = is_same and not self.choice.is_descending
        self.choose(replace(self.choice, sort=name, is_descending=down))

    # --- layout ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        set_role(self.wait, "quiet")
        self.wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._card = QFrame()
        set_role(self._card, "card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self._pages = QStackedWidget()
        for page in (self._card, self.first_steps, self.nothing, self.wait):
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
        self.bar.views.chosen.connect(self._take_view)
        self.bar.views.told.connect(self.told)
        self.bar.leftDown.connect(self.focus_table)
        self.table.opened.connect(lambda: self.act("due form"))
        self.table.entryAsked.connect(self._ask_for_result)
        self.table.menuAsked.connect(self.menuAsked)
        self.table.orderAsked.connect(self._order)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.foot.asked.connect(self.act)
        self.first_steps.asked.connect(self.asked)
        self.nothing.asked.connect(lambda _name: self.choose(BoardChoice(self.choice.pack)))
