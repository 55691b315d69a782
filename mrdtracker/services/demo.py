"""Twelve invented patients that show every state a result and a group can be in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.notation import value_text
from mrdtracker.services.workspace import Person, Workspace


def demo_cases() -> tuple[tuple[str, PatientCase], ...]:
    """Return the invented patients as (what the patient shows, case), by patient code."""
    folder = locations.resources() / "samples" / "demo"
    found = []
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        shows = document.pop("shows")
        found.append((shows, read_case(document, path.name)))
    return tuple(found)


def create_demo(path: Path, person: Person) -> Workspace:
    """Make a store at ``path`` with the invented patients, through the door everyone uses.

    Raises:
        StoreError: A file is there already, or the folder cannot be written.
    """
    workspace = Workspace.create(path, person, laboratory="Practice laboratory (invented)")
    patients = tuple(
        ImportedPatient(
            code=case.patient_id,
            name=shows,
            facts=case.patient,
            course=case.course,
            results=tuple(_with_words(result) for result in case.results),
        )
        for shows, case in demo_cases()
    )
    plan = ImportPlan("invented patients", "", "demo", "utf-8", len(patients), patients)
    prepared = workspace.transfer.prepare(plan)
    workspace.recorder.execute(prepared.command)
    workspace.assessment.refresh_summaries()
    return workspace


def _with_words(result: Result) -> Result:
    return replace(result, reported_text=result.reported_text or value_text(result.value), key="")
