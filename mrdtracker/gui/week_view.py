"""The coming days side by side: which sample falls on which day of a week."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import zip_longest

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.notation import date_text
from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.presenters.due_words import DueRow, row_of
from mrdtracker.gui.presenters.tones import ChipText
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_SMALL, set_role
from mrdtracker.services.due import DAYS_OF_A_WEEK, DueLine, DueList, monday_of

WeekRow = tuple[DueRow | None, ...]


class WeekView(QWidget):
    """Seven columns, one for each day; Enter on a cell opens what it shows.

    Attributes:
        opened: Emitted with the line of the cell.
        shown: Emitted when another week, or another list, is shown.
        marks: How many samples and tubes the week shows.
    """

    opened = Signal(object)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.monday, self.marks = date.min, 0
        self._list: DueList | None = None
        self.title = QLabel()
        self.before = QPushButton(self.tr("◂ Week before"))
        self.this = QPushButton(self.tr("This week"))
        self.after = QPushButton(self.tr("Week after ▸"))
        columns = [_column(place, "") for place in range(DAYS_OF_A_WEEK)]
        self.model: RowTableModel[WeekRow] = RowTableModel(columns, self)
        self.table = WeekTable(self.model, self.tr("The week"))
        self._lay_out()
        self.before.clicked.connect(lambda: self._go(-DAYS_OF_A_WEEK))
        self.after.clicked.connect(lambda: self._go(DAYS_OF_A_WEEK))
        self.this.clicked.connect(self._go_to_this)
        self.table.activated.connect(lambda _index: self._open())

    def show_list(self, due: DueList) -> None:
        """Show a list; the week that is looked at stays, unless the day has changed."""
        if self._list is None or self._list.on != due.on:
            self.monday = monday_of(due.on)
        self._list = due
        self._show()

    def current(self) -> DueLine | None:
        """Return the line of the current cell."""
        index = self.table.currentIndex()
        if not index.isValid():
            return None
        row = self.model.row_at(index.row())[index.column()]
        return row.line if row is not None else None

    def _show(self) -> None:
        if self._list is None:
            return
        today, days = self._list.on, self._list.week(self.monday)
        written = [[row_of(line, today) for line in lines] for lines in days]
        self.model.columns = tuple(
            _column(place, self._heading(place)) for place in range(DAYS_OF_A_WEEK)
        )
        self.model.show_rows(list(zip_longest(*written)))
        self.marks = sum(map(len, written))
        if self.table.isVisible():
            self.table.give_room()
        last = self.monday + timedelta(days=DAYS_OF_A_WEEK - 1)
        self.title.setText(f"{date_text(self.monday)} – {date_text(last)}")
        self.this.setEnabled(self.monday != monday_of(today))
        self.shown.emit()

    def _heading(self, place: int) -> str:
        on = self.monday + timedelta(days=place)
        is_today = self._list is not None and on == self._list.on
        name = self.locale().dayName(on.isoweekday(), QLocale.FormatType.ShortFormat)
        return f"{name} {on.day}" + (f" · {self.tr('today')}" if is_today else "")

    def _go(self, days: int) -> None:
        self.monday += timedelta(days=days)
        self._show()

    def _go_to_this(self) -> None:
        if self._list is not None:
            self.monday = monday_of(self._list.on)
            self._show()

    def _open(self) -> None:
        line = self.current()
        if line is not None:
            self.opened.emit(line)

    def _lay_out(self) -> None:
        set_role(self.title, "section")
        for button in (self.before, self.this, self.after):
            set_role(button, "plain")
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_SMALL, SPACE_SMALL, SPACE_SMALL, 0)
        head.setSpacing(SPACE_SMALL)
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.before, self.this, self.after):
            head.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(head)
        box.addWidget(self.table, 1)


class WeekTable(RowTable[WeekRow]):
    """A table of single cells: a day and a sample are one place."""

    def __init__(self, model: RowTableModel[WeekRow], name: str) -> None:
        super().__init__(model, name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(False)

    def give_room(self) -> None:
        """Let the days on which something stands have the room that they need, if it is there."""
        header, days = self.horizontalHeader(), range(self.model().columnCount())
        titles = [header.sectionSizeFromContents(day).width() for day in days]
        needed = [max(float(title), self._needed(day)) for day, title in enumerate(titles)]
        is_full = [any(row[day] is not None for row in self._rows.rows) for day in days]
        is_room = not all(is_full) and sum(needed) <= self.viewport().width()
        for day in days:
            is_fixed = is_room and is_full[day]
            mode = QHeaderView.ResizeMode.Fixed if is_fixed else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(day, mode)
            if is_fixed:
                header.resizeSection(day, round(needed[day]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.give_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _column(place: int, title: str) -> Column[WeekRow]:
    return Column(
        title,
        lambda row: _text(row[place]),
        chips=lambda row: _chips(row[place]),
        tooltip=lambda row: _tooltip(row[place]),
    )


def _name(row: DueRow) -> str:
    sample = row.line.sample
    if sample is None:
        return f"{row.code} {row.what}"
    point = sample.expected.point
    return f"{row.code} {readable(point.timepoint)} {point.specimen.value}"


def _text(row: DueRow | None) -> str:
    return f"{_name(row)}: {row.when}" if row is not None else ""


def _tooltip(row: DueRow | None) -> str:
    return f"{row.spoken}\n{row.window}" if row is not None else ""


def _chips(row: DueRow | None) -> tuple[ChipText, ...]:
    return (
        (ChipText(_name(row), row.state.tone, row.when, row.state.sign),)
        if row is not None
        else ()
    )
