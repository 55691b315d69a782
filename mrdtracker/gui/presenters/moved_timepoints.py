"""Which expected samples a corrected first dose, or another protocol, moves to other dates."""

from __future__ import annotations

from datetime import date

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.finding import PackOverview
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.schedule import ExpectedSample, PackSchedule, expected_samples
from mrdtracker.domain.vocabulary import readable
from mrdtracker.words import in_english, say

SHOWN = 6


def moved_timepoints_text(
    before: CourseFacts,
    after: CourseFacts,
    pack_before: PackOverview | None,
    pack_after: PackOverview | None,
) -> str:
    """List the expected samples whose target date changes; empty where none does.

    Example:
        ``4 expected samples move: D15 BM 17 Mar 2025 → 18 Mar 2025 · …``
    """
    old, new = _targets(before, pack_before), _targets(after, pack_after)
    lines = [
        f"{readable(name)} {specimen}: {_date(old.get((name, specimen)))} → "
        f"{_date(new.get((name, specimen)))}"
        for name, specimen in dict.fromkeys((*old, *new))
        if old.get((name, specimen)) != new.get((name, specimen))
    ]
    if not lines:
        return ""
    moved = counted(len(lines), "expected sample moves", "expected samples move")
    rest = say("\n… and {} more").format(len(lines) - SHOWN) if len(lines) > SHOWN else ""
    return f"{moved}:\n" + "\n".join(lines[:SHOWN]) + rest


def first_dose_words(before: date | None, after: date | None) -> str:
    """Say what the history is to say of a corrected first dose; empty where it stays."""
    if before == after:
        return ""
    with in_english():  # the journal keeps it
        return f"first dose {_date(before)} to {_date(after)}"


def _targets(course: CourseFacts, pack: PackOverview | None) -> dict[tuple[str, str], date]:
    timeline = course.timeline(pack.convention) if pack is not None else None
    if pack is None or timeline is None:
        return {}
    expected: tuple[ExpectedSample, ...] = expected_samples(
        PackSchedule.of(pack), course, timeline
    )
    return {(one.point.timepoint, one.point.specimen.value): one.target for one in expected}


def _date(on: date | None) -> str:
    return date_text(on) if on is not None else say("no date")
