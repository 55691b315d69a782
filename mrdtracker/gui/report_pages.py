"""The pages of a report below each other, at their size on paper or as wide as the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from mrdtracker.gui.theme import SPACE_GROUP

LOOK_PPI = 96.0


class ReportPages(QScrollArea):
    """Shows pictures of pages.

    Attributes:
        pages: The labels that show them, from the first to the last.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: list[QLabel] = []
        self._full: list[QPixmap] = []
        inside = QWidget()
        self._sheets = QVBoxLayout(inside)
        self._sheets.setContentsMargins(SPACE_GROUP, SPACE_GROUP, SPACE_GROUP, SPACE_GROUP)
        self._sheets.setSpacing(SPACE_GROUP)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Pages of the report"))

    @property
    def ppi(self) -> float:
        """How finely the pictures are wanted, for this screen."""
        return LOOK_PPI * self.devicePixelRatioF()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_pictures(self, pictures: object) -> None:
        """Show pages in place of those that were shown.

        Args:
            pictures: PNG bytes, one a page, as a tuple.
        """
        self.clear()
        for place, picture in enumerate(pictures if isinstance(pictures, tuple) else ()):
            label, shown = QLabel(), QPixmap()
            shown.loadFromData(picture)
            shown.setDevicePixelRatio(self.devicePixelRatioF())
            self._full.append(shown)
            label.setAccessibleName(self.tr("Page {}").format(place + 1))
            self._sheets.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(label)
        self._fit()

    def clear(self) -> None:
        """Show nothing."""
        for label in self.pages:
            self._sheets.removeWidget(label)
            label.deleteLater()
        self.pages, self._full = [], []

    def _fit(self) -> None:
        """Show the pages at their size on paper, and smaller where the window is narrower."""
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - 2 * SPACE_GROUP
        for label, full in zip(self.pages, self._full, strict=True):
            is_narrow = 0 < room < full.width() / ratio
            smooth = Qt.TransformationMode.SmoothTransformation
            shown = full.scaledToWidth(int(room * ratio), smooth) if is_narrow else full
            label.setPixmap(shown)
