"""Asks before a report is issued: what it is, who issues it, and why an earlier one is amended."""

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

from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.presenters.report_words import change_lines
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.issuing import SinceReport

WIDTH = 520


class ReportIssueDialog(QDialog):
    """Names the report and its person; from the second report on it needs a reason.

    Args:
        code: Whose report.
        person: Who issues it.
        since: The last report and what changed; None before the first one.
        parent: The dialog that shows the page.
    """

    def __init__(
        self, code: str, person: str, since: SinceReport | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        give_help(self)
        number = 1 if since is None else since.report.number + 1
        self.reason, self.note = QLineEdit(), QLabel()
        self.issue_button = QPushButton(self.tr("&Issue report {} as {}").format(number, person))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._needs_reason = since is not None
        self.setWindowTitle(self.tr("Issue report {} of {}").format(number, code))
        self.setMinimumWidth(WIDTH)
        self._head = QLabel(self.windowTitle())
        self._lay_out(since)
        # It cannot be undone: an Enter too many must not issue it.
        self.issue_button.setAutoDefault(False)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
        self.issue_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self.reject)

    def _ask(self) -> None:
        if self._needs_reason and not self.reason.text().strip():
            self.note.setText(self.tr("Say in a few words why the report is amended."))
            self.reason.setFocus()
            return
        self.accept()

    def _lay_out(self, since: SinceReport | None) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        set_role(self._head, "section")
        box.addWidget(self._head)
        box.addWidget(
            _text(
                self.tr(
                    "The pages are kept byte for byte, as they are now, and the act stands in "
                    "the history. It cannot be undone: what changes later is said by an amended "
                    "report."
                )
            )
        )
        if since is not None:
            self._add_changes(box, since)
            label = QLabel(self.tr("&Reason of the amendment"))
            label.setBuddy(self.reason)
            set_role(self.note, "error")
            field = QVBoxLayout()
            field.setSpacing(SPACE_SMALL)
            for widget in (label, self.reason, self.note):
                field.addWidget(widget)
            box.addLayout(field)
        set_role(self.issue_button, "primary")
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.issue_button)
        box.addLayout(foot)

    def _add_changes(self, box: QVBoxLayout, since: SinceReport) -> None:
        title = QLabel(
            self.tr("What it will say has changed since report {}").format(since.report.number)
        )
        set_role(title, "section")
        box.addWidget(title)
        lines = change_lines(since) or (self.tr("Nothing of what the page says."),)
        for line in lines:
            box.addWidget(_text(f"– {line}"))


def _text(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
