"""Above the board: the protocols, the filters, the columns, and the boards that have a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.board_views import BoardViews
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import BoardColumn
from mrdtracker.gui.theme import SPACE_SMALL, set_role
from mrdtracker.gui.wrapping_row import WrappingRow
from mrdtracker.services.workspace import Workspace

FIELD_CHARACTERS = 30


class BoardBar(QWidget):
    """Says what a person chose; it knows nothing of the rows.

    Args:
        workspace: The open store, for the boards that are saved.
        content: What is saved under a name: the board as it is chosen now.
        parent: The page.

    Attributes:
        chosen: Emitted with the new ``BoardChoice``.
        leftDown: Emitted when the keyboard leaves the field for the table.
    """

    chosen = Signal(object)
    leftDown = Signal()  # noqa: N815 - Qt's way to name signals

    def __init__(
        self,
        workspace: Workspace,
        content: Callable[[], Mapping[str, object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choice = BoardChoice()
        self._packs: list[str] = [""]
        self.tabs, self.field, self.found = QTabBar(), QLineEdit(), QLabel()
        self.chips = {
            "is_overdue": QPushButton(self.tr("Overdue")),
            "is_flagged": QPushButton(self.tr("Flagged")),
            "is_missing": QPushButton(self.tr("Unknown, something is missing")),
        }
        self.columns = QPushButton(self.tr("Columns"))
        self.views = BoardViews(workspace, content)
        self._lay_out()
        self._connect()

    def show_choice(self, choice: BoardChoice) -> None:
        """Show what was chosen, without telling anybody."""
        self._choice = choice
        for name, button in self.chips.items():
            button.setChecked(bool(getattr(choice, name)))
        if self.field.text() != choice.text:
            with QSignalBlocker(self.field):
                self.field.setText(choice.text)
        self._mark_tab()

    def show_tabs(self, packs: Sequence[tuple[str, str, int]]) -> None:
        """Offer a tab for all, and one for every protocol: its id, its name, how many."""
        words = [self.tr("All")]
        words += [self.tr("{}  {}").format(name, many) for _, name, many in packs]
        self._packs = ["", *(pack for pack, _, _ in packs)]
        with QSignalBlocker(self.tabs):
            while self.tabs.count() > len(words):
                self.tabs.removeTab(self.tabs.count() - 1)
            while self.tabs.count() < len(words):
                self.tabs.addTab("")
            for place, text in enumerate(words):
                self.tabs.setTabText(place, text.replace("&", "&&"))
        self._mark_tab()

    def show_columns(self, columns: Sequence[BoardColumn]) -> None:
        """Offer every column of the tab, those that are shown with a tick."""
        menu = self.columns.menu()
        menu.clear()
        for column in columns:
            action = menu.addAction(column.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(column.name not in self._choice.hidden)
            action.toggled.connect(
                lambda is_shown, name=column.name: self._show_column(name, is_shown=is_shown)
            )
        hidden = {column.name for column in columns} & set(self._choice.hidden)
        words = self.tr("Columns, {} hidden").format(len(hidden))
        self.columns.setText(words if hidden else self.tr("Columns"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leftDown.emit()
            return True
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            return True
        return False

    def _mark_tab(self) -> None:
        if self._choice.pack in self._packs:
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(self._packs.index(self._choice.pack))

    def _choose(self, **changed: object) -> None:
        self.chosen.emit(replace(self._choice, **changed))  # type: ignore[arg-type]

    def _show_column(self, name: str, *, is_shown: bool) -> None:
        rest = tuple(one for one in self._choice.hidden if one != name)
        self._choose(hidden=rest if is_shown else (*rest, name))

    def _lay_out(self) -> None:
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName(self.tr("Protocols"))
        self.tabs.addTab(self.tr("All"))
        set_role(self.found, "quiet")
        self.field.setPlaceholderText(self.tr("Code, name or protocol"))
        self.field.setAccessibleName(self.tr("Narrow the board by code, name or protocol"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(self.field.fontMetrics().averageCharWidth() * FIELD_CHARACTERS)
        self.field.installEventFilter(self)
        set_role(self.columns, "filter")
        self.columns.setMenu(QMenu(self.columns))
        narrowing = WrappingRow(SPACE_SMALL)
        narrowing.addWidget(self.field)
        for button in self.chips.values():
            button.setCheckable(True)
            button.setAccessibleName(self.tr("Show only: {}").format(button.text()))
            set_role(button, "filter")
            narrowing.addWidget(button)
        filters = QHBoxLayout()
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(SPACE_SMALL)
        filters.addLayout(narrowing, 1)
        for widget in (self.found, self.columns, self.views):
            filters.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_SMALL)
        box.addWidget(self.tabs)
        box.addLayout(filters)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda place: self._choose(pack=self._packs[place]))
        self.field.textChanged.connect(lambda text: self._choose(text=text))
        for name, button in self.chips.items():
            button.clicked.connect(
                lambda is_on=False, one=name: self._choose(**{one: bool(is_on)})
            )
