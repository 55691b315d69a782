"""One box, its echo, and Enter; what is not in order is said in the same small form."""

from PySide6.QtCore import Qt

from mrdtracker.gui.quick_result_dialog import QuickResultDialog
from tests.gui.ward import choose, lines_below, shown, type_into

NEW = {"sample": "new", "specimen": "BM", "taken_on": "04 Apr 2025", "method": "flow"}


def a_dialog(qtbot, ward, begun=NEW):
    made = QuickResultDialog(ward.workspace, ward.view, begun, "D33 BM · flow: due today", None)
    return shown(qtbot, made)


def enter(qtbot, dialog):
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def visible(dialog):
    return [name for name, field in dialog.fields.items() if field.isVisible()]


def test_only_the_value_is_asked_and_enter_saves_it(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    assert visible(dialog) == ["sample", "specimen", "taken_on", "method", "value", "unit"]
    assert dialog.focusWidget() is dialog.fields["value"].editor

    qtbot.keyClicks(dialog.focusWidget(), "0.03 %")
    assert lines_below(dialog.fields["value"]).startswith("Quantified: 0.03 %")
    enter(qtbot, dialog)

    assert not dialog.isVisible()
    assert dialog.changes.label == "Record flow result, BM 04 Apr 2025"
    assert ward.workspace.drafts.all() == ()


def test_a_date_that_nobody_knows_is_asked_first(qtbot, ward):
    dialog = a_dialog(qtbot, ward, {**NEW, "taken_on": ""})

    assert dialog.fields["taken_on"].isAncestorOf(dialog.focusWidget())


def test_a_value_without_unit_asks_for_it_before_it_is_saved(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    qtbot.keyClicks(dialog.focusWidget(), "0.05")

    enter(qtbot, dialog)

    assert dialog.isVisible()
    assert lines_below(dialog.fields["value"]).endswith("E15")
    choose(dialog.fields["unit"], "%")
    dialog.accept()
    assert dialog.changes is not None


def test_a_negative_without_sensitivity_shows_the_box_for_it(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    assert not dialog.fields["sensitivity"].isVisible()

    qtbot.keyClicks(dialog.focusWidget(), "not detected (sensitivity not stated)")

    assert dialog.fields["sensitivity"].isVisible()
    assert "E11" in lines_below(dialog.fields["sensitivity"])
    type_into(qtbot, dialog.fields["sensitivity"], "1e-5")
    assert dialog.fields["sensitivity"].isVisible()
    assert not dialog.fields["reason"].isVisible()


def test_the_guard_speaks_here_too(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    qtbot.keyClicks(dialog.focusWidget(), "5 %")

    enter(qtbot, dialog)

    assert dialog.isVisible()
    assert dialog.fields["second"].isVisible()
    assert dialog.focusWidget() is dialog.fields["second"].editor


def test_what_concerns_no_field_of_this_form_is_said_below_the_value(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    dialog.form.set("quality.clotted", "yes")
    type_into(qtbot, dialog.fields["value"], "neg @ 1e-5")

    assert "E13" in dialog.more.spoken
    assert dialog.fields["reason"].isVisible()


def test_a_draft_is_taken_up_in_the_form_that_has_all_fields(qtbot, ward):
    first = a_dialog(qtbot, ward)
    qtbot.keyClicks(first.focusWidget(), "0.03")
    qtbot.keyClick(first, Qt.Key.Key_Escape)

    dialog = a_dialog(qtbot, ward)
    assert dialog.offer.isVisible()
    dialog.offer.take_button.click()

    assert dialog.is_handed_over
    assert not dialog.isVisible()
    assert [one.fields["value"] for one in ward.workspace.drafts.all()] == ["0.03"]
