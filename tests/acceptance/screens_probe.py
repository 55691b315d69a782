"""Opens every page of the window and prints, as JSON, the words of each page that find no room.

Run in a process of its own: the scale of a screen is set before Qt starts.

    QT_SCALE_FACTOR=1.5 python -m tests.acceptance.screens_probe FOLDER WIDTH HEIGHT
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from mrdtracker.gui.elided_label import ElidedLabel
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.side_pages import SIDE_PAGES
from mrdtracker.gui.theme import ThemeSwitch
from mrdtracker.gui.workbench import PATIENTS, Workbench
from mrdtracker.services.workspace import Workspace
from tests.gui.desk import ANNA, demo_store, settings_in

SLACK_PX = 1
BUTTONS = (QPushButton, QToolButton, QCheckBox, QRadioButton)


def clipped(page: QWidget) -> Iterator[str]:
    """Words of buttons and labels that are cut; an elided label says the rest as a tooltip."""
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page) or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            needed = widget.sizeHint()
        elif isinstance(widget, BUTTONS) and isinstance(widget, QAbstractButton):
            needed = widget.minimumSizeHint() if widget.text() else widget.size()
        else:
            continue
        lacks = needed.width() - widget.width(), needed.height() - widget.height()
        if max(lacks) > SLACK_PX:
            yield f"{widget.text()[:60]!r} lacks {lacks[0]} × {lacks[1]} px"


def settle() -> None:
    """Let layouts and what was put off come to rest."""
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def main(folder: Path, width: int, height: int) -> None:
    """Print the name of each page with its cut words."""
    application = QApplication([])
    window = MainWindow(settings_in(folder))
    frame = Frame(window, ThemeSwitch(application), Memory(window.settings))
    store = folder / "practice.mrd"
    store.write_bytes(demo_store().read_bytes())
    workspace = Workspace.open(store, ANNA, is_read_only=True)
    bench = Workbench(frame, workspace)
    bench.start()
    window.resize(width, height)
    window.show()
    settle()
    found: dict[str, list[str]] = {}
    for place in (PATIENTS, *SIDE_PAGES):
        bench.do(place)
        settle()
        found[place] = sorted(set(clipped(window)))
    for code in ("DEMO-05", "DEMO-12"):
        bench.open_patient(workspace.patient_by_code(code).id)
        settle()
        found[code] = sorted(set(clipped(window)))
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201 - the test reads it
    bench.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
