"""One child by several protocols, side by side: groups, needs, day counts, and why they part."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.finding import Assessment, Finding, Step
from mrdtracker.domain.notation import date_text, rounded_value_text
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import readable
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.words import say

FEWEST, MOST = 2, 4
PAGE_WIDTH = 132
GAP = 3


@dataclass(frozen=True)
class Reading:
    """What one pack makes of one result, or of the facts at diagnosis.

    Attributes:
        day: The protocol day as this pack counts it, or an empty text.
        compared: What was held against what: "46 % > 25 %".
        concluded: What follows by this pack, in its own words.
    """

    day: str = ""
    compared: tuple[str, ...] = ()
    concluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComparedRow:
    """One result, or the facts at diagnosis, as each pack reads it."""

    title: str
    readings: tuple[Reading, ...]

    @property
    def differs(self) -> bool:
        """True where not all packs read it alike."""
        return len(set(self.readings)) > 1


@dataclass(frozen=True)
class PackColumn:
    """One pack of a comparison.

    Attributes:
        sources: The publications behind what is shown, each once.
    """

    assessment: Assessment
    convention: DayConvention
    sources: tuple[str, ...]

    @property
    def title(self) -> str:
        """The pack's name."""
        return self.assessment.pack.said

    @property
    def group(self) -> str:
        """The group with its status, or the groups still possible."""
        one = self.assessment
        status = one.status.value.replace("_", " ")
        if one.assigned is not None:
            return f"{one.assigned.replace('_', ' ')} ({status})"
        return say("no group ({})").format(status)


@dataclass(frozen=True)
class PackComparison:
    """The same child by several packs; columns and readings are in the order that was asked."""

    patient_id: str
    columns: tuple[PackColumn, ...]
    rows: tuple[ComparedRow, ...]

    @property
    def differing(self) -> tuple[ComparedRow, ...]:
        """Rows in which the packs part."""
        return tuple(row for row in self.rows if row.differs)


def compare_packs(rules: RuleBook, case: PatientCase, pack_ids: Sequence[str]) -> PackComparison:
    """Hold one case against two to four packs.

    Raises:
        InvalidInputError: Fewer than two packs, more than four, or one of them twice.
        NotFoundError: No such pack, or it is not usable.
    """
    if len(set(pack_ids)) != len(pack_ids):
        raise InvalidInputError(
            say("The same pack stands there twice."), say("Name each pack once.")
        )
    if not FEWEST <= len(pack_ids) <= MOST:
        raise InvalidInputError(say("Compare {} to {} packs at a time.").format(FEWEST, MOST))
    assessments = [rules.assess(case, one) for one in pack_ids]
    columns = tuple(
        PackColumn(one, rules.overview(one.pack.id).convention, tuple(_sources(one)))
        for one in assessments
    )
    rows = [_result_row(case, result, columns) for result in _keyed(case)]
    facts = tuple(_facts_reading(column.assessment) for column in columns)
    return PackComparison(
        case.patient_id, columns, (*rows, ComparedRow(say("Facts at diagnosis"), facts))
    )


