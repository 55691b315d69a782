"""The scratch drawer: what if this fact were another one? Nothing here reaches the store."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.notation import CountLimits
from mrdtracker.gui.entry_dialog import new_id
from mrdtracker.gui.patient_dialog import protocols_of
from mrdtracker.gui.presenters.patient_form import PatientForm
from mrdtracker.gui.presenters.what_if_form import fact_changes, patient_of
from mrdtracker.gui.presenters.what_if_words import (
    FACT_LABELS,
    answer_lines,
    change_lines,
    smallest_text,
)
from mrdtracker.gui.scratch_answers import ScratchAnswers
from mrdtracker.gui.scratch_banner import ScratchBanner
from mrdtracker.gui.scratch_fields import ScratchFields
from mrdtracker.gui.scratch_results import ScratchResults
from mrdtracker.gui.theme import SPACE_CARD, SPACE_SMALL, set_role
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.smallest_changes import SmallestChange, smallest_changes
from mrdtracker.services.what_if import Change, Scratch, WhatIf
from mrdtracker.services.workspace import Workspace

FEWEST_CHARACTERS = 52
FEWEST_LINES = 5
SEARCH_AFTER_MS = 60
MOST_LINES = 14
FORM_LABELS = {
    "wbc" if name == "wbc_10e9_per_l" else name: label for name, label in FACT_LABELS.items()
}


class WhatIfDrawer(QFrame):
    """Changes facts of one child in memory, and says what would follow; ``show_view`` begins.

    Args:
        workspace: Gives packs and settings; it is never written to.
        view: The child as on record.

    Attributes:
        tried: Emitted with a ``PatientView`` of the scratch and the keys of its own results.
        closeAsked: Emitted when the person has seen enough.
    """

    tried = Signal(object, object)
    closeAsked = Signal()  # noqa: N815 - Qt's way to name signals

    def __init__(
        self, workspace: Workspace, view: PatientView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        settings = workspace.settings()
        self._workspace = workspace
        self._view = view
        self._packs = tuple(one.pack.id for one in view.assessments)
        self._found: tuple[SmallestChange, ...] = ()
        self.scratch = Scratch.of(view.case)
        self.banner = ScratchBanner()
        self.answers = ScratchAnswers()
        self.smallest = QListWidget()
        self.smallest_note = QLabel()
        self.results = ScratchResults(CountLimits(settings.n_lod, settings.n_lloq))
        self.facts = ScratchFields(FORM_LABELS)
        self._form: PatientForm | None = None
        self.tabs = QTabWidget()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SEARCH_AFTER_MS)
        self._later.timeout.connect(self.search)
        self._lay_out()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.smallest.setFocus()

    def show_view(self, view: PatientView) -> None:
        """Go on with the same tries on the child as it is on record now."""
        self._view = view
        self._packs = tuple(one.pack.id for one in view.assessments)
        self.scratch = self.scratch.on(view.case)
        self._begin_facts()
        self._answer()

    def try_changes(self, *changes: Change) -> None:
        """Take changes into the scratch."""
        self.scratch = self.scratch.trying(*changes)
        self._begin_facts()
        self._answer()

    def put_back(self, change: Change) -> None:
        """Put one thing back to what is on record."""
        self.scratch = self.scratch.without(change)
        self._begin_facts()
        self._answer()

    def put_all_back(self) -> None:
        """Begin anew with what is on record."""
        self.scratch = Scratch.of(self._view.case)
        self._begin_facts()
        self._answer()

    def search(self) -> None:
        """List the smallest changes that would settle or flip the group, as it stands here."""
        case, rules = self.scratch.changed, self._rules
        pack = rules.packs.get(case.course.pack or "")
        told = smallest_changes(pack, case) if pack is not None else None
        self._found = told.found[:MOST_LINES] if told is not None else ()
        self.smallest.clear()
        for one in self._found:
            item = QListWidgetItem(smallest_text(one))
            item.setToolTip(self.tr("Take this into the scratch"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.sentence)
            self.smallest.addItem(item)
        self.smallest.setVisible(bool(self._found))
        self.smallest_note.setText(self._note(is_complete=told is None or told.is_complete))

    @property
    def _rules(self) -> RuleBook:
        return self._workspace.rules.for_patient(self._view.file.patient)

    def _note(self, *, is_complete: bool) -> str:
        if self.scratch.changed.course.pack is None:
            return self.tr("Without a protocol there is no group to settle.")
        if not self._found:
            return self.tr("No one or two changes would settle or flip the group.")
        rest = "" if is_complete else self.tr(" More pairs exist than were tried.")
        return self.tr("What would answer, not what to do.") + rest

    def _answer(self) -> None:
        """Answer for the scratch at once, and look for the smallest changes right after."""
        rules, case = self._rules, self.scratch.changed
        what_if = WhatIf(rules, self._view.case, self._packs)
        answers = what_if.answer_for(self.scratch)
        convention = self._convention()
        self.answers.show_answers(answer_lines(answers), change_lines(self.scratch, convention))
        self.results.show_scratch(self.scratch, convention)
        view = replace(
            self._view,
            case=case,
            convention=convention,
            overviews=tuple(rules.overview(one) for one in what_if.packs_of(case)),
            assessments=tuple(one.after for one in answers if one.after is not None),
        )
        self.tried.emit(view, self.scratch.scratch_keys)
        self._later.start()

    def _convention(self) -> DayConvention:
        rules, pack = self._rules, self.scratch.changed.course.pack or ""
        return rules.overview(pack).convention if pack in rules.packs else DayConvention(1)

    def _begin_facts(self) -> None:
        """Show the facts of the scratch in the form, as they would be."""
        file = self._view.file
        patient = patient_of(file.patient, self.scratch.changed)
        known = replace(file, patient=patient)
        self._form = PatientForm(
            protocols_of(self._workspace, known), known, self._workspace.today, new_id
        )
        self.facts.show_form(self._form)

    def _fact_typed(self, name: str) -> None:
        form = self._form
        if form is None or any(line.is_blocking for line in form.messages(name)):
            return
        self.facts.show_form(form)  # another protocol asks about other lesions
        patient = patient_of(self._view.file.patient, self.scratch.changed)
        typed = form.patient()
        changes = fact_changes(
            typed, replace(self.scratch.changed, patient=patient.facts, course=patient.course)
        )
        self.scratch = self.scratch.trying(*changes)
        self._answer()

    def _take(self, item: QListWidgetItem) -> None:
        self.try_changes(*self._found[self.smallest.row(item)].changes)

    def _connect(self) -> None:
        self.banner.closeAsked.connect(self.closeAsked)
        self.answers.putBackAsked.connect(self.put_back)
        self.answers.allBackAsked.connect(self.put_all_back)
        self.smallest.itemClicked.connect(self._take)
        self.smallest.itemActivated.connect(self._take)
        self.results.tried.connect(self._result_tried)
        self.facts.typed.connect(self._fact_typed)

    def _result_tried(self, change: Change) -> None:
        self.scratch = self.scratch.trying(change)
        self._answer()

    def _lay_out(self) -> None:
        set_role(self, "card")
        self.setAccessibleName(self.tr("What if: a scratch, nothing here is saved"))
        self.smallest.setAccessibleName(self.tr("Smallest changes that would settle the group"))
        self.smallest.setWordWrap(True)
        set_role(self.smallest, "lines")
        self.smallest_note.setWordWrap(True)
        set_role(self.smallest_note, "quiet")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.answers)
        self.answers.setAutoFillBackground(False)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The group before and after is never scrolled out of sight.
        scroll.setMinimumHeight(FEWEST_LINES * self.fontMetrics().height())
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, SPACE_SMALL, 0, 0)
        column.addWidget(self.smallest, 1)
        column.addWidget(self.smallest_note)
        column.addStretch(0)
        self.tabs.addTab(first, self.tr("Would settle"))
        self.tabs.addTab(self.results, self.tr("Results"))
        self.tabs.addTab(self.facts, self.tr("Facts"))
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_CARD, SPACE_SMALL, SPACE_CARD, SPACE_CARD)
        inside.addWidget(scroll, 1)
        inside.addWidget(self.tabs, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.banner)
        box.addLayout(inside, 1)
        self.setMinimumWidth(round(self.fontMetrics().averageCharWidth() * FEWEST_CHARACTERS))
