"""The keys of the course plot: what the mouse does there, the keyboard does too."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mrdtracker.gui.pinned_notes import PinnedNotes

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_PAGES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Space: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# By their signs: on some keyboards the plus needs Shift, on others it is a key of its own.
_ZOOMS = {"+": 0.5, "=": 0.5, "-": 2.0}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class KeyedCanvas(Protocol):
    """What can be done on a course with a key."""

    notes: PinnedNotes

    def step(self, by: int, *, is_adding: bool = False) -> None:
        """Pick the next or previous sample, or add it to those that are picked."""

    def pick_all(self) -> None:
        """Pick every result."""

    def go_to(self, number: int) -> None:
        """Pick a sample by its number."""

    def zoom(self, share: float) -> None:
        """See a share of the days."""

    def pin_picked(self) -> bool:
        """Pin what is said of what is picked."""

    def leave_one(self) -> bool:
        """Take one thing back."""


def press(canvas: KeyedCanvas, event: QKeyEvent) -> bool:
    """Do what a key asks for; false where it asks for nothing here, and others may have it."""
    if event.text() in _ZOOMS and not event.modifiers() & _OTHERS:
        canvas.zoom(_ZOOMS[event.text()])
        return True
    if event.modifiers() not in _PLAIN:
        return _press_more(canvas, event)
    key = Qt.Key(event.key())
    if key in _STEPS:
        canvas.step(_STEPS[key])
    elif key in _ENDS:
        canvas.go_to(_ENDS[key])
    elif key in _PAGES:
        return canvas.notes.turn(_PAGES[key])
    elif key in _ENTER:
        return canvas.pin_picked()
    else:
        return key == Qt.Key.Key_Escape and canvas.leave_one()
    return True


def _press_more(canvas: KeyedCanvas, event: QKeyEvent) -> bool:
    """Pick more than one sample, as a box drawn with the mouse does."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.matches(QKeySequence.StandardKey.SelectAll):
        canvas.pick_all()
    elif key in _STEPS and held == Qt.KeyboardModifier.ShiftModifier:
        canvas.step(_STEPS[key], is_adding=True)
    else:
        return False
    return True
