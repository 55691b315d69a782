"""The cohort: many children side by side, in five views, each with its table."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_tables import CohortTable, table_of
from mrdtracker.domain.cohort_views import CohortAsk, CohortShown, rows_words, show_cohort
from mrdtracker.domain.errors import InvalidInputError, NotFoundError, UserError
from mrdtracker.domain.saved_view import SavedView
from mrdtracker.gui.background import BackgroundTask
from mrdtracker.gui.cohort_bar import CohortBar
from mrdtracker.gui.cohort_export import CohortExport
from mrdtracker.gui.cohort_keeper import CohortKeeper
from mrdtracker.gui.cohort_pane import CohortPane
from mrdtracker.gui.cohort_remarks import CohortRemarks
from mrdtracker.gui.cohort_table import CohortTableCard
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.first_steps import first_steps
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.cohort_form import ask_of, not_at_place, title_of
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.gui.saved_cohorts import SavedCohorts
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.progress import Progress
from mrdtracker.services.commands import Changes
from mrdtracker.services.workspace import Workspace

SHARES = (70, 30)
# So many patients are parted and listed in less time than anybody notices.
AT_ONCE = 500


class _Made(NamedTuple):
    """A view with its table."""

    shown: CohortShown
    table: CohortTable


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
    scrolled_height = 480

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.cohort: Cohort | None = None
        self.shown: CohortShown | None = None
        self._reading: BackgroundTask | None = None
        self._is_outdated = self._is_taken = self._is_ended = False
        self._making: BackgroundTask | None = None
        self._wanted: CohortAsk | None = None
        self.title, self.wait, self.rows = QLabel(), QLabel(), QLabel()
        self.remarks = CohortRemarks()
        self.bar, self.pane = CohortBar(), CohortPane()
        self._keeper = CohortKeeper(self.bar, workspace.path)
        self.saved = SavedCohorts(workspace, lambda: self._keeper.content(self.cohort))
        self.bar.hold(self.saved)
        self.table = CohortTableCard()
        self.export = CohortExport(self._seen, lambda: workspace.today)
        self.before, self.after = QPushButton("◂"), QPushButton("▸")
        self.first_steps = first_steps(
            self.tr("No cohort yet"),
            self.tr("Courses, time points and survival of many patients stand here side by side."),
            is_read_only=workspace.is_read_only,
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
        self._is_ended = True
        self.pane.clear()
        for task in (self._reading, self._making):
            if task is not None:
                task.cancel()
                task.wait()
        self._reading = self._making = None

    def focus_search(self) -> bool:
        self.bar.field.setFocus()
        self.bar.field.selectAll()
        return True

    def restore(self, memory: Memory) -> None:
        """Share the height out, filter and look at the children as the last time."""
        memory.restore_splitter(self._splitter)
        self._is_taken = self._keeper.restore(memory)

    def keep(self, memory: Memory) -> None:
        """Remember how the height is shared out, and what was looked at last."""
        memory.keep_splitter(self._splitter)
        self._keeper.keep(memory)

    def _read(self) -> None:
        """Read beside the window; what is asked for meanwhile is read after it."""
        if self._is_ended:  # A filter that was typed just before is asked for a moment later.
            return
        if self._reading is not None:
            self._is_outdated = True
            self._reading.cancel()
            return
        query, read = self.bar.query, self._workspace.cohort.read
        # What stands there meanwhile is of the children before: nobody takes it for the answer.
        self.title.setText(self.tr("Reading the cohort…"))
        self._allow()
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
            instead = not_at_place(self.bar.choice, cohort) if self._is_taken else ""
            self._is_taken = False
            self.bar.offer(cohort)
            self._show()
            if instead:
                self.told.emit(instead)

    def _fail(self, error: Exception) -> None:
        self._reading = None
        if not isinstance(error, UserError):
            raise error
        self.title.setText(title_of(None))
        self._say(self.tr("The cohort could not be read"), str(error))

    # --- keeping --------------------------------------------------------------------------------

    def _take_saved(self, view: SavedView) -> None:
        """Show a cohort that was kept; one that is not understood is a sentence."""
        try:
            self._keeper.take(view.content or {})
        except InvalidInputError as error:
            self.told.emit(f"{view.name}: {error}")
            return
        self._is_taken = True
        self._filter()

    # --- showing --------------------------------------------------------------------------------

    def _filter(self) -> None:
        self.cohort = None
        self._read()

    def _choose(self) -> None:
        if self.cohort is not None:
            self.bar.offer(self.cohort)
            self._show()

    def _show(self) -> None:
        cohort, self._wanted = self.cohort, None
        if cohort is None:
            return
        self.title.setText(title_of(cohort))
        self._keeper.note(cohort)
        if not cohort.patients:
            self._show_none()
            return
        self._allow_choices(is_allowed=True)
        try:
            ask = ask_of(self.bar.choice, cohort)
        except InvalidInputError as refusal:
            self._refuse(refusal)
            return
        self.bar.show_refusal(None)
        if len(cohort.patients) <= AT_ONCE:
            self._display(_made(cohort, ask))
        else:
            self._make_beside(cohort, ask)

    def _make_beside(self, cohort: Cohort, ask: CohortAsk) -> None:
        """Make a large view beside the window; of several that were asked for only the last."""
        self._wanted = ask
        self._allow()
        if self._making is not None:
            return
        self._making = BackgroundTask(lambda _progress: _made(cohort, ask), self)
        self._making.succeeded.connect(self._take_made)
        self._making.failed.connect(self._fail_to_make)
        self._making.start()

    def _take_made(self, made: object) -> None:
        self._making = None
        cohort, wanted = self.cohort, self._wanted
        # What is not wanted any more stands on no page: something else is shown by now.
        if cohort is None or wanted is None or not isinstance(made, _Made):
            return
        if made.shown.cohort is cohort and made.shown.ask == wanted:
            self._wanted = None
            self._display(made)
        else:
            self._make_beside(cohort, wanted)

    def _fail_to_make(self, error: Exception) -> None:
        self._making = self._wanted = None
        raise error

    def _display(self, made: _Made) -> None:
        self.shown = made.shown
        self.remarks.say(" ".join(self.shown.remarks))
        self.table.show_table(made.table)
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

    def _refuse(self, refusal: InvalidInputError) -> None:
        """Show nothing, and say at its box what has to be chosen or was typed and is no amount."""
        self.bar.show_refusal(refusal)
        if self.bar.choice.threshold:
            title = self.tr("This threshold cannot be taken")
        else:
            title = self.tr("Something has to be chosen")
        self._say(title, str(refusal))

    def _say(self, title: str, sentence: str) -> None:
        self.shown = None
        self.pane.clear()
        self.nothing.title.setText(title)
        self.nothing.sentence.setText(sentence)
        self.remarks.say("")
        self._pages.setCurrentWidget(self.nothing)
        self._allow()
        self.answered.emit()

    def _allow(self) -> None:
        self.export.allow()
        is_long = self.shown is not None and bool(self.rows.text())
        for widget in (self.before, self.after, self.rows):
            widget.setVisible(is_long)

    def _seen(self) -> tuple[CohortShown, int] | None:
        """Return what is shown, where it is what was asked for last."""
        if self.shown is None or self.cohort is None or self._wanted is not None:
            return None
        return self.shown, self.pane.first_row

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

    # --- layout ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        for label in (self.wait, self.rows):
            set_role(label, "quiet")
        self.title.setText(title_of(None))
        self.wait.setText(self.tr("Reading the cohort…"))
        self.wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before.setAccessibleName(self.tr("Lines before"))
        self.after.setAccessibleName(self.tr("Lines after"))
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setObjectName("cohort")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.pane)
        self._splitter.addWidget(self.table)
        for place, share in enumerate(SHARES):
            self._splitter.setStretchFactor(place, share)
        self._splitter.setSizes([10 * share for share in SHARES])
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
        foot.addWidget(self.export)
        for button in (self.before, self.after):
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
        self.pane.picked.connect(self.table.show_child)
        self.pane.opened.connect(self.opened)
        self.pane.finished.connect(self._say_rows)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.table.opened.connect(self.opened)
        self.export.told.connect(self.told)
        self.saved.chosen.connect(self._take_saved)
        self.saved.told.connect(self.told)
        self.first_steps.asked.connect(self.asked)


def _made(cohort: Cohort, ask: CohortAsk) -> _Made:
    shown = show_cohort(cohort, ask)
    return _Made(shown, table_of(shown))
