"""Asks a person where something is saved: a name gets its suffix, and begins among documents.

Save dialogs of Qt begin in the folder that the program was started in, where lists of patients
have no business, and take a name without a suffix as it is.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


class _LastPlace:
    """Where something was saved last, as long as the program runs."""

    folder: Path | None = None


def begin_at(name: str) -> str:
    """Return the path that a save dialog begins with: beside the last one, else in Documents."""
    folder = _LastPlace.folder
    if folder is None or not folder.is_dir():
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
    return str((folder if folder.is_dir() else Path.home()) / name)


def note(path: Path) -> None:
    """Begin the next dialog beside this file."""
    _LastPlace.folder = path.parent


def ask_for_file(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Let a person choose a file; None where nothing was chosen.

    Args:
        parent: The window that the dialog belongs to.
        title: Of the dialog; "" for the system's own.
        name: What is suggested, with the suffix that a name without one gets.
        kinds: As Qt writes them: "PDF (*.pdf)".
    """
    suggested = begin_at(name)
    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if not path.suffix[1:].isalpha():  # "S-0142" and "26.00471" have none
            path = path.with_name(path.name + Path(name).suffix)
            if path.exists():
                suggested = str(path)  # the dialog itself asks whether it may be replaced
                continue
        note(path)
        return path
