"""Opens the window in Korean and prints, as JSON, what is still English or is cut.

Run in a process of its own: a language is chosen before the first window.

    python -m tests.acceptance.korean_probe STORE
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.text import Text
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QDeadlineTimer,
    QModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from mrdtracker import locations
from mrdtracker.gui.cohort_page import CohortPage
from mrdtracker.gui.entry_dialog import EntryDialog
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.help_text_view import HelpTextView
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.side_pages import COHORT, SIDE_PAGES, TODAY
from mrdtracker.gui.theme import ThemeSwitch
from mrdtracker.gui.translator import speak_in_windows
from mrdtracker.gui.workbench import PATIENTS, Workbench
from mrdtracker.services.workspace import Workspace
from tests.acceptance.screens_probe import clipped, settle
from tests.gui.desk import ANNA, settings_in
from tests.gui.ward import bundled_rules
from tests.language.english import english_left

_KEY = re.compile(r"&(?=[A-Za-z])")
ROWS_LOOKED_AT = 60
# Between them they have every state of a group, counts, doses, a relapse and a pack without rules.
CHILDREN = ("DEMO-02", "DEMO-05", "DEMO-08", "DEMO-12")
PACKS = ("cog-aall08b1", "ukall-2003", "pdl-relapse", "aieop-bfm-all-2009")
# Names, codes, and words that are typed as they stand.
NAMES = (
    "MRD tracker",
    "Lancet Oncology",
    "St Jude Total XVI",
    "St Jude Total XV",
    "pos nq",
    "Practice laboratory",
    "Dr Lee",
)
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
DIALOGS = (
    "new patient",
    "result",
    "quick result",
    "paste",
    "sample",
    "event",
    "edit",
    "amend",
    "void",
    "edition",
    "void patient",
    "compare",
    "report",
    "labels",
    "settings",
    "reports",
    "import",
)
DUE_DIALOGS = ("due form", "due missed")


def words_of(root: QWidget) -> Iterator[str]:
    """Everything that a window says: on it, as a tooltip, and to a screen reader."""
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, QMenu):
            widget.aboutToShow.emit()
            for action in widget.actions():
                yield from (action.text(), action.toolTip(), action.statusTip())
        if not widget.isVisibleTo(root):
            continue
        yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        yield from _own_words(widget)


def _own_words(widget: QWidget) -> Iterator[str]:
    for kind, words in SAID_BY:
        if isinstance(widget, kind):
            yield from words(widget)


def _of_tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        yield from (bar.tabText(place), bar.tabToolTip(place))


def _of_text(editor: QTextEdit) -> Iterator[str]:
    yield editor.placeholderText()
    # The pages of the help are files of their own.
    if not isinstance(editor, HelpTextView):
        yield editor.toPlainText()


def _of_view(view: QAbstractItemView) -> Iterator[str]:
    yield from _words_of_model(view.model()) if view.model() is not None else ()


def _words_of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    is_list = isinstance(model, QAbstractListModel)
    for column in range(1 if is_list else model.columnCount(parent)):
        for role in ROLES:
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(min(model.rowCount(parent), ROWS_LOOKED_AT)):
            index = model.index(row, column, parent)
            yield from (str(index.data(role) or "") for role in ROLES)
            if column == 0:
                yield from _words_of_model(model, index)


# What each kind of widget says by itself.
SAID_BY: tuple[tuple[type[QWidget], Callable[[Any], Iterable[str]]], ...] = (
    (QLabel, lambda label: [label.text()]),
    (QAbstractButton, lambda button: [button.text()]),
    (QLineEdit, lambda editor: [editor.placeholderText()]),
    (QComboBox, lambda box: [box.itemText(place) for place in range(box.count())]),
    (QTabBar, _of_tabs),
    (QGroupBox, lambda group: [group.title()]),
    (QTextEdit, _of_text),
    (QPlainTextEdit, lambda editor: [editor.placeholderText()]),
    (FigureCanvasQTAgg, lambda canvas: [one.get_text() for one in canvas.figure.findobj(Text)]),
    (QAbstractItemView, _of_view),
)


def wait_for(happened: Callable[[], object]) -> None:
    """Let the program work until something has happened, or ten seconds are over."""
    deadline = QDeadlineTimer(10_000)
    while not happened() and not deadline.hasExpired():
        settle()


def plain(text: str) -> str:
    """Return a text without its markup and without the marks of its keys."""
    text = _KEY.sub("", text)
    return QTextDocumentFragment.fromHtml(text).toPlainText() if "</" in text else text


class Probe:
    """One window in Korean, and what of it a Korean would not read.

    Attributes:
        found: The English and the cut words of every place that has any, by its name.
    """

    def __init__(
        self, bench: Workbench, workspace: Workspace, found: dict[str, list[str]] | None = None
    ) -> None:
        self.found: dict[str, list[str]] = {} if found is None else found
        self._bench, self._workspace = bench, workspace
        self._seen: set[str] = set()
        self._known = sorted(known_texts(workspace), key=len, reverse=True)

    def know(self, texts: Iterable[str]) -> None:
        """Let these texts be said as they stand."""
        known = {*self._known, *(text for text in texts if " " in text)}
        self._known = sorted(known, key=len, reverse=True)

    def look(self, name: str, widget: QWidget) -> None:
        """Note what a window says in English, and what of its Korean finds no room."""
        settle()
        said = {text for text in words_of(widget) if text} - self._seen
        self._seen |= said
        left = {run for text in said for run in english_left(plain(text), self._known)}
        left.update(clipped(widget))
        if left:
            self.found[name] = sorted(left)

    def page(self, place: str) -> None:
        """Go to a page and look."""
        self._bench.do(place)
        self.look(place, self._bench.frame.window)

    def views_of_the_cohort(self) -> None:
        """Look at the cohort in every way, parted by everything it can be parted by."""
        page = self._bench.frame.window.findChild(CohortPage)
        self._bench.do(COHORT)
        for kind, button in page.bar.views.items():
            button.click()
            self.look(f"cohort, {kind.value}", page)
        for place in range(page.bar.by.count()):
            page.bar.by.setCurrentIndex(place)
            self.look(f"cohort, {page.bar.by.currentText()}", page)

    def patient(self, code: str) -> None:
        """Open a patient and look."""
        self._bench.open_patient(self._workspace.patient_by_code(code).id)
        course = self._bench.patient.course
        wait_for(lambda: course.canvas is not None and course.canvas.drawn is not None)
        records = self._bench.patient.records
        for tab in range(records.count()):
            records.setCurrentIndex(tab)
            self.look(f"{code}, {records.tabText(tab)}", self._bench.frame.window)
        records.setCurrentIndex(0)

    def dialog(self, name: str, open_it: Callable[[], object]) -> None:
        """Open a dialog, look, press its button, and look once more at what it then says."""
        seen: list[QDialog] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                return
            if not seen:
                seen.append(dialog)
                self.look(name, dialog)
                if isinstance(dialog, EntryDialog):
                    dialog.save_button.click()
                    self.look(f"{name}, saved empty", dialog)
            for one in QApplication.topLevelWidgets():
                if isinstance(one, QDialog) and one.isVisible():
                    one.done(0)

        timer = QTimer(interval=0)
        timer.timeout.connect(look)
        timer.start()
        open_it()
        timer.stop()
        if not seen:
            self.found[name] = ["no dialog opened"]


def known_texts(workspace: Workspace) -> set[str]:
    """What is said as it stands, in whatever language: recorded words, journal, publications."""
    known = set(NAMES)
    for file in (locations.resources() / "rules").glob("*.toml"):
        pack = tomllib.loads(file.read_text(encoding="utf-8"))
        for source in pack.get("source", ()):
            known.update(texts_in(source))
    for file in (locations.resources() / "samples" / "demo").rglob("*.json"):
        known.update(texts_in(json.loads(file.read_text(encoding="utf-8"))))
    known.update(entry.label for entry in workspace.journal())
    return {text for text in known if " " in text}


def texts_in(document: Any) -> Iterator[str]:
    """Every text of a document of lists and tables."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for one in document.values() if isinstance(document, dict) else document:
            yield from texts_in(one)


