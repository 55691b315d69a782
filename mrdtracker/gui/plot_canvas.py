"""The course plot as a widget: shows, points, picks, and speaks to those who cannot see it.

Import it only once the window is painted: it brings the drawing library with it. A course takes
longer to draw than a window may stand still, so it is drawn in slices, between other events.
"""

# The drawing library's Qt canvas carries no types.
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from html import escape
from time import perf_counter

from matplotlib.backend_bases import DrawEvent, LocationEvent, MouseButton, MouseEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mrdtracker.plots.course_sheet import good_height, least_height
from mrdtracker.plots.course_texts import lines_about, spoken
from mrdtracker.plots.drawn_course import RING_POINTS
from mrdtracker.plots.figures import POINTS_PER_INCH, SCREEN_DPI, draw_by_artist
from mrdtracker.plots.look import Look
from mrdtracker.plots.mrd_course import DrawnCourse, MrdCourse, begin_course, finish_course

_LEAST_SIZE = QSize(360, 200)
_USUAL_WIDTH = 640
_SLICE_S = 0.012
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def _is_alike(course: MrdCourse, other: MrdCourse) -> bool:
    """True for two courses of one child, both of the record or both only tried."""
    is_tried, was_tried = course.tried is not None, other.tried is not None
    return course.heading == other.heading and is_tried is was_tried


