from PySide6.QtCore import Qt

from mrdtracker.gui.sample_dialog import SampleDialog
from tests.builders import a_sample
from tests.gui.due_desk import Morning, a_ward, day, enter
from tests.gui.ward import choose, lines_below, shown, type_into


def test_a_tube_is_entered_by_keyboard(qtbot, ward):
    dialog = shown(qtbot, SampleDialog(ward.workspace, ward.view, None, None))
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["taken_on"], "04 Apr 2025")
    type_into(qtbot, dialog.fields["pull_number"], "2")
    dialog.fields["quality"].boxes["quality.not_first_pull"].click()

    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not dialog.isVisible()
    assert dialog.changes.label == "Add BM sample, 04 Apr 2025"
    sample = ward.view.file.samples[-1]
    assert (sample.pull_number, len(sample.quality)) == (2, 1)


def test_a_date_with_two_meanings_is_answered_with_a_button(qtbot, ward):
    dialog = shown(qtbot, SampleDialog(ward.workspace, ward.view, None, None))
    field = dialog.fields["taken_on"]
    type_into(qtbot, field, "04/03/2025")

    qtbot.mouseClick(field.lines.buttons[0], Qt.MouseButton.LeftButton)

    assert field.box.text() == "04 Mar 2025"
    assert lines_below(field).startswith("D2 (first dose = day 1)")


def test_a_stated_day_asks_how_the_source_counts(qtbot, ward):
    dialog = shown(qtbot, SampleDialog(ward.workspace, ward.view, None, None))
    assert dialog.fields["stated_first"].isHidden()

    type_into(qtbot, dialog.fields["stated"], "33")

    assert dialog.fields["stated_first"].isVisible()


def test_a_stated_day_that_has_not_come_is_refused_at_its_field(qtbot, ward):
    dialog = shown(qtbot, SampleDialog(ward.workspace, ward.view, None, None))
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["stated"], "4000")
    choose(dialog.fields["stated_first"], "first dose = day 1")

    dialog.accept()

    assert dialog.isVisible()
    assert "has not come" in lines_below(dialog.fields["stated"])


def test_a_tube_of_a_day_that_has_one_is_refused_at_its_pull(qtbot, ward):
    dialog = shown(qtbot, SampleDialog(ward.workspace, ward.view, None, None))
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["taken_on"], "17 Mar 2025")

    dialog.accept()

    assert dialog.isVisible()
    assert lines_below(dialog.fields["pull_number"]).startswith("There is already a BM sample")


def test_amending_a_tube_moves_its_results(qtbot, ward):
    dialog = shown(qtbot, SampleDialog(ward.workspace, ward.view, a_sample(), None))
    assert dialog.windowTitle() == "Amend sample"
    type_into(qtbot, dialog.fields["taken_on"], "16 Mar 2025")
    type_into(qtbot, dialog.fields["reason"], "date of the next tube")

    dialog.accept()

    assert not dialog.isVisible()
    assert ward.view.rows[0].day == 14


def test_a_tube_that_was_due_of_another_child_asks_why(qtbot, tmp_path):
    workspace = a_ward(tmp_path, Morning(day(33)))
    enter(workspace, 1, started=day(-17))
    enter(workspace, 2)
    workspace.due.read(workspace.today)
    view = workspace.assessment.view(workspace.patient_by_code("S-0001").id)
    dialog = shown(qtbot, SampleDialog(workspace, view, None, None))

    choose(dialog.fields["specimen"], "bone marrow (BM)")
    type_into(qtbot, dialog.fields["taken_on"], "04 Apr 2025")

    said = lines_below(dialog.fields["taken_on"])
    dialog.close()
    workspace.close()
    assert "No BM is expected around 04 Apr 2025, but it was due of S-0002 (D33)." in said
    assert said.endswith("E01")
