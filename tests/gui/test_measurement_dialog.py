import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.vocabulary import Method, Quality
from mrdtracker.gui.measurement_dialog import MeasurementDialog
from mrdtracker.services.commands import AddPatient
from tests.builders import a_patient, a_sample
from tests.gui.ward import choose, lines_below, shown, type_into


@pytest.fixture
def dialog(qtbot, ward):
    return shown(qtbot, MeasurementDialog(ward.workspace, ward.view, None, None))


def amending(qtbot, ward):
    view = ward.view
    return shown(qtbot, MeasurementDialog(ward.workspace, view, view.rows[0], None))


def test_the_save_button_names_the_patient(dialog):
    assert dialog.save_button.text() == "&Save for S-0001"
    assert dialog.windowTitle() == "Add result"


def test_a_result_of_a_new_tube_is_saved_with_it(qtbot, dialog, ward):
    choose(dialog.fields["sample"], "new sample")
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["taken_on"], "04 Apr 2025")
    assert lines_below(dialog.fields["taken_on"]).startswith("D33 (first dose = day 1), window")
    choose(dialog.fields["method"], "IG/TR PCR")
    type_into(qtbot, dialog.fields["target"], "IGH VH3-JH4")
    type_into(qtbot, dialog.fields["value"], "neg @ 1e-5")
    dialog.fields["quality"].boxes["quality.out_of_window"].click()

    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not dialog.isVisible()
    row = ward.view.rows[-1]
    assert (row.day, row.measurement.method) == (33, Method.IG_TR_PCR)
    assert row.measurement.value.state is ResultState.NEGATIVE
    assert row.measurement.reported_text == "neg @ 1e-5"
    assert row.sample.quality == (Quality.OUT_OF_WINDOW,)


def test_the_value_is_said_back_while_it_is_typed(qtbot, dialog):
    choose(dialog.fields["method"], "flow cytometry")

    type_into(qtbot, dialog.fields["value"], "0.05 %")

    assert lines_below(dialog.fields["value"]) == "Quantified: 0.05 % · 5·10⁻⁴ · 1 in 2 000"


def test_a_question_is_answered_with_a_button_and_read_again(qtbot, dialog):
    choose(dialog.fields["method"], "flow cytometry")
    type_into(qtbot, dialog.fields["value"], "<0.01 %")
    field = dialog.fields["value"]

    qtbot.mouseClick(field.lines.buttons[0], Qt.MouseButton.LeftButton)

    assert field.box.text() == "neg @ 0.01 %"
    assert lines_below(field).startswith("Not detected")


def test_the_unit_is_chosen_by_the_person(qtbot, dialog):
    choose(dialog.fields["method"], "flow cytometry")
    type_into(qtbot, dialog.fields["value"], "0.05")
    assert dialog.fields["unit"].box.currentText() == "choose the unit"
    assert len(dialog.fields["value"].lines.buttons) == 4

    choose(dialog.fields["unit"], "%")

    assert lines_below(dialog.fields["value"]).startswith("Quantified: 0.05 %")


def test_a_value_a_hundred_times_the_last_one_is_typed_twice(qtbot, dialog, ward):
    choose(dialog.fields["sample"], "new sample")
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["taken_on"], "19 May 2024")
    assert "E02" in lines_below(dialog.fields["taken_on"])
    type_into(qtbot, dialog.fields["taken_on"], "04 Apr 2025")
    choose(dialog.fields["method"], "flow cytometry")
    assert dialog.fields["second"].isHidden()

    type_into(qtbot, dialog.fields["value"], "5 %")
    assert lines_below(dialog.fields["value"]).endswith("look at the unit. E09")
    assert dialog.fields["second"].isVisible()
    dialog.accept()
    assert dialog.isVisible()
    type_into(qtbot, dialog.fields["second"], "5 %")
    dialog.accept()

    assert not dialog.isVisible()
    [entry] = ward.workspace.journal(limit=1)
    assert entry.reason.startswith("Value typed twice")


