"""The dialog for a result, in the order of the laboratory's paper."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.records import Sample
from mrdtracker.gui.entry_dialog import guarded_context, new_id
from mrdtracker.gui.presenters.measurement_form import KnownResult, MeasurementForm
from mrdtracker.gui.presenters.sample_form import QUALITY_TICKS
from mrdtracker.gui.record_dialog import RecordDialog
from mrdtracker.services.assessment import PatientView, ResultRow
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark

ECHO_LINES = 3
# Narrower screens, in pixels, get the boxes for the quality in three columns.
ROOM_FOR_FOUR = 800
NOTHING_BEGUN: Mapping[str, str] = MappingProxyType({})


class MeasurementDialog(RecordDialog):
    """Enters a result, with its sample where that is new, or amends one.

    Args:
        workspace: The open store.
        view: The patient.
        row: The result to amend; None for a new one.
        parent: The window that it belongs to.
        sample: The sample to begin with.
        begun: What else is known beforehand, by field.
    """

    preferred_width = 860

    def __init__(
        self,
        workspace: Workspace,
        view: PatientView,
        row: ResultRow | None,
        parent: QWidget | None,
        sample: Sample | None = None,
        begun: Mapping[str, str] = NOTHING_BEGUN,
    ) -> None:
        context = guarded_context(view, workspace)
        settings = workspace.settings()
        known = KnownResult(row.measurement, row.sample) if row is not None else None
        form = MeasurementForm(
            context, CountLimits(settings.n_lod, settings.n_lloq), new_id, known, sample
        )
        form.begin_with(begun)
        record_id = row.measurement.id if row is not None else ""
        super().__init__(workspace, context, form, mark("result"), parent, record_id)
        self._lay_out_sample()
        self._lay_out_result()
        self._lay_out_rest()
        self.begin()

    def _lay_out_sample(self) -> None:
        self.add_row(
            self.add_choice("sample", self.tr("Sa&mple"), lines=1),
            self.add_text("code", self.tr("Tu&be number")),
            stretches=(3, 1),
        )
        self.add_row(
            self.add_choice("specimen", self.tr("S&pecimen")),
            self.add_date("taken_on", self.tr("Date &taken"), lines=1),
            self.add_text("stated", self.tr("or da&y, if no date"), self.tr("15, or EOC")),
            self.add_text("pull_number", self.tr("Pu&ll"), "1"),
            stretches=(4, 6, 3, 1),
        )
        self.add_row(self.add_choice("stated_first", self.tr("The source counts its days &from")))

    def _lay_out_result(self) -> None:
        self.add_row(
            self.add_choice("method", self.tr("M&ethod")),
            self.add_text("target", self.tr("Tar&get"), "ETV6::RUNX1, IGH VH3-JH4"),
            self.add_choice("denominator", self.tr("Fr&action of")),
            self.add_choice("gating", self.tr("Gating panel")),
        )
        self.add_row(
            self.add_text(
                "value",
                self.tr("&Value, as the report writes it"),
                "0.05 %, 5e-4, <0.01 %, neg @ 1e-5, pos nq, 63/512000",
                lines=ECHO_LINES,
            ),
            self.add_choice("unit", self.tr("&Unit")),
            stretches=(3, 1),
        )
        self.add_row(self.add_text("second", self.tr("Value, a second t&ime")))

    def _lay_out_rest(self) -> None:
        self.add_crowded_row(
            self.add_text("lod", self.tr("L&OD"), "0.001 %"),
            self.add_text("lloq", self.tr("LLO&Q (QR)"), "0.01 %"),
            self.add_text("sensitivity", self.tr("Sensitivity &reached"), "1e-5"),
            self.add_text("events_positive", self.tr("Disease eve&nts"), "63"),
            self.add_text("events_total", self.tr("of events in total"), "512000"),
            self.add_text("markers", self.tr("Sensitive mar&kers"), "2"),
        )
        is_wide = self.screen().availableGeometry().width() >= ROOM_FOR_FOUR
        columns = 4 if is_wide else 3
        self.add_row(self.add_ticks("quality", self.tr("Quality"), QUALITY_TICKS, columns))
        self.add_row(self.add_text("note", self.tr("Note")))
        self.add_row(self.add_text("reason", self.tr("Reason")).mark_required())
