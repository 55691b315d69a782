"""The dialog that takes records out of use; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from mrdtracker.gui.entry_dialog import context_of
from mrdtracker.gui.presenters.banner import banner_of
from mrdtracker.gui.presenters.void_form import Voidable, VoidForm
from mrdtracker.gui.record_dialog import CommandDialog
from mrdtracker.gui.theme import set_role
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


class VoidDialog(CommandDialog):
    """Names what goes out of use, with what hangs on it, and asks why.

    Args:
        workspace: The open store.
        view: The patient.
        records: The record and everything that depends on it.
        what: The thing in words: "BM sample, 16 Mar 2026, and 1 result".
        parent: The window that it belongs to.
    """

    def __init__(
        self,
        workspace: Workspace,
        view: PatientView,
        records: Sequence[Voidable],
        what: str,
        parent: QWidget | None,
    ) -> None:
        form = VoidForm(view.file, records, what)
        button = say("&Void {}").format(what).replace("&&", "&")
        super().__init__(workspace, form, say("Void"), button, parent)
        self.show_banner(banner_of(context_of(view, workspace.today)))
        for line in form.lines:
            label = QLabel(f"– {line}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self.body.addWidget(label)
        kept = QLabel(
            self.tr("Nothing is deleted: it stays in the history, and Ctrl+Z takes this back.")
        )
        kept.setWordWrap(True)
        set_role(kept, "quiet")
        self.body.addWidget(kept)
        self.add_row(self.add_text("reason", self.tr("&Reason"), lines=1))
        set_role(self.save_button, "danger")
        self.begin()
