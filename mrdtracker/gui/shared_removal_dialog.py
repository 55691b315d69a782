"""Asks why a view goes that somebody else shares, before it is removed for everybody."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.saved_view import SavedView
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.theme import SPACE_CARD, SPACE_PAGE, SPACE_SMALL, SPACE_TINY, set_role

WIDTH = 420


class SharedRemovalDialog(QDialog):
    """Names the view, its maker and who removes it; a reason is needed.

    Args:
        view: What goes.
        person: Who removes it.
        parent: The button.

    Attributes:
        reason: Why it goes.
    """

    def __init__(self, view: SavedView, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_help(self)
        self.setWindowTitle(self.tr("Remove {}").format(view.name))
        self.setMinimumWidth(WIDTH)
        self._words = QLabel(
            self.tr(
                "{} shares it with everybody in the laboratory. It goes for everybody, and cannot "
                "be taken back; the history says that {} removed it, and why."
            ).format(view.saved_by, person)
        )
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.reason = QLineEdit()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.remove_button = QPushButton(self.tr("Remove for everybody"))
        set_role(self.remove_button, "danger")
        self.remove_button.setEnabled(False)
        self.reason.textChanged.connect(
            lambda text: self.remove_button.setEnabled(bool(text.strip()))
        )
        # Enter neither removes for everybody nor throws away what was typed.
        for button in (self.cancel_button, self.remove_button):
            button.setAutoDefault(False)
        self.remove_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Reason"))
        label.setBuddy(self.reason)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.remove_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_PAGE, SPACE_PAGE, SPACE_PAGE)
        box.setSpacing(SPACE_TINY)
        box.addWidget(self._words)
        box.addSpacing(SPACE_CARD)
        box.addWidget(label)
        box.addWidget(self.reason)
        box.addSpacing(SPACE_CARD)
        box.addLayout(buttons)
