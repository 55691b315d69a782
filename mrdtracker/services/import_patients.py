"""Holds the patients of an import against what is asked of every patient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan, RowProblem
from mrdtracker.domain.records import PatientFile, PatientId
from mrdtracker.services import checks
from mrdtracker.services.import_merge import merged_patient, new_patient


def with_patient_problems(
    plan: ImportPlan, known: Mapping[str, PatientFile], today: date
) -> ImportPlan:
    """Return the plan without the patients that could not be entered by hand either.

    A code with a sign that nobody sees, a first dose before the diagnosis on record: each becomes
    a problem of the first line that speaks of the patient, unless somebody chose to leave it out.

    Args:
        plan: The table as its mapping reads it.
        known: The patients of the store that the table names, by code.
        today: Nothing may lie after it.
    """
    problems: list[RowProblem] = []
    kept = []
    for imported in plan.patients:
        text = _trouble(imported, known.get(imported.code), today)
        if text:
            line = imported.lines[0] if imported.lines else 0
            problems.append(RowProblem(line, "", text, imported.code))
        else:
            kept.append(imported)
    if not problems:
        return plan
    still_open = tuple(problem for problem in problems if problem not in plan.left_out)
    return replace(plan, patients=tuple(kept), problems=(*plan.problems, *still_open))


def _trouble(imported: ImportedPatient, file: PatientFile | None, today: date) -> str:
    if file is None:
        file = PatientFile(new_patient(imported, PatientId("new")))
    else:
        file = replace(file, patient=merged_patient(imported, file.patient))
    try:
        checks.check_patient(file.patient, today)
        checks.check_birth(file)
    except InvalidInputError as error:
        return str(error)
    return ""
