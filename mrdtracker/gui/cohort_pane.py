"""The picture of a cohort: drawn in slices between other events; children can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QWidget

from mrdtracker.domain.cohort_views import CohortShown
from mrdtracker.gui.theme import current_theme, set_role, theme_switch

if TYPE_CHECKING:
    from mrdtracker.plots.cohort_raster import CohortRaster

LEAST = QSize(480, 260)
EDGE = 6
SLICE_S = 0.012
AFTER_RESIZE_MS = 60
MM_PER_INCH = 25.4
DPI = 96.0


class CohortPane(QFrame):
    """Shows one view; the drawing library is loaded with the first of them.

    Attributes:
        picked: Emitted with the id of the child that was clicked.
        opened: Emitted with the id of the child that was double-clicked.
        finished: Emitted when a picture stands there.
    """

    picked = Signal(str)
    opened = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Picture of the cohort"))
        self.first_row = 0
        self.shown: CohortShown | None = None
        self.raster: CohortRaster | None = None
        self._image: QImage | None = None
        self._slices: Iterator[None] | None = None
        self._begun: CohortRaster | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_slice)
        self._later = QTimer(self, singleShot=True, interval=AFTER_RESIZE_MS)
        self._later.timeout.connect(self._begin)
        switch = theme_switch()
        if switch is not None:
            switch.changed.connect(self._begin)

    def show_view(self, shown: CohortShown) -> None:
        """Draw a view from its first line on."""
        self.shown, self.first_row = shown, 0
        self.setAccessibleDescription(" ".join((shown.ask.view.title, *shown.remarks)))
        self._begin()

    def clear(self) -> None:
        """Show nothing: what was asked for cannot be drawn."""
        self._timer.stop()
        self._later.stop()
        self.shown = self.raster = self._begun = self._slices = self._image = None
        self.update()

    @property
    def row_count(self) -> int:
        """How many lines the whole picture has; 0 where it has none."""
        return self.shown.line_count if self.shown is not None else 0

    @property
    def rows(self) -> range:
        """The lines that are seen, or will be."""
        return range(self.first_row, self.first_row + self._fitting())

    def turn(self, by: int) -> None:
        """Go so many pages on, or back; never past the ends."""
        fitting = self._fitting()
        last = max(0, (self.row_count - 1) // fitting * fitting)
        first = min(max(0, self.first_row + by * fitting), last)
        if first != self.first_row:
            self.first_row = first
            self._begin()

    def child_at(self, place: QPointF | QPoint) -> tuple[str, str]:
        """Return the id of the child at a place and what is said of it, or two empty texts."""
        raster = self.raster
        if raster is None or raster.drawn is None:
            return ("", "")
        ratio = raster.size.ratio
        x, y = (place.x() - EDGE) * ratio, raster.size.height - (place.y() - EDGE) * ratio
        spot = raster.drawn.at_pixel(x, y)
        return (spot.patient_id, spot.words) if spot is not None else ("", "")

    # --- drawing --------------------------------------------------------------------------------

    def _fitting(self) -> int:
        if self.shown is None:
            return 1
        from mrdtracker.plots.cohort_picture import rows_that_fit

        return rows_that_fit(self.shown, (self.height() - 2 * EDGE) / DPI * MM_PER_INCH)

    def _begin(self) -> None:
        """Draw anew; the last picture stays until the new one is there."""
        if self.shown is None:
            return
        from mrdtracker.plots.cohort_raster import CohortRaster, PixelSize

        ratio = self.devicePixelRatioF()
        width, height = ((side - 2 * EDGE) * ratio for side in (self.width(), self.height()))
        size = PixelSize(max(round(width), 1), max(round(height), 1), ratio)
        self._begun = CohortRaster(self.shown, current_theme().look, self.rows, size)
        self._slices = self._begun.steps()
        self._timer.start()

    def _draw_slice(self) -> None:
        end = perf_counter() + SLICE_S
        while self._slices is not None:
            if next(self._slices, self) is self:
                self._end()
                return
            if perf_counter() > end:
                return
        self._timer.stop()

    def _end(self) -> None:
        self._timer.stop()
        self._slices = None
        raster = self.raster = self._begun
        if raster is not None:
            size = raster.size
            picture = QImage(
                raster.pixels, size.width, size.height, QImage.Format.Format_RGBA8888
            ).copy()
            picture.setDevicePixelRatio(size.ratio)
            self._image = picture
        self.update()
        self.finished.emit()

    # --- what Qt asks ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._image is None:
            return
        painter = QPainter(self)
        inside = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        painter.fillRect(inside, QColor(current_theme().look.surface))
        painter.setClipRect(inside)
        painter.drawImage(EDGE, EDGE, self._image)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.shown is not None:
            self._later.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            child, _ = self.child_at(event.position())
            if child:
                self.picked.emit(child)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        child, _ = self.child_at(event.position())
        if child:
            self.opened.emit(child)
        super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            _, words = self.child_at(event.pos())
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
