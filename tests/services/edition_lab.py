"""A laboratory whose program can be replaced by one with other rule packs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.records import Patient
from mrdtracker.domain.vocabulary import Method
from mrdtracker.services.commands import AddPatient, RecordMeasurement
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.rules.small_pack import SMALL
from tests.services.one_child import make_patient, make_result, make_sample

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY_29 = date(2026, 3, 30)
# 0.1 % to 1 % was high, and is low.
NEWER = (
    SMALL.replace('version = "1"', 'version = "2"')
    .replace("0.1 %", "1 %")
    .replace('value = "0.1" }', 'value = "1" }')
)
LOCAL = SMALL.replace('id = "small"', 'id = "local-small"')


class EditionLab:
    """One store, opened by people whose program holds these packs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "ward.mrd"
        Workspace.create(self.path, self.person("Anna"), rules=self.program(SMALL)).close()

    def person(self, name: str) -> Person:
        return Person(name, lambda: NOW)

    def program(self, *texts: str) -> RuleBook:
        files = [locations.bundled_rules_folder() / "generic-definitions.toml"]
        for number, text in enumerate(texts):
            file = self.folder / f"pack-{number}.toml"
            file.write_text(text, encoding="utf-8")
            files.append(file)
        book = RuleBook(files)
        assert book.unusable == {}
        return book

    def open(self, name: str = "Anna", text: str = SMALL) -> Workspace:
        return Workspace.open(self.path, self.person(name), rules=self.program(text))

    def write(self, text: str, name: str = "ours.toml") -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file


def add_child(workspace: Workspace, code: str, percent: str, pack: str = "small") -> Patient:
    """A child with one flow result of day 29."""
    patient = make_patient(code, pack=pack)
    workspace.recorder.execute(AddPatient(patient))
    sample = make_sample(patient, DAY_29)
    result = make_result(sample, percent, method=Method.FLOW)
    workspace.recorder.execute(RecordMeasurement(sample, result, is_new_sample=True))
    return workspace.patient_by_code(code)


def group_of(workspace: Workspace, code: str) -> str | None:
    """The group that the patient page would show; "no answer" where the pack gives none."""
    view = workspace.assessment.view(workspace.patient_by_code(code).id)
    return view.main.assigned if view.main else "no answer"
