"""The dialog for a tube."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrdtracker.domain.records import Sample
from mrdtracker.domain.schedule import ExpectedSample
from mrdtracker.gui.entry_dialog import guarded_context, new_id
from mrdtracker.gui.presenters.sample_form import QUALITY_TICKS, SampleForm
from mrdtracker.gui.record_dialog import RecordDialog
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.workspace import Workspace


class SampleDialog(RecordDialog):
    """Enters a tube, or amends one."""

    def __init__(
        self,
        workspace: Workspace,
        view: PatientView,
        sample: Sample | None,
        parent: QWidget | None,
        awaited: ExpectedSample | None = None,
    ) -> None:
        context = guarded_context(view, workspace)
        form = SampleForm(context, sample, new_id, awaited)
        super().__init__(workspace, context, form, "sample", parent, sample.id if sample else "")
        self.add_row(
            self.add_choice("specimen", "S&pecimen"),
            self.add_date("taken_on", "Date &taken", lines=2),
            stretches=(1, 2),
        )
        self.add_row(
            self.add_text("stated", "Da&y or time point, if no date is known", "15, or EOC"),
            self.add_choice("stated_first", "Days counted &from"),
        )
        self.add_row(
            self.add_text("pull_number", "Pu&ll number", "1"),
            self.add_text("code", "Tu&be number"),
        )
        self.add_row(self.add_ticks("quality", "Quality", QUALITY_TICKS))
        self.add_row(self.add_text("note", "N&ote"))
        self.add_row(self.add_text("reason", "&Reason"))
        self.begin()
