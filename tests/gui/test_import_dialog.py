import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from mrdtracker.gui.import_dialog import ImportDialog
from tests.gui.ward import choose, open_ward, type_into

LAB = (
    "Patient ID,Sex,Sample date,Material,MRD\n"
    "P1,f,2025-03-17,marrow,0.05\n"
    "P2,f,yesterday,marrow,0.06\n"
)
MAPPING = """
format = "mrdtracker-mapping/1"
id = "our-lab"
title = "Our lab"
[patient]
code = "Patient ID"
[[result]]
column = "MRD"
method = "flow"
specimen = "BM"
unit = "%"
date_column = "Sample date"
"""


@pytest.fixture
def ward(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = open_ward(tmp_path)
    yield made
    made.close()


@pytest.fixture
def lab(tmp_path):
    path = tmp_path / "lab.csv"
    path.write_text(LAB)
    return path


@pytest.fixture
def known_lab(tmp_path, lab):
    folder = tmp_path / "data" / "mrdtracker" / "mappings"
    folder.mkdir(parents=True)
    (folder / "our-lab.toml").write_text(MAPPING)
    return lab


@pytest.fixture
def opened(qtbot, ward):
    """Open the dialog with a file, and wait until it was read."""

    window = QWidget()
    qtbot.addWidget(window)

    def open_with(path):
        dialog = ImportDialog(ward.workspace, path, window)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    yield open_with
    window.close()


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_working)


def test_without_a_file_it_says_what_to_do(opened):
    dialog = opened(None)

    assert not dialog.apply_button.isEnabled()
    assert not dialog.new_mapping_button.isEnabled()


def test_a_known_table_is_recognised_and_nothing_is_written_before_apply(
    qtbot, opened, ward, shared_data
):
    dialog = opened(shared_data / "target_dev.tsv")
    assert dialog.mapping_box.currentText().startswith("TARGET ALL Phase 2")
    assert dialog.preview.summary.text().startswith("47 new patients")
    assert ward.workspace.counts().patients == 1

    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)

    assert ward.workspace.counts().patients == 48
    assert dialog.result_text.startswith("47 patients, ")
    assert dialog.result_text.endswith("imported. Ctrl+Z takes it back.")
    assert dialog.done_label.text() == dialog.result_text
    assert dialog.changes.label.startswith("Import target_dev.tsv")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_enter_does_what_has_the_focus(qtbot, opened, monkeypatch, shared_data):
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_args: (asked.append(True), ("", ""))[1]
    )
    dialog = opened(None)
    dialog.file_button.setFocus()
    qtbot.keyClick(dialog.file_button, Qt.Key.Key_Return)
    assert asked == [True]

    dialog.open_file(shared_data / "target_dev.tsv")
    settle(qtbot, dialog)

    assert dialog.focusWidget() is dialog.apply_button


def test_one_undo_takes_an_import_back(qtbot, opened, ward, shared_data):
    dialog = opened(shared_data / "target_dev.tsv")
    dialog.accept()
    settle(qtbot, dialog)

    ward.workspace.recorder.undo_last()

    assert ward.workspace.counts().patients == 1


def test_the_same_file_says_nothing_new_the_second_time(qtbot, opened, shared_data):
    dialog = opened(shared_data / "target_dev.tsv")
    dialog.accept()
    settle(qtbot, dialog)

    again = opened(shared_data / "target_dev.tsv")

    assert again.preview.summary.text() == "This file says nothing new."
    assert not again.apply_button.isEnabled()


def test_problems_stop_the_import_until_they_are_left_out(qtbot, opened, ward, known_lab):
    dialog = opened(known_lab)
    assert not dialog.apply_button.isEnabled()
    assert dialog.foot_message.text().startswith("▲ 1 line cannot be taken.")
    assert dialog.preview.tabs.currentIndex() == 1
    dialog.accept()
    assert ward.workspace.counts().patients == 1

    dialog.preview.leave_out.click()
    assert dialog.apply_button.text() == "&Import 1 patient and 1 result"
    dialog.accept()
    settle(qtbot, dialog)

    assert dialog.result_text == (
        "1 patient and 1 result imported. 1 line was left out. Ctrl+Z takes it back."
    )


def test_problems_can_be_copied_as_text(qtbot, opened, known_lab):
    dialog = opened(known_lab)

    qtbot.mouseClick(dialog.preview.copy_button, Qt.MouseButton.LeftButton)

    assert "3\tSample date\t'yesterday' is not a date." in QGuiApplication.clipboard().text()


def test_a_table_that_no_mapping_fits_asks_for_one_and_is_then_read(qtbot, opened, lab):
    dialog = opened(lab)
    assert not dialog.mapping_box.isEnabled()

    def describe():
        editor = QApplication.activeModalWidget()
        type_into(qtbot, editor.fields["title"], "Our lab")
        choose(editor.fields["word.1.f"], "female")
        choose(editor.fields["word.3.marrow"], "bone marrow (BM)")
        choose(editor.fields["method.4"], "flow cytometry")
        choose(editor.fields["unit.4"], "%")
        editor.accept()

    QTimer.singleShot(0, describe)
    qtbot.mouseClick(dialog.new_mapping_button, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)

    assert dialog.mapping_box.currentText() == "Our lab (yours)"
    assert dialog.preview.summary.text().startswith("1 new patient · 1 new result")


def test_another_mapping_can_be_chosen(qtbot, opened, known_lab, tmp_path):
    other = MAPPING.replace("our-lab", "as-pcr").replace("Our lab", "As PCR")
    path = tmp_path / "data" / "mrdtracker" / "mappings" / "as-pcr.toml"
    path.write_text(other.replace('"flow"', '"ig_tr_pcr"'))
    dialog = opened(known_lab)

    position = dialog.mapping_box.findText("As PCR (yours)")
    dialog.mapping_box.setCurrentIndex(1 - position)
    dialog.mapping_box.setCurrentIndex(position)
    settle(qtbot, dialog)

    assert any("IG/TR PCR" in line.what for line in dialog.preview.changes.rows)


@pytest.mark.parametrize("content", [None, "", "\x00\x01"], ids=["missing", "empty", "binary"])
def test_what_is_no_table_is_said_in_place(opened, tmp_path, content):
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_text(content)

    dialog = opened(path)

    assert dialog.foot_message.text().startswith("▲ ")
    assert dialog.isVisible()


def test_escape_stops_the_work_and_then_closes(qtbot, ward, shared_data):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ImportDialog(ward.workspace, shared_data / "target_dev.tsv", window)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    settle(qtbot, dialog)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert dialog.changes is None
    assert ward.workspace.counts().patients == 1


def test_a_dropped_file_is_opened(qtbot, opened, known_lab):
    dialog = opened(None)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(known_lab))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(dialog, entering)
    assert entering.isAccepted()

    dropping = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(dialog, dropping)
    settle(qtbot, dialog)

    assert dialog.mapping_box.currentText() == "Our lab (yours)"


def test_a_file_is_chosen_with_the_systems_dialog(qtbot, opened, known_lab, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(known_lab), ""))
    dialog = opened(None)

    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)

    assert dialog.file_label.text().startswith("lab.csv: 2 rows")


def test_an_editor_that_is_closed_changes_nothing(qtbot, opened, lab):
    dialog = opened(lab)
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())

    qtbot.mouseClick(dialog.new_mapping_button, Qt.MouseButton.LeftButton)

    assert dialog.result() != QDialog.DialogCode.Accepted
    assert not dialog.mapping_box.isEnabled()
