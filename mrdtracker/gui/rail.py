"""The left rail: an icon and a word for every place; only icons where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mrdtracker.gui.icons import icon
from mrdtracker.gui.theme import SPACE_CARD, SPACE_SMALL, SPACE_TINY, current_theme, set_role

WIDTH = 200
ICON = QSize(18, 18)
PLACES = (
    ("today", QT_TRANSLATE_NOOP("Rail", "Today")),
    ("board", QT_TRANSLATE_NOOP("Rail", "Board")),
    ("patients", QT_TRANSLATE_NOOP("Rail", "Patients")),
    ("cohort", QT_TRANSLATE_NOOP("Rail", "Cohort")),
    ("rules", QT_TRANSLATE_NOOP("Rail", "Rules")),
    ("history", QT_TRANSLATE_NOOP("Rail", "History")),
    ("import", QT_TRANSLATE_NOOP("Rail", "Import…")),
)
AT_THE_FOOT = (("help", QT_TRANSLATE_NOOP("Rail", "Help")),)
IS_ACT = frozenset({"import"})


class Rail(QWidget):
    """The places of the window.

    Attributes:
        chosen: Emitted with the name of a place, or of an act that opens a dialog.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_SMALL, SPACE_CARD, SPACE_SMALL, SPACE_CARD)
        self._box.setSpacing(SPACE_TINY)
        for name, words in PLACES:
            self._add(name, self.tr(str(words)))
        self._box.addStretch(1)
        for name, words in AT_THE_FOOT:
            self._add(name, self.tr(str(words)))
        self.set_narrow(is_narrow=False)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Show only the icons, or icons with words."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if is_narrow:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
        margins = self._box.contentsMargins()
        narrow = ICON.width() + 24 + margins.left() + margins.right()
        self.setFixedWidth(narrow if is_narrow else WIDTH)

    def show_place(self, name: str) -> None:
        """Mark where the person is; a place that is not on the rail marks nothing."""
        self._group.setExclusive(False)
        for one, button in self.buttons.items():
            button.setChecked(one == name)
        self._group.setExclusive(True)

    def show_icons(self) -> None:
        """Draw the icons in the colours of the theme."""
        for name, button in self.buttons.items():
            button.setIcon(icon(name, current_theme().quiet))

    def _add(self, name: str, words: str) -> None:
        button = QToolButton()
        button.setText(f" {words}")
        button.setAccessibleName(words)
        button.setToolTip(words.rstrip("…"))
        button.setIconSize(ICON)
        button.setEnabled(False)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        set_role(button, "rail")
        if name not in IS_ACT:
            button.setCheckable(True)
            self._group.addButton(button)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(name))
        self._box.addWidget(button)
        self.buttons[name] = button
