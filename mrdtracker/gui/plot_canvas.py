"""The course plot as a widget: shows, points, picks, zooms, and speaks to those who cannot see it.

Import it only once the window is painted: it brings the drawing library with it.
"""

# The drawing library's Qt canvas carries no types.
# mypy: disallow-untyped-calls=False

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from mrdtracker.gui.canvas_drag import LEAST_DRAG, DragBox
from mrdtracker.gui.canvas_keys import press
from mrdtracker.gui.canvas_words import pages_at
from mrdtracker.gui.hair_line import HairLine
from mrdtracker.gui.pinned_notes import NoteText, PinnedNotes
from mrdtracker.gui.sliced_canvas import SlicedCanvas
from mrdtracker.plots.course_texts import spoken
from mrdtracker.plots.course_view import CourseView
from mrdtracker.plots.look import Look
from mrdtracker.plots.mrd_course import MrdCourse

LINES_OF_A_NOTE = 4
HAND, ARROW = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor


def _is_alike(course: MrdCourse, other: MrdCourse) -> bool:
    """True for two courses of one child, both of the record or both only tried."""
    is_tried, was_tried = course.tried is not None, other.tried is not None
    return course.heading == other.heading and is_tried is was_tried


class PlotCanvas(SlicedCanvas):
    """Shows one course; of the page it keeps no state but what it was last told to select.

    Attributes:
        picked: Emitted with the frozenset of result keys that were clicked or stepped to; an
            empty one for a click on the background.
        hovered: Emitted with the key of the result under the pointer; "" when it leaves.
        awaitedClicked: Emitted with the time points of the ring that was clicked.
        menuAsked: Emitted with the place on the screen where a menu is wanted.
        viewChanged: Emitted when other days or results are seen, or to another scale.
        showAllAsked: Emitted when the hidden results are wanted back.
        view: Which days and results are seen.
        notes: The tooltips that stay.
        hair: The line at the day that is pointed at.
    """

    picked = Signal(object)
    hovered = Signal(str)
    awaitedClicked = Signal(object)  # noqa: N815 - Qt's way to name signals
    menuAsked = Signal(QPoint)  # noqa: N815
    viewChanged = Signal()  # noqa: N815
    showAllAsked = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        self._whole: MrdCourse | None = None
        self._selected: frozenset[str] = frozenset()
        self._lit: frozenset[str] = frozenset()
        self._under_pointer = ""
        self._drag = DragBox()
        self.view = CourseView()
        super().__init__(parent)
        self.notes = PinnedNotes(self)
        self.hair = HairLine(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Course of the disease"))
        self.finished.connect(self._renew_notes)

    def show_course(self, course: MrdCourse, look: Look) -> None:
        """Show a course; one that is shown already is left alone.

        Until it is drawn the last picture stays, if it is of the same patient in the same look;
        the course of another child is never seen beside this one's name, nor what was only tried
        beside the record. Another child's course begins with all of its days; folded tracks stay.
        """
        if course == self._whole and look == self.look:
            return
        before = self._whole
        is_alike = before is not None and _is_alike(course, before)
        if before is None or before.heading != course.heading:
            self.notes.clear()
            self.view = CourseView(folded=self.view.folded)
        self._whole = course
        self.notes.keep_only({point.key for point in course.points})
        self._forget_pointer()
        self._describe(self.view.of(course))
        self.put(self.view.of(course), look, keep_last=is_alike and look == self.look)
        self.viewChanged.emit()

    def look_at(self, view: CourseView) -> None:
        """See other days or results, or the same ones to another scale."""
        if view == self.view:
            return
        is_other = view.hidden != self.view.hidden
        self.view = view
        self._forget_pointer()
        if self._whole is not None and self.look is not None:
            seen = view.of(self._whole)
            if is_other:
                self._describe(seen)
            self.put(seen, self.look, keep_last=True)
        self.viewChanged.emit()

    def _describe(self, course: MrdCourse) -> None:
        self.setAccessibleDescription(spoken(course) or self.tr("No MRD result yet."))

    @property
    def whole(self) -> MrdCourse | None:
        """The course with all there is, whatever of it is seen; None before the first one."""
        return self._whole

    @property
    def has_break(self) -> bool:
        """True where the whole course is drawn with a break."""
        return self._whole is not None and self._whole.scale.late_first is not None

    def select(self, keys: Collection[str]) -> None:
        """Put the ring around these results; nothing is emitted."""
        self._selected = frozenset(keys)
        self._ring_all()

    def light(self, keys: Collection[str]) -> None:
        """Put the ring around what is pointed at elsewhere, too; nothing is emitted."""
        self._lit = frozenset(keys)
        self._ring_all()

    def step(self, by: int, *, is_adding: bool = False) -> None:
        """Pick the results of the next or previous sample in the order of time."""
        chosen = [number for number, keys in enumerate(self._samples) if keys & self._selected]
        if not chosen:
            self.go_to(0 if by > 0 else -1)
        elif is_adding:
            self.go_to(max(0, chosen[-1 if by > 0 else 0] + by), is_adding=True)
        else:
            self.go_to(max(0, chosen[0] + by))

    def go_to(self, number: int, *, is_adding: bool = False) -> None:
        """Pick the results of a sample, counted in the order of time; -1 is the last one."""
        samples = self._samples
        if samples:
            keys = samples[min(len(samples) - 1, number)]
            self._follow(keys)
            self._pick(self._selected | keys if is_adding else keys)

    def pick_all(self) -> None:
        """Pick every result of the course."""
        self._pick(frozenset(self._drawn_keys))

    def zoom(self, share: float) -> None:
        """See a share of the days around the sample that is picked there, else their middle."""
        if self._whole is None:
            return
        scale = self._whole.scale
        whole = (scale.first, scale.last)
        first, last = self.view.days or whole
        days = (point.day for point in self._whole.points if point.key in self._selected)
        seen = (day for day in days if day is not None and first <= day <= last)
        around = next(seen, (first + last) / 2)
        self.look_at(self.view.closer(around, share, whole))

    def pin_picked(self) -> bool:
        """Pin what is said of what is picked, or take it away again; false where nothing is."""
        key = next((one for one in self._drawn_keys if one in self._selected), "")
        place = self.place_of(key)
        if place is not None:
            self._pin(place, key)
        return place is not None

    @property
    def _drawn_keys(self) -> tuple[str, ...]:
        return self.drawn.keys if self.drawn is not None else ()

    @property
    def _samples(self) -> list[frozenset[str]]:
        """The results of each sample, in the order of time."""
        drawn = self.drawn
        return [] if drawn is None else list(dict.fromkeys(map(drawn.sample_of, drawn.keys)))

    def leave_one(self) -> bool:
        """Take one thing back at a time: a drag, notes, the zoom, the hiding, the selection."""
        if self._drag.begun is not None:
            self._drag.leave()
            self.update()
        elif self.notes.clear():
            return True
        elif self.view.is_zoomed:
            self.look_at(replace(self.view, days=None))
        elif self.view.hidden:
            self.showAllAsked.emit()
        elif self._selected:
            self._pick(frozenset())
        else:
            return False
        return True

    def tooltip_at(self, place: QPoint) -> str:
        """Return what is said about a result, a ring or a label at a place, or an empty text."""
        pages = self._pages_at(place)
        if not pages:
            return ""
        more = self.tr("1 of {}: click, then Space or ↓").format(len(pages))
        return pages[0] if len(pages) == 1 else f"{pages[0]}<br>{escape(more)}"

    # --- what Qt asks ---------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw all at once, and put the notes where their things are now."""
        super().draw()
        self._renew_notes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._forget_pointer()
        super().resizeEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Forget what was pointed at: the course was scrolled away under the pointer."""
        self._forget_pointer()
        super().moveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.look is None:
            return
        painter = QPainter(self)
        if not self._drag.paint(painter, self.panels, self.look):
            self.hair.paint(painter)
        if self.hasFocus():
            painter.setPen(QColor(self.look.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(press(self, event))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tooltip_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return bool(super().event(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menuAsked.emit(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._drag.begin(event.position().toPoint(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self.drawn is None:
            return
        self._point_at(self.drawn.at_pixel(*self.mouseEventCoords(place)))
        self.hair.move_to(self._hair_day_at(place.x()))
        is_on_header = self.drawn.header_at_pixel(*self.mouseEventCoords(place))
        self.setCursor(HAND if is_on_header else ARROW)
        if self._drag.begun is not None:
            self._drag.move_to(place)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, box = self._drag.begun, self._drag.area(self.panels)
        if event.button() is not Qt.MouseButton.LeftButton or begun is None:
            return
        self._drag.leave()
        self.update()
        if not box.isNull() and self._drag.is_selecting:
            self._pick_in(box, event.modifiers())
        elif not box.isNull():
            self._zoom_into(box)
        elif (event.position().toPoint() - begun).manhattanLength() < LEAST_DRAG:
            self._click(begun, event.modifiers())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._forget_pointer()

    # --- pointing and picking -------------------------------------------------------------------

    def _click(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Pick what is there and pin what is said of it."""
        if self.drawn is None:
            return
        x, y = self.mouseEventCoords(place)
        rings = self.drawn.awaited_at_pixel(x, y)
        key = self.drawn.at_pixel(x, y)
        track = self.drawn.header_at_pixel(x, y)
        if track and not key:
            self.look_at(self.view.turned(track))
        elif rings and not key:
            self.awaitedClicked.emit(rings)
        elif not key and self.drawn.is_on_break(x):
            self.look_at(replace(self.view, is_to_scale=True))
        else:
            keys = frozenset({key} if key else ())
            is_adding = Qt.KeyboardModifier.ControlModifier in modifiers
            self._pick(self._selected ^ keys if is_adding else keys)
            self._pin(place, key)

    def _pick_in(self, box: QRect, modifiers: Qt.KeyboardModifier) -> None:
        """Pick the results inside a box, with Ctrl beside those that are picked already."""
        if self.drawn is None:
            return
        left, bottom = self.mouseEventCoords(box.bottomLeft())
        right, top = self.mouseEventCoords(box.topRight())
        keys = frozenset(self.drawn.keys_within((left, right), (bottom, top)))
        is_adding = Qt.KeyboardModifier.ControlModifier in modifiers
        self._pick(self._selected | keys if is_adding else keys)

    def _pin(self, place: QPoint, key: str) -> None:
        # What was found in a result is lit in the explanation: a note that stays leaves it there.
        pages = self._pages_at(place, LINES_OF_A_NOTE)
        day = self.day_at(place.x())
        if not pages:
            return
        share = place.y() / max(1, self.height())
        where = partial(self.place_of, key) if key else partial(self.place_of_day, day, share)
        self.notes.pin(NoteText(key or pages[0], pages, where))

    def _pages_at(self, place: QPoint, most: int | None = None) -> tuple[str, ...]:
        return pages_at(self.drawn, self.mouseEventCoords(place), most) if self.drawn else ()

    def _pick(self, keys: frozenset[str]) -> None:
        self.select(keys)
        self.picked.emit(keys)

    def _follow(self, keys: frozenset[str]) -> None:
        """Move a part of the days so that a sample is in it, and the hair-line onto it."""
        if self.drawn is None:
            return
        key = min(keys, key=self.drawn.keys.index)
        day = next((one.day for one in self.drawn.course.points if one.key == key), None)
        if day is not None:
            self.look_at(self.view.moved_to(day))
        self.hair.move_to(day)

    def _forget_pointer(self) -> None:
        """Take ring and hair-line off what the pointer is on no more."""
        self._point_at("")
        self.hair.move_to(None)

    def _point_at(self, key: str) -> None:
        if key != self._under_pointer:
            self._under_pointer = key
            self._ring_all()
            self.hovered.emit(key)

    def _ring_all(self) -> None:
        self.ring(self._selected | self._lit | ({self._under_pointer} - {""}))

    def _renew_notes(self) -> None:
        """Let each note say what its result says now, and put it where it is now."""
        for note in self.notes.shown:
            place = self.place_of(note.text.name)
            if place is not None:
                note.renew(self._pages_at(place, LINES_OF_A_NOTE))
        self.notes.place()

    # --- days under the pointer -----------------------------------------------------------------

    def _hair_day_at(self, x: int) -> float | None:
        """Return the day that the pointer means: that of a sample beside it, else its own."""
        if self.drawn is None or self.day_at(x) is None:
            return None
        sample_day = self.drawn.sample_day_at_pixel(x * self.device_pixel_ratio)
        return self.day_at(x) if sample_day is None else sample_day

    def _zoom_into(self, box: QRect) -> None:
        first, last = self.day_at(box.left()), self.day_at(box.right())
        if first is not None and last is not None:
            self.look_at(replace(self.view, days=(first, last)))
