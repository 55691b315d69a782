"""A field for a date: typed in words or numbers, or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QIcon, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from mrdtracker.domain.notation import date_text
from mrdtracker.gui.form_field import FormField, without_key
from mrdtracker.gui.presenters.date_entry import typed_date
from mrdtracker.gui.theme import SPACE_TINY, current_theme
from mrdtracker.words import say


def _calendar() -> QCalendarWidget:
    """Make a calendar in the program's own colours: red is kept for what is wrong."""
    calendar = QCalendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    quiet = QTextCharFormat()
    quiet.setForeground(QColor(current_theme().quiet))
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekday, quiet)
    arrows = {
        "qt_calendar_prevmonth": ("←", say("Month before")),
        "qt_calendar_nextmonth": ("→", say("Next month")),
    }
    for name, (sign, words) in arrows.items():
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(QIcon())
            button.setText(sign)
            button.setAccessibleName(words)
    return calendar


class DateField(FormField):
    """A box for a date, with a calendar to pick from."""

    def __init__(self, label: str, reserved_lines: int = 0) -> None:
        self.box = QLineEdit()
        self.box.setPlaceholderText(say("16 Mar 2026 or 2026-03-16"))
        self.calendar = _calendar()
        self.pick = QPushButton(say("Pick…"))
        self.pick.setAccessibleName(
            say("Pick {} from a calendar").format(without_key(label).lower())
        )
        self._menu = QMenu(self.pick)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(self.calendar)
        self._menu.addAction(action)
        self._menu.aboutToShow.connect(self._show_typed_date)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_TINY)
        row.addWidget(self.box, stretch=1)
        row.addWidget(self.pick)
        super().__init__(label, both, self.box, reserved_lines)
        self.box.textEdited.connect(self.typed)
        self.pick.clicked.connect(self._open)
        self.calendar.activated.connect(self._picked)
        self.calendar.clicked.connect(self._picked)

    @property
    def _last_of_box(self) -> QWidget:
        return self.pick

    def _open(self) -> None:
        self._menu.popup(self.pick.mapToGlobal(self.pick.rect().bottomLeft()))
        self.calendar.setFocus()

    def _show_typed_date(self) -> None:
        on = typed_date(self.box.text().strip())
        if on is not None:
            self.calendar.setSelectedDate(QDate(on.year, on.month, on.day))

    def _picked(self, picked: QDate) -> None:
        self._menu.hide()
        self._take(date_text(date(picked.year(), picked.month(), picked.day())))
