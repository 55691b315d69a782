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
from mrdtracker.words import mark


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
        super().__init__(
            workspace, context, form, mark("sample"), parent, sample.id if sample else ""
        )
        self.add_row(
            self.add_choice("specimen", self.tr("S&pecimen")),
            self.add_date("taken_on", self.tr("Date &taken"), lines=2),
            stretches=(1, 2),
        )
        self.add_row(
            self.add_text(
                "stated",
                self.tr("Da&y or time point, if no date is known"),
                self.tr("15, or EOC"),
            ),
            self.add_choice("stated_first", self.tr("Days counted &from")),
        )
        self.add_row(
            self.add_text("pull_number", self.tr("Pu&ll number"), "1"),
            self.add_text("code", self.tr("Tu&be number")),
        )
        self.add_row(self.add_ticks("quality", self.tr("Quality"), QUALITY_TICKS))
        self.add_row(self.add_text("note", self.tr("N&ote")))
        self.add_row(self.add_text("reason", self.tr("&Reason")).mark_required())
        self.begin()
