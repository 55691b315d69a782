"""Tooltips of the course that were clicked on: they stay, several at once, until Esc."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, set_role

_AWAY, _GAP = 12, 4
_MOST_STEPS = 6
_WIDEST = 360


@dataclass(frozen=True)
class NoteText:
    """What a note says: one text or, where several things lie on each other, one for each.

    Attributes:
        name: What it is about; a second pin of the same takes the note away.
        pages: Rich text of each.
        place: Where the pointed-at thing is now; None while it is not seen.
    """

    name: str
    pages: tuple[str, ...]
    place: Callable[[], QPoint | None]


class PinnedNote(QFrame):
    """One tooltip that stays; a click on it takes it away."""

    def __init__(self, text: NoteText, notes: PinnedNotes, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self._notes = notes
        self._page = 0
        set_role(self, "note")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.count = QLabel()
        set_role(self.count, "quiet")
        self.count.setVisible(len(text.pages) > 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_SMALL, SPACE_TINY, SPACE_SMALL, SPACE_TINY)
        box.setSpacing(SPACE_TINY)
        box.addWidget(self.words)
        box.addWidget(self.count)
        self.setToolTip(self.tr("Click to take it away; Esc takes all away."))
        self.turn(0)

    def renew(self, pages: tuple[str, ...]) -> None:
        """Say something else about the same thing."""
        if pages and pages != self.text.pages:
            self.text = replace(self.text, pages=pages)
            self.count.setVisible(len(pages) > 1)
            self.turn(0)

    def turn(self, by: int) -> None:
        """Show the next or the previous of several things in one place."""
        pages = self.text.pages
        self._page = (self._page + by) % len(pages)
        self.words.setText(pages[self._page])
        self.count.setText(
            self.tr("{} of {} · Space, ↑ or ↓ for the next").format(self._page + 1, len(pages))
        )
        metrics = self.words.fontMetrics()
        lines = pages[self._page].split("<br>")
        longest = max(metrics.horizontalAdvance(line) for line in lines)
        self.words.setFixedWidth(min(_WIDEST, longest + SPACE_SMALL))
        self.adjustSize()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._notes.remove(self)


class PinnedNotes(QObject):
    """Keeps the notes of a canvas beside what they are about.

    Args:
        canvas: What they stand on.
    """

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.shown: list[PinnedNote] = []

    def pin(self, text: NoteText) -> None:
        """Put a note there, or take the one about the same thing away."""
        known = next((one for one in self.shown if one.text.name == text.name), None)
        if known is not None:
            self.remove(known)
            return
        self.shown.append(PinnedNote(text, self, self._canvas))
        self.place()

    def remove(self, note: PinnedNote) -> None:
        """Take one note away."""
        self.shown.remove(note)
        note.hide()
        note.deleteLater()

    def keep_only(self, names: Collection[str]) -> None:
        """Take every note away that is about something else: it may be gone or have changed."""
        for note in tuple(self.shown):
            if note.text.name not in names:
                self.remove(note)

    def clear(self) -> bool:
        """Take all notes away; False where none was seen."""
        had_some = any(not note.isHidden() for note in self.shown)
        for note in tuple(self.shown):
            self.remove(note)
        return had_some

    def turn(self, by: int) -> bool:
        """Turn the page of the note that was pinned last; False where it has only one."""
        seen = [note for note in self.shown if not note.isHidden()]
        if not seen or len(seen[-1].text.pages) == 1:
            return False
        seen[-1].turn(by)
        self.place()
        return True

    def place(self) -> None:
        """Put every note beside its thing, on the canvas and not on another note if it can be."""
        taken: list[QRect] = []
        for note in self.shown:
            place = note.text.place()
            if place is None:
                note.hide()
                continue
            area = _free(place, note.rect(), self._canvas.rect(), taken)
            taken.append(area)
            note.move(area.topLeft())
            note.show()
            note.raise_()


def _free(place: QPoint, note: QRect, room: QRect, taken: Sequence[QRect]) -> QRect:
    """Return the first area around a place that is free, else the first one."""
    width, height = note.width(), note.height()
    sides = (place.x() + _AWAY, place.x() - _AWAY - width)
    below, above = place.y() + _AWAY, place.y() - _AWAY - height
    steps = [step * (height + _GAP) for step in range(_MOST_STEPS)]
    corners = [
        (side, level) for by in steps for level in (below + by, above - by) for side in sides
    ]
    areas = []
    for x, y in corners:
        left = max(0, min(x, room.width() - width))
        top = max(0, min(y, room.height() - height))
        areas.append(QRect(left, top, width, height))
    return next(
        (area for area in areas if not any(area.intersects(other) for other in taken)), areas[0]
    )
