"""Opens every page and dialog of the window and prints, as JSON, what of each finds no room.

Run in a process of its own: the scale of a screen is set before Qt starts.

    QT_SCALE_FACTOR=1.5 python -m tests.acceptance.screens_probe FOLDER WIDTH HEIGHT [dialogs]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QDialog,
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
DIALOGS = (
    *("new patient", "result", "quick result", "paste", "sample", "event", "edit"),
    *("report", "labels", "compare", "settings", "reports", "import"),
)


def clipped(page: QWidget) -> Iterator[str]:
    """Words of buttons and labels that are cut; an elided label says the rest as a tooltip."""
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page) or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            needed = widget.sizeHint()
        elif isinstance(widget, BUTTONS) and isinstance(widget, QAbstractButton):
            needed = widget.minimumSizeHint() if has_words(widget) else widget.iconSize()
        else:
            continue
        lacks = needed.width() - widget.width(), needed.height() - widget.height()
        if max(lacks) > SLACK_PX:
            yield f"{widget.text()[:60]!r} lacks {lacks[0]} × {lacks[1]} px"


def has_words(button: QAbstractButton) -> bool:
    """Answer whether a button shows its words, or its icon only."""
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    is_icon = isinstance(button, QToolButton) and button.toolButtonStyle() is icon_only
    return bool(button.text()) and not is_icon


def outside(dialog: QDialog) -> Iterator[str]:
    """What of a dialog is not on the screen, and what must be pushed sideways to be read."""
    screen, frame = dialog.screen().availableGeometry(), dialog.frameGeometry()
    if frame.width() > screen.width() or frame.height() > screen.height():
        yield f"{frame.width()} × {frame.height()} px on {screen.width()} × {screen.height()}"
    for area in dialog.findChildren(QAbstractScrollArea):
        bar, is_table = area.horizontalScrollBar(), isinstance(area, QAbstractItemView)
        if bar.isVisibleTo(dialog) and bar.maximum() > SLACK_PX and not is_table:
            yield f"{type(area).__name__} is {bar.maximum()} px too narrow"


def seen_of(bench: Workbench, name: str) -> list[str]:
    """Open a dialog, look at it, and close it."""
    found: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(5, look)
            return
        settle()
        found.extend(sorted({*clipped(dialog), *outside(dialog)}))
        dialog.reject()

    QTimer.singleShot(0, look)
    bench.do(name)
    return found


def settle() -> None:
    """Let layouts and what was put off come to rest."""
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def main(folder: Path, size: tuple[int, int], dialogs: tuple[str, ...]) -> None:
    """Print the name of each page, and of these dialogs, with its cut words."""
    application = QApplication([])
    window = MainWindow(settings_in(folder))
    frame = Frame(window, ThemeSwitch(application), Memory(window.settings))
    store = folder / "practice.mrd"
    store.write_bytes(demo_store().read_bytes())
    workspace = Workspace.open(store, ANNA)
    bench = Workbench(frame, workspace)
    bench.start()
    window.resize(*size)
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
    found |= {f"dialog {name}": seen_of(bench, name) for name in dialogs}
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201 - the test reads it
    bench.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3])), DIALOGS if sys.argv[4:] else ())
