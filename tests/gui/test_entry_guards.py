"""The entry guard as a technician meets it: typed with the keyboard into the form of a result."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrdtracker.gui.measurement_dialog import MeasurementDialog
from tests.gui.ward import lines_below, shown, type_into

NEW_TUBE = {"specimen": "bone", "taken_on": "04 Apr 2025", "method": "flow"}


@pytest.fixture
def dialog(qtbot, ward):
    dialog = shown(qtbot, MeasurementDialog(ward.workspace, ward.view, None, None))
    box = dialog.fields["sample"].editor
    box.setCurrentIndex(next(n for n in range(box.count()) if "new" in box.itemText(n).lower()))
    return dialog


def type_all(qtbot, dialog, **texts):
    """Type into one field after the other; a list finds its line by the first letters."""
    for name, text in (NEW_TUBE | texts).items():
        field = dialog.fields[name]
        if hasattr(field.editor, "selectAll"):
            type_into(qtbot, field, text)
        else:
            field.editor.setFocus()
            qtbot.keyClicks(field.editor, text)


def save(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"value": "0.05"}, "value", "which unit is it? E15"),
        ({"value": "neg"}, "value", "not detected at what sensitivity?"),
        ({"value": "pos nq"}, "value", "below which limit of quantification"),
        ({"value": "0"}, "value", "not detected at what sensitivity?"),
        ({"value": "0.05 %", "taken_on": "12/07/2025"}, "taken_on", "12 July or 7 December? E15"),
        ({"value": "0.05 %", "taken_on": "21 Apr 2025"}, "taken_on", "is in the future."),
        ({"value": "0.05 %", "taken_on": "12 Jul 2012"}, "taken_on", "is before the birth on"),
        ({"value": "0.001 %", "lloq": "0.01 %"}, "value", "cannot lie below its own limit"),
    ],
)
def test_what_cannot_be_stops_at_its_field_and_nothing_typed_is_lost(
    qtbot, ward, dialog, typed, field, said
):
    type_all(qtbot, dialog, **typed)

    save(dialog)

    assert dialog.isVisible()
    assert said in lines_below(dialog.fields[field])
    assert dialog.fields[field].isAncestorOf(dialog.focusWidget())
    assert dialog.fields["value"].box.text() == typed["value"]
    assert len(ward.view.file.measurements) == 1


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"value": "2 %"}, "value", "At least 1.5 log10 more than 0.05 % (flow, 17 Mar 2025)."),
        ({"value": "0.05 %", "taken_on": "12 Apr 2025"}, "taken_on", "1 day after the window of"),
        ({"value": "0.05 %", "specimen": "peri", "method": "ig"}, "specimen", "wants BM at D33"),
    ],
    ids=["a jump", "beside the window", "blood for marrow"],
)
def test_what_is_odd_is_saved_with_its_reason_which_the_journal_keeps(
    qtbot, ward, dialog, typed, field, said
):
    type_all(qtbot, dialog, **typed)
    save(dialog)
    assert dialog.isVisible()
    assert said in lines_below(dialog.fields[field])
    assert dialog.fields["reason"].isAncestorOf(dialog.focusWidget())

    qtbot.keyClicks(dialog.fields["reason"].editor, "seen on the report")
    save(dialog)

    assert not dialog.isVisible()
    assert "seen on the report" in ward.workspace.journal(limit=1)[0].reason


def test_a_factor_of_100_asks_for_the_value_a_second_time_and_holds_the_two_together(
    qtbot, ward, dialog
):
    type_all(qtbot, dialog, value="5 %")
    save(dialog)
    assert "About 100 times 0.05 % (flow, 17 Mar 2025)." in lines_below(dialog.fields["value"])
    assert dialog.fields["second"].isAncestorOf(dialog.focusWidget())

    qtbot.keyClicks(dialog.fields["second"].editor, "0.05 %")
    save(dialog)
    assert dialog.isVisible()

    type_into(qtbot, dialog.fields["second"], "5 %")
    save(dialog)

    assert not dialog.isVisible()
    assert len(ward.view.file.measurements) == 2


def test_a_weekend_is_noted_and_stops_nobody(qtbot, dialog):
    type_all(qtbot, dialog, value="0.05 %", taken_on="05 Apr 2025")
    assert "05 Apr 2025 is a Saturday." in lines_below(dialog.fields["taken_on"])

    save(dialog)

    assert not dialog.isVisible()


def test_the_echo_shows_both_notations_the_day_and_its_window(qtbot, dialog):
    type_all(qtbot, dialog, value="5e-4")

    assert "0.05 % · 5·10⁻⁴ · 1 in 2 000" in lines_below(dialog.fields["value"])
    assert lines_below(dialog.fields["taken_on"]).startswith(
        "D33 (first dose = day 1), window of D33: day 30–40"
    )
