"""Keeps windows on the screen: none is larger than it, and none grows out of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

SHARE_OF_SCREEN = 0.92


def take_size(window: QWidget, width: int, height: int) -> None:
    """Give a window the size that it wishes, as far as the screen has it.

    A dialog that only has a size hint gets two thirds of the screen at most.
    """
    screen = window.screen().availableGeometry().size()
    window.resize(QSize(width, height).boundedTo(screen * SHARE_OF_SCREEN))


def scrolled(part: QWidget) -> QScrollArea:
    """Let a part of a window be lower than it needs: the buttons below it stay on the screen."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(part)
    return area


def keep_on_screen(window: QWidget) -> None:
    """Move a window up as far as its lower edge would otherwise be below the screen."""
    frame, screen = window.frameGeometry(), window.screen().availableGeometry()
    below = frame.bottom() - screen.bottom()
    if below > 0:
        window.move(window.x(), max(screen.top(), window.y() - below))
