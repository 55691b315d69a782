import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject

from mrdtracker.gui.module_steps import CANVAS, FRAME, WORKBENCH, ModuleSteps

PROJECT = Path(__file__).parents[2]

WATCHED_START = """
import importlib.abc, json, sys, threading
from pathlib import Path

QT = ("PySide6", "mrdtracker.gui", "matplotlib.backends.backend_qt", "matplotlib.backends.qt_")
astray, seen = [], []

class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.startswith(QT):
            seen.append(name)
            if threading.current_thread() is not threading.main_thread():
                astray.append(name)

sys.meta_path.insert(0, Watch())
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.run import Run
from tests.gui.desk import settings_in

application = QApplication(sys.argv[:1])
window = MainWindow(settings_in(Path(sys.argv[1])))
run = Run(application, window, Path(sys.argv[1], "practice.mrd"), "Ben", is_demo=True)

def filled():
    run.start_up.plotsReady.connect(lambda: QTimer.singleShot(0, window.close))

run.filled.connect(filled)
window.painted.connect(run.begin)
window.show()
application.exec()
print(json.dumps({"astray": astray, "seen": seen}))
"""


def test_the_modules_are_imported_in_their_order_and_then_it_is_said(qtbot, monkeypatch):
    owner = QObject()
    imported = []
    monkeypatch.setattr("importlib.import_module", imported.append)
    steps = ModuleSteps(["frame", "theme"], owner)

    with qtbot.waitSignal(steps.loaded, timeout=5_000):
        steps.start()

    assert imported == ["mrdtracker.gui.frame", "mrdtracker.gui.theme"]


def test_no_thread_beside_the_gui_imports_what_uses_qt(tmp_path):
    answer = subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-c", WATCHED_START, str(tmp_path)],
        cwd=PROJECT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["astray"] == []
    names = {name.removeprefix("mrdtracker.gui.") for name in told["seen"]}
    assert {
        *FRAME,
        *WORKBENCH,
        *(name.removeprefix("mrdtracker.gui.") for name in CANVAS),
    } <= names
