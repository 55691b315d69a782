from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from mrdtracker import locations
from mrdtracker.gui.local_pack_dialogs import ImportPackDialog, NewPackDialog
from tests.gui.ward import lines_below, shown, type_into
from tests.services.edition_lab import LOCAL

NEW = LOCAL.replace('version = "1"', 'version = "3"')


def written(folder, text):
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_copy_is_written_and_nothing_is_overwritten(qtbot, lee, tmp_path):
    dialog = shown(qtbot, NewPackDialog(lee, "small", None))
    copy = tmp_path / "local-small.toml"
    copy.write_text("mine", encoding="utf-8")
    press(qtbot, dialog.save_button)
    assert "overwritten" in lines_below(dialog.fields["file"])
    assert copy.read_text(encoding="utf-8") == "mine"

    type_into(qtbot, dialog.fields["id"], "local-ours")
    press(qtbot, dialog.save_button)

    assert dialog.written == tmp_path / "local-ours.toml"
    assert 'id = "local-ours"' in dialog.written.read_text(encoding="utf-8")


def test_an_id_that_is_not_local_is_refused_at_its_field(qtbot, lee):
    dialog = shown(qtbot, NewPackDialog(lee, "small", None))
    type_into(qtbot, dialog.fields["id"], "mine")

    press(qtbot, dialog.save_button)

    assert "local-" in lines_below(dialog.fields["id"])
    assert dialog.written is None


def test_every_problem_is_listed_and_copied_and_the_mended_file_is_entered(qtbot, lee, tmp_path):
    path = written(tmp_path, NEW.replace('certainty = "A"', 'certainti = "A"'))
    dialog = ImportPackDialog(lee, path)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.model.rowCount() == 4
    assert not dialog.save_button.isEnabled()

    press(qtbot, dialog.copy_button)
    text = QApplication.clipboard().text()
    assert len(text.splitlines()) == 5
    assert "rule 'high': 'certainti' is not a key here" in text

    path.write_text(NEW, encoding="utf-8")
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    assert dialog.model.rowCount() == 0
    assert "all hold" in dialog.summary.text()
    press(qtbot, dialog.save_button)

    assert dialog.entered == "local-small"
    assert dialog.changes.label == "Enter local rule pack local-small 3"


def test_placeholders_keep_a_file_out(qtbot, lee):
    sample = locations.sample_packs_folder() / "local-national-day7-day15.toml"
    dialog = ImportPackDialog(lee, sample)
    qtbot.addWidget(dialog)
    dialog.show()

    assert dialog.model.rowCount() == 5
    assert {row.where for row in dialog.model.rows} == {"placeholder"}
    assert not dialog.save_button.isEnabled()
    dialog.accept()
    assert dialog.changes is None
    assert "placeholders" in dialog.refusal.text()


def test_a_file_is_chosen_in_the_dialog(qtbot, lee, tmp_path, monkeypatch):
    path = written(tmp_path, NEW)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog = ImportPackDialog(lee, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.again_button.isEnabled()
    dialog.accept()
    assert dialog.changes is None

    press(qtbot, dialog.file_button)

    assert dialog.file.text() == str(path)
    assert dialog.save_button.isEnabled()
