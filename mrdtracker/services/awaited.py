"""What is expected of a child and of the others, for the hint that a tube is another child's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mrdtracker.domain.due import DueState
from mrdtracker.domain.records import PatientFile
from mrdtracker.services.due import DueLine, DueService
from mrdtracker.services.entry_context import Awaited, EntryContext

_NOT_COME = (DueState.OVERDUE, DueState.DUE, DueState.OPEN)


def with_awaited(context: EntryContext, due: DueService) -> EntryContext:
    """Return what is known of a patient together with what was due of whom.

    The others are those of the due list that was read last today: reading a large store anew
    would hold up the form. Where none was read yet, nothing is known of them.
    """
    own = due.of_file(context.file, context.today)
    return replace(
        context,
        own_awaited=_own(own),
        others_awaited=tuple(_others(context.file, context, due)),
    )


def _own(lines: Iterable[DueLine]) -> tuple[Awaited, ...] | None:
    expected = tuple(_awaited(line) for line in lines if line.sample is not None)
    return tuple(one for one in expected if one is not None) or None


def _others(file: PatientFile, context: EntryContext, due: DueService) -> Iterable[Awaited]:
    latest = due.latest
    if latest is None or latest.on != context.today:
        return
    for line in latest.lines(_NOT_COME):
        found = _awaited(line)
        if found is not None and line.child.patient_id != file.patient.id:
            yield found


def _awaited(line: DueLine) -> Awaited | None:
    if line.sample is None:
        return None
    expected = line.sample.expected
    return Awaited(
        line.child.code,
        expected.point.timepoint,
        expected.point.specimen,
        expected.opens,
        expected.target,
        expected.closes,
    )