def korean_frame(folder: Path) -> Frame:
    """Make the application and its window, in Korean."""
    application = QApplication([])
    speak_in_windows(application, "ko")
    window = MainWindow(settings_in(folder))
    window.resize(1366, 768)
    window.show()
    return Frame(window, ThemeSwitch(application), Memory(window.settings))


def print_found(found: dict[str, list[str]]) -> None:
    """Print what was found; a test reads it."""
    print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201 - a program of its own


def main(store: Path) -> None:
    """Print the English of every page and dialog over a copy of the invented patients."""
    folder = store.parent
    frame = korean_frame(folder)
    window = frame.window
    workspace = Workspace.open(store, ANNA, rules=bundled_rules())
    bench = Workbench(frame, workspace)
    bench.start()
    bench.patient.course.make_canvas()
    probe = Probe(bench, workspace)
    for place in (PATIENTS, *SIDE_PAGES):
        probe.page(place)
    probe.views_of_the_cohort()
    for pack in PACKS:
        bench.rules.choose(pack)
        probe.look(pack, bench.rules)
    for code in CHILDREN:
        probe.patient(code)
    bench.patient.records.result_table.select_lines([0])
    for name in DIALOGS:
        probe.dialog(name, lambda name=name: bench.do(name))
    bench.do("what if")
    probe.look("what if", window)
    table = folder / "table.tsv"
    table.write_text("patient\tdate\tmrd\nA\tyesterday\t1\nB\t2026-03-01\tneg\n")
    probe.dialog("import of a table", lambda: bench.acts.import_table(table))
    bench.do(TODAY)
    wait_for(bench.today.model.rowCount)
    probe.look("today, read", window)
    bench.today.bar.week_button.click()
    probe.look("week", window)
    bench.today.bar.week_button.click()
    bench.today.table.select_lines([0])
    for name in DUE_DIALOGS:
        probe.dialog(name, lambda name=name: bench.do(name))
    print_found(probe.found)
    bench.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
