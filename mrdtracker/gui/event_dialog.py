"""The dialog for something that was given or that happened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrdtracker.domain.records import TherapyEvent
from mrdtracker.gui.entry_dialog import context_of, new_id
from mrdtracker.gui.presenters.event_form import EventForm
from mrdtracker.gui.record_dialog import RecordDialog
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark


class EventDialog(RecordDialog):
    """Enters an event of therapy, or amends one."""

    def __init__(
        self,
        workspace: Workspace,
        view: PatientView,
        event: TherapyEvent | None,
        parent: QWidget | None,
    ) -> None:
        context = context_of(view, workspace.today)
        form = EventForm(context, event, new_id)
        super().__init__(
            workspace, context, form, mark("event"), parent, event.id if event else ""
        )
        self.add_row(
            self.add_choice("kind", self.tr("&What happened")),
            self.add_text(
                "name", self.tr("Na&me"), self.tr("induction, blinatumomab, ANC, mercaptopurine")
            ),
        )
        self.add_row(
            self.add_date("on", self.tr("&Date"), lines=2),
            self.add_text("day", self.tr("or protocol da&y"), "36", lines=2),
            stretches=(2, 1),
        )
        self.add_row(
            self.add_text("amount", self.tr("&Amount"), "50"),
            self.add_choice("unit", self.tr("&Unit")),
            self.add_date("ended_on", self.tr("&Last day, if it ended")),
            self.add_choice("specimen", self.tr("S&pecimen")),
        )
        self.add_row(self.add_text("note", self.tr("N&ote")))
        self.add_row(self.add_text("reason", self.tr("&Reason")).mark_required())
        self.begin()
