import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.mapping_editor import MappingEditor
from mrdtracker.progress import NoProgress
from mrdtracker.services.import_steps import open_table
from tests.gui.ward import choose, open_ward, shown, type_into

LAB = "Patient ID,Sex,Sample date,Material,MRD\nP1,f,2025-03-17,marrow,0.05\n"


@pytest.fixture
def ward(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = open_ward(tmp_path)
    yield made
    made.close()


@pytest.fixture
def editor(qtbot, ward, tmp_path):
    path = tmp_path / "lab.csv"
    path.write_text(LAB)
    opened = open_table(ward.workspace.transfer, path, NoProgress())
    return shown(qtbot, MappingEditor(ward.workspace, opened))


def test_every_column_has_a_role_that_a_screen_reader_names(editor):
    assert editor.fields["role.3"].editor.accessibleName() == "Material says"
    assert editor.fields["role.0"].box.currentText() == "patient code"


def test_fields_appear_with_the_role_that_needs_them(editor):
    assert editor.fields["method.4"].isVisible()
    assert editor.fields["specimen.4"].isHidden()

    choose(editor.fields["role.3"], "not read")

    assert editor.fields["specimen.4"].isVisible()
    assert editor.fields["word.3.marrow"].isHidden()


def test_tab_goes_from_a_role_into_its_own_fields(qtbot, editor):
    editor.fields["role.1"].setFocus()

    qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Tab)

    assert editor.focusWidget() is editor.fields["word.1.f"].editor


def test_a_mapping_is_saved_and_offered_for_the_table(qtbot, editor):
    type_into(qtbot, editor.fields["title"], "Our lab")
    choose(editor.fields["word.1.f"], "female")
    choose(editor.fields["word.3.marrow"], "bone marrow (BM)")
    choose(editor.fields["method.4"], "flow cytometry")
    choose(editor.fields["unit.4"], "%")

    editor.accept()

    assert not editor.isVisible()
    assert [offer.title for offer in editor.opened.fitting] == ["Our lab"]


def test_what_is_missing_is_listed_and_the_dialog_stays(qtbot, editor):
    editor.accept()
    assert editor.isVisible()
    assert editor.foot.message.text() == "▲ Not saved yet: look at “Mapping is called”."

    type_into(qtbot, editor.fields["title"], "Our lab")
    editor.accept()

    assert editor.isVisible()
    assert "needs either method or method_column" in editor.foot.message.text()


def test_closing_asks_before_a_description_is_lost(qtbot, editor):
    type_into(qtbot, editor.fields["title"], "Our lab")

    editor.reject()

    assert editor.isVisible()
    assert editor.foot.keep_button.isVisible()
