"""What a quick result begins with: the tube that came, or a new one, and the protocol's method."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mrdtracker.domain.due import Due, DueState
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.measurement_form import NEW_SAMPLE
from mrdtracker.gui.presenters.sample_form import awaited_date
from mrdtracker.services.due import DueLine
from mrdtracker.services.entry_context import EntryContext, known_results

# What is asked first where no time point was chosen.
_URGENCY = (
    DueState.RECEIVED,
    DueState.OVERDUE,
    DueState.DUE,
    DueState.OPEN,
    DueState.PAUSED,
    DueState.NOT_YET,
)


def asked_sample(
    lines: Sequence[DueLine], timepoint: str, specimen: Specimen | None
) -> Due | None:
    """Return the expected sample that a result is for; None where none is expected.

    Args:
        lines: What is due of one child.
        timepoint: The chosen time point; "" for the one that asks for a result most urgently.
        specimen: The specimen of the chosen time point, where it has several.
    """
    samples = [line.sample for line in lines if line.sample is not None]
    if timepoint:
        points = [one for one in samples if one.expected.point.timepoint == timepoint]
        exact = [one for one in points if specimen in (None, one.expected.point.specimen)]
        return next(iter(exact), None)
    asking = [one for one in samples if one.state in _URGENCY]
    return min(asking, key=lambda one: _URGENCY.index(one.state), default=None)


def beginning(context: EntryContext, due: Due | None, today: date) -> dict[str, str]:
    """Return the texts of the form that are known beforehand.

    The method is the one of this child's last result, where the protocol takes it there; else the
    first that the protocol names.
    """
    if due is None:
        return {} if context.file.samples else {"sample": NEW_SAMPLE}
    texts = {"method": _method(context, due)}
    if due.sample_id is not None:
        return {"sample": due.sample_id, **texts}
    point = due.expected.point
    return {
        "sample": NEW_SAMPLE,
        "specimen": point.specimen.value,
        "taken_on": awaited_date(due.expected, today),
        **texts,
    }


def _method(context: EntryContext, due: Due) -> str:
    questions = due.waiting_for or due.expected.point.assays
    allowed = questions[0] if questions else ()
    used = [one.measurement.method for one in known_results(context)]
    known: list[Method] = [one for one in reversed(used) if one in allowed]
    return next(iter((*known, *allowed)), Method.FLOW).value if allowed else ""
