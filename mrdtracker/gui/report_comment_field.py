"""The comment of the person who issues a report: a few lines, with how many more it takes."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.theme import SPACE_SMALL, set_role
from mrdtracker.services.report_comment import LONGEST_COMMENT

SHOWN_LINES = 3
# A page is set anew when the person pauses, not at every letter.
PAUSE_MS = 500


class ReportCommentField(QWidget):
    """A button until a comment is wanted; then its lines.

    Attributes:
        typed: Emitted at every change; the page that is shown does not say it yet.
        settled: Emitted when the person pauses.
    """

    typed = Signal()
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(self.tr("Add a &comment…"))
        self.box, self.left = QPlainTextEdit(), QLabel()
        self._label = QLabel(self.tr("&Comment, printed with your name"))
        self._label.setBuddy(self.box)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.settled)
        self._lay_out()
        self.show_text("")
        self.button.clicked.connect(self._open)
        self.box.textChanged.connect(self._tell)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.box.toPlainText()

    def show_text(self, text: str) -> None:
        """Begin with a text; without one there is only the button."""
        blocker = QSignalBlocker(self.box)
        self.box.setPlainText(text)
        blocker.unblock()
        self._show_lines(is_open=bool(text))
        self._count()

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Take no letters for a while; the keyboard stays where it is."""
        self.box.setReadOnly(is_read_only)
        self.button.setEnabled(not is_read_only)

    def _open(self) -> None:
        self._show_lines(is_open=True)
        self.box.setFocus()

    def _show_lines(self, *, is_open: bool) -> None:
        for widget in (self._label, self.left, self.box):
            widget.setVisible(is_open)
        self.button.setVisible(not is_open)

    def _tell(self) -> None:
        self._count()
        self.typed.emit()
        self._pause.start()

    def _count(self) -> None:
        left = LONGEST_COMMENT - len(self.text.strip())
        self.left.setText(
            self.tr("{} characters left").format(left)
            if left >= 0
            else self.tr("{} characters too many").format(-left)
        )
        set_role(self.left, "quiet" if left >= 0 else "error")

    def _lay_out(self) -> None:
        set_role(self.button, "plain")
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * (SHOWN_LINES + 1))
        head = QHBoxLayout()
        head.setSpacing(SPACE_SMALL)
        head.addWidget(self.button)
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self.left)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_SMALL)
        box.addLayout(head)
        box.addWidget(self.box)
