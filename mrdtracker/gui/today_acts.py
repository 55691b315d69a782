"""What Enter does on a line of the due list: opens the form that the line asks for."""

from __future__ import annotations

from mrdtracker.domain.due import Due, DueState
from mrdtracker.domain.records import RecordStatus, Sample
from mrdtracker.gui.patient_acts import PatientActs
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.commands import Changes
from mrdtracker.services.due import DueLine, NoSchedule
from mrdtracker.services.workspace import Workspace

_AWAITED = (DueState.OVERDUE, DueState.DUE, DueState.OPEN)
_MAY_BE_MISSED = (*_AWAITED, DueState.RECEIVED, DueState.PAUSED, DueState.NOT_YET)
_TO_EDIT = (
    NoSchedule.NO_PROTOCOL,
    NoSchedule.OWN_WORDS,
    NoSchedule.NO_FIRST_DOSE,
    NoSchedule.NO_INDUCTION,
)


def may_be_missed(line: DueLine | None) -> bool:
    """Whether a line can be marked as not done."""
    return line is not None and line.sample is not None and line.sample.state in _MAY_BE_MISSED


class TodayActs:
    """Runs the dialogs of the due list.

    Args:
        workspace: The open store.
        acts: Runs the dialogs of a patient.
    """

    def __init__(self, workspace: Workspace, acts: PatientActs) -> None:
        self._workspace = workspace
        self._acts = acts

    def do(self, line: DueLine) -> bool:
        """Open the form that a line asks for; False where it asks for none.

        Raises:
            NotFoundError: The patient is not there any more.
        """
        view = self._view(line)
        if view is None:
            return False
        if line.sample is not None:
            return self._do_sample(view, line.sample)
        if line.tube is not None:
            self._acts.add_result(view, _tube(view, line.tube.id))
            return True
        if line.why_not in _TO_EDIT:
            self._acts.edit_patient(view)
            return True
        return False

    def quick_result(self, line: DueLine) -> Changes | None:
        """Enter a result with one box for the sample of a line.

        Raises:
            NotFoundError: The patient is not there any more.
        """
        if line.sample is None or self._workspace.is_read_only:
            return None
        point = line.sample.expected.point
        return self._acts.quick_result(line.child.patient_id, point.timepoint, point.specimen)

    def mark_not_done(self, line: DueLine) -> None:
        """Ask why a sample was not taken.

        Raises:
            NotFoundError: The patient is not there any more.
        """
        view = self._view(line)
        if view is not None and line.sample is not None and may_be_missed(line):
            self._acts.mark_not_done(view, line.sample)

    def _do_sample(self, view: PatientView, sample: Due) -> bool:
        if sample.state in _AWAITED:
            self._acts.add_sample(view, sample.expected)
            return True
        if sample.state is DueState.RECEIVED:
            self._acts.add_result(view, _tube(view, sample.sample_id))
            return True
        return False

    def _view(self, line: DueLine) -> PatientView | None:
        if self._workspace.is_read_only:
            return None
        view = self._workspace.assessment.view(line.child.patient_id)
        return view if view.file.patient.status is RecordStatus.ACTIVE else None


def _tube(view: PatientView, sample_id: str | None) -> Sample | None:
    return next((one for one in view.file.samples if one.id == sample_id), None)
