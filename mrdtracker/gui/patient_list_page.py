"""The list of all patients: found while typing, filtered, and opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.finding import Flag, PackOverview
from mrdtracker.domain.listing import PatientPage, PatientQuery
from mrdtracker.domain.records import PatientId, PatientRow
from mrdtracker.gui.elided_choice import ElidedChoice
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.patient_list_model import PatientListModel
from mrdtracker.gui.presenters.chip_text import FLAG_WORDS
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.gui.presenters.patient_lines import (
    PatientLine,
    found_words,
    is_narrowed,
    lines_of,
    title_of,
)
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say

FIELD_CHARACTERS = 12
FIRST_STEPS = (
    ("new patient", mark("Add the first patient")),
    ("import", mark("Import a table")),
    ("practice", mark("Look at the invented patients")),
)


class PatientListPage(QWidget):
    """Search, filters and the table.

    Attributes:
        opened: Emitted with the id of the patient to open.
        asked: Emitted with the name of an act of the empty page or of the button below.
    """

    opened = Signal(str)
    asked = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.title, self.found, self.field = QLabel(), QLabel(), QLineEdit()
        self.flag, self.group, self.protocol = ElidedChoice(), ElidedChoice(), ElidedChoice()
        self.missing = QCheckBox(self.tr("Group not known yet"))
        self.missing.setToolTip(self.tr("Only patients whose group waits for something missing"))
        self.reset = QPushButton(self.tr("Show all"))
        self.add = QPushButton(self.tr("New patient…"))
        self.model = PatientListModel(workspace.patients, self._write, self)
        self.table: RowTable[PatientLine] = RowTable(self.model, self.tr("Patients"))
        self.first_steps = EmptyState(
            self.tr("No patients yet"),
            self.tr("Patients, their results and what the protocol says of them stand here."),
            FIRST_STEPS if not workspace.is_read_only else FIRST_STEPS[2:],
        )
        self.nothing_found = EmptyState(
            self.tr("No patient matches"),
            self.tr("Change the search or the filters."),
            (("show all", self.tr("Show all patients")),),
        )
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self.home = self.table

    @property
    def search(self) -> str:
        """What is searched for."""
        return self.field.text()

    def search_for(self, text: str) -> None:
        """Show patients whose code or name has words that begin like these."""
        self.field.setText(text)

    @property
    def has_search(self) -> bool:
        """False while there is no patient yet, and so nothing to search."""
        return not self._filters.isHidden()

    def focus_search(self) -> None:
        """Go to the field that the list is searched with."""
        self.field.setFocus()
        self.field.selectAll()

    def show_all(self) -> None:
        """Take the search and every filter away."""
        with QSignalBlocker(self.flag), QSignalBlocker(self.group), QSignalBlocker(self.protocol):
            for box in (self.flag, self.group, self.protocol):
                box.setCurrentIndex(0)
        self.field.clear()
        self.missing.setChecked(False)
        self._timer.start()

    def reload(self) -> None:
        """Read again after something changed; the same patient stays current."""
        current = self.table.row()
        place = self.table.verticalScrollBar().value()
        self._fill_choices()
        self.model.ask_again()
        late = self._workspace.assessment.stale_count()
        self.title.setText(title_of(self._workspace.counts(), late))
        self.title.setToolTip(
            self.tr("Alert: a finding of level high or intermediate, marked ▲ or ◆")
        )
        if current is not None:
            ids = [line.row.id for line in self.model.rows]
            if current.row.id in ids:
                self.table.select_lines([ids.index(current.row.id)])
        self.table.verticalScrollBar().setValue(place)

    def show_patient(self, patient_id: str) -> None:
        """Show everybody, and make one patient current where the list has come so far."""
        self.show_all()
        self._ask_now()
        ids = [line.row.id for line in self.model.rows]
        if patient_id in ids:
            self.table.select_lines([ids.index(PatientId(patient_id))])

    def _ask_now(self) -> None:
        self._timer.stop()
        self._ask()

    def stop(self) -> None:
        """Ask nothing more: the store is being closed."""
        self._timer.stop()

    def focus_table(self) -> None:
        """Go from the search field down into the list."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.select_lines([0])

    def open_first(self) -> None:
        """Open the current patient, else the first one that was found."""
        line = self.table.row() or next(iter(self.model.rows), None)
        if line is not None:
            self.opened.emit(line.row.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Down:
            self.focus_table()
            return True
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            return True
        return False

    def _write(self, rows: Sequence[PatientRow]) -> tuple[PatientLine, ...]:
        workspace = self._workspace
        return lines_of(rows, workspace.today, workspace.rules.signature, self._overview)

    def _overview(self, pack: str) -> PackOverview | None:
        try:
            return self._workspace.rules.overview(pack)
        except NotFoundError:
            return None

    def _protocol_words(self, name: str) -> str:
        overview = self._overview(name)
        return short_title(overview.reference) if overview is not None else name

    def _query(self) -> PatientQuery:
        return PatientQuery(
            search=self.search,
            flag=self.flag.currentData() or None,
            group=self.group.currentData() or None,
            protocol=self.protocol.currentData() or None,
            is_missing=True if self.missing.isChecked() else None,
        )

    def _ask(self) -> None:
        self.model.ask(self._query())
        self.table.scrollToTop()

    def _answered(self, page: PatientPage) -> None:
        query = self.model.query
        self.table.grow_to_rows()
        late = self._workspace.assessment.stale_count() if query.asks_the_rules else 0
        self.found.setText(found_words(page, query, late))
        self.reset.setVisible(is_narrowed(query))
        if page.rows:
            self._pages.setCurrentWidget(self._card)
        elif is_narrowed(query):
            self._pages.setCurrentWidget(self.nothing_found)
        else:
            self._pages.setCurrentWidget(self.first_steps)
        is_empty = self._pages.currentWidget() is self.first_steps
        self._filters.setVisible(not is_empty)
        self.add.setVisible(not is_empty and not self._workspace.is_read_only)

    def _fill_choices(self) -> None:
        choices = self._workspace.filter_choices()
        words = {flag.value: say(FLAG_WORDS[flag]) for flag in Flag}
        flags = [(words.get(code, code), code) for code in choices.flags]
        _fill(self.flag, self.tr("Any finding"), flags)
        _fill(self.group, self.tr("Any group"), [(name, name) for name in choices.groups])
        protocols = [(self._protocol_words(name), name) for name in choices.protocols]
        _fill(self.protocol, self.tr("Any protocol"), protocols)

    def _lay_out(self) -> None:
        set_role(self.title, "title")
        set_role(self.found, "quiet")
        set_role(self.reset, "plain")
        set_role(self.add, "primary")
        for choice, name in (
            (self.flag, self.tr("Filter by finding")),
            (self.group, self.tr("Filter by group")),
            (self.protocol, self.tr("Filter by protocol")),
        ):
            choice.setAccessibleName(name)
            choice.setToolTip(name)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        # The longer ones give way: a short word that is cut cannot be guessed.
        self.group.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.field.setPlaceholderText(self.tr("Code or name"))
        self.field.setToolTip(self.tr("Search this list by code or name (Ctrl+F)"))
        self.field.setAccessibleName(self.tr("Search this list by code or name"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(self.field.fontMetrics().averageCharWidth() * FIELD_CHARACTERS)
        self.field.installEventFilter(self)
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(SPACE_SMALL)
        for widget in (self.field, self.protocol, self.group, self.flag, self.missing, self.reset):
            filters.addWidget(widget)
        filters.addStretch(1)
        filters.addWidget(self.found)
        self._pages = QStackedWidget()
        self._card = QFrame()
        set_role(self._card, "card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        for page in (self._card, self.first_steps, self.nothing_found):
            self._pages.addWidget(page)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.add)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.title)
        box.addWidget(self._filters)
        box.addWidget(self._pages, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.field.returnPressed.connect(self.open_first)
        self.model.answered.connect(self._answered)
        self.table.opened.connect(lambda line: self.opened.emit(line.row.id))
        for box in (self.flag, self.group, self.protocol):
            box.currentIndexChanged.connect(lambda _index: self._timer.start())
        self.missing.toggled.connect(lambda _checked: self._timer.start())
        self.reset.clicked.connect(self.show_all)
        self.nothing_found.asked.connect(lambda _name: self.show_all())
        self.first_steps.asked.connect(self.asked)
        self.add.clicked.connect(lambda: self.asked.emit("new patient"))


def _fill(box: QComboBox, anything: str, choices: Sequence[tuple[str, str]]) -> None:
    """Offer a filter; one that is chosen and fits nobody any more stays, as the list asks it."""
    kept, shown = box.currentData(), box.currentText()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(anything, "")
        for words, value in choices:
            box.addItem(words, value)
        if kept and box.findData(kept) < 0:
            box.addItem(shown, kept)
        box.setCurrentIndex(max(0, box.findData(kept)))
    box.setVisible(box.count() > 1)
