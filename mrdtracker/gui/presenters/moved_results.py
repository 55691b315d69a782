"""Which samples a new first-dose date, or a new way of counting, moves to another day."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import PatientFile
from mrdtracker.words import say

SHOWN = 6


@dataclass(frozen=True)
class Counting:
    """How a patient's days are counted: the course with its events, and the convention."""

    course: CourseFacts
    convention: DayConvention

    def days(self, file: PatientFile) -> dict[str, int | None]:
        """Return the day of every dated sample, by the sample's id."""
        timeline = self.course.timeline(self.convention)
        return {
            sample.id: timeline.day_of(sample.taken_on) if timeline is not None else None
            for sample in file.samples
            if sample.taken_on is not None
        }


def moved_text(file: PatientFile, before: Counting, after: Counting) -> str:
    """List the samples with results whose day changes; empty where none does.

    Example:
        ``2 samples move: BM 16 Mar 2026 D15 → D14 (1 result) · BM 30 Mar 2026 D29 → D28 …``
    """
    old, new = before.days(file), after.days(file)
    counts = {sample: sum(one.sample_id == sample for one in file.measurements) for sample in old}
    lines = []
    for sample in sorted(file.samples, key=lambda one: str(one.taken_on)):
        if sample.taken_on is None or old[sample.id] == new[sample.id]:
            continue
        lines.append(
            f"{sample.specimen.value} {date_text(sample.taken_on)}: {_day(old[sample.id])} → "
            f"{_day(new[sample.id])} ({_count_text(counts[sample.id])})"
        )
    if not lines:
        return ""
    moved = counted(len(lines), "sample moves", "samples move")
    rest = say("\n… and {} more").format(len(lines) - SHOWN) if len(lines) > SHOWN else ""
    return say("{} to another day:\n").format(moved) + "\n".join(lines[:SHOWN]) + rest


def start_text(file: PatientFile, before: CourseFacts, after: CourseFacts) -> str:
    """Say in one sentence that a first dose was cleared, or moved past samples; else empty.

    Samples that stood before the old first dose are those of the diagnosis, and no news.
    """
    old, new = before.therapy_started_on, after.therapy_started_on
    if old is None or new == old:
        return ""
    dates = [one.taken_on for one in file.samples if one.taken_on is not None]
    if new is None:
        count = counted(len(dates), "sample")
        return say(
            "Without a first dose nothing is due, and no day is counted for {} on record."
        ).format(count)
    passed = sorted(on for on in dates if old <= on < new)
    if not passed:
        return ""
    count = counted(len(passed), "sample")
    return say("{} on record from {} on would stand before this first dose.").format(
        count, date_text(passed[0])
    )


def _count_text(results: int) -> str:
    if not results:
        return say("no result")
    return counted(results, "result")


def _day(day: int | None) -> str:
    return say("no day") if day is None else f"D{day}"
