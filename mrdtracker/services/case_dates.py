"""Holds the dates of a case file against today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.errors import Problem, ProblemsError
from mrdtracker.domain.notation import date_text
from mrdtracker.words import say


def check_not_future(case: PatientCase, where: str, today: date) -> None:
    """Refuse a case that states something of a day that is still to come.

    Raises:
        ProblemsError: Every such date, with its path.
    """
    problems = tuple(
        Problem(
            path, say("{} is in the future: today is {}.").format(date_text(on), date_text(today))
        )
        for path, on in _dates(case)
        if on is not None and on > today
    )
    if problems:
        raise ProblemsError(where, problems)


def _dates(case: PatientCase) -> Iterator[tuple[str, date | None]]:
    yield "patient.born_on", case.patient.born_on
    yield "patient.diagnosed_on", case.patient.diagnosed_on
    yield "course.therapy_started_on", case.course.therapy_started_on
    for place, event in enumerate(case.course.events):
        yield f"course.events[{place}].on", event.on
        yield f"course.events[{place}].ended_on", event.ended_on
    for place, result in enumerate(case.results):
        yield f"results[{place}].on", result.on
