"""The dialog for a patient: who it is, the protocol, and what was found at diagnosis."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.records import Patient, PatientFile
from mrdtracker.gui.context_help import name_field
from mrdtracker.gui.entry_dialog import context_of, new_id
from mrdtracker.gui.form_field import TextField
from mrdtracker.gui.presenters.banner import banner_of
from mrdtracker.gui.presenters.draft_words import PATIENT, DraftKey
from mrdtracker.gui.presenters.edition_words import chosen_words
from mrdtracker.gui.presenters.form import error_of
from mrdtracker.gui.presenters.patient_form import PatientForm, Protocols
from mrdtracker.gui.presenters.patient_texts import GENETICS, TRUTH_LABELS
from mrdtracker.gui.record_dialog import CommandDialog
from mrdtracker.gui.theme import SPACE_CARD, SPACE_TINY
from mrdtracker.services.asked_facts import asked_lesions
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say

FACTS_PER_ROW = 3
_AS_LAST = mark(
    "Chosen as for the patient entered last: change it if this child is on another protocol."
)
_ONLY_ENABLED = mark(
    "Chosen as the only protocol enabled here: change it if this child is on another protocol."
)


class PatientDialog(CommandDialog):
    """Enters a patient, or amends one.

    Args:
        workspace: The open store.
        patient: The patient to amend; None for a new one.
        parent: The window.
        last_protocol: Id of the pack of the patient entered last, which a new one begins with.
    """

    preferred_width = 840

    def __init__(
        self,
        workspace: Workspace,
        patient: Patient | None,
        parent: QWidget | None,
        last_protocol: str = "",
    ) -> None:
        file = workspace.patient_file(patient.id) if patient is not None else None
        protocols = protocols_of(workspace, file, last_protocol)
        self._patient_form = PatientForm(protocols, file, workspace.today, new_id)
        title = say("Amend patient {}").format(patient.code) if patient else say("Add patient")
        save = say("&Save {}").format(patient.code) if patient else say("&Save patient")
        super().__init__(workspace, self._patient_form, title, save, parent)
        self.keep_drafts(DraftKey(PATIENT, patient.id if patient else ""))
        if file is not None:
            view = workspace.assessment.view(file.patient.id)
            self.show_banner(banner_of(context_of(view, workspace.today)))
        self._lesions = QGridLayout()
        self._lesions.setSpacing(SPACE_CARD)
        self._lay_out_who()
        self._lay_out_protocol()
        self._lay_out_findings()
        self._lay_out_genetics()
        self.add_row(self.add_text("note", self.tr("N&ote")))
        self.add_row(self.add_text("reason", self.tr("&Reason")).mark_required())
        self.begin()

    def refresh(self) -> None:
        for name in self._patient_form.lesions:
            if f"{GENETICS}{name}" not in self.fields:
                self._show_lesion(name)
        super().refresh()
        self.foot.sum_up(self._patient_form.summary())
        if not self._patient_form.is_amendment:
            code = self.form.text("code")
            words = say("&Save {}").format(code) if code else self.tr("&Save patient")
            self.save_button.setText(words)

    def _lay_out_who(self) -> None:
        self.add_row(
            self.add_text("code", self.tr("&Code"), "S-0142", lines=1),
            self.add_text("name", self.tr("&Name or initials")),
            self.add_choice("sex", self.tr("Se&x")),
            stretches=(2, 3, 2),
        )
        self.add_row(
            self.add_date("born_on", self.tr("&Birth date"), lines=1),
            self.add_date("diagnosed_on", self.tr("&Diagnosis date"), lines=1),
        )

    def _lay_out_protocol(self) -> None:
        self.add_section(self.tr("Treatment"))
        self.add_row(self.add_choice("pack", self.tr("&Protocol"), lines=1))
        self.add_row(
            self.add_date("therapy_started_on", self.tr("&First dose of the protocol"), lines=1),
            self.add_text("steroid_days_before_day8", self.tr("Steroid days before day 8")),
            stretches=(3, 2),
        )
        self.add_row(
            self.add_choice("study", self.tr("Study variant")),
            self.add_text("arm_given", self.tr("Arm that was &given"), "SR, IR …"),
            self.add_text("protocol_text", self.tr("Protocol in your o&wn words")),
        )

    def _lay_out_findings(self) -> None:
        self.add_section(self.tr("At diagnosis"))
        self.add_row(
            self.add_choice("lineage", self.tr("&Lineage")),
            self.add_text("wbc", self.tr("W&hite cells, 10⁹/L"), "30", lines=1),
            self.add_choice("cns", self.tr("CNS status")),
        )
        names = tuple(TRUTH_LABELS)
        for start in range(0, len(names), FACTS_PER_ROW):
            row = names[start : start + FACTS_PER_ROW]
            self.add_row(*(self.add_choice(name, say(TRUTH_LABELS[name])) for name in row))

    def _lay_out_genetics(self) -> None:
        self.add_section(self.tr("Genetics"))
        self._last_before_lesions = self.fields[tuple(TRUTH_LABELS)[-1]].editor
        self.body.addLayout(self._lesions)
        self.new_lesion = TextField(self.tr("Another lesion, by its name"), "ETV6::RUNX1")
        name_field(self.new_lesion, "lesion")
        self.add_lesion_button = QPushButton(self.tr("&Add lesion"))
        self.add_lesion_button.clicked.connect(self._add_lesion)
        beside = QVBoxLayout()
        beside.addSpacing(self.new_lesion.label.sizeHint().height() + SPACE_TINY)
        beside.addWidget(self.add_lesion_button)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_CARD)
        row.addWidget(self.new_lesion, stretch=1)
        row.addLayout(beside)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_row(
            self.add_text("modal_chromosome_number", self.tr("Modal chromosome number"), "46"),
            self.add_text("dna_index", self.tr("DNA index"), "1.00"),
        )

    def _show_lesion(self, name: str) -> None:
        position = self._lesions.count()
        field = self.add_choice(f"{GENETICS}{name}", name.replace("&", "&&"))
        self._lesions.addWidget(field, position // FACTS_PER_ROW, position % FACTS_PER_ROW)
        self.setTabOrder(self._last_before_lesions, field.editor)
        self._last_before_lesions = field.editor

    def _go_on(self) -> None:
        """Enter adds the lesion that was named; without a name it passes its button by."""
        is_in_lesion = self.new_lesion.editor is self.focusWidget()
        if is_in_lesion and self.new_lesion.box.text().strip():
            self._add_lesion()
            return
        super()._go_on()
        if self.focusWidget() is self.add_lesion_button:
            super()._go_on()

    def _add_lesion(self) -> None:
        try:
            field = self._patient_form.add_lesion(self.new_lesion.box.text())
        except InvalidInputError as refusal:
            self.new_lesion.show_lines((error_of(refusal),))
            return
        self.new_lesion.show_lines(())
        self.new_lesion.show_text("")
        self.refresh()
        self.fields[field].setFocus()


def protocols_of(
    workspace: Workspace, file: PatientFile | None, last_protocol: str = ""
) -> Protocols:
    """Return what a form of a patient can choose from: packs, and the lesions they ask about.

    A new patient begins with the protocol of the patient entered last, or with the only one that
    the laboratory has enabled; the form says so.
    """
    rules = workspace.rules
    packs = tuple(one for one in rules.overviews() if one.groups)
    own = file.patient.course.pack if file is not None else None
    wanted = dict.fromkeys((own, *workspace.settings().enabled_packs, GENERIC))
    of_pack = {name: asked_lesions((pack,)) for name, pack in rules.packs.items()}
    lesions = dict.fromkeys(
        lesion for pack in wanted if pack is not None for lesion in of_pack.get(pack, ())
    )
    edition = chosen_words(workspace, file.patient) if file is not None else ""
    suggested, because = "", ""
    if file is None:
        enabled = workspace.settings().enabled_packs
        ids = [one.reference.id for one in packs]
        own_choice = [one for one in ids if one in enabled]
        if last_protocol in ids:
            suggested, because = last_protocol, say(_AS_LAST)
        elif len(own_choice) == 1:
            suggested, because = own_choice[0], say(_ONLY_ENABLED)
    return Protocols(packs, tuple(lesions), of_pack, edition, suggested, because)
