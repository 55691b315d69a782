"""Sixteen invented patients: twelve show every state of a result and of a group, four a ward.

The twelve have fixed dates, so that what the rules say of them is the same for ever. The dates of
the four move with the day on which the store is made, so that on that day something is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.case_file import read_case_text
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.notation import value_text
from mrdtracker.services.transfer import check_no_problems
from mrdtracker.services.workspace import Person, Workspace
from mrdtracker.words import in_english

MAKER = "mrdtracker"
# The day that the files of the ward were written for.
WARD_WRITTEN_FOR = date(2026, 11, 20)


def demo_cases() -> tuple[PatientCase, ...]:
    """Return the twelve with fixed dates by patient code; the note of each says what it shows."""
    return _read(locations.resources() / "samples" / "demo")


def ward_cases(today: date) -> tuple[PatientCase, ...]:
    """Return four children in treatment: on a date each asks for something else.

    A sample is due of one, overdue of one, its window is open of one, and of one a tube came that
    nobody expected.
    """
    days = (today - WARD_WRITTEN_FOR).days
    written = _read(locations.resources() / "samples" / "demo" / "ward")
    return tuple(_moved(case, timedelta(days=days)) for case in written)


def create_demo(path: Path, person: Person) -> Workspace:
    """Make a store at ``path`` with the invented patients, through the door everyone uses.

    Where the patients cannot be written, nothing is left behind.

    Raises:
        StoreError: A file is there already, or the folder cannot be written.
    """
    workspace = Workspace.create(path, person, laboratory="Practice laboratory (invented)")
    try:
        prepared = workspace.transfer.prepare(_plan((*demo_cases(), *ward_cases(workspace.today))))
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


def _read(folder: Path) -> tuple[PatientCase, ...]:
    files = sorted(folder.glob("*.json"))
    return tuple(read_case_text(path.read_text(encoding="utf-8"), path.name) for path in files)


def _moved(case: PatientCase, by: timedelta) -> PatientCase:
    """Return a case in which everything happened so much later."""

    def later(on: date | None) -> date | None:
        return on + by if on is not None else None

    facts, course = case.patient, case.course
    return replace(
        case,
        patient=replace(
            facts, born_on=later(facts.born_on), diagnosed_on=later(facts.diagnosed_on)
        ),
        course=replace(
            course,
            therapy_started_on=later(course.therapy_started_on),
            events=tuple(
                replace(event, on=later(event.on), ended_on=later(event.ended_on))
                for event in course.events
            ),
        ),
        results=tuple(replace(result, on=later(result.on)) for result in case.results),
    )


def _plan(cases: Iterable[PatientCase]) -> ImportPlan:
    patients = tuple(
        ImportedPatient(
            code=case.patient_id,
            name=case.note,
            facts=case.patient,
            course=case.course,
            results=tuple(_with_words(result) for result in case.results),
        )
        for case in cases
    )
    return ImportPlan("invented patients", "", "demo", "utf-8", len(patients), patients)


def _with_words(result: Result) -> Result:
    with in_english():  # words of a report are kept, and the reader of results knows no others
        words = result.reported_text or value_text(result.value)
    return replace(result, reported_text=words, key="")
