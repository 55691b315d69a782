"""The rules: every pack with how it stands, and one of them as a page to read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.memory import Memory
from mrdtracker.gui.pack_view import PackView
from mrdtracker.gui.presenters.pack_html import PackReading, reading_of
from mrdtracker.gui.presenters.pack_rows import PackRow, Show, found, rows_of, title_of
from mrdtracker.gui.rules_acts import RulesActs
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark

SHARE = (48, 52)
SHOWN = (
    (Show.ALL, mark("All packs")),
    (Show.ENABLED, mark("For every patient")),
    (Show.WAITING, mark("Waiting for a decision")),
    (Show.LOCAL, mark("The laboratory's own")),
    (Show.UNUSABLE, mark("Not usable")),
)


def _is_for_all(row: PackRow) -> bool:
    return not row.is_enabled


COLUMNS: tuple[Column[PackRow], ...] = (
    Column("Pack", lambda row: row.title, width=24),
    Column("Id", lambda row: row.pack_id, style="quiet", width=18, is_spare=True),
    Column("Version", lambda row: row.version, style="quiet", width=7),
    Column("For all", lambda row: "✓" if row.is_enabled else "", _is_for_all, width=4),
    Column("State", lambda row: row.words, chips=lambda row: row.states, width=0),
)


class RulesPage(SidePage):
    """The list on the left, the pack on the right.

    Attributes:
        patientAsked: Emitted with the id of a patient to open.
        helpAsked: Emitted where somebody wants to read how an own pack is made.
        told: Emitted with a sentence for the status line.
    """

    patientAsked = Signal(str)  # noqa: N815 - Qt's way to name signals
    helpAsked = Signal()  # noqa: N815
    told = Signal(str)
    scrolled_height = 420

    def __init__(
        self, workspace: Workspace, acts: RulesActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._acts = workspace, acts
        self._rows: tuple[PackRow, ...] = ()
        is_writable = not workspace.is_read_only
        self.title, self.count, self.written = QLabel(), QLabel(), QLabel()
        self.search, self.show_only = QLineEdit(), QComboBox()
        self.model: RowTableModel[PackRow] = RowTableModel(COLUMNS, self)
        self.table: RowTable[PackRow] = RowTable(self.model, self.tr("Rule packs"))
        self.view = PackView(self._read, is_writable=is_writable)
        self.folder = QPushButton(self.tr("Open the folder"))
        self.how = QPushButton(self.tr("How to make your own pack (F1)"))
        self.import_button = QPushButton(self.tr("Import file…"))
        self.import_button.setVisible(is_writable)
        self._file: Path | None = None
        self._is_shared_out = False
        self._lay_out()
        self._connect()
        self.home = self.table

    def reload(self) -> None:
        """Read the packs again; the same pack stays chosen."""
        self._rows = rows_of(self._workspace)
        self.title.setText(title_of(self._rows))
        self._filter()

    def choose(self, pack_id: str) -> None:
        """Make a pack the one that is read."""
        ids = [row.pack_id for row in self.model.rows]
        if pack_id in ids:
            self.table.select_lines([ids.index(pack_id)])

    def focus_search(self) -> bool:
        self.search.setFocus()
        self.search.selectAll()
        return True

    def focus_table(self) -> None:
        """Go into the list."""
        self.table.setFocus()

    def restore(self, memory: Memory) -> None:
        """Give the splitter its last sizes."""
        self._is_shared_out = memory.restore_splitter(self._splitter)

    def keep(self, memory: Memory) -> None:
        """Remember the sizes of the splitter."""
        memory.keep_splitter(self._splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_shared_out:
            # Only a page that is shown knows its width; before, the smallest widths would decide.
            self._splitter.setSizes([part * self.width() // 100 for part in SHARE])

    def _shared_out(self) -> None:
        self._is_shared_out = True

    def _read(self, digest: str) -> PackReading:
        return reading_of(self._workspace, digest)

    def _filter(self) -> None:
        chosen = self.table.row()
        rows = found(self._rows, self.search.text(), Show(self.show_only.currentData()))
        ids = [row.pack_id for row in rows]
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show_rows(rows)
        self.table.fit_to_rows()
        place = ids.index(chosen.pack_id) if chosen is not None and chosen.pack_id in ids else 0
        if rows:
            self.table.select_lines([place])
        self.count.setText(self.tr("No pack fits these filters."))
        self.count.setVisible(not rows)
        self._show()

    def _show(self) -> None:
        row = self.table.row()
        if row is None or self.view.pack != row:
            self.view.show_pack(row)

    def _toggle(self) -> None:
        row = self.table.row()
        if row is not None and self.view.enabled.isEnabled() and self.view.enabled.isVisible():
            self._enable(not row.is_enabled)

    def _enable(self, is_on: bool) -> None:
        row = self.view.pack
        if row is not None:
            self._acts.enable(row, is_on=is_on)
            self.reload()

    def _act(self, name: str) -> None:
        row, page = self.view.pack, self.view.page
        if row is None:
            return
        if name == "adopt":
            patient = self._acts.adopt(row)
            if patient:
                self.patientAsked.emit(patient)
        elif name == "approve":
            self._acts.approve(row)
        elif name == "withdraw":
            self._acts.withdraw(row)
        elif name == "new":
            self._say_written(self._acts.new_from(row.pack_id))
        elif page is not None:
            self._say_written(self._acts.save(page))

    def import_file(self, path: Path | None = None) -> None:
        """Check a pack file and enter it; without one, ask for it."""
        entered = self._acts.import_file(path)
        if entered:
            self.reload()
            self.choose(entered)

    def _say_written(self, path: Path | None) -> None:
        if path is None:
            return
        self._file = path
        self.written.setText(self.tr("Written: {}").format(path))
        self.folder.show()
        self.told.emit(self.written.text())

    def _open_folder(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        set_role(self.count, "quiet")
        set_role(self.written, "quiet")
        set_role(self.folder, "plain")
        set_role(self.how, "plain")
        self.folder.hide()
        self.written.setWordWrap(True)
        self.written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.search.setPlaceholderText(self.tr("Search title, id and state  (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search the packs"))
        self.search.setClearButtonEnabled(True)
        self.show_only.setAccessibleName(self.tr("Which packs"))
        for show, words in SHOWN:
            self.show_only.addItem(self.tr(words), show.value)
        self.table.fit_columns()
        filters = QHBoxLayout()
        filters.setSpacing(SPACE_SMALL)
        filters.addWidget(self.search, 2)
        filters.addWidget(self.show_only, 1)
        card = QFrame()
        set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_SMALL)
        column.addLayout(filters)
        column.addWidget(card, 1)
        column.addWidget(self.count)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("packs and page")
        self._splitter.setHandleWidth(SPACE_CARD)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.view)
        for place, part in enumerate(SHARE):
            self._splitter.setStretchFactor(place, part)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addWidget(self.import_button)
        foot.addWidget(self.how)
        foot.addWidget(self.written, 1)
        foot.addWidget(self.folder)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.title)
        box.addWidget(self._splitter, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        self._splitter.splitterMoved.connect(lambda *_: self._shared_out())
        self.search.textChanged.connect(lambda _text: self._filter())
        self.search.returnPressed.connect(self.focus_table)
        self.show_only.currentIndexChanged.connect(lambda _index: self._filter())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show())
        self.table.opened.connect(lambda _row: self.view.browser.setFocus())
        self.view.asked.connect(self._act)
        self.view.enabledAsked.connect(self._enable)
        self.view.copied.connect(lambda: self.told.emit(self.tr("The page is on the clipboard.")))
        self.folder.clicked.connect(self._open_folder)
        self.how.clicked.connect(self.helpAsked)
        self.import_button.clicked.connect(lambda: self.import_file())
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._toggle)
