"""AC21: the program is killed in mid-entry; nothing saved is missing, and the entry is offered."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mrdtracker.services.workspace import Person, Workspace
from tests.gui.desk import ANNA, demo_workspace, open_desk
from tests.gui.ward import bundled_rules

PROJECT = Path(__file__).parents[2]
TYPING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.theme import ThemeSwitch
from mrdtracker.gui.workbench import Workbench
from mrdtracker.services.workspace import Workspace
from tests.gui.desk import ANNA, settings_in
from tests.gui.ward import bundled_rules
from mrdtracker.services.commands import AddEvent
from tests.builders import an_event

application = QApplication(sys.argv[:1])
path = Path(sys.argv[1])
window = MainWindow(settings_in(path.parent))
frame = Frame(window, ThemeSwitch(application), Memory(window.settings))
workspace = Workspace.open(path, ANNA, rules=bundled_rules())
bench = Workbench(frame, workspace)
bench.start()
window.show()
patient = workspace.patient_by_code("DEMO-03")
event = an_event(patient_id=patient.id, name="saved before", on=workspace.today)
workspace.recorder.execute(AddEvent(event))
bench.open_patient(patient.id)

def type_it():
    dialog = application.activeModalWidget()
    if dialog is None:
        QTimer.singleShot(5, type_it)
        return
    QTest.keyClicks(dialog.fields["code"].editor, "T-77")
    dialog.keeper.pause.timeout.connect(lambda: print("kept", flush=True))

QTimer.singleShot(0, type_it)
bench.do("sample")
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """The file as a program leaves it that is killed half a second after the last key."""
    folder = tmp_path_factory.mktemp("killed")
    workspace = demo_workspace(folder)
    workspace.close()
    program = subprocess.Popen(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-c", TYPING, str(workspace.path)],
        cwd=PROJECT,
        env=os.environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    with program.stdout:
        assert program.stdout.readline() == "kept\n"
    program.kill()
    assert program.wait() == -signal.SIGKILL
    return workspace.path


@pytest.mark.parametrize(("person", "is_offered"), [("Anna", True), ("Ben", False)])
def test_a_kill_in_mid_entry_loses_nothing(qtbot, killed, person, is_offered):
    workspace = Workspace.open(killed, Person(person, ANNA.clock), rules=bundled_rules())
    desk = open_desk(qtbot, killed.parent, workspace)

    file = workspace.patient_file(workspace.patient_by_code("DEMO-03").id)

    assert "saved before" in [event.name for event in file.events]
    assert "T-77" not in [sample.code for sample in file.samples]
    assert workspace.verify().findings == ()
    assert desk.bench.entries.unsaved.offer.isVisible() is is_offered
    kept = {one.form: dict(one.fields) for one in workspace.drafts.all()}
    assert kept == ({"sample": {"code": "T-77"}} if is_offered else {})
    desk.close()
