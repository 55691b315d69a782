"""Dates of a case file that cannot be, or that need a note."""

from __future__ import annotations

from datetime import date

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.errors import Problem
from mrdtracker.domain.notation_dates import date_text
from mrdtracker.domain.strict_fields import Fields
from mrdtracker.words import say

DIAGNOSIS_NAMES = ("diagnosis", "dx")


def dates_before_birth(case: PatientCase) -> list[Problem]:
    """List dates before birth; an event or a diagnosis cannot come before the child."""
    born_on = case.patient.born_on
    dates = {
        "patient.diagnosed_on": case.patient.diagnosed_on,
        "course.therapy_started_on": case.course.therapy_started_on,
    }
    dates |= {f"course.events[{n}].on": event.on for n, event in enumerate(case.course.events)}
    return [
        Problem(
            path, say("{} is before the birth on {}.").format(date_text(on), date_text(born_on))
        )
        for path, on in dates.items()
        if on is not None and born_on is not None and on < born_on
    ]


def check_date(fields: Fields, on: date | None, case: PatientCase, *, has_note: bool) -> None:
    """Refuse a result before birth, or before diagnosis or therapy where no note says why.

    Args:
        fields: The result; a problem is listed under its "on".
        on: Its date, if it has one.
        case: Dates of the patient.
        has_note: The result or the case has a note.
    """
    if on is None:
        return
    patient, started_on = case.patient, case.course.therapy_started_on
    if patient.born_on is not None and on < patient.born_on:
        fields.refuse(
            "on",
            say("{} is before the birth on {}.").format(date_text(on), date_text(patient.born_on)),
        )
    elif patient.diagnosed_on is not None:
        if on < patient.diagnosed_on and not has_note:
            diagnosed = date_text(patient.diagnosed_on)
            fields.refuse(
                "on",
                say("{} is before the diagnosis on {}: say why in 'note'.").format(
                    date_text(on), diagnosed
                ),
            )
    elif started_on is not None and on < started_on and not has_note:
        timepoint = fields.text("timepoint")
        if timepoint and timepoint.lower() not in DIAGNOSIS_NAMES:
            fields.refuse(
                "on",
                say("{} is before the start of therapy on {}: say why in 'note'.").format(
                    date_text(on), date_text(started_on)
                ),
            )
