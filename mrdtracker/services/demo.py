"""Twelve invented patients that show every state a result and a group can be in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.case_file import read_case_text
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.notation import value_text
from mrdtracker.services.transfer import check_no_problems
from mrdtracker.services.workspace import Person, Workspace

MAKER = "mrdtracker"


def demo_cases() -> tuple[PatientCase, ...]:
    """Return the invented patients by patient code; the note of each says what it shows."""
    files = sorted((locations.resources() / "samples" / "demo").glob("*.json"))
    return tuple(read_case_text(path.read_text(encoding="utf-8"), path.name) for path in files)


def create_demo(path: Path, person: Person) -> Workspace:
    """Make a store at ``path`` with the invented patients, through the door everyone uses.

    Where the patients cannot be written, nothing is left behind.

    Raises:
        StoreError: A file is there already, or the folder cannot be written.
    """
    workspace = Workspace.create(path, person, laboratory="Practice laboratory (invented)")
    try:
        prepared = workspace.transfer.prepare(_plan())
        check_no_problems(prepared.preview.plan)
        # The program makes them, so that nobody's Ctrl+Z takes all of them away at once.
        workspace.recorder.user = MAKER
        workspace.recorder.execute(prepared.command)
        workspace.recorder.user = person.name
    except BaseException:
        workspace.discard()
        raise
    try:
        workspace.assessment.refresh_summaries()
    except BaseException:
        workspace.close()
        raise
    return workspace


def _plan() -> ImportPlan:
    patients = tuple(
        ImportedPatient(
            code=case.patient_id,
            name=case.note,
            facts=case.patient,
            course=case.course,
            results=tuple(_with_words(result) for result in case.results),
        )
        for case in demo_cases()
    )
    return ImportPlan("invented patients", "", "demo", "utf-8", len(patients), patients)


def _with_words(result: Result) -> Result:
    return replace(result, reported_text=result.reported_text or value_text(result.value), key="")
