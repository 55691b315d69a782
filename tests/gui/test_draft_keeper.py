"""What is typed into a form is kept at every pause, and offered back to the same person."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from mrdtracker.gui.draft_keeper import PAUSE_MS
from mrdtracker.gui.patient_dialog import PatientDialog
from mrdtracker.gui.sample_dialog import SampleDialog
from tests.gui.ward import lines_below, shown, type_into


def a_dialog(qtbot, ward):
    return shown(qtbot, SampleDialog(ward.workspace, ward.view, None, None))


def pause(dialog):
    """Let the pause of typing be over, without waiting for it."""
    assert dialog.keeper.pause.isActive()
    dialog.keeper.pause.timeout.emit()


def drafts(ward):
    return {(one.form, one.subject): dict(one.fields) for one in ward.workspace.drafts.all()}


def half_typed(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    type_into(qtbot, dialog.fields["code"], "T-77")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    return dialog


def test_nothing_is_kept_before_the_pause_and_what_was_typed_after_it(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    type_into(qtbot, dialog.fields["code"], "T-77")
    assert drafts(ward) == {}
    assert dialog.keeper.pause.interval() == PAUSE_MS == 500

    pause(dialog)

    assert drafts(ward) == {("sample", "patient-1"): {"code": "T-77"}}


def test_what_was_taken_back_by_hand_leaves_no_draft(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    type_into(qtbot, dialog.fields["code"], "T")
    pause(dialog)

    qtbot.keyClick(dialog.fields["code"].editor, Qt.Key.Key_Backspace)
    pause(dialog)

    assert drafts(ward) == {}


def test_escape_asks_nothing_and_keeps_the_draft(qtbot, ward):
    dialog = half_typed(qtbot, ward)

    assert not dialog.isVisible()
    assert drafts(ward) == {("sample", "patient-1"): {"code": "T-77"}}


def test_saving_drops_the_draft(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    dialog.form.take_up({"specimen": "PB", "taken_on": "10 Mar 2025"})
    dialog.refresh()
    type_into(qtbot, dialog.fields["code"], "T-77")
    pause(dialog)

    dialog.accept()

    assert dialog.changes is not None
    assert drafts(ward) == {}
    assert not dialog.keeper.pause.isActive()


def test_the_same_form_of_the_same_child_offers_it_and_waits_for_the_answer(qtbot, ward):
    half_typed(qtbot, ward)

    dialog = a_dialog(qtbot, ward)

    assert dialog.offer.isVisible()
    assert dialog.offer.words.text().startswith("You began this entry and did not save it (")
    assert dialog.focusWidget() is dialog.offer.take_button
    assert not dialog.save_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert lines_below(dialog.fields["specimen"]) == ""
    qtbot.keyClick(dialog.fields["code"].editor, "x")
    assert dialog.fields["code"].box.text() == ""


def test_taken_up_it_is_as_it_was_left(qtbot, ward):
    half_typed(qtbot, ward)
    dialog = a_dialog(qtbot, ward)

    qtbot.keyClick(dialog.offer.take_button, Qt.Key.Key_Return)

    assert dialog.fields["code"].box.text() == "T-77"
    assert dialog.offer.isHidden()
    assert dialog.save_button.isEnabled()
    assert isinstance(dialog.focusWidget(), QLineEdit) or dialog.fields["specimen"].isVisible()


def test_discarded_it_is_gone_for_good(qtbot, ward):
    half_typed(qtbot, ward)
    dialog = a_dialog(qtbot, ward)

    dialog.offer.discard_button.click()

    assert dialog.fields["code"].box.text() == ""
    assert drafts(ward) == {}


def test_escape_before_the_answer_leaves_the_draft_as_it_is(qtbot, ward):
    half_typed(qtbot, ward)
    dialog = a_dialog(qtbot, ward)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert drafts(ward) == {("sample", "patient-1"): {"code": "T-77"}}


def test_an_amendment_is_another_form_than_a_new_record(qtbot, ward):
    half_typed(qtbot, ward)
    [sample] = ward.view.file.samples

    dialog = shown(qtbot, SampleDialog(ward.workspace, ward.view, sample, None))

    assert dialog.offer.isHidden()


def test_a_patient_is_kept_with_the_lesions_that_were_added(qtbot, ward):
    dialog = shown(qtbot, PatientDialog(ward.workspace, None, None))
    dialog.new_lesion.box.setText("TCF3::HLF")
    dialog.add_lesion_button.click()
    dialog.form.set("genetics.TCF3::HLF", "detected")
    type_into(qtbot, dialog.fields["code"], "S-9")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    again = shown(qtbot, PatientDialog(ward.workspace, None, None))
    again.take_up()

    assert again.form.text("code") == "S-9"
    assert again.form.text("genetics.TCF3::HLF") == "detected"
    assert again.fields["genetics.TCF3::HLF"].isVisible()


def test_drafts_are_not_journalled_and_the_file_verifies(qtbot, ward):
    before = ward.workspace.journal()

    half_typed(qtbot, ward)

    assert ward.workspace.journal() == before
    assert ward.workspace.verify().findings == ()


def test_a_draft_that_cannot_be_kept_is_said_and_stays_typed(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    database = ward.workspace.drafts._database
    pages = database.rows("PRAGMA page_count")[0][0]
    database.rows(f"PRAGMA max_page_count = {pages}")
    dialog.form.set("note", "x" * 200_000)
    type_into(qtbot, dialog.fields["code"], "T")

    pause(dialog)

    assert "disk" in dialog.foot.message.text()
    assert dialog.fields["code"].box.text() == "T"
