from PySide6.QtCore import Qt

from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.gui.event_dialog import EventDialog
from tests.gui.ward import choose, lines_below, shown, type_into


def test_an_event_is_entered_by_keyboard(qtbot, ward):
    dialog = shown(qtbot, EventDialog(ward.workspace, ward.view, None, None))
    choose(dialog.fields["kind"], "phase started")
    type_into(qtbot, dialog.fields["name"], "consolidation")
    type_into(qtbot, dialog.fields["on"], "07 Apr 2025")
    assert lines_below(dialog.fields["on"]).startswith("D36 (first dose = day 1)")

    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not dialog.isVisible()
    event = ward.view.file.events[-1]
    assert (event.kind, event.name) == (EventKind.PHASE_STARTED, "consolidation")


def test_a_date_in_the_future_is_refused_in_place(qtbot, ward):
    dialog = shown(qtbot, EventDialog(ward.workspace, ward.view, None, None))
    choose(dialog.fields["kind"], "relapse")
    type_into(qtbot, dialog.fields["on"], "07 Apr 2026")

    dialog.accept()

    assert dialog.isVisible()
    assert "in the future" in lines_below(dialog.fields["on"])


def test_amending_an_event_asks_why(qtbot, ward):
    [event] = ward.view.file.events
    dialog = shown(qtbot, EventDialog(ward.workspace, ward.view, event, None))
    assert dialog.windowTitle() == "Amend event"
    type_into(qtbot, dialog.fields["name"], "prephase")
    dialog.accept()
    assert dialog.isVisible()

    type_into(qtbot, dialog.fields["reason"], "it was the prephase")
    dialog.accept()

    assert [one.name for one in ward.view.file.events] == ["prephase"]
