"""The dialog for the laboratory's settings; where the store is read-only it only shows them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from mrdtracker.gui.presenters.settings_form import (
    PACK,
    TARGET,
    SettingsForm,
    pack_words,
)
from mrdtracker.gui.record_dialog import CommandDialog
from mrdtracker.gui.theme import set_role
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

# Two packs beside each other, with their ids and what they are for, need this much screen.
ROOM_FOR_TWO = 1000


class SettingsDialog(CommandDialog):
    """Changes what holds for every patient of the store."""

    preferred_width = 900

    def __init__(self, workspace: Workspace, parent: QWidget | None) -> None:
        enabled = workspace.settings().enabled_packs
        overviews = sorted(
            workspace.rules.overviews(),
            key=lambda one: (one.reference.id not in (GENERIC, *enabled), one.reference.title),
        )
        form = SettingsForm(workspace.settings(), overviews)
        super().__init__(
            workspace, form, say("Laboratory settings"), say("&Save settings"), parent
        )
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.head.addWidget(self.note)
        self._say_what_it_means()
        self.add_row(self.add_text("laboratory", self.tr("&Laboratory"), lines=1))
        self.add_row(
            self.add_text("n_lod", self.tr("&Events that make a flow LOD"), "20"),
            self.add_text("n_lloq", self.tr("Events that make a flow LLO&Q"), "50"),
        )
        unit = self.tr("lower end–upper end, 10⁹/L")
        self.add_row(
            self.add_text(f"{TARGET}ANC", self.tr("&ANC aimed at in maintenance"), unit),
            self.add_text(f"{TARGET}WBC", self.tr("&WBC aimed at in maintenance"), unit),
        )
        self.add_section(self.tr("Rules that answer for every patient"))
        names = tuple((f"{PACK}{one.reference.id}", pack_words(one)) for one in overviews)
        if names:
            is_wide = self.screen().availableGeometry().width() >= ROOM_FOR_TWO
            packs = self.add_ticks("packs", "", names, columns=2 if is_wide else 1)
            self.add_row(packs)
            for one in overviews:
                packs.boxes[f"{PACK}{one.reference.id}"].setToolTip(one.reference.said)
            generic = packs.boxes.get(f"{PACK}{GENERIC}")
            if generic is not None:
                generic.setEnabled(False)
        self.add_row(self.add_text("reason", self.tr("&Reason")))
        self.begin()
        if workspace.is_read_only:
            self._only_show()

    def _say_what_it_means(self) -> None:
        if self._workspace.is_read_only:
            set_role(self.note, "warning")
            self.note.setText(f"◆ {self._workspace.read_only_reason}")
        else:
            set_role(self.note, "quiet")
            self.note.setText(
                self.tr(
                    "These hold for every patient of this store. A change stands in the history, "
                    "and Ctrl+Z takes it back. A patient's own protocol answers in any case."
                )
            )

    def _only_show(self) -> None:
        for field in self.fields.values():
            field.setEnabled(False)
        self.save_button.hide()
        self.cancel_button.setText(self.tr("Close"))
        self.cancel_button.setFocus()
