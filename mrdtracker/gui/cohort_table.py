"""The table under the picture of a cohort; its columns change with the view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mrdtracker.domain.cohort_tables import CohortTable, TableRow
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import set_role

COLUMN_CHARACTERS = 14
# The texts of so many lines are measured in less time than anybody notices.
MEASURED_TO = 500


class CohortTableCard(QFrame):
    """Shows one table after another, sorted by a click on a heading.

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
            if len(shown.rows) <= MEASURED_TO:
                self.table.grow_to_rows()

    def show_child(self, patient_id: str) -> None:
        """Make the first line of a child current, if it has one."""
        ids = [row.patient_id for row in self.rows]
        if self.table is not None and patient_id in ids:
            self.table.select_lines([ids.index(patient_id)])  # type: ignore[arg-type]

    def _replace(self, titles: tuple[str, ...]) -> None:
        if self.table is not None:
            self._box.removeWidget(self.table)
            self.table.deleteLater()
        last = len(titles) - 1
        columns = [
            _column(place, title, 0 if place == last else COLUMN_CHARACTERS)
            for place, title in enumerate(titles)
        ]
        self._model = RowTableModel(columns, self)
        self.table = RowTable(self._model, self.tr("Table of the cohort"))
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.opened.connect(self._open)
        self._box.addWidget(self.table)
        self._titles = titles

    def _open(self, row: object) -> None:
        if isinstance(row, TableRow) and row.patient_id is not None:
            self.opened.emit(row.patient_id)


def _column(place: int, title: str, width: int) -> Column[TableRow]:
    return Column(
        title,
        lambda row: row.cells[place].shown,
        lambda row: row.cells[place].key,
        tooltip=lambda row: "" if row.cells[place].value is None else row.cells[place].text,
        width=width,
        grows=width > 0,
        exact=lambda row: row.cells[place].text,
    )
