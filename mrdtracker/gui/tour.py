"""The tour: a card beside what it speaks of, and an outline around that; keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mrdtracker.gui.page_room import PageRoom
from mrdtracker.gui.presenters.tour_steps import FIRST_PATIENT, STEPS, TourStep
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_GROUP,
    SPACE_SMALL,
    current_theme,
    set_role,
)
from mrdtracker.words import say

WIDTH = 376
LINE = 2.0
# Between the outline and what it is around, so that it touches no letter.
APART = 5
RADIUS = 6.0


class Outline(QWidget):
    """A frame around what the card speaks of; clicks go through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_theme().accent), LINE))
        inside = QRectF(self.rect()).adjusted(LINE, LINE, -LINE, -LINE)
        painter.drawRoundedRect(inside, RADIUS, RADIUS)
        painter.end()


class TourCard(QFrame):
    """What is said of one stop, with Skip, Back and Next.

    Attributes:
        asked: Emitted with "next", "back" or "skip".
    """

    asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        set_role(self, "tour")
        self.setFixedWidth(WIDTH)
        self.title, self.text, self.count = QLabel(), QLabel(), QLabel()
        set_role(self.title, "section")
        set_role(self.count, "quiet")
        self.text.setWordWrap(True)
        self.title.setWordWrap(True)
        self.skip_button = QPushButton(self.tr("Skip the tour"))
        self.back_button = QPushButton(self.tr("Back"))
        self.next_button = QPushButton(self.tr("Next"))
        set_role(self.skip_button, "plain")
        set_role(self.next_button, "primary")
        row = QHBoxLayout()
        row.setSpacing(SPACE_SMALL)
        row.addWidget(self.skip_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_GROUP, SPACE_CARD, SPACE_GROUP, SPACE_CARD)
        box.setSpacing(SPACE_SMALL)
        for widget in (self.count, self.title, self.text):
            box.addWidget(widget)
        box.addLayout(row)
        self.skip_button.clicked.connect(lambda: self.asked.emit("skip"))
        self.back_button.clicked.connect(lambda: self.asked.emit("back"))
        self.next_button.clicked.connect(lambda: self.asked.emit("next"))

    def show_step(self, step: TourStep, place: int, total: int) -> None:
        """Say one stop."""
        self.title.setText(say(step.title))
        self.text.setText(say(step.text))
        self.count.setText(self.tr("{} of {}").format(place + 1, total))
        self.back_button.setEnabled(place > 0)
        is_last = place + 1 == total
        self.next_button.setText(self.tr("My first patient") if is_last else self.tr("Next"))
        self.setAccessibleName(f"{say(step.title)}. {say(step.text)}")
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = {
            Qt.Key.Key_Right: "next",
            Qt.Key.Key_Return: "next",
            Qt.Key.Key_Enter: "next",
            Qt.Key.Key_Left: "back",
            Qt.Key.Key_Escape: "skip",
        }
        name = names.get(Qt.Key(event.key()))
        if name is None:
            super().keyPressEvent(event)
        elif name != "back" or self.back_button.isEnabled():
            self.asked.emit(name)


class Tour(QObject):
    """Leads through the steps.

    Args:
        window: The window that is shown.
        widgets: What a step can outline, by its name; asked for after the step's act.
        do: Does an act of the menus.

    Attributes:
        ended: Emitted with "skip", or with "first patient" after the last step.
    """

    ended = Signal(str)

    def __init__(
        self,
        window: QWidget,
        widgets: Mapping[str, Callable[[], QWidget]],
        do: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._widgets, self._do = window, widgets, do
        self.place = 0
        self.outline, self.card = Outline(window), TourCard(window)
        self.card.asked.connect(self._go)
        window.installEventFilter(self)

    @property
    def step(self) -> TourStep:
        """The stop that is shown."""
        return STEPS[self.place]

    def start(self) -> None:
        """Show the first step."""
        self._show(0)

    def end(self, how: str = "skip") -> None:
        """Take card and outline away; twice does nothing more."""
        if not self.card.isVisible() and how == "skip":
            return
        self._window.removeEventFilter(self)
        for widget in (self.card, self.outline):
            widget.hide()
            widget.deleteLater()
        self.ended.emit(how)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._lay)
        return super().eventFilter(watched, event)

    def _go(self, way: str) -> None:
        if way == "skip":
            self.end()
        elif way == "back":
            self._show(self.place - 1)
        elif self.place + 1 < len(STEPS):
            self._show(self.place + 1)
        else:
            self.end(FIRST_PATIENT)

    def _show(self, place: int) -> None:
        self.place = place
        if self.step.act:
            self._do(self.step.act)
        self.card.show_step(self.step, place, len(STEPS))
        target = self._widgets[self.step.widget]()
        room = _room_of(target)
        if room is not None:
            room.show_part(target)
        self._lay()
        for widget in (self.outline, self.card):
            widget.show()
            widget.raise_()
        self.card.next_button.setFocus()
        # A page that was just shown finds its sizes in the next turn.
        QTimer.singleShot(0, self, self._lay)

    def _lay(self) -> None:
        target = self._widgets[self.step.widget]()
        place = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        place = place.adjusted(-APART, -APART, APART, APART).intersected(self._window.rect())
        room = _room_of(target)
        if room is not None:
            # What is scrolled away is not there to be outlined.
            place = place.intersected(QRect(room.mapTo(self._window, QPoint(0, 0)), room.size()))
        self.outline.setGeometry(place)
        card = QSize(WIDTH, self.card.heightForWidth(WIDTH))
        self.card.setGeometry(QRect(beside(place, card, self._window.size()), card))


def _room_of(widget: QWidget) -> PageRoom | None:
    """Return the scrolled room that a widget of a page stands in."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, PageRoom):
        parent = parent.parentWidget()
    return parent


def beside(place: QRect, card: QSize, window: QSize) -> QPoint:
    """Return where a card stands beside a place: right, below, left, or inside at the corner."""
    gap = SPACE_CARD
    right, below = place.right() + gap, place.bottom() + gap
    if right + card.width() + gap <= window.width():
        at = QPoint(right, place.top())
    elif below + card.height() + gap <= window.height():
        at = QPoint(place.right() - card.width(), below)
    elif place.left() - gap - card.width() >= 0:
        at = QPoint(place.left() - gap - card.width(), place.top())
    else:
        at = QPoint(place.right() - card.width() - gap, place.bottom() - card.height() - gap)
    left = max(gap, min(at.x(), window.width() - card.width() - gap))
    top = max(gap, min(at.y(), window.height() - card.height() - gap))
    return QPoint(left, top)
