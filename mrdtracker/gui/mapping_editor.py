"""The dialog that makes a mapping: what each column of a foreign table says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrdtracker.gui.entry_dialog import EntryDialog
from mrdtracker.gui.form_field import FormField
from mrdtracker.gui.presenters.mapping_form import MappingForm
from mrdtracker.gui.theme import SPACE_CARD, SPACE_PAGE, SPACE_SMALL, SPACE_TINY, set_role
from mrdtracker.services.import_steps import OpenedTable, save_draft
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say

FIELDS_PER_ROW = 4
_LABELS = {
    "method": mark("Method"),
    "specimen": mark("Specimen"),
    "unit": mark("Unit"),
    "day": mark("Protocol day"),
    "timepoint": mark("or time point"),
    "zero": mark("0 means"),
    "below": mark("<x means"),
    "sensitivity": mark("Sensitivity in column"),
    "sensitivity_unit": mark("Its unit"),
}


class MappingEditor(EntryDialog):
    """Asks what each column says, and keeps the answer for other files like this one.

    Attributes:
        opened: The table, with the new mapping among its offers once it was saved.
    """

    preferred_width = 900

    def __init__(
        self, workspace: Workspace, opened: OpenedTable, parent: QWidget | None = None
    ) -> None:
        self._mapping_form = MappingForm(opened.header, opened.examples())
        super().__init__(
            workspace, self._mapping_form, say("New mapping"), say("&Save mapping"), parent
        )
        self.opened = opened
        self._further: list[QGridLayout] = []
        self._made: set[str] = set()
        self._in_grid: dict[int, list[FormField]] = {}
        self._lay_out_head()
        for place in range(len(opened.header)):
            self._lay_out_column(place)
        self.begin()

    def save(self) -> None:
        self.form.check()
        transfer = self._workspace.transfer
        self.opened = save_draft(transfer, self.opened, self._mapping_form.draft())

    def refresh(self) -> None:
        for place in range(len(self._further)):
            self._make_further_fields(place)
        super().refresh()
        for place in range(len(self._further)):
            self._close_gaps(place)

    def _lay_out_head(self) -> None:
        self.add_row(
            self.add_text(
                "title", self.tr("Mapping is called"), self.tr("Flow results of our hospital")
            )
        )
        self.add_row(
            self.add_text("missing", self.tr("Words for missing"), "NA, n/a"),
            self.add_text("unknown", self.tr("Words for unknown"), "unknown"),
            self.add_choice("decimal", self.tr("Decimal mark")),
            self.add_choice("dates", self.tr("Order of dates")),
            self.add_choice("first_dose", self.tr("Days counted from")),
        )
        self.add_section(self.tr("Columns"))

    def _lay_out_column(self, place: int) -> None:
        """Put a column in one line: its name and examples at the left, its role at the right."""
        name = QLabel(self._mapping_form.header[place])
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        examples = QLabel(self._mapping_form.examples_text(place))
        examples.setTextFormat(Qt.TextFormat.PlainText)
        examples.setWordWrap(True)
        set_role(examples, "caption")
        left = QVBoxLayout()
        left.setSpacing(SPACE_TINY)
        left.addWidget(name)
        left.addWidget(examples)
        left.addStretch(1)
        role = self.add_choice(f"role.{place}", "")
        role.editor.setAccessibleName(self.tr("{} says").format(name.text()))
        line = QHBoxLayout()
        line.setSpacing(SPACE_CARD)
        line.addLayout(left, stretch=3)
        line.addWidget(role, stretch=2)
        further = QGridLayout()
        further.setSpacing(SPACE_SMALL)
        further.setContentsMargins(SPACE_PAGE, 0, 0, 0)
        self._further.append(further)
        rule = QFrame()
        set_role(rule, "line")
        self.body.addLayout(line)
        self.body.addLayout(further)
        self.body.addWidget(rule)

    def _make_further_fields(self, place: int) -> None:
        for name in self._mapping_form.fields_of(place):
            if name in self._made:
                continue
            self._made.add(name)
            self._further[place].addWidget(self._further_field(name))

    def _close_gaps(self, place: int) -> None:
        """Put the fields that are shown beside each other, in their order."""
        grid = self._further[place]
        names = self._mapping_form.fields_of(place)
        shown = [self.fields[name] for name in names if self.form.is_shown(name)]
        if shown == self._in_grid.get(place):
            return
        self._in_grid[place] = shown
        while grid.count():
            grid.takeAt(0)
        before = self.fields[f"role.{place}"].editor
        for position, field in enumerate(shown):
            grid.addWidget(field, position // FIELDS_PER_ROW, position % FIELDS_PER_ROW)
            self.setTabOrder(before, field.editor)
            before = field.editor

    def _further_field(self, name: str) -> FormField:
        kind, _, rest = name.partition(".")
        if kind == "word":
            word = rest.partition(".")[2]
            return self.add_choice(name, self.tr("“{}” means").format(word).replace("&", "&&"))
        if kind in ("day", "timepoint"):
            return self.add_text(name, say(_LABELS[kind]), "29" if kind == "day" else "EOC")
        return self.add_choice(name, say(_LABELS[kind]).replace("&", "&&"))
