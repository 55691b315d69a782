"""A template that never ends: whoever closes, cancels or chooses another one ends it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.report_dialog import ReportDialog
from mrdtracker.gui.report_template_button import remember_template
from mrdtracker.gui.reports_dialog import ReportsDialog
from mrdtracker.services.typesetting_process import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
# The library stops a single loop at 10 000 rounds, and not ten thousand of ten thousand.
ENDLESS = "#for i in range(9999) { for j in range(9999) { for k in range(9999) { let x = k } } }"


def setters() -> list[int]:
    """The processes of this one that set pages."""
    found = []
    for tasks in Path("/proc/self/task").iterdir():
        for pid in (tasks / "children").read_text(encoding="ascii").split():
            words = Path("/proc", pid, "cmdline").read_bytes()
            found += [int(pid)] if b"typesetting_process" in words else []
    return found


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def hanging(tmp_path, monkeypatch):
    """A template without end, and the rooms of its processes in a folder of the test."""
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    template = tmp_path / "ward.typ"
    template.write_text(ENDLESS, encoding="utf-8")
    return template


@pytest.fixture
def is_hanging(tmp_path):
    """Whether the process has copied its template, and so has begun to set it."""
    return lambda: bool(list((tmp_path / "rooms").glob("*/**/*.typ"))) and bool(setters())


@pytest.fixture
def dialog(qtbot, desk, hanging, is_hanging):
    patient = desk.workspace.patient_by_code("DEMO-05")
    opened = ReportDialog(desk.workspace, patient, desk.window)
    qtbot.addWidget(opened)
    opened.show()
    opened.use_template(hanging)
    qtbot.waitUntil(is_hanging, timeout=10_000)
    yield opened
    opened.done(0)


def left_over(tmp_path):
    return [one for one in (tmp_path / "rooms").iterdir() if one.name.startswith("mrdtracker-")]


def test_closing_the_window_ends_the_process_at_once(dialog, tmp_path):
    (pid,), began = setters(), time.monotonic()

    dialog.done(0)

    assert is_gone(pid)
    assert left_over(tmp_path) == []
    assert time.monotonic() - began < Limits().seconds / 3


def test_escape_is_heard_while_it_hangs(qtbot, dialog):
    (pid,) = setters()

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert is_gone(pid)
    assert not dialog.isVisible()


def test_another_template_takes_its_place(qtbot, dialog):
    (pid,) = setters()
    assert not dialog.save_button.isEnabled()

    dialog.use_template(None)

    assert is_gone(pid)
    qtbot.waitUntil(lambda: bool(dialog.shown.pages), timeout=10_000)
    assert setters() == []
    assert dialog.save_button.isEnabled()


def test_a_batch_is_cancelled_within_its_first_report(qtbot, desk, hanging, is_hanging, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    remember_template(desk.frame.memory, hanging)
    batch = ReportsDialog(desk.workspace, desk.window, desk.frame.memory)
    qtbot.addWidget(batch)
    batch.show()
    batch.write_into(folder)
    qtbot.waitUntil(is_hanging, timeout=10_000)
    (pid,) = setters()

    qtbot.mouseClick(batch.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not batch.is_running, timeout=5_000)

    assert is_gone(pid)
    assert batch.note.text().startswith("Stopped: 0 reports")
    assert list(folder.iterdir()) == []
    assert left_over(tmp_path) == []
