"""The place of the course plot: a quiet skeleton until the drawing library is there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.actions import COPY_VIEW, PASTE_VIEW, menu_words
from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.hidden_results import SHOW_ALL, fill_hiding_menu
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.patient_overview import next_step
from mrdtracker.gui.theme import (
    SPACE_PAGE,
    SPACE_SMALL,
    current_theme,
    set_role,
    theme_switch,
)
from mrdtracker.plots.course_tracks import EVENTS_KEY
from mrdtracker.services.assessment import PatientView

if TYPE_CHECKING:
    from mrdtracker.gui.course_export import CourseExport
    from mrdtracker.gui.plot_canvas import PlotCanvas
    from mrdtracker.plots.course_data import MrdCourse
    from mrdtracker.plots.look import Look


AFTER_THE_PAGE_MS = 15
FOLDED = "course/folded"
# What stands right of the plot; the buttons leave it free.
POWERS_BESIDE = "10⁻¹⁰ "


class CoursePane(QFrame):
    """Shows the course of one patient, or why there is nothing to draw yet.

    Attributes:
        awaitedAsked: Emitted with the time points of the ring that was clicked.
        actAsked: Emitted with the name of an act of the page.
        told: Emitted with a sentence for the status line.
        reset_button: Shows all days again; there while only some of them are seen.
        scale_button: Takes the break out of the axis; there where the axis has one.
    """

    awaitedAsked = Signal(object)  # noqa: N815 - Qt's way to name signals
    actAsked = Signal(str)  # noqa: N815
    told = Signal(str)

    def __init__(self, state: CaseState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._view: PatientView | None = None
        self._tried: frozenset[str] | None = None
        self._folded: frozenset[str] = frozenset()
        self.canvas: PlotCanvas | None = None
        self.export: CourseExport | None = None
        set_role(self, "card")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_THE_PAGE_MS)
        self._later.timeout.connect(self._draw)
        self.reset_button = QPushButton(self.tr("Reset zoom"))
        self.scale_button = QPushButton(self.tr("To scale"))
        self.more_button = QPushButton(self.tr("Copy or save"))
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(1, 1, 1, 1)
        self._tools = QWidget(self)
        self._build_tools()
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
        state.hiddenChanged.connect(self._hide)
        switch = theme_switch()
        if switch is not None:
            switch.changed.connect(self._draw)

    def make_canvas(self) -> None:
        """Make the canvas; call it on the GUI thread after the drawing library was imported."""
        if self.canvas is not None:
            return
        from mrdtracker.gui.course_export import CourseExport
        from mrdtracker.gui.plot_canvas import PlotCanvas

        self.export = CourseExport(self, self._seen)
        self.export.told.connect(self.told)
        self.canvas = PlotCanvas(self)
        self.canvas.viewChanged.connect(self._show_tools)
        self.canvas.viewChanged.connect(self._fit)
        self.canvas.look_at(replace(self.canvas.view, folded=self._folded))
        self.canvas.awaitedClicked.connect(self.awaitedAsked)
        self.canvas.menuAsked.connect(self._show_menu)
        self.canvas.showAllAsked.connect(lambda: self.actAsked.emit(SHOW_ALL))
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
        self._tools.hide()
        self._later.start()

    def restore(self, memory: Memory) -> None:
        """Fold the tracks that were folded last."""
        self._folded = frozenset(memory.text(FOLDED).splitlines())

    def keep(self, memory: Memory) -> None:
        """Remember which tracks are folded."""
        if self.canvas is not None:
            memory.keep_text(FOLDED, "\n".join(sorted(self.canvas.view.folded)))

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
        from mrdtracker.services.course_picture import course_of

        course = replace(course_of(view), tried=self._tried)
        self.canvas.show_course(course, self._look_beside_tools(self.canvas, course))
        self._hide(self._state.hidden)
        if not view.rows:
            self.canvas.setAccessibleDescription(next_step(view))
        self.canvas.select(self._state.selection)
        self._fit()
        self._layers.setCurrentWidget(self._scroll)
        self._show_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._place_tools()

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
        self._tools.hide()

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

    def _build_tools(self) -> None:
        """Lay the few buttons over the corner that the plot leaves free for them."""
        self.scale_button.setCheckable(True)
        self.scale_button.setToolTip(
            self.tr("Draw every day as wide as any other, without a break in the axis.")
        )
        self.reset_button.setToolTip(self.tr("See all days again (Esc)."))
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(0)
        for button in (self.reset_button, self.scale_button, self.more_button):
            set_role(button, "tool")
            button.hide()
            tools.addWidget(button)
        self.reset_button.clicked.connect(self._reset_zoom)
        self.scale_button.toggled.connect(self._set_scale)
        self.more_button.clicked.connect(
            lambda: self._show_menu(self.more_button.mapToGlobal(QPoint(0, 0)))
        )
        self._tools.hide()

    def _show_tools(self) -> None:
        """Show the buttons that do something now."""
        canvas = self.canvas
        if canvas is None:
            return
        had_focus = self.reset_button.hasFocus()
        self.reset_button.setVisible(canvas.view.is_zoomed)
        self.scale_button.setVisible(canvas.has_break)
        self.scale_button.setChecked(canvas.view.is_to_scale)
        self.more_button.show()
        self._place_tools()
        if had_focus and not canvas.view.is_zoomed:
            canvas.setFocus()

    def _place_tools(self) -> None:
        """Put the buttons into the upper right corner, left of the powers of ten."""
        is_course = self._layers.currentWidget() is self._scroll
        self._tools.setVisible(is_course)
        if is_course:
            self._tools.adjustSize()
            left = self.width() - self._tools.width() - self._beside_tools()
            self._tools.move(left, 2)
            self._tools.raise_()

    def _beside_tools(self) -> int:
        """Return the pixels right of the buttons, where the powers of ten stand."""
        return round(QFontMetricsF(self.font()).horizontalAdvance(POWERS_BESIDE))

    def _look_beside_tools(self, canvas: PlotCanvas, course: MrdCourse) -> Look:
        """Return the look of a plot whose words leave the corner to the buttons it may have.

        Room is kept for the one that appears with a zoom: that must not move the words about.
        """
        buttons = [self.reset_button, self.more_button]
        if course.scale.late_first is not None:
            buttons.append(self.scale_button)
        pixels = sum(button.sizeHint().width() for button in buttons) + self._beside_tools()
        corner_pt = (pixels + SPACE_SMALL) * canvas.points_per_pixel
        return replace(current_theme().look, corner_pt=corner_pt)

    def _reset_zoom(self) -> None:
        if self.canvas is not None:
            self.canvas.look_at(replace(self.canvas.view, days=None))

    def _set_scale(self, is_to_scale: bool) -> None:
        if self.canvas is not None:
            self.canvas.look_at(replace(self.canvas.view, is_to_scale=is_to_scale))

    def _seen(self) -> tuple[PatientView, MrdCourse] | None:
        """Return what is seen, for those who take it out of the window."""
        canvas = self.canvas
        if self._view is None or canvas is None or canvas.whole is None:
            return None
        return (self._view, canvas.view.with_everything.of(canvas.whole))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        self.fill_menu(menu)
        menu.exec(place)
        menu.deleteLater()

    def fill_menu(self, menu: QMenu) -> None:
        """Put what can be done with the course into a menu."""
        if self.canvas is None or self.export is None:
            return
        self.export.fill_menu(menu)
        menu.addSeparator()
        scale = menu.addAction(self.scale_button.text(), self.scale_button.toggle)
        scale.setCheckable(True)
        scale.setChecked(self.canvas.view.is_to_scale)
        scale.setEnabled(self.canvas.has_break)
        reset = menu.addAction(self.reset_button.text(), self._reset_zoom)
        reset.setEnabled(self.canvas.view.is_zoomed)
        self._fill_tracks(menu)
        menu.addSeparator()
        fill_hiding_menu(menu, self._state, self.actAsked.emit)
        menu.addSeparator()
        for name in (COPY_VIEW, PASTE_VIEW):
            menu.addAction(menu_words(name), partial(self.actAsked.emit, name))

    def _fill_tracks(self, menu: QMenu) -> None:
        """Offer to fold and unfold the tracks, as a click on their names does."""
        canvas = self.canvas
        if canvas is None or canvas.course is None:
            return
        names = {EVENTS_KEY: self.tr("Events")} if canvas.course.events else {}
        names |= {track.key: track.title for track in canvas.course.tracks}
        if not names:
            return
        tracks = menu.addMenu(self.tr("Unfolded tracks"))
        for key, name in names.items():
            view = canvas.view.turned(key)
            entry = tracks.addAction(name, partial(canvas.look_at, view))
            entry.setCheckable(True)
            entry.setChecked(key in view.folded)

    def _select(self, keys: frozenset[str]) -> None:
        if self.canvas is not None:
            self.canvas.select(keys)

    def _hover(self, keys: frozenset[str]) -> None:
        if self.canvas is not None:
            self.canvas.light(keys)

    def _hide(self, keys: frozenset[str]) -> None:
        if self.canvas is not None:
            self.canvas.look_at(replace(self.canvas.view, hidden=keys))

    def _picked(self, keys: frozenset[str]) -> None:
        self._state.select(keys)

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