def test_a_jump_is_accepted_with_a_reason_that_the_journal_keeps(qtbot, dialog, ward):
    choose(dialog.fields["sample"], "new sample")
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["taken_on"], "04 Apr 2025")
    choose(dialog.fields["method"], "flow cytometry")

    type_into(qtbot, dialog.fields["value"], "12 %")
    dialog.accept()
    assert lines_below(dialog.fields["reason"]).startswith("The warning above asks why. E07")
    type_into(qtbot, dialog.fields["reason"], "relapse, seen in the smear too")
    dialog.accept()

    [entry] = ward.workspace.journal(limit=1)
    assert entry.reason == "relapse, seen in the smear too (E07)"


def test_a_second_tube_of_the_day_is_refused_at_its_pull(qtbot, dialog):
    choose(dialog.fields["sample"], "new sample")
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["taken_on"], "17 Mar 2025")
    choose(dialog.fields["method"], "NGS")
    type_into(qtbot, dialog.fields["value"], "0.05 %")
    if dialog.fields["reason"].isVisible():
        type_into(qtbot, dialog.fields["reason"], "asked again")

    dialog.accept()

    assert dialog.isVisible()
    assert lines_below(dialog.fields["pull_number"]).startswith("There is already a BM sample")
    assert dialog.fields["value"].box.text() == "0.05 %"


def test_amending_begins_with_what_was_reported_and_asks_why(qtbot, ward):
    dialog = amending(qtbot, ward)
    assert dialog.windowTitle() == "Amend result"
    assert dialog.fields["value"].box.text() == "0.05 %"
    assert dialog.focusWidget() is dialog.fields["value"].editor
    assert dialog.fields["reason"].isVisible()

    type_into(qtbot, dialog.fields["value"], "0.06 %")
    type_into(qtbot, dialog.fields["reason"], "read from the wrong line")
    dialog.accept()

    assert not dialog.isVisible()
    assert ward.view.rows[0].measurement.reported_text == "0.06 %"
    [entry] = ward.workspace.journal(limit=1)
    assert (entry.label, entry.reason) == (
        "Amend flow result, BM 17 Mar 2025",
        "read from the wrong line",
    )


def test_a_result_that_somebody_changed_meanwhile_is_not_overwritten(qtbot, ward):
    first, second = amending(qtbot, ward), amending(qtbot, ward)
    for dialog, value in ((first, "0.06 %"), (second, "0.07 %")):
        type_into(qtbot, dialog.fields["value"], value)
        type_into(qtbot, dialog.fields["reason"], "corrected")
        dialog.accept()

    assert not first.isVisible()
    assert second.isVisible()
    assert second.foot.message.text().startswith("▲")
    assert ward.view.rows[0].measurement.reported_text == "0.06 %"


def test_the_dialog_can_begin_with_a_sample(qtbot, ward):
    dialog = shown(
        qtbot, MeasurementDialog(ward.workspace, ward.view, None, None, sample=a_sample())
    )

    assert dialog.fields["sample"].box.currentText() == "BM · D15 · 17 Mar 2025"
    assert dialog.focusWidget() is dialog.fields["method"].editor


def test_the_first_result_of_a_patient_begins_with_a_new_sample(qtbot, ward):
    ward.workspace.recorder.execute(AddPatient(a_patient(2)))
    view = ward.workspace.assessment.view(a_patient(2).id)

    dialog = shown(qtbot, MeasurementDialog(ward.workspace, view, None, None))

    assert dialog.fields["sample"].box.currentText() == "new sample"


def test_tab_goes_through_the_fields_in_the_order_of_the_paper(qtbot, dialog):
    choose(dialog.fields["sample"], "new sample")
    choose(dialog.fields["method"], "flow cytometry")
    order = [name for name in dialog.form.fields if name in dialog.fields]
    expected = [name for name in order if dialog.fields[name].isVisible()]
    dialog.fields[expected[0]].setFocus()
    seen = []
    for _ in range(40):
        owner = next(
            (name for name in expected if dialog.fields[name].isAncestorOf(dialog.focusWidget())),
            None,
        )
        if owner is not None and owner not in seen:
            seen.append(owner)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)

    assert seen[:4] == ["sample", "code", "specimen", "taken_on"]
    assert seen.index("method") < seen.index("value") < seen.index("lod") < seen.index("note")


def test_mnemonics_are_used_once(dialog):
    letters = [
        text[text.index("&") + 1].lower()
        for text in (
            *(field.label.text() for field in dialog.fields.values()),
            dialog.save_button.text(),
        )
        if "&" in text
    ]

    assert sorted(letters) == sorted(set(letters))
