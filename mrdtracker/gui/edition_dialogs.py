"""Small dialogs about editions: approve and withdraw a local pack, pin a patient."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from mrdtracker.gui.entry_dialog import context_of
from mrdtracker.gui.presenters.banner import banner_of
from mrdtracker.gui.presenters.edition_forms import PinForm, ReasonForm
from mrdtracker.gui.presenters.edition_words import edition_text
from mrdtracker.gui.presenters.pack_rows import PackRow
from mrdtracker.gui.record_dialog import CommandDialog
from mrdtracker.gui.theme import set_role
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.editions import Standing
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


class ApprovalDialog(CommandDialog):
    """A second person lets a local pack answer."""

    def __init__(self, workspace: Workspace, row: PackRow, parent: QWidget | None) -> None:
        line = next(one for one in row.editions if one.standing is Standing.ENTERED)
        form = ReasonForm(
            lambda reason: workspace.editions.approval(row.pack_id, reason), is_needed=False
        )
        title = say("Approve {} {}").format(row.pack_id, line.version)
        save = say("&Approve as {}").format(workspace.user)
        super().__init__(workspace, form, title, save, parent)
        _say(self, f"{line.title} · {line.digest[:12]}", "section")
        _say(
            self,
            self.tr(
                "{} entered it. Whoever approves it has read its page against the protocol "
                "document; from then on it answers for the patients on it."
            ).format(line.entered_by),
        )
        self.add_row(self.add_text("reason", self.tr("&Note"), self.tr("read against …"), lines=1))
        self.begin()


class WithdrawalDialog(CommandDialog):
    """Takes a local pack out of use, with a reason."""

    def __init__(self, workspace: Workspace, row: PackRow, parent: QWidget | None) -> None:
        form = ReasonForm(lambda reason: workspace.editions.withdrawal(row.pack_id, reason))
        title = say("Withdraw {}").format(row.pack_id)
        super().__init__(workspace, form, title, say("&Withdraw {}").format(row.pack_id), parent)
        _say(self, row.title, "section")
        _say(
            self,
            self.tr(
                "Nothing of it answers any more, for nobody. Its text stays in the history, and "
                "Ctrl+Z takes this back."
            ),
        )
        self.add_row(self.add_text("reason", self.tr("&Reason"), lines=1))
        set_role(self.save_button, "danger")
        self.begin()


class PinDialog(CommandDialog):
    """Chooses the edition of the protocol that answers for one patient."""

    def __init__(self, workspace: Workspace, view: PatientView, parent: QWidget | None) -> None:
        patient = view.file.patient
        form = PinForm(workspace, patient)
        title = say("Edition of the rules for {}").format(patient.code)
        save = say("&Save for {}").format(patient.code)
        super().__init__(workspace, form, title, save, parent)
        self.show_banner(banner_of(context_of(view, workspace.today)))
        now = edition_text(workspace, patient)
        _say(self, self.tr("{}: {}").format(patient.course.pack or "", now.words))
        if now.is_asking:
            _say(self, self.tr("The page Rules shows what a waiting edition would change."))
        self.add_row(self.add_choice("edition", self.tr("&Edition"), lines=1))
        self.add_row(self.add_text("reason", self.tr("&Reason"), lines=1))
        self.begin()


def _say(dialog: CommandDialog, words: str, role: str = "quiet") -> None:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_role(label, role)
    dialog.head.addWidget(label)
