"""All reports into a folder: counted, stopped between two, told what went wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from mrdtracker.domain.listing import PatientQuery
from mrdtracker.gui.reports_dialog import ReportsDialog
from mrdtracker.services.workspace import Workspace
from tests.gui.desk import ANNA, answer
from tests.gui.ward import bundled_rules


@pytest.fixture
def dialog(qtbot, desk):
    opened = ReportsDialog(desk.workspace, desk.window)
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    qtbot.waitUntil(lambda: not opened.is_running, timeout=30_000)


def test_every_patient_gets_a_file(
    qtbot, dialog, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    assert dialog.words.text() == "Writes a report of 16 patients as PDF, one file each."
    qtbot.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    assert dialog.bar.isVisible()
    assert dialog.close_button.text() == "Cancel"
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=30_000)
    qtbot.waitUntil(lambda: bool(dialog.note.text()), timeout=5_000)

    assert dialog.note.text() == f"16 reports in {folder}."
    assert len(list(folder.glob("DEMO-*.pdf"))) == len(list(folder.iterdir())) == 16
    assert dialog.close_button.text() == "Close"


def test_cancel_stops_between_two_files(qtbot, dialog, tmp_path) -> None:
    dialog.write_into(tmp_path / "reports")
    assert "cannot be written" not in dialog.note.text()
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=30_000)
    (tmp_path / "some").mkdir()

    dialog.write_into(tmp_path / "some")
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=10_000)
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=10_000)

    files = list((tmp_path / "some").iterdir())
    assert dialog.isVisible()
    assert dialog.note.text().startswith(f"Stopped: {len(files)} report")
    assert 0 < len(files) < 16
    assert all(one.suffix == ".pdf" for one in files)


def test_a_folder_that_cannot_be_written_is_said(qtbot, dialog, tmp_path) -> None:
    dialog.write_into(tmp_path / "none")
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=10_000)

    assert "DEMO-01.pdf cannot be written" in dialog.note.text()
    assert dialog.note.text().endswith("0 files written.")


def test_nothing_chosen_writes_nothing(qtbot, dialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    qtbot.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)

    assert not dialog.is_running
    assert not dialog.bar.isVisible()


def test_an_empty_store_has_nothing_to_write(qtbot, tmp_path) -> None:
    with Workspace.create(tmp_path / "ward.mrd", ANNA, rules=bundled_rules()) as empty:
        dialog = ReportsDialog(empty, None)
        qtbot.addWidget(dialog)

        assert not dialog.start_button.isEnabled()


def test_the_menu_opens_it(desk) -> None:
    seen = []

    def look(dialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.close()

    answer(look)
    desk.bench.do("reports")

    assert seen == ["Reports of many patients"]


def test_the_filtered_list_is_offered_before_all(qtbot, desk, tmp_path) -> None:
    query = PatientQuery(search="DEMO-05")
    dialog = ReportsDialog(desk.workspace, desk.window, query=query)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.words.text() == "Writes a report of 1 patient as PDF, one file each."

    dialog.write_into(tmp_path)
    qtbot.waitUntil(lambda: "1 report in" in dialog.note.text(), timeout=20_000)
    assert [one.name for one in tmp_path.glob("*.pdf")] == ["DEMO-05.pdf"]

    dialog.is_all.click()
    assert "16 patients" in dialog.words.text()


def test_without_a_filter_there_is_nothing_to_choose(dialog) -> None:
    assert dialog.is_all.isHidden()
