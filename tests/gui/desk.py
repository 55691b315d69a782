"""A whole window over a real store of the invented patients, for the tests of pages."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from mrdtracker.gui.frame import Frame
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.theme import ThemeSwitch, theme_switch
from mrdtracker.gui.workbench import Workbench
from mrdtracker.services.demo import create_demo
from mrdtracker.services.workspace import Person, Workspace
from tests.gui.ward import bundled_rules

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ANNA = Person("Anna", lambda: NOW)


@dataclass
class Desk:
    """What a test works with."""

    window: MainWindow
    frame: Frame
    bench: Workbench
    workspace: Workspace

    def patient(self, code: str) -> None:
        """Open a patient's page."""
        self.bench.open_patient(self.workspace.patient_by_code(code).id)

    def close(self) -> None:
        """Close the store and the window."""
        self.bench.close()
        self.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settings_in(folder: Path) -> QSettings:
    """Settings that no other test sees."""
    return QSettings(str(folder / "looks.ini"), QSettings.Format.IniFormat)


def the_switch() -> ThemeSwitch:
    """The application's theme switch, made once."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return theme_switch() or ThemeSwitch(application)


@cache
def demo_store() -> Path:
    """A store of the invented patients, made once and copied for every test."""
    folder = Path(mkdtemp(prefix="mrdtracker-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "practice.mrd"
    create_demo(path, ANNA).close()
    return path


def demo_workspace(folder: Path, *, is_read_only: bool = False) -> Workspace:
    """Open a copy of the invented patients."""
    path = folder / "practice.mrd"
    shutil.copy(demo_store(), path)
    return Workspace.open(path, ANNA, is_read_only=is_read_only, rules=bundled_rules())


def open_desk(qtbot, folder: Path, workspace: Workspace | None = None) -> Desk:
    """Show a window with a store, by default the invented patients."""
    window = MainWindow(settings_in(folder))
    qtbot.addWidget(window)
    frame = Frame(window, the_switch(), Memory(window.settings))
    workspace = workspace or demo_workspace(folder)
    bench = Workbench(frame, workspace)
    bench.start()
    frame.search.textChanged.connect(bench.finder.typed)
    frame.searchLeft.connect(bench.finder.key)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    return Desk(window, frame, bench, workspace)


def answer(deed: Callable[[QDialog], None]) -> None:
    """Do something in the next dialog as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(5, look)
        else:
            deed(dialog)

    QTimer.singleShot(0, look)