class PlotCanvas(FigureCanvasQTAgg):
    """Shows one course; it keeps no state of the page but what it was last told to select.

    Attributes:
        picked: Emitted with the key of the result that was clicked or stepped to; "" for a click
            on the background.
        hovered: Emitted with the key of the result under the pointer; "" when it leaves.
        finished: Emitted when a picture that was drawn in slices stands there.
        drawn: What stands on the figure; None before the first picture.
    """

    picked = Signal(str)
    hovered = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        screen = QGuiApplication.primaryScreen()
        # Points on the plot are then as large as points in the rest of the window.
        dpi = SCREEN_DPI if screen is None else screen.logicalDotsPerInch()
        self._course: MrdCourse | None = None
        self._look: Look | None = None
        self._is_laid_out = True
        self._selected: frozenset[str] = frozenset()
        self._under_pointer = ""
        self._background: object | None = None
        self._slices: Iterator[None] | None = None
        self._last_picture: QImage | None = None
        self.drawn: DrawnCourse | None = None
        super().__init__(Figure(figsize=(6, 3), dpi=dpi))
        self.setParent(parent)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_slice)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Course of the disease"))
        self.mpl_connect("draw_event", self._drawn_at_once)
        self.mpl_connect("button_press_event", self._press)
        self.mpl_connect("motion_notify_event", self._move)
        self.mpl_connect("figure_leave_event", self._leave)

    def show_course(self, course: MrdCourse, look: Look) -> None:
        """Show a course; one that is shown already is left alone.

        Until it is drawn the last picture stays, if it is of the same patient in the same look;
        the course of another child is never seen beside this one's name, nor what was only tried
        beside the record.
        """
        if course == self._course and look == self._look:
            return
        self._keep_picture()
        if self._course is None or look != self._look or not _is_alike(course, self._course):
            # With the background there, it would be kept a second time when the drawing begins.
            self._last_picture = self._background = None
        self._course, self._look = course, look
        self._is_laid_out = False
        self._under_pointer = ""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(look.surface))
        palette.setColor(QPalette.ColorRole.Base, QColor(look.surface))
        self.setPalette(palette)
        self.setAccessibleDescription(spoken(course) or self.tr("No MRD result yet."))
        self.updateGeometry()
        self.draw_idle()

    def select(self, keys: Collection[str]) -> None:
        """Put the ring around these results; nothing is emitted."""
        if frozenset(keys) != self._selected:
            self._selected = frozenset(keys)
            self._move_ring()

    def step(self, by: int) -> None:
        """Pick the next or previous result in the order of time, from the chosen one."""
        if self.drawn is None or not self.drawn.keys:
            return
        keys = self.drawn.keys
        chosen = [number for number, key in enumerate(keys) if key in self._selected]
        if chosen:
            number = min(len(keys) - 1, max(0, chosen[0] + by))
        else:
            number = 0 if by > 0 else len(keys) - 1
        self._pick(keys[number])

    def tooltip_at(self, place: QPoint) -> str:
        """Return what is said about a result or a cut label at a place, or an empty text."""
        if self.drawn is None:
            return ""
        x, y = self.mouseEventCoords(place)
        key = self.drawn.at_pixel(x, y)
        point = next((one for one in self.drawn.course.points if one.key == key), None)
        if point is None:
            return escape(self.drawn.words_at_pixel(x, y)).replace("\n", "<br>")
        # Escaped, because "<0.01 %" must not be taken for markup.
        return "<br>".join(escape(line) for line in lines_about(point, self.drawn.course))

    # --- drawing --------------------------------------------------------------------------------

    def draw(self) -> None:
        """Lay the course out for the present size if need be, then render it, all at once."""
        self._stop_slices()
        for _ in self._lay_out():
            pass
        super().draw()

    def draw_idle(self) -> None:
        """Draw in slices; what was begun is begun again."""
        self._keep_picture()
        self._background = None
        self._slices = self._drawing()
        self._timer.start()
        self.update()

    def _drawing(self) -> Iterator[None]:
        yield from self._lay_out()
        self.renderer = self.get_renderer()
        self.renderer.clear()
        yield from draw_by_artist(self.figure, self.renderer)

    def _draw_slice(self) -> None:
        if self.width() <= 0 or self.height() <= 0:
            self._stop_slices()  # it begins anew with its next size
            return
        end = perf_counter() + _SLICE_S
        while self._slices is not None:
            try:
                next(self._slices)
            except StopIteration:
                break
            if perf_counter() > end:
                return
        self._stop_slices()
        self._keep_background()
        self.update()
        self.finished.emit()

    def _stop_slices(self) -> None:
        self._timer.stop()
        self._slices = self._last_picture = None

    def _lay_out(self) -> Iterator[None]:
        """Lay the course out for the present size if need be; what is begun may be left."""
        if self._is_laid_out or self._course is None or self._look is None:
            return
        self.drawn = None
        drawing = begin_course(self.figure, self._course, self._look)
        yield
        self.drawn = finish_course(drawing)
        self._is_laid_out = True
        self._surround()
        yield

    def _keep_picture(self) -> None:
        """Keep the whole picture that stands there, to be seen while the next one is drawn."""
        if self._slices is None and self._background is not None:
            buffer = self.renderer.buffer_rgba()
            height, width = buffer.shape[:2]
            image = QImage(buffer, width, height, QImage.Format.Format_RGBA8888).copy()
            image.setDevicePixelRatio(self.device_pixel_ratio)
            self._last_picture = image

    # --- what Qt asks ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._is_laid_out = self._course is None
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        if self._course is None or self._look is None:
            return QSize(_USUAL_WIDTH, _USUAL_WIDTH // 2)
        height = good_height(self._course, self._look, self._width_pt) / self._points
        return QSize(_USUAL_WIDTH, int(height))

    @property
    def least_height(self) -> int:
        """Return the height in pixels at which the course can still be read."""
        if self._course is None or self._look is None:
            return _LEAST_SIZE.height()
        return math.ceil(least_height(self._course, self._look, self._width_pt) / self._points)

    @property
    def _points(self) -> float:
        """Points per pixel of the window."""
        return float(POINTS_PER_INCH / (self.figure.dpi / self.device_pixel_ratio))

    @property
    def _width_pt(self) -> float:
        return float(max(self.width(), _LEAST_SIZE.width()) * self._points)

    def minimumSizeHint(self) -> QSize:
        return _LEAST_SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._slices is None:
            super().paintEvent(event)
        else:
            self._paint_last_picture()
        if self.hasFocus() and self._look is not None:
            painter = QPainter(self)
            painter.setPen(QColor(self._look.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()

    def _paint_last_picture(self) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().window())
        if self._last_picture is not None:
            painter.drawImage(QPoint(0, 0), self._last_picture)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            event.ignore()
        elif key in _STEPS:
            self.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape and self._selected:
            self._pick("")
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tooltip_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return bool(super().event(event))

    # --- what the drawing library tells ---------------------------------------------------------

    def _press(self, event: MouseEvent) -> None:
        if event.button is MouseButton.LEFT and self.drawn is not None:
            self._pick(self.drawn.at_pixel(event.x, event.y))

    def _move(self, event: MouseEvent) -> None:
        if self.drawn is not None:
            self._point_at(self.drawn.at_pixel(event.x, event.y))

    def _leave(self, event: LocationEvent) -> None:  # noqa: ARG002 - the library's signature
        self._point_at("")

    def _drawn_at_once(self, event: DrawEvent) -> None:
        if event.canvas is self:  # a picture for a file is none of ours
            self._keep_background()

    def _keep_background(self) -> None:
        """Keep the picture without the ring, then put the ring on it."""
        self._background = self.copy_from_bbox(self.figure.bbox)
        self._draw_ring()

    # --- the ring -------------------------------------------------------------------------------

    def _pick(self, key: str) -> None:
        self.select({key} if key else ())
        self.picked.emit(key)

    def _point_at(self, key: str) -> None:
        if key != self._under_pointer:
            self._under_pointer = key
            self._move_ring()
            self.hovered.emit(key)

    def _surround(self) -> None:
        if self.drawn is not None:
            self.drawn.surround(self._selected | {self._under_pointer})

    def _move_ring(self) -> None:
        """Redraw the one artist that changes; the rest comes from the kept picture."""
        before = self._ring_area()
        self._surround()
        if self._background is not None and self._is_laid_out:
            self.restore_region(self._background)
            self._draw_ring()
            self.update(before.united(self._ring_area()))

    def _ring_area(self) -> QRect:
        """Return the part of the widget that the ring covers."""
        area = QRect()
        if self.drawn is None:
            return area
        scale = self.figure.dpi / self.device_pixel_ratio / POINTS_PER_INCH
        half = int(RING_POINTS * scale)
        for x, y in self.drawn.surrounded:
            place = QPoint(round(x * scale), self.height() - round(y * scale))
            area = area.united(QRect(place.x() - half, place.y() - half, 2 * half, 2 * half))
        return area

    def _draw_ring(self) -> None:
        if self.drawn is not None:
            self.figure.draw_artist(self.drawn.ring)
