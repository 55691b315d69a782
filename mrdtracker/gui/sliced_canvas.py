"""A canvas for one course that is drawn in slices, between other events, with a quick ring.

Import it only once the window is painted: it brings the drawing library with it. A course takes
longer to draw than a window may stand still.
"""

# The drawing library's Qt canvas carries no types.
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from time import perf_counter

from matplotlib.backend_bases import DrawEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrdtracker.plots.course_sheet import Row, good_height, least_height
from mrdtracker.plots.drawn_course import RING_POINTS
from mrdtracker.plots.figures import POINTS_PER_INCH, SCREEN_DPI, draw_by_artist
from mrdtracker.plots.look import Look
from mrdtracker.plots.mrd_course import DrawnCourse, MrdCourse, draw_in_steps

_LEAST_SIZE = QSize(360, 200)
_USUAL_WIDTH = 640
_SLICE_S = 0.012


class SlicedCanvas(FigureCanvasQTAgg):
    """Draws one course and the ring around what is chosen.

    Attributes:
        finished: Emitted when a picture that was drawn in slices stands there.
        drawn: What stands on the figure; None before the first picture.
    """

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        screen = QGuiApplication.primaryScreen()
        # Points on the plot are then as large as points in the rest of the window.
        dpi = SCREEN_DPI if screen is None else screen.logicalDotsPerInch()
        self._course: MrdCourse | None = None
        self._look: Look | None = None
        self._is_laid_out = True
        self._ringed: frozenset[str] = frozenset()
        self._background: object | None = None
        self._slices: Iterator[None] | None = None
        self._last_picture: QImage | None = None
        self.drawn: DrawnCourse | None = None
        super().__init__(Figure(figsize=(6, 3), dpi=dpi))
        self.setParent(parent)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_slice)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.mpl_connect("draw_event", self._drawn_at_once)

    @property
    def course(self) -> MrdCourse | None:
        """The course as it is seen, or None before the first one."""
        return self._course

    @property
    def look(self) -> Look | None:
        """Its colours, or None before the first course."""
        return self._look

    def put(self, course: MrdCourse, look: Look, *, keep_last: bool) -> None:
        """Draw a course in slices; ``keep_last`` leaves the last picture until it is there."""
        self._keep_picture()
        if not keep_last:
            # With the background there, it would be kept a second time when the drawing begins.
            self._last_picture = self._background = None
        self._course, self._look = course, look
        self._is_laid_out = False
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(look.surface))
        palette.setColor(QPalette.ColorRole.Base, QColor(look.surface))
        self.setPalette(palette)
        self.updateGeometry()
        self.draw_idle()

    def ring(self, keys: Collection[str]) -> None:
        """Put the ring around these results."""
        if frozenset(keys) != self._ringed:
            self._ringed = frozenset(keys)
            self._move_ring()

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
        self.drawn = yield from draw_in_steps(self.figure, self._course, self._look)
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

    def _drawn_at_once(self, event: DrawEvent) -> None:
        if event.canvas is self:  # a picture for a file is none of ours
            self._keep_background()

    def _keep_background(self) -> None:
        """Keep the picture without the ring, then put the ring on it."""
        self._background = self.copy_from_bbox(self.figure.bbox)
        self._draw_ring()

    # --- what Qt asks ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._is_laid_out = self._course is None
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        if self._course is None or self._look is None:
            return QSize(_USUAL_WIDTH, _USUAL_WIDTH // 2)
        height = good_height(self._course, self._look, self._width_pt) / self.points_per_pixel
        return QSize(_USUAL_WIDTH, int(height))

    @property
    def least_height(self) -> int:
        """Return the height in pixels at which the course can still be read."""
        if self._course is None or self._look is None:
            return _LEAST_SIZE.height()
        return math.ceil(
            least_height(self._course, self._look, self._width_pt) / self.points_per_pixel
        )

    @property
    def points_per_pixel(self) -> float:
        """Points of the plot per pixel of the window."""
        return float(POINTS_PER_INCH / (self.figure.dpi / self.device_pixel_ratio))

    @property
    def _width_pt(self) -> float:
        return float(max(self.width(), _LEAST_SIZE.width()) * self.points_per_pixel)

    def day_at(self, x: int) -> float | None:
        """Return the day at so many pixels from the left edge of the window; None beside them."""
        return None if self.drawn is None else self.drawn.day_at_pixel(x * self.device_pixel_ratio)

    def x_of_day(self, day: float) -> int:
        """Return how many pixels of the window a day stands from the left edge."""
        if self.drawn is None:
            return 0
        return round(self.drawn.x_of_day(day) / self.device_pixel_ratio)

    def place_of(self, key: str) -> QPoint | None:
        """Return where the mark of a result is in the window; None while it is not seen."""
        if self.drawn is None or key not in self.drawn.anchors:
            return None
        x, y = self.drawn.pixel_of(key)
        ratio = self.device_pixel_ratio
        return QPoint(round(x / ratio), round(self.height() - y / ratio))

    def place_of_day(self, day: float | None, share: float) -> QPoint | None:
        """Return a place at a day and a share of the height; None while that day is not seen."""
        if self.drawn is None or not self.drawn.course.scale.holds(day):
            return None
        return QPoint(0 if day is None else self.x_of_day(day), round(share * self.height()))

    @property
    def panels(self) -> QRect:
        """The part of the window over which the days run."""
        if self.drawn is None:
            return QRect()
        sheet, points = self.drawn.sheet, self.points_per_pixel
        top, bottom = sheet.spans[Row.MRD].top, sheet.lowest
        left, right = sheet.left / points, sheet.x(sheet.course.scale.right) / points
        y = round(self.height() - top / points)
        return QRect(round(left), y, round(right - left), round((top - bottom) / points))

    def minimumSizeHint(self) -> QSize:
        return _LEAST_SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._slices is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().window())
        if self._last_picture is not None:
            painter.drawImage(QPoint(0, 0), self._last_picture)
        painter.end()

    # --- the ring -------------------------------------------------------------------------------

    def _surround(self) -> None:
        if self.drawn is not None:
            self.drawn.surround(self._ringed)

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
        scale = 1 / self.points_per_pixel
        half = int(RING_POINTS * scale)
        for x, y in self.drawn.surrounded:
            place = QPoint(round(x * scale), self.height() - round(y * scale))
            area = area.united(QRect(place.x() - half, place.y() - half, 2 * half, 2 * half))
        return area

    def _draw_ring(self) -> None:
        if self.drawn is not None:
            self.figure.draw_artist(self.drawn.ring)
