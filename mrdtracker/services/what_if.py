"""A scratch copy of one case with changed facts, and what every pack in force then answers.

It knows no store and no ledger: nothing that is tried here can be saved by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from mrdtracker.domain.case import CourseFacts, PatientCase, PatientFacts, Result
from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.finding import Assessment, Finding
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import LesionState
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.words import say

FactValue = Enum | date | Decimal | int | str | None
_PATIENT_FACTS = frozenset(one.name for one in fields(PatientFacts)) - {"genetics"}
_COURSE_FACTS = frozenset(one.name for one in fields(CourseFacts)) - {"events"}
SCRATCH_KEY = "what-if:"


@dataclass(frozen=True)
class FactChange:
    """Another fact of the child or of the course, by its name in the case."""

    name: str
    value: FactValue

    @property
    def subject(self) -> tuple[str, str]:
        """What is changed; of two changes of one thing the later one counts."""
        return ("fact", self.name)

    def apply(self, case: PatientCase) -> PatientCase:
        """Return the case with this fact.

        Raises:
            InvalidInputError: A case has no such fact.
        """
        values: dict[str, FactValue] = {self.name: self.value}
        if self.name in _PATIENT_FACTS:
            return replace(case, patient=replace(case.patient, **values))  # type: ignore[arg-type]
        if self.name in _COURSE_FACTS:
            return replace(case, course=replace(case.course, **values))  # type: ignore[arg-type]
        raise InvalidInputError(say("A case has no fact '{}'.").format(self.name))


@dataclass(frozen=True)
class LesionChange:
    """Another state of a genetic lesion."""

    lesion: str
    state: LesionState

    @property
    def subject(self) -> tuple[str, str]:
        """What is changed."""
        return ("lesion", self.lesion)

    def apply(self, case: PatientCase) -> PatientCase:
        """Return the case with this lesion."""
        known = {**case.patient.genetics, self.lesion: self.state}
        if self.state is LesionState.NOT_TESTED:
            del known[self.lesion]
        return replace(case, patient=replace(case.patient, genetics=MappingProxyType(known)))


@dataclass(frozen=True)
class ResultChange:
    """A result as it would be: another value of one on record, or one more.

    Attributes:
        result: Its key says which one; a key that the case has not is one more result.
    """

    result: Result

    @property
    def subject(self) -> tuple[str, str]:
        """What is changed."""
        return ("result", self.result.key)

    def apply(self, case: PatientCase) -> PatientCase:
        """Return the case with this result in its place, or at the end."""
        key = self.result.key
        if any(one.key == key for one in case.results):
            results = tuple(self.result if one.key == key else one for one in case.results)
        else:
            results = (*case.results, self.result)
        return replace(case, results=results)


@dataclass(frozen=True)
class ResultLeftOut:
    """A result as if it had never been reported."""

    key: str

    @property
    def subject(self) -> tuple[str, str]:
        """What is changed."""
        return ("result", self.key)

    def apply(self, case: PatientCase) -> PatientCase:
        """Return the case without this result."""
        return replace(case, results=tuple(one for one in case.results if one.key != self.key))


Change = FactChange | LesionChange | ResultChange | ResultLeftOut


@dataclass(frozen=True)
class Scratch:
    """One case, and what is tried on it; each step gives another scratch, the case stays.

    Attributes:
        case: As it is on record; each of its results has a key of its own.
        changes: At most one of each thing, in the order in which they were first tried.
    """

    case: PatientCase
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, case: PatientCase) -> Scratch:
        """Begin with nothing changed; results without a key get their position as one."""
        results = tuple(
            one if one.key else replace(one, key=str(place))
            for place, one in enumerate(case.results)
        )
        return cls(replace(case, results=results))

    @property
    def changed(self) -> PatientCase:
        """The case as it would be."""
        case = self.case
        for change in self.changes:
            case = change.apply(case)
        return case

    @property
    def scratch_keys(self) -> frozenset[str]:
        """Keys of the results that are not as on record: what a plot draws apart."""
        return frozenset(one.result.key for one in self.changes if isinstance(one, ResultChange))

    def trying(self, *changes: Change) -> Scratch:
        """Try more; what is then as on record is no change any more."""
        kept = {one.subject: one for one in self.changes}
        for change in changes:
            kept[change.subject] = change
        return replace(self, changes=tuple(one for one in kept.values() if self._differs(one)))

    def without(self, change: Change) -> Scratch:
        """Put one thing back."""
        return replace(
            self, changes=tuple(one for one in self.changes if one.subject != change.subject)
        )

    def next_key(self) -> str:
        """Return a key for one more result."""
        number = 1
        while f"{SCRATCH_KEY}{number}" in self.scratch_keys:
            number += 1
        return f"{SCRATCH_KEY}{number}"

    def on(self, case: PatientCase) -> Scratch:
        """Try the same on the case as it is now; changes of a result that is gone are dropped."""
        base = Scratch.of(case)
        keys = {one.key for one in base.case.results}
        kept = [one for one in self.changes if _has_its_place(one, keys)]
        return base.trying(*kept)

    def _differs(self, change: Change) -> bool:
        return change.apply(self.case) != self.case


@dataclass(frozen=True)
class BeforeAndAfter:
    """What one pack answers on record and in the scratch.

    Attributes:
        before: None where the pack is in force only in the scratch; so is ``after`` where it is
            in force only on record.
    """

    pack_id: str
    before: Assessment | None
    after: Assessment | None

    @property
    def is_changed(self) -> bool:
        """True where group, status, possible groups or a finding differ."""
        before, after = self.before, self.after
        if before is None or after is None:
            return True
        same_group = (before.status, before.assigned, before.possible, before.needs) == (
            after.status,
            after.assigned,
            after.possible,
            after.needs,
        )
        return not same_group or bool(self.new_findings or self.gone_findings)

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        """Findings of the scratch that the record has not, or not in these words."""
        return _only_in(self.after, self.before)

    @property
    def gone_findings(self) -> tuple[Finding, ...]:
        """Findings of the record that the scratch has not, or not in these words."""
        return _only_in(self.before, self.after)


class WhatIf:
    """Answers for one case as it would be.

    Args:
        rules: The packs that answer for this child.
        case: The case on record.
        pack_ids: The packs in force beside the child's own.
    """

    def __init__(self, rules: RuleBook, case: PatientCase, pack_ids: Iterable[str]) -> None:
        self._rules = rules
        self.scratch = Scratch.of(case)
        own = self.scratch.case.course.pack
        self._others = tuple(one for one in dict.fromkeys(pack_ids) if one != own)

    def answer(self, changes: Iterable[Change]) -> tuple[BeforeAndAfter, ...]:
        """Answer before and after the changes by every pack in force, the child's own first."""
        return self.answer_for(self.scratch.trying(*changes))

    def answer_for(self, scratch: Scratch) -> tuple[BeforeAndAfter, ...]:
        """Answer for a scratch of this case; see ``answer``."""
        before, after = (self._assess(one) for one in (scratch.case, scratch.changed))
        ids = dict.fromkeys((*after, *before))
        return tuple(BeforeAndAfter(one, before.get(one), after.get(one)) for one in ids)

    def packs_of(self, case: PatientCase) -> tuple[str, ...]:
        """Return the packs in force for a case, the child's own first."""
        own = (case.course.pack,) if case.course.pack else ()
        wanted = dict.fromkeys((*own, *self._others))
        return tuple(one for one in wanted if one in self._rules.packs)

    def _assess(self, case: PatientCase) -> dict[str, Assessment]:
        return {one: self._rules.assess(case, one) for one in self.packs_of(case)}


def result_of(case: PatientCase, key: str) -> Result:
    """Return a result of a case by its key.

    Raises:
        NotFoundError: It has none of that key.
    """
    for result in case.results:
        if result.key == key:
            return result
    raise NotFoundError(say("The case has no result '{}'.").format(key))


def _has_its_place(change: Change, keys: set[str]) -> bool:
    if isinstance(change, ResultLeftOut):
        return change.key in keys
    if isinstance(change, ResultChange):
        return change.result.key in keys or change.result.key.startswith(SCRATCH_KEY)
    return True


def _only_in(one: Assessment | None, other: Assessment | None) -> tuple[Finding, ...]:
    """Return what is answered in one and not in the other; a NO that only went is no news."""
    if one is None:
        return ()
    known = {_told(finding) for finding in other.findings} if other is not None else set()
    return tuple(
        finding
        for finding in one.findings
        if finding.answer is not Truth.NO and _told(finding) not in known
    )


def _told(finding: Finding) -> tuple[str, Truth, str, tuple[str, ...]]:
    return (finding.rule, finding.answer, finding.says, finding.result_keys)
