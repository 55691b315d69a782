"""One child: who, the course, the results, and why; all linked by one selection."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.records import PatientId, RecordStatus
from mrdtracker.gui.actions import COPY_VIEW, PASTE_VIEW
from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.course_pane import CoursePane
from mrdtracker.gui.findings_panel import FindingsPanel
from mrdtracker.gui.hidden_results import (
    HIDING_ACTS,
    SHOW_ALL,
    HiddenNote,
    hide_results,
    hiding_act_of,
)
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.patient_acts import Line, PatientActs
from mrdtracker.gui.patient_header import PatientHeader
from mrdtracker.gui.patient_records import PatientRecords
from mrdtracker.gui.presenters.course_lines import SampleLine
from mrdtracker.gui.presenters.due_words import due_chips
from mrdtracker.gui.presenters.edition_words import edition_text
from mrdtracker.gui.presenters.patient_overview import header_of
from mrdtracker.gui.presenters.report_words import since_text
from mrdtracker.gui.protocols_dialog import ProtocolsDialog
from mrdtracker.gui.theme import SPACE_CARD, SPACE_PAGE, SPACE_TINY, set_role
from mrdtracker.gui.what_if_drawer import WhatIfDrawer
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.commands import Changes
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.workspace import Workspace

if TYPE_CHECKING:
    from mrdtracker.plots.course_schedule import ExpectedTimePoint

PANEL_SHARE = (74, 26)
COURSE_SHARE = (63, 37)
DRAWER_SHARE = (62, 38)


class PatientPage(QWidget):
    """Shows one patient; listens to the bus through ``refresh``.

    Attributes:
        gone: Emitted when the patient that is shown is not there any more.
        told: Emitted with a sentence for the status line.
    """

    gone = Signal()
    told = Signal(str)
    scrolled_height = 560

    def __init__(
        self, workspace: Workspace, acts: PatientActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._acts = acts
        self._issuing = Issuing(workspace)
        self.view: PatientView | None = None
        self.drawer: WhatIfDrawer | None = None
        is_writable = not workspace.is_read_only
        self.state = CaseState(self)
        self.header = PatientHeader(is_writable=is_writable)
        self.course = CoursePane(self.state)
        self.records = PatientRecords(self.state, is_writable=is_writable)
        self.hidden_note = HiddenNote(self.state)
        self.panel = FindingsPanel(self.state, self._explain)
        self._lay_out()
        self._connect()
        self.home = self.records

    @property
    def patient_id(self) -> PatientId | None:
        """Who is shown."""
        return self.view.file.patient.id if self.view is not None else None

    def show_patient(self, patient_id: PatientId) -> None:
        """Read a patient and show everything.

        Raises:
            NotFoundError: No such patient, or not any more.
            StoreError: The file is damaged; whoever was shown before stays.
        """
        view = self._workspace.assessment.view(patient_id)
        if view.file.patient.status is RecordStatus.VOIDED:
            raise NotFoundError(
                self.tr("Patient {} was voided.").format(view.file.patient.code),
                self.tr("The history says why."),
            )
        # Whatever cannot be read is found before a line of the patient before is replaced.
        issued = self._workspace.reports(patient_id)
        since = since_text(self._issuing.since(view, issued.reports), issued.doubts)
        is_same = patient_id == self.patient_id
        known = {row.measurement.id for row in self.view.rows} if self.view and is_same else None
        self.view = view
        keys = frozenset(str(row.measurement.id) for row in view.rows)
        if not is_same:
            self.close_what_if()
            self.state.look_at("")
        today = self._workspace.today
        self.header.show_header(header_of(view, today))
        self.header.show_due(due_chips(self._workspace.due.of_file(view.file, today), today))
        self.header.show_edition(edition_text(self._workspace, view.file.patient))
        self.header.show_since(since)
        self.records.show_view(view)
        self.state.keep_only(keys)
        self.panel.show_view(view)
        self.course.show_view(view)
        if self.drawer is not None:
            self.drawer.show_view(view)
        new = keys - known if known is not None else frozenset()
        if len(new) == 1:
            self.state.select(frozenset(new))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again, if the change concerns this patient or nobody in particular."""
        if self.patient_id is None:
            return
        if changes is not None and changes.patient_id not in (None, self.patient_id):
            return
        try:
            self.show_patient(self.patient_id)
        except NotFoundError:
            self.view = None
            self.gone.emit()

    def act(self, name: str) -> None:
        """Do one of the acts of the header and of the Patient menu."""
        if self.view is None:
            return
        acts: dict[str, Callable[[PatientView], object]] = {
            "result": self._acts.add_result,
            "paste": self._acts.paste_results,
            "sample": self._acts.add_sample,
            "event": self._acts.add_event,
            "edit": self._acts.edit_patient,
            "edition": self._choose_edition,
            "void patient": self._acts.void_patient,
            "what if": lambda _view: self.toggle_what_if(),
            "compare": self._compare,
            "report": self._acts.report,
            "labels": lambda view: self._acts.print_labels(view, self.records.current_sample()),
            "copy course": lambda _view: self._take_course("picture"),
            "copy course table": lambda _view: self._take_course("table"),
            "save course": lambda _view: self._take_course("file"),
            **{name: partial(self._hide, name) for name in HIDING_ACTS},
            COPY_VIEW: lambda _view: self._take_view(COPY_VIEW),
            PASTE_VIEW: lambda _view: self._take_view(PASTE_VIEW),
        }
        acts[name](self.view)

    def amend_or_enter(self) -> None:
        """F2: amend the selected record; where none is selected, enter a result."""
        is_facts = self.records.currentWidget() is self.records.fact_table
        if self.records.current_line() is not None or is_facts:
            self.records.amend_current()
        else:
            self.quick_result()

    def quick_result(self) -> None:
        """Enter a result with one box, for the time point that asks for one."""
        if self.view is not None:
            self._acts.quick_result(self.view.file.patient.id)

    def toggle_what_if(self) -> None:
        """Open the scratch beside the course, in the place of the explanation, or close it."""
        if self.drawer is not None:
            self.close_what_if()
        elif self.view is not None:
            drawer = WhatIfDrawer(self._workspace, self.view)
            self.drawer = drawer
            drawer.tried.connect(self.course.show_view)
            drawer.closeAsked.connect(self.close_what_if)
            self.panel.hide()
            self._wide.addWidget(drawer)
            drawer.show_view(self.view)
            self._wide.setSizes([part * 10 for part in (*DRAWER_SHARE[:1], 0, DRAWER_SHARE[1])])

    def close_what_if(self) -> None:
        """Close the scratch, and show the record again; nothing of it is left."""
        drawer, self.drawer = self.drawer, None
        if drawer is None:
            return
        drawer.hide()
        drawer.setParent(None)
        drawer.deleteLater()
        self.panel.show()
        if self.view is not None:
            self.course.show_view(self.view)
        self.header.readers["what if"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close the scratch or show what is hidden, from wherever on the page."""
        is_escape, hiding = event.key() == Qt.Key.Key_Escape, hiding_act_of(event)
        if is_escape and self.drawer is not None:
            self.close_what_if()
        elif is_escape and self.state.hidden:
            self.act(SHOW_ALL)
        elif hiding:
            self.act(hiding)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.act(PASTE_VIEW)
        else:
            super().keyPressEvent(event)

    def restore(self, memory: Memory) -> None:
        """Give the splitters their last shares, and fold what was folded."""
        self.course.restore(memory)
        for splitter, share in ((self._wide, PANEL_SHARE), (self._tall, COURSE_SHARE)):
            if not memory.restore_splitter(splitter):
                splitter.setSizes([part * 10 for part in share])

    def keep(self, memory: Memory) -> None:
        """Remember the shares of the splitters, and what is folded."""
        self.close_what_if()
        self.course.keep(memory)
        for splitter in (self._wide, self._tall):
            memory.keep_splitter(splitter)

    def _explain(self, view: PatientView) -> str:
        texts = [self._workspace.rules.explain(one) for one in view.assessments]
        return "\n\n".join((f"{view.file.patient.code}", *texts))

    def _compare(self, view: PatientView) -> None:
        ProtocolsDialog(self._workspace, view, self).exec()

    def _choose_edition(self, view: PatientView) -> None:
        if view.file.patient.course.pack:
            self._acts.choose_edition(view)
        else:
            self.told.emit(
                self.tr("{} has no protocol with rules, so there is no edition to choose.").format(
                    view.file.patient.code
                )
            )

    def _hide(self, name: str, _view: PatientView) -> None:
        self.told.emit(hide_results(self.state, name))

    def _take_view(self, name: str) -> None:
        """Copy how the course is looked at, or go back to such a view."""
        canvas = self.course.canvas
        if canvas is None:
            self.told.emit(self.tr("The course is not drawn yet."))
            return
        from mrdtracker.gui.copied_view import copy_view, paste_view

        is_copying = name == COPY_VIEW
        self.told.emit(copy_view(canvas) if is_copying else paste_view(canvas, self.state))

    def _take_course(self, what: str) -> None:
        """Copy or save the course, in what form it is asked for."""
        export = self.course.export
        if export is None:
            self.told.emit(self.tr("The course is not drawn yet."))
            return
        {"picture": export.copy_picture, "table": export.copy_table, "file": export.save}[what]()

    def _enter_awaited(self, points: tuple[ExpectedTimePoint, ...]) -> None:
        """Enter the result of the time point whose ring was clicked."""
        if self.view is None:
            return
        if self._workspace.is_read_only:
            self.told.emit(self._workspace.read_only_reason)
            return
        first = points[0]
        self._acts.quick_result(self.view.file.patient.id, first.id, first.specimen)

    def _amend(self, line: Line) -> None:
        if self.view is not None:
            self._acts.amend(self.view, line)

    def _void(self, line: Line) -> None:
        if self.view is not None:
            self._acts.void(self.view, line)

    def _add_result(self, line: SampleLine) -> None:
        if self.view is not None:
            self._acts.add_result(self.view, line.sample)

    def _lay_out(self) -> None:
        card = QFrame()
        set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, SPACE_TINY, 1, 1)
        inside.addWidget(self.hidden_note)
        inside.addWidget(self.records)
        self._tall = QSplitter(Qt.Orientation.Vertical)
        self._tall.setObjectName("course and records")
        self._tall.addWidget(self.course)
        self._tall.addWidget(card)
        self._wide = QSplitter(Qt.Orientation.Horizontal)
        self._wide.setObjectName("patient and panel")
        self._wide.addWidget(self._tall)
        self._wide.addWidget(self.panel)
        for splitter, share in ((self._wide, PANEL_SHARE), (self._tall, COURSE_SHARE)):
            splitter.setHandleWidth(SPACE_CARD)
            splitter.setChildrenCollapsible(False)
            for place, part in enumerate(share):
                splitter.setStretchFactor(place, part)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_CARD, SPACE_PAGE, SPACE_CARD)
        box.setSpacing(SPACE_CARD)
        box.addWidget(self.header)
        box.addWidget(self._wide, 1)

    def _connect(self) -> None:
        self.header.asked.connect(self.act)
        self.records.told.connect(self.told)
        self.course.told.connect(self.told)
        self.course.awaitedAsked.connect(self._enter_awaited)
        self.hidden_note.showAsked.connect(lambda: self.act(SHOW_ALL))
        self.course.actAsked.connect(self.act)
        self.records.hidingAsked.connect(self.act)
        self.panel.copied.connect(
            lambda: self.told.emit(self.tr("The explanation is on the clipboard."))
        )
        self.records.amendAsked.connect(self._amend)
        self.records.voidAsked.connect(self._void)
        self.records.resultAsked.connect(self._add_result)
        self.records.labelsAsked.connect(lambda: self.act("labels"))
        self.records.editAsked.connect(lambda: self.act("edit"))
