"""Where a date stands in a patient's protocol, in words."""

from __future__ import annotations

from datetime import date

from mrdtracker.domain.finding import NamedTimePoint
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.records import Sample
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.words import say


def place_text(context: EntryContext, on: date, specimen: Specimen | None) -> str:
    """Say the protocol day of a date, by which convention, and which time point it falls into.

    Example:
        ``D15 (first dose = day 1), window of D15: day 14–17``
    """
    day = context.day_of(on)
    if day is None:
        return say("{}; no protocol day, because the first dose has no date.").format(
            date_text(on)
        )
    words = day_text(day, context.convention)
    pack = context.own_pack
    if pack is None:
        return words
    points = [one for one in pack.timepoints if one.window.contains(day) is Truth.YES]
    fitting = [one for one in points if specimen in (None, one.specimen)]
    if fitting:
        return f"{words}, {_window_text(context, fitting[0])}"
    if points:
        return f"{words}, {_window_text(context, points[0])} ({points[0].specimen.value})"
    return say("{}, outside every window of the protocol").format(words)


def sample_text(context: EntryContext, sample: Sample) -> str:
    """Name a sample in a list: ``BM · D15 · 16 Mar 2026 · pull 2``."""
    day = context.day_of_sample(sample)
    parts = (
        sample.specimen.value,
        day_text(day) if day is not None else "",
        date_text(sample.taken_on) if sample.taken_on is not None else say("no date"),
        sample.timepoint or "",
        say("pull {}").format(sample.pull_number) if sample.pull_number is not None else "",
        sample.code,
    )
    return " · ".join(part for part in parts if part)


def newest_first(context: EntryContext) -> tuple[Sample, ...]:
    """Return the patient's samples, the newest first; those without a date come last."""

    def age(sample: Sample) -> tuple[str, int]:
        on = sample.taken_on
        return (on.isoformat() if on else "", context.day_of_sample(sample) or 0)

    return tuple(sorted(context.file.samples, key=age, reverse=True))


def _window_text(context: EntryContext, point: NamedTimePoint) -> str:
    words = say("window of {}: {}").format(point.id, point.window.words)
    timeline = context.course.timeline(context.convention)
    if timeline is None:
        return words
    return say("{}, expected {}").format(words, date_text(timeline.date_of(point.window.day)))
