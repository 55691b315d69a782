"""Every command of the menus leaves something that can be seen."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from mrdtracker.gui.actions import ACTS, DUE_ACTS
from mrdtracker.services.commands import AddPatient
from tests.builders import a_patient

# These belong to the program around the pages; tests of run.py and start_up.py do them.
OF_THE_PROGRAM = {"practice", "laboratory", "quit", "larger", "smaller", "normal", "tour"}
NAMES = [act.name for act in ACTS if act.name not in OF_THE_PROGRAM]
# What has to be done before, so that there is something to do.
BEFORE = {"forward": ("history", "back"), "redo": ("undo",)}


def what_is_seen(desk):
    """Where the person is, what is said, what is on top, and where the keyboard is."""
    page = desk.bench.patient
    return (
        desk.bench.places.current,
        desk.frame.notice.text(),
        desk.bench.finder.is_open,
        page.drawer is not None,
        desk.bench.help.browser.verticalScrollBar().value(),
        desk.window.focusWidget(),
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_command_leaves_a_visible_result(desk, name):
    desk.bench.bus.publish(desk.workspace.recorder.execute(AddPatient(a_patient(5))))
    desk.patient("DEMO-01")
    for step in BEFORE.get(name, ()):
        desk.bench.do(step)
    if name in DUE_ACTS:
        desk.bench.do("today")
        desk.bench.today.table.select_lines([0])
    if name == "patients":
        desk.bench.do("history")
    dialogs = []

    def close_dialog():
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialogs.append(dialog.windowTitle())
            dialog.reject()

    look = QTimer(desk.window, interval=5)
    look.timeout.connect(close_dialog)
    look.start()
    before = what_is_seen(desk)

    desk.bench.do(name)

    look.stop()
    assert dialogs or what_is_seen(desk) != before, f"{name} leaves nothing to see"


def test_what_is_done_asks_for_no_click(desk):
    desk.bench.bus.publish(desk.workspace.recorder.execute(AddPatient(a_patient(5))))

    desk.bench.do("undo")

    assert QApplication.activeModalWidget() is None
    assert "S-0005" in desk.frame.notice.text()
