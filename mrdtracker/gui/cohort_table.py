"""The table under the picture of a cohort; its columns change with the view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout, QWidget

from mrdtracker.domain.cohort_tables import CohortTable, TableRow
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import CELL_PADDING, RowTable
from mrdtracker.gui.theme import set_role

# The texts of so many lines are measured in less time than anybody notices.
MEASURED = 500
# Of the room: a reason why somebody is left out may be a long sentence.
MOST_OF_THE_ROOM = 0.5
SORT_SIGN = 20


class CohortTableCard(QFrame):
    """Shows one table after another, sorted by a click on a heading.

    No cell is squeezed: half a number is another number. What has no room is reached by scrolling.

    Attributes:
        opened: Emitted with the id of the child whose line was opened.
        table: The present one; None before the first.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.table: RowTable[TableRow] | None = None
        self._model: RowTableModel[TableRow] | None = None
        self._titles: tuple[str, ...] = ()
        self._chosen: set[int] = set()
        self._is_sizing = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The lines in the order that is shown."""
        return self._model.rows if self._model is not None else ()

    def show_table(self, shown: CohortTable) -> None:
        """Show a table in place of the last one; the same columns keep their widths and order."""
        if self.table is None or self._model is None or shown.titles != self._titles:
            self._replace(shown.titles)
        if self.table is not None and self._model is not None:
            self._model.show_rows(shown.rows)
            header = self.table.horizontalHeader()
            if header.sortIndicatorSection() < len(shown.titles):
                self._model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
            self._widen()

    def show_child(self, patient_id: str) -> None:
        """Make the first line of a child current, if it has one."""
        ids = [row.patient_id for row in self.rows]
        if self.table is not None and patient_id in ids:
            self.table.select_lines([ids.index(patient_id)])  # type: ignore[arg-type]

    def _replace(self, titles: tuple[str, ...]) -> None:
        if self.table is not None:
            self._box.removeWidget(self.table)
            self.table.deleteLater()
        columns = [_column(place, title) for place, title in enumerate(titles)]
        self._model = RowTableModel(columns, self)
        self.table = RowTable(self._model, self.tr("Table of the cohort"))
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        self._chosen.clear()
        header.sectionResized.connect(self._keep_width)
        self.table.opened.connect(self._open)
        self._box.addWidget(self.table)
        self._titles = titles

    def _widen(self) -> None:
        """Make every column as wide as its words; one that somebody drew to a width stays."""
        table, rows = self.table, self.rows
        if table is None:
            return
        metrics = table.inks.tabular_metrics
        room = table.viewport().width()
        sample = rows[:: max(1, len(rows) // MEASURED)]
        self._is_sizing = True
        for place, title in enumerate(self._titles):
            if place in self._chosen:
                continue
            texts = {row.cells[place].shown for row in sample}
            widest = max(map(metrics.horizontalAdvance, texts), default=0.0)
            widest = min(widest, room * MOST_OF_THE_ROOM)
            title_width = metrics.horizontalAdvance(title) + SORT_SIGN
            table.setColumnWidth(place, round(max(widest, title_width) + 2 * CELL_PADDING + 2))
        self._is_sizing = False

    def _keep_width(self, place: int, _before: int, _width: int) -> None:
        is_last = place == len(self._titles) - 1
        if not self._is_sizing and not is_last:
            self._chosen.add(place)

    def _open(self, row: object) -> None:
        if isinstance(row, TableRow) and row.patient_id is not None:
            self.opened.emit(row.patient_id)


def _column(place: int, title: str) -> Column[TableRow]:
    return Column(
        title,
        lambda row: row.cells[place].shown,
        lambda row: row.cells[place].key,
        tooltip=lambda row: "" if row.cells[place].value is None else row.cells[place].text,
        exact=lambda row: row.cells[place].text,
    )
