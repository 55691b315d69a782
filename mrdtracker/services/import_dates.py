"""Holds the dates of an import against what the store already knows of the child."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from mrdtracker.domain.case import PatientFacts, Result
from mrdtracker.domain.import_plan import ImportPlan, RowProblem
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import PatientFile
from mrdtracker.words import say

_PLACE = re.compile(r"line ([0-9]+)(?:, column (.*))?\Z", re.DOTALL)


def with_date_problems(plan: ImportPlan, known: Mapping[str, PatientFile]) -> ImportPlan:
    """Return the plan without the results that were taken before the child was born or diagnosed.

    They become problems with their line and column, unless somebody chose to leave them out.
    """
    problems: list[RowProblem] = []
    patients = []
    for imported in plan.patients:
        file = known.get(imported.code)
        facts = file.patient.facts if file is not None else PatientFacts()
        found = {result.key: _trouble(result, facts) for result in imported.results}
        bad = {key: text for key, text in found.items() if text}
        problems += [_problem(key, text, imported.code) for key, text in bad.items()]
        kept = tuple(result for result in imported.results if result.key not in bad)
        patients.append(replace(imported, results=kept) if bad else imported)
    if not problems:
        return plan
    open_ones = tuple(problem for problem in problems if problem not in plan.left_out)
    return replace(plan, patients=tuple(patients), problems=(*plan.problems, *open_ones))


def _trouble(result: Result, facts: PatientFacts) -> str:
    if result.on is None:
        return ""
    born, diagnosed = facts.born_on, facts.diagnosed_on
    if born is not None and result.on < born:
        words = say("{} is before the birth on {} that is on record: check both dates.")
        return words.format(date_text(result.on), date_text(born))
    if diagnosed is not None and result.on < diagnosed and not result.note:
        words = say("{} is before the diagnosis on {} that is on record: check both dates.")
        return words.format(date_text(result.on), date_text(diagnosed))
    return ""


def _problem(key: str, text: str, code: str) -> RowProblem:
    place = _PLACE.match(key)
    line, column = (int(place[1]), place[2] or "") if place else (0, "")
    return RowProblem(line, column, text, code)
