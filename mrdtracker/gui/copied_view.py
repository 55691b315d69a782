"""Copies how a course is looked at, as a short text, and goes back to a view that was copied."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.plot_canvas import PlotCanvas
from mrdtracker.gui.presenters.view_text import CopiedView, view_in, view_text
from mrdtracker.words import say


def copy_view(canvas: PlotCanvas) -> str:
    """Put the view on the clipboard, and return what is to be said of it."""
    clipboard, text = QGuiApplication.clipboard(), view_text(canvas.view)
    clipboard.setText(text)
    if clipboard.text() != text:
        return say("The clipboard did not take it: close what holds it and copy again.")
    return say("This view of the course is on the clipboard, without the patient.")


def paste_view(canvas: PlotCanvas, state: CaseState) -> str:
    """Go to the view on the clipboard, and return what is to be said of it."""
    copied = view_in(QGuiApplication.clipboard().text())
    if copied is None:
        return say("No view of a course is on the clipboard. Ctrl+Shift+V pastes results.")
    if canvas.whole is None or not copied.view.meets(canvas.whole):
        return say("This course has no day of that view.")
    keys = copied.keys_among(state.known)
    state.hide(keys)
    view = copied.view
    canvas.look_at(replace(canvas.view, days=view.days, is_to_scale=view.is_to_scale))
    return _said(copied, len(keys))


def _said(copied: CopiedView, found: int) -> str:
    missing = len(copied.hidden) - found
    if missing:
        words = say("The copied view is shown; not of this patient are results hidden in it: {}.")
        return words.format(missing)
    return say("The copied view is shown.")