def comparison_text(comparison: PackComparison, width: int = PAGE_WIDTH) -> str:
    """Write a comparison as plain text in columns."""
    each = max(24, (width - GAP * (len(comparison.columns) - 1)) // len(comparison.columns))
    blocks = [_side_by_side([_head(one) for one in comparison.columns], each)]
    for row in comparison.differing:
        cells = [_cell(reading) for reading in row.readings]
        blocks.append(f"— {row.title}\n{_side_by_side(cells, each)}")
    alike = len(comparison.rows) - len(comparison.differing)
    blocks.append(say("Read alike by all: {} of {}.").format(alike, len(comparison.rows)))
    sources = [[say("Sources:"), *column.sources] for column in comparison.columns]
    blocks.append(_side_by_side(sources, each))
    return "\n\n".join((say("{}: the same facts").format(comparison.patient_id), *blocks))


# --- rows ---------------------------------------------------------------------------------------


def _keyed(case: PatientCase) -> Iterator[Result]:
    """Return the results in the order of time as far as it is known."""
    yield from sorted(
        case.results,
        key=lambda one: (one.on is None, one.on.isoformat() if one.on else "", one.day or 0),
    )


def _result_row(case: PatientCase, result: Result, columns: Sequence[PackColumn]) -> ComparedRow:
    key = result.key or str(case.results.index(result))
    when = date_text(result.on) if result.on is not None else result.timepoint or ""
    parts = (
        f"{result.specimen.value} {result.method.words} {rounded_value_text(result.value)}",
        when,
    )
    return ComparedRow(
        ", ".join(filter(None, parts)),
        tuple(_reading(case, result, key, column) for column in columns),
    )


def _reading(case: PatientCase, result: Result, key: str, column: PackColumn) -> Reading:
    convention = column.convention
    day = result.day_in(convention, case.course.timeline(convention))
    about = [one for one in column.assessment.findings if key in _keys(one)]
    steps = (step for one in about for step in one.trace if key in step.result_keys)
    concluded = tuple(_concluded(about))
    compared = dict.fromkeys(_compared(step) for step in steps if step.is_reached)
    said = " ".join(concluded)
    return Reading(
        "" if day is None else f"D{day}",
        tuple(line for line in compared if line not in said),
        concluded,
    )


def _facts_reading(assessment: Assessment) -> Reading:
    """Return what a pack asks of the child and can answer; what is open stands in its needs."""
    told: dict[tuple[str, str], str] = {}
    for one in assessment.findings:
        for step in one.trace:
            is_of_child = step.is_reached and not step.result_keys
            if is_of_child and one.answer is not Truth.NO and step.answer is not Truth.UNKNOWN:
                # "Age ≥ 6 years?" and "Age < 6 years?" are one answer, said once.
                key = (step.asked.split(" ")[0], step.observed)
                told.setdefault(key, readable(f"{step.asked} {step.observed}"))
    return Reading("", tuple(told.values()))


def _compared(step: Step) -> str:
    """Say what was held against what; it says itself which comparison holds."""
    return readable(step.observed or step.asked)


def _concluded(findings: Iterable[Finding]) -> Iterator[str]:
    seen: set[str] = set()
    for one in findings:
        # What cannot be said yet stands in the needs.
        if one.answer is Truth.YES and one.says not in seen:
            seen.add(one.says)
            yield readable(f"✓ {one.says}")


def _keys(finding: Finding) -> set[str]:
    return {*finding.result_keys, *(key for step in finding.trace for key in step.result_keys)}


def _sources(assessment: Assessment) -> Iterator[str]:
    found = (
        say("{} (certainty {})").format(one.source.citation, one.source.certainty.value)
        for one in assessment.findings
        if one.source is not None and one.answer is not Truth.NO
    )
    yield from dict.fromkeys(found)


# --- text ---------------------------------------------------------------------------------------


def _head(column: PackColumn) -> list[str]:
    one = column.assessment
    lines = [
        column.title,
        f"{one.pack.id} {one.pack.version}",
        f"days: {column.convention.words}",
        f"GROUP: {column.group}",
    ]
    if one.assigned is None and one.possible:
        lines.append(f"possible: {', '.join(one.possible)}")
    lines.extend(f"needs: {readable(need)}" for need in one.needs)
    return lines


def _cell(reading: Reading) -> list[str]:
    lines = [f"“{reading.day}”"] if reading.day else []
    return [*lines, *reading.compared, *reading.concluded] or ["–"]


def _side_by_side(cells: Sequence[Sequence[str]], width: int) -> str:
    wrapped = [
        [part for line in cell for part in textwrap.wrap(line, width) or [""]] for cell in cells
    ]
    gap = " " * GAP
    rows = zip_longest(*wrapped, fillvalue="")
    return "\n".join(gap.join(f"{part:<{width}}" for part in row).rstrip() for row in rows)
