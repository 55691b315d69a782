"""Opens the dialog that belongs to an act on a rule pack, and tells the bus what it changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.pack_page import PackPage
from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.patient_acts import ChangingDialog
from mrdtracker.gui.presenters.pack_rows import PackRow
from mrdtracker.gui.save_place import begin_at, note
from mrdtracker.services.commands import ChangeSettings
from mrdtracker.services.pack_document import save_page
from mrdtracker.services.settings_change import SettingsChange, changed_settings
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say

DOCUMENTS = mark("PDF (*.pdf);;Markdown (*.md)")


class RulesActs:
    """Runs the dialogs of the rules page.

    Args:
        workspace: The open store.
        bus: Hears what was changed.
        window: The dialogs' parent.
    """

    def __init__(self, workspace: Workspace, bus: ChangeBus, window: QWidget) -> None:
        self._workspace, self._bus, self._window = workspace, bus, window

    def enable(self, row: PackRow, *, is_on: bool) -> None:
        """Let a pack answer for every patient, or no longer; one journalled act with its undo."""
        asked = (row.pack_id,)
        change = SettingsChange(enable=asked) if is_on else SettingsChange(disable=asked)
        settings = self._workspace.settings()
        words = (
            say("answers for every patient") if is_on else say("answers for its own patients only")
        )
        try:
            changed = changed_settings(settings, change, self._workspace.rules.packs)
            command = ChangeSettings(
                replace(changed, version=settings.version), f"{row.pack_id} {words}"
            )
            self._bus.publish(self._workspace.recorder.execute(command))
        except UserError as refusal:
            self._refuse(refusal)

    def adopt(self, row: PackRow) -> str:
        """Show what a newer edition would change, and adopt it; return a patient to open."""
        from mrdtracker.gui.adoption_dialog import AdoptionDialog

        dialog = AdoptionDialog(self._workspace, row, self._window)
        dialog.exec()
        changes, patient = dialog.changes, dialog.patient_to_open
        dialog.deleteLater()
        self._bus.publish(changes)
        return patient

    def approve(self, row: PackRow) -> None:
        """Let a local pack answer, as the second person."""
        from mrdtracker.gui.edition_dialogs import ApprovalDialog

        self._run(ApprovalDialog(self._workspace, row, self._window))

    def withdraw(self, row: PackRow) -> None:
        """Take a local pack out of use."""
        from mrdtracker.gui.edition_dialogs import WithdrawalDialog

        self._run(WithdrawalDialog(self._workspace, row, self._window))

    def new_from(self, source: str) -> Path | None:
        """Write a copy of a pack to edit; return the file."""
        from mrdtracker.gui.local_pack_dialogs import NewPackDialog

        dialog = NewPackDialog(self._workspace, source, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.written

    def import_file(self, path: Path | None = None) -> str:
        """Check a pack file, and enter it; return the id of what was entered."""
        from mrdtracker.gui.local_pack_dialogs import ImportPackDialog

        dialog = ImportPackDialog(self._workspace, path, self._window)
        dialog.exec()
        changes, entered = dialog.changes, dialog.entered
        dialog.deleteLater()
        self._bus.publish(changes)
        return entered

    def save(self, page: PackPage) -> Path | None:
        """Write the page as a document to print, to sign or to edit; return the file."""
        suggested = begin_at(f"{page.reference.id}.pdf")
        name, chosen = QFileDialog.getSaveFileName(
            self._window, say("Print or save the page"), suggested, say(DOCUMENTS)
        )
        if not name:
            return None
        path = Path(name)
        note(path)
        if not path.suffix:
            path = path.with_suffix(".md" if "*.md" in chosen else ".pdf")
        try:
            save_page(page, path)
        except UserError as refusal:
            self._refuse(refusal)
            return None
        return path

    def _run(self, dialog: ChangingDialog) -> None:
        dialog.exec()
        changes = dialog.changes
        dialog.deleteLater()
        self._bus.publish(changes)

    def _refuse(self, refusal: UserError) -> None:
        QMessageBox.warning(self._window, say("Nothing was changed"), str(refusal))
