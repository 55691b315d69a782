"""The place of the course plot: a quiet skeleton until the drawing library is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.presenters.patient_overview import next_step
from mrdtracker.gui.theme import SPACE_PAGE, current_theme, set_role, theme_switch
from mrdtracker.services.assessment import PatientView

if TYPE_CHECKING:
    from mrdtracker.gui.plot_canvas import PlotCanvas


AFTER_THE_PAGE_MS = 15


class CoursePane(QFrame):
    """Shows the course of one patient, or why there is nothing to draw yet."""

    def __init__(self, state: CaseState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._view: PatientView | None = None
        self._tried: frozenset[str] | None = None
        self.canvas: PlotCanvas | None = None
        set_role(self, "card")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_THE_PAGE_MS)
        self._later.timeout.connect(self._draw)
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(1, 1, 1, 1)
        self._skeleton = Skeleton()
        self._empty = QWidget()
        self._next = QLabel()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build_empty()
        self._layers.addWidget(self._skeleton)
        self._layers.addWidget(self._empty)
        state.selectionChanged.connect(self._select)
        state.hoverChanged.connect(self._hover)
        switch = theme_switch()
        if switch is not None:
            switch.changed.connect(self._draw)

    def make_canvas(self) -> None:
        """Make the canvas; call it on the GUI thread after the drawing library was imported."""
        if self.canvas is not None:
            return
        from mrdtracker.gui.plot_canvas import PlotCanvas

        self.canvas = PlotCanvas(self)
        self.canvas.picked.connect(self._picked)
        self.canvas.hovered.connect(self._hovered)
        self.canvas.setAccessibleName(self.tr("Course of the disease"))
        self.canvas.installEventFilter(self)
        self._scroll.setWidget(self.canvas)
        self._layers.addWidget(self._scroll)
        self._draw()

    def show_view(self, view: PatientView, tried: frozenset[str] | None = None) -> None:
        """Show the course of a patient; ``tried`` are results of a scratch, see ``MrdCourse``.

        Another patient's page is painted first and the course drawn right after it; meanwhile the
        skeleton stands there, never the course of the child before.
        """
        is_same = self._view is not None and self._view.file.patient.id == view.file.patient.id
        self._view, self._tried = view, tried
        if is_same:
            self._draw()
            return
        self._layers.setCurrentWidget(self._skeleton)
        self._later.start()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        if not view.rows and not view.overviews:
            self._show_empty(view)
            return
        if self.canvas is None:
            self._layers.setCurrentWidget(self._skeleton)
            return
        from mrdtracker.plots.mrd_course import MrdCourse

        course = MrdCourse.of(view.case, view.overviews, view.assessments, view.convention)
        course = replace(course, tried=self._tried)
        self.canvas.show_course(course, current_theme().look)
        if not view.rows:
            self.canvas.setAccessibleDescription(next_step(view))
        self.canvas.select(self._state.selection)
        self._fit()
        self._layers.setCurrentWidget(self._scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll a course that is taller than its place."""
        if watched is self.canvas and isinstance(event, QWheelEvent):
            self._scroll.wheelEvent(event)
            return True
        return False

    def _fit(self) -> None:
        """Give the course the height at which it can be read; what is lower is scrolled to."""
        if self.canvas is not None and self._view is not None:
            least = self.canvas.least_height if self._view.rows else 0
            self.canvas.setMinimumHeight(least)
            # A scroll area lets its widget grow by itself, but does not take room back.
            place = self._scroll.viewport().size()
            self.canvas.resize(place.width(), max(place.height(), least))

    def _show_empty(self, view: PatientView) -> None:
        self._next.setText(next_step(view))
        self._layers.setCurrentWidget(self._empty)

    def _build_empty(self) -> None:
        box = QVBoxLayout(self._empty)
        box.setContentsMargins(SPACE_PAGE, SPACE_PAGE, SPACE_PAGE, SPACE_PAGE)
        box.addStretch(1)
        title = QLabel(self.tr("No result yet."))
        set_role(title, "section")
        set_role(self._next, "quiet")
        for label in (title, self._next):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            box.addWidget(label)
        box.addStretch(1)

    def _select(self, keys: frozenset[str]) -> None:
        if self.canvas is not None:
            self.canvas.select(keys)

    def _hover(self, keys: frozenset[str]) -> None:
        if self.canvas is not None:
            self.canvas.select(keys | self._state.selection)

    def _picked(self, key: str) -> None:
        self._state.select(frozenset({key} if key else ()))

    def _hovered(self, key: str) -> None:
        self._state.hover_over(frozenset({key} if key else ()))


class Skeleton(QWidget):
    """Bars in place of a plot that is not there yet; it does not move and does not spin."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = current_theme()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.look.neutral.tint))
        area = QRectF(self.rect()).adjusted(SPACE_PAGE, SPACE_PAGE, -SPACE_PAGE, -SPACE_PAGE)
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            painter.drawRect(
                QRectF(area.left(), area.top() + share * area.height(), area.width(), 2)
            )
        painter.end()
