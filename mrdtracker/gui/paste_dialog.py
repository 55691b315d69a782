"""The dialog for results from a spreadsheet: paste, look at every row, apply in one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation import CountLimits
from mrdtracker.gui.entry_dialog import guarded_context, new_id
from mrdtracker.gui.lines_field import LinesField
from mrdtracker.gui.presenters.draft_words import PASTE
from mrdtracker.gui.presenters.paste_form import COLUMNS, PasteForm
from mrdtracker.gui.presenters.paste_reading import ReadRow
from mrdtracker.gui.presenters.paste_rows import Part
from mrdtracker.gui.presenters.place_in_time import sample_text
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.gui.record_dialog import RecordDialog
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.theme import ROW_PADDING
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

SHOWN_ROWS = 8
COLUMNS_IN_A_ROW = 4
TITLE_LINES = 2.3  # two, and what a label keeps around them
TITLE_PLACE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class PasteDialog(RecordDialog):
    """Enters several results of one patient from the clipboard.

    Args:
        workspace: The open store.
        view: The patient.
        parent: The window that it belongs to.
    """

    preferred_width = 1080

    def __init__(self, workspace: Workspace, view: PatientView, parent: QWidget | None) -> None:
        context, settings = guarded_context(view, workspace), workspace.settings()
        self._paste_form = PasteForm(context, CountLimits(settings.n_lod, settings.n_lloq), new_id)
        super().__init__(workspace, context, self._paste_form, PASTE, parent)
        self.setWindowTitle(self.tr("Paste results"))
        self._code = view.file.patient.code
        self.rows = RowTableModel[ReadRow](_columns(context), self)
        self.table: RowTable[ReadRow] = RowTable(self.rows, self.tr("Rows as they are understood"))
        line = QFontMetricsF(self.font()).height() + ROW_PADDING
        self.table.setMinimumHeight(round(line * (SHOWN_ROWS + 1)))
        self.box = LinesField(
            self.tr("&Cells of the spreadsheet"),
            self.tr("A column of values, or day or date, specimen, method and value side by side"),
            reserved_lines=1,
        )
        self.box.box.refused.connect(self._refuse_paste)
        self.box.box.overfilled.connect(self._refuse_much)
        self.add_row(self._register("text", self.box))
        for start in range(0, len(COLUMNS), COLUMNS_IN_A_ROW):
            names = COLUMNS[start : start + COLUMNS_IN_A_ROW]
            row = [self.add_choice(name, self.tr("Column")) for name in names]
            for field in row:
                # A long cell in its title widens no form, and moves no box beside its neighbours.
                field.label.setWordWrap(True)
                field.label.setFixedHeight(round(TITLE_LINES * field.label.fontMetrics().height()))
                field.label.setAlignment(TITLE_PLACE)
            self.add_row(*row)
        self.add_row(
            self.add_choice("method", self.tr("M&ethod")),
            self.add_choice("unit", self.tr("&Unit")),
            self.add_choice("specimen", self.tr("S&pecimen of new samples")),
        )
        self.body.addWidget(self.table)
        self.add_row(self.add_text("reason", self.tr("Reason")).mark_required())
        self.begin()
        if not self.offer.isVisibleTo(self):
            # Once the window stands: what the clipboard lacks is said in it.
            QTimer.singleShot(0, self, self.box.paste)

    def refresh(self) -> None:
        for name in COLUMNS:
            self.fields[name].rename(self._paste_form.column_title(name))
        super().refresh()
        if self.rows.rows != self._paste_form.rows:
            self.rows.show_rows(self._paste_form.rows)
            self.table.fit_to_rows()
        good, count = len(self._paste_form.good_rows), len(self._paste_form.rows)
        apply = say("&Apply {} of {} for {}").format(good, count, self._code)
        self.save_button.setText(apply)

    def _refuse_paste(self) -> None:
        self.show_refusal(
            InvalidInputError(
                self.tr("The clipboard holds no text."),
                self.tr("Copy the cells in the spreadsheet, then paste them here."),
            )
        )

    def _refuse_much(self, letters: int) -> None:
        self.show_refusal(
            InvalidInputError(
                self.tr("The clipboard holds {} letters, which are too many to look at.").format(
                    f"{letters:,}".replace(",", " ")
                ),
                self.tr("Copy the cells only, or use File, Import a table."),
            )
        )


def _columns(context: EntryContext) -> tuple[Column[ReadRow], ...]:
    return (
        Column(say("Row"), lambda row: str(row.pasted.number), style="figure", width=5),
        Column(say("Sample"), lambda row: _sample(row, context), style="tabular", width=28),
        Column(
            say("Method"),
            lambda row: row.method.words if row.method else "",
            style="tabular",
            width=14,
        ),
        Column(
            say("As pasted"), lambda row: row.pasted.text(Part.VALUE), style="tabular", width=14
        ),
        Column(
            say("Understood as"), _said, tooltip=lambda row: row.said, style="tabular", width=32
        ),
        Column(say("Remarks"), _remark, tooltip=_remark, chips=_chips, width=0),
    )


def _said(row: ReadRow) -> str:
    """Return the state with both notations; "1 in N" stands in the tooltip."""
    return " · ".join(row.said.split(" · ")[:2])


def _sample(row: ReadRow, context: EntryContext) -> str:
    if row.sample is None:
        return row.pasted.text(Part.WHEN)
    words = sample_text(context, row.sample)
    return say("{} (new)").format(words) if row.is_new_sample else words


def _remark(row: ReadRow) -> str:
    return row.problem or " ".join(f"{one.text} {one.code}" for one in row.warnings)


def _chips(row: ReadRow) -> tuple[ChipText, ...]:
    if row.problem:
        return (ChipText(row.problem, ToneName.HIGH, row.problem),)
    tone = ToneName.INTERMEDIATE if row.asking else ToneName.NEUTRAL
    return tuple(ChipText(one.text, tone, f"{one.text} {one.code}") for one in row.warnings)
