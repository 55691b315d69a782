"""Opens the dialog that belongs to an act on a patient, and tells the bus what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from mrdtracker.domain.draft import Draft
from mrdtracker.domain.due import Due
from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import (
    Measurement,
    PatientId,
    RecordStatus,
    Sample,
    TherapyEvent,
)
from mrdtracker.domain.schedule import ExpectedSample
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.memory import Memory, of_store
from mrdtracker.gui.presenters.course_lines import EventLine, ResultLine, SampleLine
from mrdtracker.gui.presenters.draft_words import (
    COMMENT,
    EVENT,
    PASTE,
    PATIENT,
    RESULT,
    SAMPLE,
    DraftKey,
)
from mrdtracker.gui.presenters.due_words import what_words, when_words
from mrdtracker.gui.presenters.quick_result import asked_sample, beginning
from mrdtracker.gui.presenters.voiding import (
    ToVoid,
    void_event,
    void_patient,
    void_result,
    void_sample,
)
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.commands import Changes
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

if TYPE_CHECKING:
    from mrdtracker.gui.entry_dialog import EntryDialog

Line = ResultLine | SampleLine | EventLine
Known = TypeVar("Known", Sample, TherapyEvent, Measurement)


class ChangingDialog(Protocol):
    """What every dialog that writes has in common."""

    changes: Changes | None

    def exec(self) -> int:
        """Ask the person."""

    def deleteLater(self) -> None:
        """Give the dialog free."""


class PatientActs:
    """Runs dialogs; they execute their command themselves.

    Args:
        workspace: The open store.
        bus: Hears what was changed.
        window: The dialogs' parent.
        memory: What dialogs remember on this computer; None remembers nothing.
    """

    def __init__(
        self,
        workspace: Workspace,
        bus: ChangeBus,
        window: QWidget,
        memory: Memory | None = None,
    ) -> None:
        self._workspace = workspace
        self._bus = bus
        self._window = window
        self._memory = memory

    def new_patient(self) -> Changes | None:
        """Enter a patient."""
        from mrdtracker.gui.patient_dialog import PatientDialog

        memory, name = self._memory, of_store("protocol", self._workspace.path)
        last = memory.text(name) if memory is not None else ""
        changes = self._run(PatientDialog(self._workspace, None, self._window, last))
        if memory is not None and changes is not None and changes.patient_id is not None:
            entered = self._workspace.patient_file(changes.patient_id).patient
            memory.keep_text(name, entered.course.pack or "")
        return changes

    def import_table(self, path: Path | None = None) -> Changes | None:
        """Read a foreign table."""
        from mrdtracker.gui.import_dialog import ImportDialog

        return self._run(ImportDialog(self._workspace, path, self._window))

    def change_settings(self) -> Changes | None:
        """Change what holds for every patient, or look at it."""
        from mrdtracker.gui.settings_dialog import SettingsDialog

        return self._run(SettingsDialog(self._workspace, self._window))

    def edit_patient(self, view: PatientView) -> Changes | None:
        """Correct the facts, the protocol or the first dose."""
        from mrdtracker.gui.patient_dialog import PatientDialog

        return self._run(PatientDialog(self._workspace, view.file.patient, self._window))

    def choose_edition(self, view: PatientView) -> Changes | None:
        """Pin the patient to an edition of the protocol's rules, or let the pin go."""
        from mrdtracker.gui.edition_dialogs import PinDialog

        if not view.file.patient.course.pack:
            return None
        return self._run(PinDialog(self._workspace, view, self._window))

    def add_result(self, view: PatientView, sample: Sample | None = None) -> Changes | None:
        """Enter a result, of a tube that is there or of a new one."""
        from mrdtracker.gui.measurement_dialog import MeasurementDialog

        return self._run(MeasurementDialog(self._workspace, view, None, self._window, sample))

    def quick_result(
        self, patient_id: PatientId, timepoint: str = "", specimen: Specimen | None = None
    ) -> Changes | None:
        """Enter a result with one box, for a time point of the protocol.

        Args:
            patient_id: The patient.
            timepoint: Name of the time point; "" for the one that asks for a result.
            specimen: The specimen of the time point, where it has several.

        Raises:
            NotFoundError: The patient is not in use any more.
        """
        from mrdtracker.gui.entry_dialog import context_of
        from mrdtracker.gui.measurement_dialog import MeasurementDialog
        from mrdtracker.gui.quick_result_dialog import QuickResultDialog

        view, workspace = self._active(patient_id), self._workspace
        lines = workspace.due.of_file(view.file, workspace.today)
        due = asked_sample(lines, timepoint, specimen)
        context = context_of(view, workspace.today)
        begun = beginning(context, due, workspace.today)
        what = f"{what_words(due)}: {when_words(due, workspace.today)}" if due is not None else ""
        quick = QuickResultDialog(workspace, view, begun, what, self._window)
        changes = self._run(quick)
        if not quick.is_handed_over:
            return changes
        full = MeasurementDialog(workspace, view, None, self._window, begun=begun)
        full.take_up()
        return self._run(full)

    def paste_results(self, view: PatientView) -> Changes | None:
        """Enter several results from a spreadsheet."""
        from mrdtracker.gui.paste_dialog import PasteDialog

        return self._run(PasteDialog(self._workspace, view, self._window))

    def add_sample(
        self, view: PatientView, awaited: ExpectedSample | None = None
    ) -> Changes | None:
        """Enter a tube, or the one that the protocol expects."""
        from mrdtracker.gui.sample_dialog import SampleDialog

        return self._run(SampleDialog(self._workspace, view, None, self._window, awaited))

    def mark_not_done(self, view: PatientView, sample: Due) -> Changes | None:
        """Say why an expected sample was not taken."""
        from mrdtracker.gui.not_done_dialog import NotDoneDialog

        return self._run(NotDoneDialog(self._workspace, view, sample, self._window))

    def add_event(self, view: PatientView) -> Changes | None:
        """Enter something that was given or that happened."""
        from mrdtracker.gui.event_dialog import EventDialog

        return self._run(EventDialog(self._workspace, view, None, self._window))

    def amend(self, view: PatientView, line: Line) -> Changes | None:
        """Correct a record; the old reading stays in the history."""
        if isinstance(line, ResultLine):
            from mrdtracker.gui.measurement_dialog import MeasurementDialog

            return self._run(MeasurementDialog(self._workspace, view, line.row, self._window))
        if isinstance(line, SampleLine):
            from mrdtracker.gui.sample_dialog import SampleDialog

            return self._run(SampleDialog(self._workspace, view, line.sample, self._window))
        from mrdtracker.gui.event_dialog import EventDialog

        return self._run(EventDialog(self._workspace, view, line.event, self._window))

    def void(self, view: PatientView, line: Line) -> Changes | None:
        """Take a record out of use, with what hangs on it."""
        if isinstance(line, ResultLine):
            return self._void(view, void_result(line))
        if isinstance(line, SampleLine):
            return self._void(view, void_sample(line, view))
        return self._void(view, void_event(line))

    def void_patient(self, view: PatientView) -> Changes | None:
        """Take a patient out of use, with everything that was recorded."""
        return self._void(view, void_patient(view))

    def take_up(self, draft: Draft) -> Changes | None:
        """Open the form that somebody left half-typed, as it was left.

        Raises:
            NotFoundError: The patient or the record is not in use any more.
        """
        key = DraftKey.of(draft)
        if key.form == COMMENT:
            return self.report(self._active(PatientId(key.patient_id)))
        dialog = self._form_of(key)
        dialog.take_up()
        return self._run(dialog)

    def _form_of(self, key: DraftKey) -> EntryDialog:
        if key.form == PATIENT and not key.patient_id:
            from mrdtracker.gui.patient_dialog import PatientDialog

            return PatientDialog(self._workspace, None, self._window)
        view = self._active(PatientId(key.patient_id))
        if key.form == SAMPLE:
            from mrdtracker.gui.sample_dialog import SampleDialog

            sample = _known(view.file.samples, key.record_id)
            return SampleDialog(self._workspace, view, sample, self._window)
        return self._other_form(key, view)

    def _active(self, patient_id: PatientId) -> PatientView:
        view = self._workspace.assessment.view(patient_id)
        if view.file.patient.status is not RecordStatus.ACTIVE:
            raise NotFoundError(
                say("Patient {} was voided.").format(view.file.patient.code),
                say("The history says why."),
            )
        return view

    def _other_form(self, key: DraftKey, view: PatientView) -> EntryDialog:
        if key.form == EVENT:
            from mrdtracker.gui.event_dialog import EventDialog

            event = _known(view.file.events, key.record_id)
            return EventDialog(self._workspace, view, event, self._window)
        if key.form == RESULT:
            from mrdtracker.gui.measurement_dialog import MeasurementDialog

            known = _known(view.file.measurements, key.record_id)
            row = next((one for one in view.rows if one.measurement is known), None)
            return MeasurementDialog(self._workspace, view, row, self._window)
        if key.form == PASTE:
            from mrdtracker.gui.paste_dialog import PasteDialog

            return PasteDialog(self._workspace, view, self._window)
        from mrdtracker.gui.patient_dialog import PatientDialog

        return PatientDialog(self._workspace, view.file.patient, self._window)

    def report(self, view: PatientView) -> Changes | None:
        """Look at the patient's report, save it, print it, or issue it."""
        from mrdtracker.gui.report_dialog import ReportDialog

        patient = view.file.patient
        return self._run(ReportDialog(self._workspace, patient, self._window, self._memory))

    def print_labels(self, view: PatientView, sample: Sample | None = None) -> Changes | None:
        """Print labels of the patient's samples, or of the one that is selected."""
        from mrdtracker.gui.labels_dialog import LabelsDialog

        return self._run(LabelsDialog(self._workspace, view, sample, self._window))

    def reports(self, query: PatientQuery | None = None) -> None:
        """Write the reports of a list of patients, or of all, into a folder."""
        from mrdtracker.gui.reports_dialog import ReportsDialog

        dialog = ReportsDialog(self._workspace, self._window, self._memory, query)
        dialog.exec()
        dialog.deleteLater()

    def _void(self, view: PatientView, to_void: ToVoid) -> Changes | None:
        from mrdtracker.gui.void_dialog import VoidDialog

        dialog = VoidDialog(self._workspace, view, to_void.records, to_void.what, self._window)
        return self._run(dialog)

    def _run(self, dialog: ChangingDialog) -> Changes | None:
        dialog.exec()
        changes = dialog.changes
        dialog.deleteLater()
        self._bus.publish(changes)
        self._bus.left.emit()
        return changes


def _known(records: Iterable[Known], record_id: str) -> Known | None:
    """Return the record that was being amended; None where a new one was being entered.

    Raises:
        NotFoundError: It is not in use any more.
    """
    if not record_id:
        return None
    found = next((one for one in records if one.id == record_id), None)
    if found is None:
        raise NotFoundError(say("That record was voided meanwhile."), say("The history says why."))
    return found
