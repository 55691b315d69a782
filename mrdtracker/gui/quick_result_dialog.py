"""The smallest form of a result: the tube and the method stand there, only the value is typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mrdtracker.domain.notation import CountLimits
from mrdtracker.gui.entry_dialog import guarded_context, new_id
from mrdtracker.gui.message_lines import MessageLines
from mrdtracker.gui.presenters.draft_words import RESULT
from mrdtracker.gui.presenters.form import MessageKind
from mrdtracker.gui.presenters.measurement_form import MeasurementForm
from mrdtracker.gui.record_dialog import RecordDialog
from mrdtracker.gui.theme import set_role
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.workspace import Workspace

# Shown only where something is to be said of them.
LIMITS = ("sensitivity", "lloq")
LOUD = (MessageKind.WARNING, MessageKind.ERROR, MessageKind.QUESTION)


class QuickResultDialog(RecordDialog):
    """Enters a result with one box; Enter in it saves.

    Args:
        workspace: The open store.
        view: The patient.
        begun: What is known beforehand, by field.
        what: What the result is for: "D15 BM · flow: due today".
        parent: The window that it belongs to.

    Attributes:
        is_handed_over: True where the person goes on in the form with all fields.
    """

    preferred_width = 620

    def __init__(
        self,
        workspace: Workspace,
        view: PatientView,
        begun: Mapping[str, str],
        what: str,
        parent: QWidget | None,
    ) -> None:
        context, settings = guarded_context(view, workspace), workspace.settings()
        counts = CountLimits(settings.n_lod, settings.n_lloq)
        form = MeasurementForm(context, counts, new_id)
        form.begin_with(begun)
        super().__init__(workspace, context, form, RESULT, parent)
        self.is_handed_over = False
        self.setWindowTitle(self.tr("Quick result"))
        asked = QLabel(what)
        set_role(asked, "quiet")
        asked.setVisible(bool(what))
        self.body.addWidget(asked)
        self._lay_out()
        self.begin()

    def _lay_out(self) -> None:
        self.add_row(self.add_choice("sample", self.tr("Sa&mple"), lines=1))
        self.add_row(
            self.add_choice("specimen", self.tr("S&pecimen")),
            self.add_date("taken_on", self.tr("Date &taken"), lines=1),
            stretches=(2, 3),
        )
        self.add_row(self.add_choice("method", self.tr("M&ethod")))
        self.add_row(
            self.add_text(
                "value",
                self.tr("&Value, as the report writes it"),
                "0.05 %, 5e-4, <0.01 %, neg @ 1e-5, 63/512000",
                lines=3,
            ),
            self.add_choice("unit", self.tr("&Unit")),
            stretches=(5, 3),
        )
        self.add_row(
            self.add_text("sensitivity", self.tr("Sensitivity &reached"), "1e-5"),
            self.add_text("lloq", self.tr("LLO&Q (QR)"), "0.01 %"),
        )
        self.add_row(self.add_text("second", self.tr("Value, a second t&ime")))
        self.more = MessageLines()
        self.body.addWidget(self.more)
        self.add_row(self.add_text("reason", self.tr("Reason")).mark_required())
        self.all_button = QPushButton(self.tr("&All fields…"))
        set_role(self.all_button, "plain")
        self.all_button.clicked.connect(self.show_all)
        row = QHBoxLayout()
        row.addWidget(self.all_button)
        row.addStretch(1)
        self.body.addLayout(row)

    def refresh(self) -> None:
        super().refresh()
        for name in LIMITS:
            is_asked = any(line.kind in LOUD for line in self.form.messages(name))
            is_wanted = bool(self.form.text(name)) or is_asked
            self.fields[name].setVisible(is_wanted and self.form.is_shown(name))
        elsewhere = [name for name in self.form.board_fields if name not in self.fields]
        lines = [line for name in elsewhere for line in self.form.messages(name)]
        self.more.show_lines([line for line in lines if line.kind in LOUD])

    def show_all(self) -> None:
        """Go on in the form with all fields, with what was typed here."""
        if self.keeper is not None:
            self.keeper.keep()
        self.is_handed_over = True
        self.done(0)

    def take_up(self) -> None:
        """Go on with what was typed before: it may need fields that do not stand here."""
        self.is_handed_over = True
        self.done(0)

    def _focus_first(self) -> None:
        needed = ("sample", "taken_on", "method")
        shown = (name for name in needed if self.form.is_shown(name))
        empty = (name for name in shown if not self.form.text(name))
        self.fields[next(empty, "value")].setFocus()

    def _go_on(self) -> None:
        typed = ("value", "sensitivity", "lloq", "second", "reason")
        if not any(self.fields[name].isAncestorOf(self.focusWidget()) for name in typed):
            super()._go_on()
            return
        open_ones = (name for name in typed if self._is_asked(name))
        name = next(open_ones, None)
        if name is None or self.fields[name].isAncestorOf(self.focusWidget()):
            self.accept()
        else:
            self.fields[name].setFocus()

    def _is_asked(self, name: str) -> bool:
        return self.fields[name].isVisible() and not self.form.text(name)
