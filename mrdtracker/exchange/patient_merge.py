"""Puts the rows of one patient together; rows that contradict each other are never chosen from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from mrdtracker.domain.case import CourseFacts, Event, PatientFacts
from mrdtracker.domain.import_plan import ImportedPatient, RowProblem
from mrdtracker.domain.vocabulary import EventKind, LesionState
from mrdtracker.exchange.date_checks import DATE_FACTS, KnownDates, impossible_date
from mrdtracker.exchange.mapping_blocks import FactField
from mrdtracker.exchange.said import CELLS, EventSaid, RowContent, Said
from mrdtracker.words import mark, say

_FACT_NAMES = frozenset(one.name for one in fields(PatientFacts))
_COURSE_NAMES = frozenset(one.name for one in fields(CourseFacts))
# Several of these may happen on one day; a death that two columns tell is one death.
_KNOWN_BY_NAME = frozenset(
    {
        EventKind.PHASE_STARTED,
        EventKind.SAMPLE_MISSED,
        EventKind.BLOOD_COUNT,
        EventKind.DRUG_GIVEN,
    }
)
_RULE_AGE = mark("rounded age in years set aside for the age in days in {}")
_TWO_RESULTS = mark(
    "'{}' here, but '{}' in line {} for the same patient and sample. If these are two samples "
    "or a repeat, map the column that tells them apart."
)
_TWO_FACTS = mark("'{}' here, but '{}' in line {} for the same patient. Correct one of the lines.")


@dataclass(frozen=True)
class MergedPatient:
    """One patient of a table, what had to be left out, and the rules that were applied."""

    patient: ImportedPatient | None
    problems: tuple[RowProblem, ...]
    rules: Counter[str]


class _Statement(NamedTuple):
    """A statement and the line that made it first."""

    said: Said
    line: int


@dataclass
class _Gathered:
    """The statements of a patient's rows, by what they are about."""

    statements: dict[Hashable, _Statement] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    def of(self, kind: str) -> Iterator[_Statement]:
        for about, statement in self.statements.items():
            if isinstance(about, tuple) and about[0] == kind:
                yield statement

    def fact(self, name: FactField) -> object:
        found = self.statements.get(("fact", name))
        return found.said.value if found is not None else None


def merge_patient(code: str, rows: Sequence[RowContent], today: date | None) -> MergedPatient:
    """Put the rows of one patient together.

    A row with a problem is left out whole. Where rows contradict each other, every row that
    speaks of the matter is left out: which of them is right cannot be known here.

    Args:
        code: The patient's identifier.
        rows: All rows that carry it.
        today: Nothing may lie after it; None where that is not to be checked.
    """
    problems = [problem for row in rows for problem in row.problems]
    good = [row for row in rows if not row.problems]
    while good:
        gathered = _gather(code, good)
        if not gathered.problems:
            gathered.problems.extend(_date_problems(code, gathered, today))
        if not gathered.problems:
            patient, rules = _patient(code, good, gathered)
            return MergedPatient(patient, tuple(problems), rules)
        problems.extend(gathered.problems)
        bad = {problem.line for problem in gathered.problems}
        good = [row for row in good if row.line not in bad]
    return MergedPatient(None, tuple(problems), Counter())


def _gather(code: str, rows: Sequence[RowContent]) -> _Gathered:
    gathered = _Gathered()
    known = gathered.statements
    conflicts: dict[Hashable, None] = {}
    for row in rows:
        for said in row.said:
            first = known.get(said.about)
            if first is None:
                known[said.about] = _Statement(said, row.line)
            elif first.said.value != said.value:
                conflicts[said.about] = None
    for about in conflicts:
        gathered.problems.extend(_conflict(code, about, rows))
    return gathered


