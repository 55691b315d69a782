"""An open store with one girl, for the tests of the dialogs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from mrdtracker.domain.case import CourseFacts
from mrdtracker.gui.entry_dialog import EntryDialog
from mrdtracker.gui.form_field import FormField
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.commands import AddEvent, AddPatient, AddSample, RecordMeasurement
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample, an_event

PACK = "aieop-bfm-all-2000"


@cache
def bundled_rules() -> RuleBook:
    """The bundled packs, loaded once."""
    return RuleBook()


@dataclass
class Ward:
    """A store in which Anna works; the girl "S-0001" has a marrow of day 15 with a result."""

    workspace: Workspace

    @property
    def view(self) -> PatientView:
        """The girl as she is now."""
        return self.workspace.assessment.view(a_patient().id)

    def close(self) -> None:
        """Give the file free."""
        self.workspace.close()


def open_ward(folder: Path) -> Ward:
    """Make the store."""
    anna = Person("Anna", lambda: datetime(2025, 4, 20, 9, 12, tzinfo=UTC))
    workspace = Workspace.create(folder / "ward.mrd", anna, rules=bundled_rules())
    course = CourseFacts(pack=PACK, therapy_started_on=FIRST_DOSE)
    patient = a_patient(name="Kim M.", course=course)
    execute = workspace.recorder.execute
    execute(AddPatient(patient))
    execute(AddEvent(an_event()))
    execute(AddSample(a_sample()))
    execute(RecordMeasurement(a_sample(), a_measurement()))
    return Ward(workspace)


def shown(qtbot: Any, dialog: EntryDialog) -> EntryDialog:
    """Show a dialog without waiting for its answer."""
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def type_into(qtbot: Any, field: FormField, text: str) -> None:
    """Type a text with the keyboard in place of what stands there."""
    field.editor.setFocus()
    field.editor.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field.editor, text)


def choose(field: FormField, label: str) -> None:
    """Choose a line of a list."""
    box = field.editor
    position = box.findText(label)  # type: ignore[attr-defined]
    assert position >= 0, f"'{label}' is not offered"
    box.setCurrentIndex(position)  # type: ignore[attr-defined]


def lines_below(field: FormField) -> str:
    """Return what stands below a field."""
    return field.lines.spoken
