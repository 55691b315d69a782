"""Fields of a form that saves nothing: each valid letter counts at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrdtracker.gui.context_help import name_field
from mrdtracker.gui.date_field import DateField
from mrdtracker.gui.field_page import FieldPage
from mrdtracker.gui.form_field import ChoiceField, FormField, TextField, TickGroup
from mrdtracker.gui.presenters.form import Form
from mrdtracker.gui.presenters.patient_form import DATES
from mrdtracker.gui.presenters.patient_texts import GENETICS, TRUTH_LABELS
from mrdtracker.gui.presenters.sample_form import QUALITY_TICKS
from mrdtracker.gui.theme import SPACE_SMALL
from mrdtracker.words import say

ECHO_LINES = 3
NEVER_SHOWN = ("code", "name", "protocol_text", "note", "reason")
_CHOICES = ("pack", "study", "sex", "lineage", "cns", "specimen", "method", *TRUTH_LABELS)


class ScratchFields(QWidget):
    """Shows the fields of a form in one column, and says when one was typed into.

    Args:
        labels: Label by field name, in the order in which they stand; a lesion names itself.
        placeholder: What stands in the empty value box.

    Attributes:
        typed: Emitted with the name of a field after the form has taken what was typed.
    """

    typed = Signal(str)

    def __init__(self, labels: Mapping[str, str], placeholder: str = "") -> None:
        super().__init__()
        self._labels = labels
        self._placeholder = placeholder
        self._form: Form | None = None
        self.fields: dict[str, FormField] = {}
        self.ticks: TickGroup | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_SMALL)
        self._column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.page = FieldPage(self._column)
        box.addWidget(self.page)
        self.page.let_ground_through()

    def show_form(self, form: Form) -> None:
        """Show another form, or the same one anew; nothing counts as typed."""
        self._form = form
        for name in self._names(form):
            if name not in self.fields:
                self._add(name)
        self.refresh()

    def show_ticks(self) -> None:
        """Add the boxes of what weakens a result."""
        self.ticks = TickGroup(self.tr("Quality"), QUALITY_TICKS, columns=1)
        name_field(self.ticks, "quality")
        self.ticks.ticked.connect(self._typed)
        self._column.insertWidget(self._column.count() - 1, self.ticks)

    def refresh(self) -> None:
        """Show what the form says now."""
        form = self._form
        if form is None:
            return
        known = self._names(form)
        for name, field in self.fields.items():
            is_shown = name in known and form.is_shown(name)
            field.setVisible(is_shown)
            if not is_shown:
                continue
            if isinstance(field, ChoiceField):
                field.show_choices(form.choices(name), form.text(name))
            else:
                field.show_text(form.as_typed(name))
            field.show_lines(form.messages(name))
        if self.ticks is not None:
            for name, _words in QUALITY_TICKS:
                self.ticks.show_tick(name, form.text(name))

    def _names(self, form: Form) -> Sequence[str]:
        lesions = tuple(name for name in form.fields if name.startswith(GENETICS))
        return (*(name for name in self._labels if name in form.fields), *lesions)

    def _add(self, name: str) -> None:
        lesion = name.removeprefix(GENETICS).replace("&", "&&")
        field = self._make(name, say(self._labels.get(name) or lesion))
        field.typed.connect(self._taker(name))
        self._column.insertWidget(len(self.fields), field)
        self.fields[name] = field
        name_field(field, name)

    def _make(self, name: str, label: str) -> FormField:
        if name in DATES:
            return DateField(label)
        if name in _CHOICES or name.startswith(GENETICS):
            return ChoiceField(label)
        if name == "value":
            return TextField(label, self._placeholder, reserved_lines=ECHO_LINES)
        return TextField(label)

    def _taker(self, name: str) -> Callable[[str], None]:
        return lambda text: self._typed(name, text)

    def _typed(self, name: str, text: str) -> None:
        if self._form is not None:
            self._form.set(name, text)
            self.refresh()
            self.typed.emit(name)
