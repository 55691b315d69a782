"""Same child, several protocols: two to four packs side by side for the open patient."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.errors import UserError
from mrdtracker.domain.finding import GroupStatus, PackOverview, PackState
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.findings_panel import inks_of
from mrdtracker.gui.form_field import ChoiceField
from mrdtracker.gui.on_screen import take_size
from mrdtracker.gui.presenters.comparison_html import comparison_html
from mrdtracker.gui.presenters.form import Offer
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, current_theme, set_role
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.pack_comparison import (
    MOST,
    PackComparison,
    compare_packs,
    comparison_text,
)
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Workspace

SIZE = (1180, 700)
FIRST_SHOWN = 3


class ProtocolsDialog(QDialog):
    """Chooses packs and shows what each makes of the same facts; it changes nothing.

    Attributes:
        compared: What is shown; None while fewer than two packs are chosen.
    """

    copied = Signal()

    def __init__(self, workspace: Workspace, view: PatientView, parent: QWidget | None) -> None:
        super().__init__(parent)
        give_help(self)
        self._view = view
        self._rules = workspace.rules.for_patient(view.file.patient)
        self.compared: PackComparison | None = None
        overviews = [one for one in self._rules.overviews() if one.groups or one.timepoints]
        self._offers = (
            Offer(self.tr("none"), ""),
            *(Offer(_named(one), one.reference.id) for one in overviews),
        )
        self._chosen = _first_packs(
            self._rules,
            view.case,
            workspace.settings().enabled_packs,
            view.convention.first_dose_day,
        )
        self.choices = [
            ChoiceField(self.tr("Protocol &{}").format(place + 1)) for place in range(MOST)
        ]
        self.everything = QCheckBox(self.tr("&Also what all read alike"))
        self.note = QLabel()
        self.page = QTextBrowser()
        self.copy_button = QPushButton(self.tr("&Copy as text"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(
            self.tr("{}: same facts, several protocols").format(view.case.patient_id)
        )
        self._lay_out()
        self._connect()
        self._show_choices()
        self._compare()

    def copy_text(self) -> None:
        """Put the comparison on the clipboard as plain text in columns."""
        if self.compared is not None:
            QGuiApplication.clipboard().setText(comparison_text(self.compared))
            self.copied.emit()

    def _choose(self, place: int, pack_id: str) -> None:
        self._chosen[place] = pack_id
        self._compare()

    def _compare(self) -> None:
        wanted = [one for one in self._chosen if one]
        try:
            self.compared = compare_packs(self._rules, self._view.case, wanted)
        except UserError as refusal:
            self.compared = None
            self.note.setText(str(refusal))
        self.note.setVisible(self.compared is None)
        self.copy_button.setEnabled(self.compared is not None)
        self._render()

    def _render(self) -> None:
        if self.compared is None:
            self.page.clear()
            return
        inks = inks_of(current_theme())
        is_everything = self.everything.isChecked()
        self.page.setHtml(comparison_html(self.compared, inks, is_everything=is_everything))

    def _show_choices(self) -> None:
        for choice, pack_id in zip(self.choices, self._chosen, strict=True):
            choice.show_choices(self._offers, pack_id)

    def _connect(self) -> None:
        for place, choice in enumerate(self.choices):
            choice.typed.connect(lambda text, place=place: self._choose(place, text))
        self.everything.toggled.connect(self._render)
        self.copy_button.clicked.connect(self.copy_text)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_CARD)
        for choice in self.choices:
            row.addWidget(choice, 1)
        set_role(self.note, "error")
        self.page.setAccessibleName(self.tr("Comparison"))
        set_role(self.copy_button, "plain")
        foot = QHBoxLayout()
        foot.addWidget(self.everything, 1)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.close_button)
        self.close_button.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addLayout(row)
        box.addWidget(self.note)
        box.addWidget(self.page, 1)
        box.addLayout(foot)
        take_size(self, *SIZE)


def _named(pack: PackOverview) -> str:
    return pack.reference.said


def _first_packs(
    rules: RuleBook, case: PatientCase, enabled: Sequence[str], first_day: int
) -> list[str]:
    """Return what is compared at first: the child's own pack, then those of the laboratory.

    Where these are too few, packs that assign groups fill up: those that are for this child before
    those that are not, and the other day count first.
    """

    def rank(pack_id: str) -> tuple[bool, bool]:
        status = rules.assess(case, pack_id).status
        same_days = rules.overview(pack_id).convention.first_dose_day == first_day
        return (status is GroupStatus.OUT_OF_SCOPE, same_days)

    known = {one.reference.id: one for one in rules.overviews() if one.groups}
    active = [one for one in known if known[one].reference.state is PackState.ACTIVE]
    wanted = dict.fromkeys((case.course.pack or "", *enabled, *sorted(active, key=rank)))
    found = [one for one in wanted if one in known][:FIRST_SHOWN]
    return [*found, *[""] * (MOST - len(found))]
