"""One child answered by two editions, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.finding import Assessment
from mrdtracker.domain.records import Patient, PatientId
from mrdtracker.rules.engine import evaluate_answers
from mrdtracker.rules.pack import RulePack
from mrdtracker.words import say

_COMPARED = ("group", "status", "possible", "flags", "findings")


@dataclass(frozen=True)
class Answer:
    """What one edition says of one patient.

    Attributes:
        group: The assigned group; empty for none.
        findings: Rule id and its answer, "high-d15: yes", in the pack's order.
    """

    group: str
    status: str
    possible: tuple[str, ...]
    flags: tuple[str, ...]
    findings: tuple[str, ...]

    @property
    def words(self) -> str:
        """The outcome in a few words: "HR (final)", "SR/MR (indeterminate)"."""
        group = self.group or "/".join(self.possible) or say("no group")
        return f"{group} ({self.status.replace('_', ' ')})"


@dataclass(frozen=True)
class ChangedPatient:
    """A patient whom the new edition answers otherwise than the old one.

    Attributes:
        changed: What differs: "group", "status", "possible", "flags", "findings".
        rules: The rules whose answer differs, by id: the clauses that flipped.
    """

    patient_id: PatientId
    code: str
    old: Answer
    new: Answer
    changed: tuple[str, ...]
    rules: tuple[str, ...]


def answer_of(assessment: Assessment) -> Answer:
    """Put an assessment into the fields that are compared."""
    return Answer(
        group=assessment.assigned or "",
        status=assessment.status.value,
        possible=assessment.possible,
        flags=tuple(flag.value for flag in assessment.flags),
        findings=tuple(f"{one.rule}: {one.answer.value}" for one in assessment.findings),
    )


def changed_patient(
    patient: Patient, case: PatientCase, older: RulePack, newer: RulePack
) -> ChangedPatient | None:
    """Answer one case by two editions; None where they say the same."""
    # Every finding and not only the flags: one that raises none may change too.
    old, new = (answer_of(evaluate_answers(pack, case)) for pack in (older, newer))
    changed = tuple(name for name in _COMPARED if getattr(old, name) != getattr(new, name))
    if not changed:
        return None
    flipped = set(old.findings) ^ set(new.findings)
    rules = tuple(sorted({one.rpartition(": ")[0] for one in flipped}))
    return ChangedPatient(patient.id, patient.code, old, new, changed, rules)
