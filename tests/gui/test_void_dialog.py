import pytest
from PySide6.QtWidgets import QLabel

from mrdtracker.gui.void_dialog import VoidDialog
from tests.gui.ward import lines_below, shown, type_into

WHAT = "BM sample, 17 Mar 2025, and 1 result"


@pytest.fixture
def dialog(qtbot, ward):
    file = ward.view.file
    records = (*file.samples, *file.measurements)
    return shown(qtbot, VoidDialog(ward.workspace, ward.view, records, WHAT, None))


def test_the_button_names_the_thing_and_is_plain_text(dialog):
    assert dialog.save_button.text() == f"&Void {WHAT}"
    assert dialog.save_button.property("role") == "danger"


def test_everything_that_hangs_on_it_is_listed(dialog):
    texts = [label.text() for label in dialog.findChildren(QLabel)]

    assert "– BM sample, 17 Mar 2025" in texts
    assert "– flow result 0.05 %, BM 17 Mar 2025" in texts


def test_a_reason_is_required(dialog, ward):
    dialog.accept()

    assert dialog.isVisible()
    assert lines_below(dialog.fields["reason"]) == "Write in a few words why."
    assert len(ward.view.file.samples) == 1


def test_it_goes_out_of_use_and_can_be_taken_back(qtbot, dialog, ward):
    type_into(qtbot, dialog.fields["reason"], "another child's tube")

    dialog.accept()

    assert not dialog.isVisible()
    assert ward.view.file.samples == ()
    ward.workspace.recorder.undo_last()
    assert len(ward.view.rows) == 1
