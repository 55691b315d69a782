"""Imports modules that use Qt on the GUI thread, one at a time, so that no step is felt.

Shiboken makes the Python side of Qt's classes while their module is imported, and keeps that
state without a lock: imported beside a running event loop, one start in forty ended in a
segmentation fault. So a background thread imports nothing that uses Qt.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

FRAME = ("actions", "memory", "theme", "problem_report", "frame", "start_up", "tour", "tour_guide")
WORKBENCH = (
    "message_lines",
    "form_field",
    "date_field",
    "draft_offer",
    "draft_keeper",
    "entry_foot",
    "help_looks",
    "help_text_view",
    "context_help",
    "entry_dialog",
    "patient_list_model",
    "patient_list_page",
    "findings_panel",
    "hidden_results",
    "course_pane",
    "empty_words",
    "patient_tables",
    "patient_dialog",
    "measurement_dialog",
    "what_if_drawer",
    "protocols_dialog",
    "patient_page",
    "side_page",
    "history_model",
    "history_page",
    "pack_view",
    "rules_page",
    "state_glyphs",
    "day_watch",
    "due_watch",
    "week_view",
    "due_buttons",
    "wrapping_row",
    "today_bar",
    "today_foot",
    "today_page",
    "board_table",
    "board_page",
    "side_pages",
    "summary_refresh",
    "import_dialog",
    "patient_acts",
    "finder_list",
    "finder",
    "unsaved_entries",
    "scan_to_open",
    "entry_desk",
    "frame_standing",
    "taking_back",
    "workbench",
)
CANVAS = (
    "pinned_notes",
    "course_export",
    "sliced_canvas",
    "hair_line",
    "canvas_drag",
    "canvas_keys",
    "canvas_words",
    "plot_canvas",
    "copied_view",
)


class ModuleSteps(QObject):
    """Imports the named modules in their order, each in a turn of the event loop of its own.

    Args:
        names: Modules of ``mrdtracker.gui``, the most independent first.
        owner: Lives as long as the steps shall go on.

    Attributes:
        loaded: Emitted after the last one.
    """

    loaded = Signal()

    def __init__(self, names: Sequence[str], owner: QObject) -> None:
        super().__init__(owner)
        self._names = list(names)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin; connect the signal before."""
        self._timer.start()

    def _step(self) -> None:
        if self._names:
            name = f"mrdtracker.gui.{self._names.pop(0)}"
            importlib.import_module(name)  # noqa: TID251 - of this very package: no layer is left
            return
        self._timer.stop()
        self.loaded.emit()
