"""The dialog that marks an expected sample as not done, with the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from mrdtracker.domain.due import Due
from mrdtracker.gui.entry_dialog import context_of, new_id
from mrdtracker.gui.presenters.banner import banner_of
from mrdtracker.gui.presenters.due_words import what_words, window_words
from mrdtracker.gui.presenters.not_done_form import NotDoneForm
from mrdtracker.gui.record_dialog import CommandDialog
from mrdtracker.gui.theme import set_role
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


class NotDoneDialog(CommandDialog):
    """Names the expected sample and asks why there is none.

    Args:
        workspace: The open store.
        view: The patient.
        sample: What was expected.
        parent: The window that it belongs to.
    """

    def __init__(
        self, workspace: Workspace, view: PatientView, sample: Due, parent: QWidget | None
    ) -> None:
        context = context_of(view, workspace.today)
        form = NotDoneForm(context, sample, new_id)
        code = view.file.patient.code
        title, save = say("Not done"), say("&Mark as not done for {}").format(code)
        super().__init__(workspace, form, title, save, parent)
        self.show_banner(banner_of(context))
        expected = QLabel(f"{what_words(sample)}\n{window_words(sample, workspace.today)}")
        expected.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(expected)
        kept = QLabel(self.tr("It leaves the list. Ctrl+Z takes this back."))
        set_role(kept, "quiet")
        self.body.addWidget(kept)
        self.add_row(self.add_choice("why", self.tr("&Why was it not taken?"), lines=1))
        self.add_row(self.add_text("words", self.tr("In own w&ords"), lines=1))
        self.begin()
