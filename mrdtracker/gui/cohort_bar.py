"""The lines above the cohort: which children, how they are looked at, and what parts them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import FilterChoices, PatientQuery
from mrdtracker.gui.elided_choice import ElidedChoice
from mrdtracker.gui.presenters.cohort_form import (
    GROUP_WORDS,
    PLACE,
    THRESHOLD,
    CohortChoice,
    chosen_place,
    place_choices,
    threshold_choices,
)
from mrdtracker.gui.theme import SPACE_SMALL, set_error, set_role
from mrdtracker.words import say

AFTER_TYPING_MS = 250
FIELD_CHARACTERS = 16
THRESHOLD_CHARACTERS = 14


class CohortBar(QWidget):
    """Filters in the first line, the view and what parts it in the second, MRD in a third.

    Attributes:
        filtered: Emitted when other children are asked for.
        chosen: Emitted when the same children shall be looked at in another way.
    """

    filtered = Signal()
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.protocol, self.group = ElidedChoice(), ElidedChoice()
        self.views: dict[CohortViewKind, QPushButton] = {}
        self.by, self.place, self.threshold = ElidedChoice(), ElidedChoice(), QComboBox()
        self._refusable = {PLACE: self.place, THRESHOLD: self.threshold}
        self.endpoint = ElidedChoice()
        self.landmark = QCheckBox(self.tr("From the sample on"))
        self._typed = QTimer(self, singleShot=True, interval=AFTER_TYPING_MS)
        self._lay_out()
        self._fill_fixed()
        self._connect()
        self._adapt()

    def hold(self, widget: QWidget) -> None:
        """Take something in at the end of the first line."""
        self._filters.addWidget(widget)

    @property
    def query(self) -> PatientQuery:
        """Which children are asked for."""
        return PatientQuery(
            search=self.field.text(),
            group=self.group.currentData() or None,
            protocol=self.protocol.currentData() or None,
        )

    @property
    def choice(self) -> CohortChoice:
        """How they are looked at."""
        return CohortChoice(
            view=next(kind for kind, button in self.views.items() if button.isChecked()),
            by=GroupBy(self.by.currentData()),
            place=self.place.currentData() or "",
            threshold=self.threshold.currentText(),
            endpoint=Endpoint(self.endpoint.currentData()),
            is_landmark=self.landmark.isChecked(),
        )

    def fill_filters(self, choices: FilterChoices, words: Sequence[tuple[str, str]]) -> None:
        """Offer the groups and protocols that occur; ``words`` are (shown, protocol)."""
        groups = [(one, one) for one in choices.groups]
        _fill_filter(self.group, self.tr("Any group"), groups)
        _fill_filter(self.protocol, self.tr("Any protocol"), words)

    def offer(self, cohort: Cohort) -> None:
        """Offer the time points and thresholds of a cohort; what was chosen stays.

        A threshold belongs to its time point: where another one takes its place, it goes too.
        """
        choice = self.choice
        place = chosen_place(choice, cohort)
        _fill(self.place, place_choices(cohort), place.words if place is not None else "")
        typed, offered = choice.threshold, threshold_choices(cohort, place)
        if place is not None and choice.place not in ("", place.words):
            typed = ""
        was_offered = self.threshold.findText(typed) >= 0
        with QSignalBlocker(self.threshold):
            self.threshold.clear()
            self.threshold.addItems(offered)
            is_published = bool(place is not None and cohort.published(place))
            lowest = len(cohort.published(place)) - 1 if place is not None else 0
            self.threshold.setCurrentIndex(lowest if is_published else -1)
            if typed and (typed in offered or not was_offered):
                self.threshold.setCurrentText(typed)
        self._adapt()

    def show_query(self, query: PatientQuery) -> None:
        """Set which children are asked for; nothing is emitted."""
        with QSignalBlocker(self.field):
            self.field.setText(query.search)
        self._typed.stop()
        for box, wanted in ((self.group, query.group), (self.protocol, query.protocol)):
            with QSignalBlocker(box):
                _choose(box, wanted or "")
            box.setVisible(box.count() > 1)

    def show_choice(self, choice: CohortChoice) -> None:
        """Set how the children are parted and looked at; nothing is emitted."""
        with QSignalBlocker(self):
            self.views[choice.view].setChecked(True)
            self.by.setCurrentIndex(self.by.findData(choice.by.value))
            self.endpoint.setCurrentIndex(self.endpoint.findData(choice.endpoint.value))
            self.landmark.setChecked(choice.is_landmark)
            # What was offered before has no say in what was chosen now.
            self.threshold.clear()
            self.threshold.setCurrentText(choice.threshold)
            _choose(self.place, choice.place)
        self._adapt()

    def show_refusal(self, refusal: InvalidInputError | None) -> None:
        """Mark the box that a refusal is about, and say there what is wrong; None takes it off."""
        for name, box in self._refusable.items():
            is_wrong = refusal is not None and refusal.about == name
            words = str(refusal) if is_wrong else ""
            set_error(box, is_wrong=is_wrong)
            box.setAccessibleDescription(words)
            box.setToolTip(words or box.accessibleName())

    def _adapt(self) -> None:
        """Show what the view and the grouping need."""
        choice = self.choice
        is_survival = choice.view is CohortViewKind.SURVIVAL
        is_mrd = choice.by is GroupBy.MRD
        is_grouped = choice.view is not CohortViewKind.DISTRIBUTION
        self.by.setVisible(is_grouped)
        for widget in (self.place, self.threshold):
            widget.setVisible(is_grouped and is_mrd)
        self.endpoint.setVisible(is_survival)
        self.landmark.setVisible(is_survival and is_mrd)
        self._of_mrd.setVisible(is_grouped and is_mrd)

    def _changed(self) -> None:
        self._adapt()
        self.chosen.emit()

    def _fill_fixed(self) -> None:
        _fill(self.by, [(say(words), by.value) for by, words in GROUP_WORDS])
        _fill(self.endpoint, [(one.title, one.value) for one in Endpoint])
        self.landmark.setChecked(True)

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(self.tr("Code or name"))
        self.field.setAccessibleName(self.tr("Only patients whose code or name begins so"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(self.field.fontMetrics().averageCharWidth() * FIELD_CHARACTERS)
        for box, name in (
            (self.protocol, self.tr("Filter by protocol")),
            (self.group, self.tr("Filter by group")),
            (self.by, self.tr("What parts the cohort")),
            (self.place, self.tr("Time point, specimen and method of the MRD")),
            (self.threshold, self.tr("Threshold of the MRD")),
            (self.endpoint, self.tr("What ends the time")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.threshold.setEditable(True)
        self.threshold.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.threshold.setMinimumContentsLength(THRESHOLD_CHARACTERS)
        line_edit = self.threshold.lineEdit()
        if line_edit is not None:
            line_edit.setPlaceholderText(self.tr("Threshold"))
        self.landmark.setToolTip(
            self.tr("Count from each patient's own sample; who had the event by then is left out")
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE_SMALL)
        self._filters = _line((self.field, self.protocol, self.group), ())
        lines.addLayout(self._filters)
        self._group = QButtonGroup(self)
        for kind in CohortViewKind:
            button = QPushButton(kind.title)
            button.setCheckable(True)
            set_role(button, "filter")
            self._group.addButton(button)
            self.views[kind] = button
        self.views[CohortViewKind.OVERLAY].setChecked(True)
        lines.addLayout(_line(tuple(self.views.values()), (self.by, self.endpoint)))
        # A line of its own: beside the others its words would be cut in a small window.
        self._of_mrd = QWidget()
        self._of_mrd.setLayout(_line((), (self.landmark, self.place, self.threshold)))
        lines.addWidget(self._of_mrd)

    def _connect(self) -> None:
        self._typed.timeout.connect(self.filtered)
        self.field.textChanged.connect(lambda _text: self._typed.start())
        for box in (self.protocol, self.group):
            box.currentIndexChanged.connect(lambda _index: self.filtered.emit())
        for button in self.views.values():
            button.clicked.connect(lambda _checked: self._changed())
        for box in (self.by, self.place, self.endpoint):
            box.currentIndexChanged.connect(lambda _index: self._changed())
        self.threshold.activated.connect(lambda _index: self._changed())
        line_edit = self.threshold.lineEdit()
        if line_edit is not None:
            line_edit.editingFinished.connect(self._changed)
        self.landmark.toggled.connect(lambda _checked: self._changed())


def _line(left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE_SMALL)
    for widget in left:
        line.addWidget(widget)
    line.addStretch(1)
    for widget in right:
        line.addWidget(widget)
    return line


def _choose(box: QComboBox, value: str) -> None:
    """Choose a value; one that is not offered now is offered, and nothing else stands for it."""
    if value and box.findData(value) < 0:
        box.addItem(value, value)
    box.setCurrentIndex(box.findData(value))


def _fill_filter(box: QComboBox, everybody: str, choices: Sequence[tuple[str, str]]) -> None:
    """Offer a filter; one that is chosen and fits nobody any more stays, and shows nobody."""
    kept = box.currentData() or ""
    _fill(box, [(everybody, ""), *choices])
    with QSignalBlocker(box):
        _choose(box, kept)
    box.setVisible(box.count() > 1)


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]], wanted: str | None = None) -> None:
    """Offer (shown, value) pairs; the wanted one, else the one of before, stays chosen."""
    kept = box.currentData() if wanted is None else wanted
    with QSignalBlocker(box):
        box.clear()
        for words, value in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(kept)))
