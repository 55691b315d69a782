"""Colours, fonts and measures of a table, looked up once and not for every cell."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from mrdtracker.gui.theme import current_theme, tabular


class TableInks:
    """Those of the theme and the font of the moment; a table that changes looks makes new ones."""

    def __init__(self, font: QFont) -> None:
        self.theme = current_theme()
        self.text, self.quiet = QColor(self.theme.text), QColor(self.theme.quiet)
        self.selection, self.hover = QColor(self.theme.selection), QColor(self.theme.hover)
        self.accent = QColor(self.theme.accent)
        self.plain, self.tabular = QFont(font), tabular(font)
        self.plain_metrics = QFontMetricsF(self.plain)
        self.tabular_metrics = QFontMetricsF(self.tabular)
        self.elided = lru_cache(maxsize=4096)(self._elided)

    def _elided(self, text: str, width: float, *, is_plain: bool) -> str:
        metrics = self.plain_metrics if is_plain else self.tabular_metrics
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