def _conflict(code: str, about: Hashable, rows: Sequence[RowContent]) -> Iterator[RowProblem]:
    """Yield a problem for every row that speaks of a contested matter, naming the others."""
    spoken = [(row.line, said) for row in rows for said in row.said if said.about == about]
    is_result = isinstance(about, tuple) and about[0] == "result"
    for line, said in spoken:
        other_line, other = next((there, one) for there, one in spoken if one.value != said.value)
        words = _TWO_RESULTS if is_result else _TWO_FACTS
        text = say(words).format(said.text, other.text, other_line)
        yield RowProblem(line, said.column, text, code)


def _patient(
    code: str, rows: Sequence[RowContent], gathered: _Gathered
) -> tuple[ImportedPatient, Counter[str]]:
    rules = Counter(rule for one in gathered.statements.values() for rule in one.said.rules)
    facts = _facts(gathered)
    if facts.get("age_days") is not None and facts.pop("age_years", None) is not None:
        rules[say(_RULE_AGE).format(CELLS)] += 1
    genetics = _genetics(gathered)
    if genetics:
        facts["genetics"] = MappingProxyType(genetics)
    said = [one.said for one in gathered.of("result")]
    results = tuple(one.result for one in said if one.result is not None)
    codes = {one.result.key: one.sample_code for one in said if one.result and one.sample_code}
    note = _note(gathered)
    stated = {name for name in facts if name != "genetics"}
    stated.update(f"genetics.{name}" for name in genetics)
    patient = ImportedPatient(
        code=code,
        facts=PatientFacts(**{name: facts[name] for name in facts if name in _FACT_NAMES}),
        course=CourseFacts(**{name: facts[name] for name in facts if name in _COURSE_NAMES}),
        protocol_text=str(facts.get("protocol_text", "")),
        name=str(facts.get("name", "")),
        events=_events(gathered),
        results=results,
        lines=tuple(row.line for row in rows),
        stated_facts=frozenset(stated | ({"note"} if note else set())),
        note=note,
        sample_codes=MappingProxyType(codes),
    )
    return patient, rules


def _facts(gathered: _Gathered) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for statement in gathered.of("fact"):
        about = statement.said.about
        if isinstance(about, tuple) and isinstance(about[1], FactField):
            found[about[1].value] = statement.said.value
    found.pop("genetics", None)
    return found


def _genetics(gathered: _Gathered) -> dict[str, LesionState]:
    """Join the lesions of single columns with those of a column that lists them."""
    listed = gathered.fact(FactField.GENETICS)
    genetics: dict[str, LesionState] = dict(listed) if isinstance(listed, Mapping) else {}
    for statement in gathered.of("lesion"):
        about, state = statement.said.about, statement.said.value
        if isinstance(about, tuple) and isinstance(state, LesionState):
            genetics[about[1]] = state
    return genetics


def _note(gathered: _Gathered) -> str:
    written = gathered.fact(FactField.NOTE)
    parts = [str(written)] if written else []
    for statement in gathered.of("note"):
        about = statement.said.about
        if isinstance(about, tuple):
            parts.append(f"{about[1]}: {statement.said.value}")
    for statement in gathered.of("event"):
        if isinstance(statement.said.value, EventSaid) and statement.said.value.note:
            parts.append(statement.said.value.note)
    return "\n".join(parts)


def _events(gathered: _Gathered) -> tuple[Event, ...]:
    """List the events; the same death told by two columns is one death."""
    found: dict[Hashable, Event] = {}
    for statement in gathered.of("event"):
        said = statement.said.value
        if isinstance(said, EventSaid) and said.event is not None:
            event = said.event
            name = event.name if event.kind in _KNOWN_BY_NAME else ""
            found.setdefault((event.kind, event.on, event.day, name, event.specimen), event)
    return tuple(found.values())


def _date_problems(code: str, gathered: _Gathered, today: date | None) -> Iterator[RowProblem]:
    stated = (gathered.fact(name) for name in DATE_FACTS)
    dates = KnownDates.of([one if isinstance(one, date) else None for one in stated], today)
    for statement in gathered.statements.values():
        text = impossible_date(statement.said, dates)
        if text:
            yield RowProblem(statement.line, statement.said.column, text, code)
