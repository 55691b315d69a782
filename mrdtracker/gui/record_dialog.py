"""The dialogs that end in a command on the store, and those that are about one patient."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrdtracker.gui.entry_dialog import EntryDialog
from mrdtracker.gui.presenters.banner import banner_of
from mrdtracker.gui.presenters.draft_words import DraftKey
from mrdtracker.gui.presenters.form import CommandForm
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


class CommandDialog(EntryDialog):
    """A dialog whose form makes a command; saving executes it."""

    def __init__(
        self,
        workspace: Workspace,
        form: CommandForm,
        title: str,
        save_label: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(workspace, form, title, save_label, parent)
        self._command_form = form

    def save(self) -> None:
        self.changes = self._workspace.recorder.execute(self._command_form.command())


class RecordDialog(CommandDialog):
    """Enters or amends one record of a patient, who stands above everything.

    Args:
        workspace: The open store.
        context: What is known of the patient.
        form: The form of the record.
        noun: What the record is: "sample".
        parent: The window that it belongs to.
        record_id: The record that is amended; "" for a new one.
    """

    def __init__(
        self,
        workspace: Workspace,
        context: EntryContext,
        form: CommandForm,
        noun: str,
        parent: QWidget | None,
        record_id: str = "",
    ) -> None:
        title = (say("Amend {}") if form.is_amendment else say("Add {}")).format(say(noun))
        save = say("&Save for {}").format(context.file.patient.code)
        super().__init__(workspace, form, title, save, parent)
        self.keep_drafts(DraftKey(noun, context.file.patient.id, record_id))
        self.show_banner(banner_of(context))
