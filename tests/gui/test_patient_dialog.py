from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import LesionState
from mrdtracker.gui.patient_dialog import PatientDialog, protocols_of
from mrdtracker.services.commands import ChangeSettings
from tests.gui.ward import choose, lines_below, shown, type_into


@pytest.fixture
def dialog(qtbot, ward):
    return shown(qtbot, PatientDialog(ward.workspace, None, None))


def test_a_patient_is_entered_by_keyboard(qtbot, dialog, ward):
    type_into(qtbot, dialog.fields["code"], "S-0142")
    assert dialog.save_button.text() == "&Save S-0142"
    type_into(qtbot, dialog.fields["born_on"], "01 Feb 2021")
    type_into(qtbot, dialog.fields["diagnosed_on"], "02 Sep 2024")
    assert lines_below(dialog.fields["born_on"]) == "3 y 7 m at diagnosis"
    choose(dialog.fields["pack"], "COG AALL08B1 (B-ALL) — first dose = day 1")
    choose(dialog.fields["testicular"], "no")

    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not dialog.isVisible()
    patient = ward.workspace.patient_by_code("S-0142")
    assert patient.course.pack == "cog-aall08b1"
    assert patient.facts.testicular is Truth.NO
    assert patient.facts.etp is Truth.UNKNOWN


def test_only_packs_that_assign_groups_can_be_chosen(dialog):
    texts = [offer.text for offer in dialog.form.choices("pack")]

    assert "ccg-early-marrow" in texts
    assert "generic-definitions" not in texts


def test_a_code_that_is_taken_is_said_below_the_code(qtbot, dialog):
    type_into(qtbot, dialog.fields["code"], "S-0001")
    type_into(qtbot, dialog.fields["name"], "another")

    dialog.accept()

    assert dialog.isVisible()
    assert lines_below(dialog.fields["code"]).startswith("There is already a patient")
    assert dialog.fields["name"].box.text() == "another"


def test_lesions_that_the_packs_ask_about_have_a_field_from_the_start(qtbot, ward):
    dialog = shown(qtbot, PatientDialog(ward.workspace, ward.view.file.patient, None))

    assert dialog.fields["genetics.BCR::ABL1"].box.currentText() == "not tested"
    assert dialog.fields["genetics.KMT2A::AFF1"].box.count() == 5


def test_another_lesion_is_added_by_its_name(qtbot, ward):
    patient = ward.view.file.patient
    dialog = shown(qtbot, PatientDialog(ward.workspace, patient, None))
    dialog.new_lesion.box.setText("PAX5 P80R")
    qtbot.mouseClick(dialog.add_lesion_button, Qt.MouseButton.LeftButton)
    dialog.fields["genetics.KMT2A::AFF1"].setFocus()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.fields["genetics.PAX5 P80R"].editor
    choose(dialog.fields["genetics.PAX5 P80R"], "detected")
    type_into(qtbot, dialog.fields["reason"], "panel came in")

    dialog.accept()

    assert not dialog.isVisible()
    assert ward.view.case.patient.lesion("PAX5 P80R") is LesionState.DETECTED


def test_the_lesions_of_a_protocol_appear_when_it_is_chosen(dialog):
    assert "genetics.iAMP21" not in dialog.fields

    choose(dialog.fields["pack"], "COG AALL08B1 (B-ALL) — first dose = day 1")

    assert dialog.fields["genetics.iAMP21"].isVisible()


def test_a_first_lesion_can_be_added_where_no_pack_asks_for_any(qtbot, dialog):
    dialog.new_lesion.box.setText("PAX5 P80R")

    qtbot.mouseClick(dialog.add_lesion_button, Qt.MouseButton.LeftButton)

    assert dialog.focusWidget() is dialog.fields["genetics.PAX5 P80R"].editor


def test_a_lesion_without_a_name_is_refused_in_place(qtbot, dialog):
    qtbot.mouseClick(dialog.add_lesion_button, Qt.MouseButton.LeftButton)

    assert dialog.new_lesion.lines.spoken.startswith("Type the name of the lesion.")


def test_a_new_first_dose_shows_what_moves_before_it_is_saved(qtbot, ward):
    dialog = shown(qtbot, PatientDialog(ward.workspace, ward.view.file.patient, None))
    assert dialog.windowTitle() == "Amend patient S-0001"

    type_into(qtbot, dialog.fields["therapy_started_on"], "04 Mar 2025")

    assert "BM 17 Mar 2025: D15 → D14 (1 result)" in lines_below(
        dialog.fields["therapy_started_on"]
    )
    type_into(qtbot, dialog.fields["reason"], "chart corrected")
    dialog.accept()
    assert ward.view.rows[0].day == 14


def test_variants_appear_with_the_protocol_that_has_some(dialog):
    assert dialog.fields["study"].isHidden()

    choose(
        dialog.fields["pack"],
        "CCG early marrow response (CCG-1882, CCG-1961, CCG-1952) — first dose = day 0",
    )

    assert dialog.fields["study"].isVisible()
    assert "day 0" in lines_below(dialog.fields["pack"])


def test_mnemonics_are_used_once(dialog):
    letters = [
        text[text.index("&") + 1].lower()
        for text in (
            *(field.label.text() for field in dialog.fields.values()),
            dialog.add_lesion_button.text(),
            dialog.save_button.text(),
        )
        if "&" in text
    ]

    assert sorted(letters) == sorted(set(letters))


def test_enter_adds_the_lesion_that_was_named(qtbot, ward):
    dialog = shown(qtbot, PatientDialog(ward.workspace, ward.view.file.patient, None))
    type_into(qtbot, dialog.new_lesion, "TCF3::HLF")

    qtbot.keyClick(dialog.new_lesion.editor, Qt.Key.Key_Return)

    assert dialog.fields["genetics.TCF3::HLF"].isVisible()
    assert dialog.focusWidget() is dialog.fields["genetics.TCF3::HLF"].editor
    assert dialog.new_lesion.box.text() == ""


def test_a_new_patient_begins_with_the_protocol_of_the_one_before(qtbot, ward):
    dialog = shown(qtbot, PatientDialog(ward.workspace, None, None, "cog-aall08b1"))

    assert dialog.form.text("pack") == "cog-aall08b1"
    assert "as for the patient entered last" in lines_below(dialog.fields["pack"])
    beside_save = "Protocol, chosen for you: COG AALL08B1 (B-ALL)"
    assert dialog.foot.summary.spoken.endswith(beside_save)
    assert dialog.save_button.accessibleDescription() == dialog.foot.summary.spoken

    choose(dialog.fields["pack"], "none of these")
    assert lines_below(dialog.fields["pack"]) == ""
    assert dialog.foot.summary.spoken == "No protocol: no sample will be expected."


def test_a_protocol_that_is_not_usable_is_not_suggested(ward):
    assert protocols_of(ward.workspace, None, "no-such-pack").suggested == ""


def enable(workspace, *packs):
    settings = replace(workspace.settings(), enabled_packs=("generic-definitions", *packs))
    workspace.recorder.execute(ChangeSettings(settings))


def test_the_only_enabled_protocol_is_suggested_and_one_of_several_is_not(ward):
    enable(ward.workspace, "cog-aall08b1")
    found = protocols_of(ward.workspace, None)
    assert (found.suggested, found.because.partition(":")[0]) == (
        "cog-aall08b1",
        "Chosen as the only protocol enabled here",
    )

    enable(ward.workspace, "cog-aall08b1", "ccg-early-marrow")
    assert protocols_of(ward.workspace, None).suggested == ""
