"""The results of the scratch: change one, leave one out, add one more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.notation import CountLimits
from mrdtracker.gui.presenters.what_if_form import ScratchResultForm, new_result
from mrdtracker.gui.presenters.what_if_words import result_words
from mrdtracker.gui.scratch_fields import ScratchFields
from mrdtracker.gui.theme import SPACE_SMALL, SPACE_TINY, set_role
from mrdtracker.services.what_if import ResultChange, ResultLeftOut, Scratch
from mrdtracker.words import mark

ROWS_SHOWN = 4
LABELS = {
    "value": mark("&Value, as a report writes it"),
    "specimen": mark("S&pecimen"),
    "method": mark("M&ethod"),
    "day": mark("Protocol da&y"),
    "sensitivity": mark("Sensitivity &reached"),
    "markers": mark("Sensitive mar&kers"),
    "lod": "LOD",
    "lloq": "LLOQ (QR)",
}


class ScratchResults(QWidget):
    """Lists the results of a scratch and edits the chosen one.

    Attributes:
        tried: Emitted with a change as soon as what was typed can be read.
    """

    tried = Signal(object)

    def __init__(self, counts: CountLimits) -> None:
        super().__init__()
        self._counts = counts
        self._scratch: Scratch | None = None
        self._convention = DayConvention(1)
        self.form: ScratchResultForm | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Results of the scratch"))
        self.list.setWordWrap(True)
        set_role(self.list, "lines")
        self.leave_out_button = QPushButton(self.tr("&Leave out"))
        self.add_button = QPushButton(self.tr("&Add a result"))
        self.fields = ScratchFields(LABELS, "0.05 %, 5e-4, neg @ 1e-5, pos nq")
        self.fields.show_ticks()
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _new, _old: self._show_current())
        self.leave_out_button.clicked.connect(self._leave_out)
        self.add_button.clicked.connect(self.add)
        self.fields.typed.connect(lambda _name: self._try())

    def show_scratch(self, scratch: Scratch, convention: DayConvention) -> None:
        """List the results as they would be; what is being typed stays."""
        self._scratch, self._convention = scratch, convention
        chosen = self._key()
        self.list.blockSignals(True)
        self.list.clear()
        case = scratch.changed
        for result in case.results:
            words = result_words(result, case, convention)
            mark = "◌ " if result.key in scratch.scratch_keys else ""
            item = QListWidgetItem(f"{mark}{words}")
            item.setData(Qt.ItemDataRole.UserRole, result.key)
            self.list.addItem(item)
            if result.key == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        known = {result.key: result for result in case.results}
        form = self.form
        is_typing = form is not None and (form.result or None) == known.get(form.key)
        if not is_typing or form is None:
            self._show_current()

    def add(self) -> None:
        """Begin one more result; it counts as soon as its value and its day can be read."""
        if self._scratch is None:
            return
        self.list.setCurrentRow(-1)
        base = new_result(self._scratch.next_key(), self._convention)
        self._edit(
            ScratchResultForm(
                base, self._scratch.changed, self._convention, self._counts, is_new=True
            )
        )
        self.fields.fields["value"].setFocus()

    def _show_current(self) -> None:
        scratch, key = self._scratch, self._key()
        self.leave_out_button.setEnabled(key is not None)
        if scratch is None or key is None:
            self.form = None
            self.fields.setVisible(False)
            return
        case = scratch.changed
        result = next(one for one in case.results if one.key == key)
        self._edit(ScratchResultForm(result, case, self._convention, self._counts))

    def _edit(self, form: ScratchResultForm) -> None:
        self.form = form
        self.fields.setVisible(True)
        self.fields.show_form(form)

    def _try(self) -> None:
        result = self.form.result if self.form is not None else None
        if result is not None:
            self.tried.emit(ResultChange(result))

    def _leave_out(self) -> None:
        key = self._key()
        if key is not None:
            self.tried.emit(ResultLeftOut(key))

    def _key(self) -> str | None:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    def _lay_out(self) -> None:
        height = self.fontMetrics().height() + 2 * SPACE_TINY + 1
        self.list.setMaximumHeight(ROWS_SHOWN * height)
        acts = QHBoxLayout()
        acts.addWidget(self.leave_out_button)
        acts.addWidget(self.add_button)
        acts.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, SPACE_SMALL, 0, 0)
        box.setSpacing(SPACE_SMALL)
        box.addWidget(self.list)
        box.addLayout(acts)
        box.addWidget(self.fields, 1)
