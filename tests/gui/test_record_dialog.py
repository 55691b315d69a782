import pytest
from PySide6.QtWidgets import QLabel

from mrdtracker.gui.entry_dialog import context_of, new_id
from mrdtracker.gui.presenters.event_form import EventForm
from mrdtracker.gui.record_dialog import RecordDialog
from tests.builders import an_event
from tests.gui.ward import shown


@pytest.mark.parametrize(
    ("known", "title"), [(None, "Add event"), (an_event(), "Amend event")], ids=["new", "known"]
)
def test_the_dialog_says_what_it_does_and_for_whom(qtbot, ward, known, title):
    context = context_of(ward.view, ward.workspace.today)
    dialog = RecordDialog(
        ward.workspace, context, EventForm(context, known, new_id), "event", None
    )
    shown(qtbot, dialog)

    assert dialog.windowTitle() == title
    assert dialog.save_button.text() == "&Save for S-0001"
    assert any("S-0001" in one.text() for one in dialog.findChildren(QLabel))
