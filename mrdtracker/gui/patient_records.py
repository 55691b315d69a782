"""The tables below a course: results, samples, events and facts, each with what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTabWidget, QWidget

from mrdtracker.domain.records import Sample
from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.empty_words import EmptyWords
from mrdtracker.gui.hidden_results import fill_hiding_menu, hiding_act_of
from mrdtracker.gui.patient_acts import Line
from mrdtracker.gui.patient_tables import (
    EVENT_COLUMNS,
    FACT_COLUMNS,
    RESULT_COLUMNS,
    SAMPLE_COLUMNS,
)
from mrdtracker.gui.presenters.course_lines import (
    EventLine,
    ResultLine,
    SampleLine,
    event_lines,
    result_lines,
    sample_lines,
)
from mrdtracker.gui.presenters.patient_overview import FactLine, fact_lines
from mrdtracker.gui.table_model import RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.services.assessment import PatientView


class PatientRecords(QTabWidget):
    """Four tables in tabs; the results are linked to the page's ``CaseState``.

    Attributes:
        amendAsked: Emitted with the line to amend.
        voidAsked: Emitted with the line to void.
        resultAsked: Emitted with the sample line that gets a result.
        labelsAsked: Emitted where labels of the selected tube are wanted.
        editAsked: Emitted where the facts should be edited.
        hidingAsked: Emitted with the name of the act that hides results, or shows them.
        told: Emitted with a sentence where an act has nothing to be about.
    """

    amendAsked = Signal(object)  # noqa: N815 - Qt's way to name signals
    voidAsked = Signal(object)  # noqa: N815
    resultAsked = Signal(object)  # noqa: N815
    labelsAsked = Signal()  # noqa: N815
    editAsked = Signal()  # noqa: N815
    hidingAsked = Signal(str)  # noqa: N815
    told = Signal(str)

    def __init__(
        self, state: CaseState, parent: QWidget | None = None, *, is_writable: bool = True
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._is_writable = is_writable
        self.results = RowTableModel[ResultLine](RESULT_COLUMNS, self)
        self.samples = RowTableModel[SampleLine](SAMPLE_COLUMNS, self)
        self.events = RowTableModel[EventLine](EVENT_COLUMNS, self)
        self.facts = RowTableModel[FactLine](FACT_COLUMNS, self)
        self.result_table: RowTable[ResultLine] = RowTable(self.results, self.tr("Results"))
        self.sample_table: RowTable[SampleLine] = RowTable(self.samples, self.tr("Samples"))
        self.event_table: RowTable[EventLine] = RowTable(self.events, self.tr("Events"))
        self.fact_table: RowTable[FactLine] = RowTable(self.facts, self.tr("Facts"))
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        for table in (self.result_table, self.sample_table, self.event_table, self.fact_table):
            self.addTab(table, table.accessibleName())
        no_result = self.tr("No result yet. F2 enters one.")
        EmptyWords(self.result_table, no_result if is_writable else self.tr("No result yet."))
        EmptyWords(self.sample_table, self.tr("No sample yet."))
        EmptyWords(self.event_table, self.tr("No event yet."))
        self.result_table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._connect()

    def show_view(self, view: PatientView) -> None:
        """Show the records of a patient."""
        self.results.show_rows(result_lines(view))
        self.samples.show_rows(sample_lines(view))
        self.events.show_rows(event_lines(view))
        self.facts.show_rows(fact_lines(view))
        for table in (self.result_table, self.sample_table, self.event_table):
            table.fit_to_rows()
        counts = (self.samples.rowCount(), self.events.rowCount())
        names = (self.tr("Samples"), self.tr("Events"))
        for tab, (name, count) in enumerate(zip(names, counts, strict=True), 1):
            self.setTabText(tab, f"{name} {count}")
        self.setTabText(len(counts) + 1, self.tr("Facts"))
        self._hide(self._state.hidden)

    def _hide(self, keys: frozenset[str]) -> None:
        """Take results out of sight, and say in the tab how many are seen.

        Their rows stay in the model: columns keep their widths, and a copied table is whole.
        """
        lines = self.results.rows
        for row, line in enumerate(lines):
            self.result_table.setRowHidden(row, line.key in keys)
        seen = sum(line.key not in keys for line in lines)
        words = f"{self.tr('Results')} {seen}"
        if seen < len(lines):
            words = self.tr("Results {} of {}").format(seen, len(lines))
        self.setTabText(0, words)
        self._select(self._state.selection)

    def current_line(self) -> Line | None:
        """Return the record that an act would be about, or None."""
        tables = (self.result_table, self.sample_table, self.event_table)
        table = next((one for one in tables if one is self.currentWidget()), None)
        chosen = table.selected_rows() if table is not None else ()
        return chosen[0] if len(chosen) == 1 else None

    def current_sample(self) -> Sample | None:
        """Return the tube of the selected sample or result, or None."""
        line = self.current_line()
        if isinstance(line, ResultLine):
            return line.row.sample
        return line.sample if isinstance(line, SampleLine) else None

    def show_sample(self, sample_id: str) -> None:
        """Show one tube among the others, ready for what comes next, with all of its results."""
        self._state.show_all()
        lines = [at for at, line in enumerate(self.samples.rows) if line.sample.id == sample_id]
        self.setCurrentWidget(self.sample_table)
        self.sample_table.select_lines(lines)
        self.sample_table.setFocus()

    def amend_current(self) -> None:
        """Ask to amend the selected record; on the facts, to edit the patient."""
        if self.currentWidget() is self.fact_table:
            self.editAsked.emit()
            return
        line = self.current_line()
        if line is not None:
            self.amendAsked.emit(line)
        else:
            self.told.emit(self.tr("Select the one record in the table that is to be amended."))

    def void_current(self) -> None:
        """Ask to void the selected record."""
        line = self.current_line()
        if line is not None:
            self.voidAsked.emit(line)
        else:
            self.told.emit(self.tr("Select the one result, sample or event that is to be voided."))

    def _connect(self) -> None:
        selection = self.result_table.selectionModel()
        selection.selectionChanged.connect(lambda *_: self._tell_selection())
        self.result_table.rowHovered.connect(self._tell_hover)
        self.sample_table.rowHovered.connect(self._tell_sample_hover)
        self._state.selectionChanged.connect(self._select)
        self._state.hoverChanged.connect(self._hover)
        self._state.hiddenChanged.connect(self._hide)
        self.result_table.installEventFilter(self)
        for table in (self.result_table, self.sample_table, self.event_table):
            table.opened.connect(lambda _line: self._open())
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            table.customContextMenuRequested.connect(self._show_menu)
        self.fact_table.opened.connect(lambda _line: self._open())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys that hide results to the page: a table would search for their letter."""
        is_pressed = watched is self.result_table and event.type() is QEvent.Type.KeyPress
        if is_pressed and isinstance(event, QKeyEvent) and hiding_act_of(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        if self._is_writable:
            self.amend_current()

    def _tell_selection(self) -> None:
        self._state.select(frozenset(line.key for line in self.result_table.selected_rows()))

    def _tell_hover(self, row: int) -> None:
        keys = frozenset({self.results.row_at(row).key}) if row >= 0 else frozenset[str]()
        self._state.hover_over(keys)

    def _tell_sample_hover(self, row: int) -> None:
        tube = self.samples.row_at(row).sample.id if row >= 0 else None
        found = (line.key for line in self.results.rows if line.row.sample.id == tube)
        self._state.hover_over(frozenset(found))

    def _select(self, keys: frozenset[str]) -> None:
        shown = frozenset(line.key for line in self.result_table.selected_rows())
        if shown == keys:
            return
        lines = [place for place, line in enumerate(self.results.rows) if line.key in keys]
        if lines and self.currentWidget() is not self.result_table:
            self.setCurrentWidget(self.result_table)
        self.result_table.select_lines(lines)

    def _hover(self, keys: frozenset[str]) -> None:
        lit = [line for line in self.results.rows if line.key in keys]
        tubes = {line.row.sample.id for line in lit}
        self.result_table.light_rows(
            frozenset(row for row, line in enumerate(self.results.rows) if line.key in keys)
        )
        self.sample_table.light_rows(
            frozenset(row for row, line in enumerate(self.samples.rows) if line.sample.id in tubes)
        )

    def _show_menu(self, place: QPoint) -> None:
        table = self.currentWidget()
        if not isinstance(table, RowTable):
            return
        menu = QMenu(self)
        self.fill_menu(menu)
        menu.exec(table.viewport().mapToGlobal(place))
        menu.deleteLater()

    def fill_menu(self, menu: QMenu) -> None:
        """Put what can be done with the selected record into a menu."""
        line = self.current_line()
        if line is not None and self._is_writable:
            if isinstance(line, SampleLine):
                menu.addAction(self.tr("Add result…"), lambda: self.resultAsked.emit(line))
                menu.addAction(self.tr("Labels…"), self.labelsAsked.emit)
            menu.addAction(self.tr("Amend…"), self.amend_current)
            menu.addAction(self.tr("Void {}…").format(line_words(line)), self.void_current)
            menu.addSeparator()
        table = self.currentWidget()
        if isinstance(table, RowTable):
            menu.addAction(self.tr("Copy rows"), table.copy_rows)
            menu.addAction(self.tr("Copy table"), table.copy_table)
        if table is self.result_table:
            menu.addSeparator()
            fill_hiding_menu(menu, self._state, self.hidingAsked.emit)


def line_words(line: Line) -> str:
    """Name the record of a line, as an act names it."""
    if isinstance(line, EventLine):
        return f"{line.what}, {line.moment.words}"
    return line.words
