"""Keeps a window that grows on the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def keep_on_screen(window: QWidget) -> None:
    """Move a window up as far as its lower edge would otherwise be below the screen."""
    frame, screen = window.frameGeometry(), window.screen().availableGeometry()
    below = frame.bottom() - screen.bottom()
    if below > 0:
        window.move(window.x(), max(screen.top(), window.y() - below))
