"""Reads how a pack counts days and when it looks: convention, time points, missing results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import Source
from mrdtracker.domain.vocabulary import Denominator, Method, Specimen
from mrdtracker.rules.pack_tables import Table, name_of
from mrdtracker.rules.thresholds import FRACTION
from mrdtracker.rules.timepoints import (
    Assay,
    Channel,
    MissingPolicy,
    PnqPolicy,
    Schedule,
    TimePoint,
)
from mrdtracker.words import say

_LATEST_DAY = 5000
_TIMEPOINT_KEYS = (
    "id",
    "title",
    "day",
    "before",
    "after",
    "open_ended",
    "by_name",
    "before_phase",
    "note",
    *(channel.value for channel in Channel),
)
_ASSAY_KEYS = ("specimen", "methods", "min_sensitivity", "min_markers", "denominators")
_CHANNEL_METHODS = {
    Channel.MRD: (Method.FLOW, Method.IG_TR_PCR, Method.NGS),
    Channel.MORPHOLOGY: (Method.MORPHOLOGY,),
    Channel.COUNT: (Method.CYTOLOGY_COUNT,),
}
_POLICIES = ("unknown", "criteria_not_fulfilled")


@dataclass(frozen=True)
class ReadSchedule:
    """A schedule, and the units in which its sensitivities are written."""

    schedule: Schedule
    mrd_units: tuple[tuple[str, str], ...]


def read_schedule(
    head: Table, document: Mapping[str, object], sources: Mapping[str, Source]
) -> ReadSchedule:
    """Read the day convention, the time points and the policies of a pack."""
    problems = head.problems
    units: list[tuple[str, str]] = []
    timepoints = [
        _timepoint(one, name_of(one, "timepoint", place), problems, units)
        for place, one in enumerate(_list(document, "timepoint", problems))
    ]
    schedule = Schedule(
        pack_id=head.text("id") or "",
        convention=_convention(head),
        timepoints=tuple(timepoints),
        pnq_policy=head.word("pnq_policy", PnqPolicy) or PnqPolicy.MANUAL,
        missing=_missing(document.get("missing"), problems, sources),
        is_general="quality" in document,
    )
    _refuse_overlaps(schedule, problems)
    return ReadSchedule(schedule, tuple(units))


def _list(
    document: Mapping[str, object], name: str, problems: list[Problem]
) -> tuple[object, ...]:
    return Table({name: document.get(name)}, "", problems, (name,)).tables(name)


def _convention(head: Table) -> DayConvention:
    day = head.integer("day_of_first_dose", 0, 1)
    if day is None and not head.has("day_of_first_dose"):
        head.refuse("", say("'day_of_first_dose' is missing: 0 or 1, there is no default."))
    return DayConvention(day or 0, head.flag("prephase_counts", default=True))


def _timepoint(
    document: object, where: str, problems: list[Problem], units: list[tuple[str, str]]
) -> TimePoint:
    table = Table(document, where, problems, _TIMEPOINT_KEYS)
    is_open = table.flag("open_ended", default=False)
    day = table.integer("day", 0, _LATEST_DAY)
    if day is None and not table.has("day"):
        table.refuse(
            "", say("'day' is missing: the named day, or the first one of an open window.")
        )
    after = None if is_open else table.integer("after", 0, _LATEST_DAY) or 0
    before = table.integer("before", 0, _LATEST_DAY) or 0
    assays = {
        channel: _assay(table, channel, units)
        for channel in Channel
        if table.raw(channel.value) is not None
    }
    if not assays:
        table.refuse(
            "", say("says not what is looked at: add [timepoint.mrd] or another channel.")
        )
    return TimePoint(
        id=table.required("id"),
        title=table.required("title"),
        window=DayWindow(day or 0, before, after),
        assays=assays,
        is_by_name=table.flag("by_name", default=False),
        before_phase=table.text("before_phase"),
    )


def _assay(timepoint: Table, channel: Channel, units: list[tuple[str, str]]) -> Assay:
    table = Table(
        timepoint.raw(channel.value),
        f"{timepoint.path}.{channel.value}",
        timepoint.problems,
        _ASSAY_KEYS,
    )
    sensitivity = table.amount("min_sensitivity", FRACTION)
    if sensitivity is not None:
        units.append((table.where("min_sensitivity"), sensitivity[1]))
    specimen = table.word("specimen", Specimen)
    if specimen is None and not table.has("specimen"):
        table.refuse("", say("'specimen' is missing: it is part of the rule and has no default."))
    methods = table.words("methods", Method) or _CHANNEL_METHODS[channel][:1]
    if channel is Channel.MRD and not table.has("methods"):
        table.refuse("", say("'methods' is missing: name the decisive method."))
    for method in methods:
        if method not in _CHANNEL_METHODS[channel]:
            table.refuse(
                "methods", say("{} gives no {} result.").format(method.value, channel.value)
            )
    return Assay(
        specimen=specimen or Specimen.OTHER,
        methods=methods,
        min_sensitivity=sensitivity[0] if sensitivity is not None else None,
        min_markers=table.integer("min_markers", 1, 10),
        denominators=table.words("denominators", Denominator),
    )


def _missing(
    document: object, problems: list[Problem], sources: Mapping[str, Source]
) -> MissingPolicy:
    if document is None:
        return MissingPolicy()
    table = Table(document, "missing", problems, ("policy", "says", "source", "quote"))
    policy = table.one_of("policy", _POLICIES)
    if policy != "criteria_not_fulfilled":
        return MissingPolicy(says=table.text("says") or "")
    name = table.one_of("source", sources)
    quote = table.required("quote")
    source = None
    if name is not None:
        found = sources[name]
        source = Source(found.key, found.citation, quote, found.certainty)
    return MissingPolicy(is_not_fulfilled=True, says=table.required("says"), source=source)


def _refuse_overlaps(schedule: Schedule, problems: list[Problem]) -> None:
    dated = [one for one in schedule.timepoints if not one.is_by_name]
    seen: set[str] = set()
    for one in schedule.timepoints:
        if one.id in seen:
            problems.append(Problem(f"timepoint '{one.id}'", say("stands twice.")))
        seen.add(one.id)
    for position, one in enumerate(dated):
        for other in dated[position + 1 :]:
            if _overlap(one.window, other.window):
                text = say("its window overlaps that of '{}'.").format(other.id)
                problems.append(Problem(f"timepoint '{one.id}'", text))


def _overlap(one: DayWindow, other: DayWindow) -> bool:
    def last(window: DayWindow) -> int:
        return _LATEST_DAY if window.after is None else window.day + window.after

    return one.day - one.before <= last(other) and other.day - other.before <= last(one)
