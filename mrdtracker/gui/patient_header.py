"""The line on top of a patient's page that never leaves: who, protocol and day, group, flags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.chip_row import ChipRow
from mrdtracker.gui.chips import Chip
from mrdtracker.gui.elided_label import ElidedLabel
from mrdtracker.gui.presenters.edition_words import EditionText
from mrdtracker.gui.presenters.patient_overview import HeaderText
from mrdtracker.gui.presenters.report_words import SinceText
from mrdtracker.gui.presenters.tones import ChipText
from mrdtracker.gui.theme import SPACE_CARD, SPACE_SMALL, set_role
from mrdtracker.gui.wrapping_row import WrappingRow

# Chips take room before the empty end of their line does.
CHIPS_BEFORE_SPACE = 100
KEPT_OF_CODE, KEPT_OF_PROTOCOL = 16, 18


class PatientHeader(QWidget):
    """Shows a ``HeaderText`` and the acts on the patient.

    Attributes:
        asked: Emitted with the name of an act: "result", "sample", "event", "edit", "edition",
            "what if", "compare" or "report".
        readers: Acts that change nothing, so that everybody may do them.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, is_writable: bool = True) -> None:
        super().__init__(parent)
        # The end of a long code tells one child from the next as often as its beginning does, and
        # the protocol's words end with the day of today.
        middle = Qt.TextElideMode.ElideMiddle
        self.code = ElidedLabel(keeps=KEPT_OF_CODE, mode=middle)
        self.protocol = ElidedLabel(keeps=KEPT_OF_PROTOCOL, mode=middle)
        self.who = ElidedLabel()
        self.group, self.flags, self.due = Chip(), ChipRow(), ChipRow()
        set_role(self.code, "title")
        set_role(self.who, "quiet")
        self.edition = QPushButton()
        set_role(self.edition, "plain")
        self.edition.setEnabled(is_writable)
        self.edition.clicked.connect(lambda: self.asked.emit("edition"))
        self.since = QPushButton()
        self.since.clicked.connect(lambda: self.asked.emit("report"))
        set_role(self.since, "plain")
        self.since.hide()
        self.readers = {
            "report": QPushButton(self.tr("Report…")),
            "compare": QPushButton(self.tr("Compare…")),
            "what if": QPushButton(self.tr("What if…")),
        }
        self.buttons = {
            "edit": QPushButton(self.tr("Edit patient…")),
            "event": QPushButton(self.tr("Add event…")),
            "sample": QPushButton(self.tr("Add sample…")),
            "result": QPushButton(self.tr("Add result…")),
        }
        self.readers["compare"].setToolTip(self.tr("Compare protocols on this patient"))
        set_role(self.buttons["result"], "primary")
        for button in self.buttons.values():
            button.setVisible(is_writable)
        for name, button in {**self.readers, **self.buttons}.items():
            button.clicked.connect(lambda _checked=False, act=name: self.asked.emit(act))
        self._lay_out()

    def show_header(self, header: HeaderText) -> None:
        """Show who this is and how it stands."""
        self.code.setText(header.code)
        self.protocol.setText(header.protocol)
        self.protocol.setToolTip(header.convention)
        self.who.setText(header.who)
        self.group.show_chip(header.group)
        self.flags.show_chips(header.flags)

    def show_due(self, chips: Sequence[ChipText]) -> None:
        """Show what is due of this patient, as the due list says it."""
        self.due.show_chips(chips)
        self.due.setVisible(bool(chips))

    def show_edition(self, edition: EditionText) -> None:
        """Show which edition of the rules answers; a mark where somebody has to look."""
        mark = "◆ " if edition.is_asking else ""
        self.edition.setText(f"{mark}{edition.words}")
        self.edition.setToolTip(edition.tooltip)
        self.edition.setVisible(bool(edition.words))

    def show_since(self, since: SinceText) -> None:
        """Show how the record stands to the last report that was issued; a click opens it."""
        self.since.setText(f"◆ {since.words}" if since.is_changed else since.words)
        self.since.setToolTip(since.lines)
        self.since.setVisible(bool(since.words))

    def _lay_out(self) -> None:
        for label in (self.code, self.protocol):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(SPACE_CARD)
        line.addWidget(self.code)
        line.addWidget(self.protocol)
        line.addWidget(self.edition)
        line.addWidget(self.group)
        line.addWidget(self.since)
        for chips in (self.due, self.flags):
            # Neither takes more than it needs, so that the other one has the rest.
            chips.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            line.addWidget(chips, CHIPS_BEFORE_SPACE)
        line.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(0)
        # Its own gap goes with it where the buttons need the whole line.
        self.who.setContentsMargins(0, 0, SPACE_SMALL, 0)
        acts.addWidget(self.who, 1)
        row = WrappingRow(SPACE_SMALL)
        for button in (*self.readers.values(), *self.buttons.values()):
            row.addWidget(button)
        acts.addLayout(row)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_SMALL)
        box.addLayout(line)
        box.addLayout(acts)
