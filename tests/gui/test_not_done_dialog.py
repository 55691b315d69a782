import pytest
from PySide6.QtWidgets import QLabel

from mrdtracker.domain.due import DueState
from mrdtracker.gui.not_done_dialog import NotDoneDialog
from mrdtracker.gui.presenters.not_done_form import OTHER
from tests.gui.ward import choose, lines_below, open_ward, shown, type_into


@pytest.fixture
def ward(tmp_path):
    ward = open_ward(tmp_path)
    yield ward
    ward.close()


@pytest.fixture
def dialog(qtbot, ward):
    file = ward.view.file
    lines = ward.workspace.due.of_file(file, ward.workspace.today)
    blood = next(one.sample for one in lines if one.sample.state is DueState.OVERDUE)
    return shown(qtbot, NotDoneDialog(ward.workspace, ward.view, blood, None))


def test_it_names_the_child_and_what_was_expected(dialog):
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))

    assert "S-0001" in words
    assert "D8 PB · blast count" in words
    assert dialog.save_button.text() == "&Mark as not done for S-0001"


def test_own_words_are_asked_for_another_reason(qtbot, dialog, ward):
    choose(dialog.fields["why"], "another reason")
    dialog.accept()
    assert "few words" in lines_below(dialog.fields["words"])
    type_into(qtbot, dialog.fields["words"], "the tube broke")
    dialog.accept()

    (event,) = [one for one in ward.view.file.events if one.note]
    assert (event.name, event.specimen.value, event.note) == ("D8", "PB", "the tube broke")
    assert dialog.changes.label == "Mark D8 PB as not done"
    assert dialog.form.text("why") == OTHER
