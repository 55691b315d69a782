"""What a foreign table would change, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType

from mrdtracker.domain.case import CourseFacts, Event, PatientFacts, Result
from mrdtracker.domain.plurals import counted
from mrdtracker.words import say


@dataclass(frozen=True)
class RowProblem:
    """A cell that cannot be taken.

    Attributes:
        line: Line in the file, 1 = header.
        column: Name of the column, or empty where the whole line is meant.
        patient_code: Whose line it is, where that could be read.
    """

    line: int
    column: str
    text: str
    patient_code: str = ""


@dataclass(frozen=True)
class ImportedPatient:
    """One patient of a foreign table, all rows of it put together.

    Attributes:
        results: ``Result.key`` holds "line N, column C", the place it came from.
        lines: Lines of the file that speak of this patient and have no problem.
        stated_facts: Names of the facts that the file states ("sex", "genetics.BCR::ABL1",
            "protocol_text", "note"); what is not among them, nobody said.
        note: Texts that are kept as they stand: karyotype, "First Event: None, 4182 days …".
        sample_codes: The source's name of the sample, by ``Result.key``.
    """

    code: str
    facts: PatientFacts = field(default_factory=PatientFacts)
    course: CourseFacts = field(default_factory=CourseFacts)
    protocol_text: str = ""
    name: str = ""
    events: tuple[Event, ...] = ()
    results: tuple[Result, ...] = ()
    lines: tuple[int, ...] = ()
    stated_facts: frozenset[str] = frozenset()
    note: str = ""
    sample_codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class ImportPlan:
    """A table as the mapping reads it.

    Attributes:
        patients: What the lines without a problem say; a line with a problem is left out of it
            whole, so that nothing of it can be written by accident.
        problems: What is wrong; while there is any, somebody has to decide.
        left_out: Problems of the lines that somebody chose to leave out.
        notes: Rules of the mapping that were applied, with how often: "0.0099999 read as
            < 0.01 % (2 cells)".
    """

    file_name: str
    sha256: str
    mapping_id: str
    encoding: str
    row_count: int
    patients: tuple[ImportedPatient, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[RowProblem, ...] = ()

    @property
    def bad_lines(self) -> tuple[int, ...]:
        """The lines with a problem, each once, in the order of the file."""
        return tuple(sorted({problem.line for problem in self.problems}))

    def without_bad_rows(self) -> ImportPlan:
        """Return the plan of a person who chose to leave the bad lines out."""
        return replace(self, problems=(), left_out=(*self.left_out, *self.problems))


class RowAction(Enum):
    """What applying the plan would do with one record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    VOIDED = "voided"


@dataclass(frozen=True)
class PlannedChange:
    """One line of the preview."""

    action: RowAction
    patient_code: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ImportPreview:
    """A plan held against the store: what is new, changed and the same.

    Attributes:
        changed: Records that the store has and the file says otherwise; new ones are not in it.
        voided_patients: Patients of the file that a person voided here; they stay so.
        voided_results: Results and
        voided_events: events of the file that a person voided here; they stay so.
    """

    plan: ImportPlan
    changes: tuple[PlannedChange, ...] = ()
    new_patients: int = 0
    new_results: int = 0
    new_events: int = 0
    changed: int = 0
    same: int = 0
    voided_patients: int = 0
    voided_results: int = 0
    voided_events: int = 0

    @property
    def is_nothing_to_do(self) -> bool:
        """True where the file says nothing that the store does not know."""
        return not (self.new_patients or self.new_results or self.new_events or self.changed)

    @property
    def voided_words(self) -> str:
        """Say what is not taken in because a person voided it here; empty where nothing is."""
        named = (
            (self.voided_patients, "patient"),
            (self.voided_results, "result"),
            (self.voided_events, "event"),
        )
        parts = [counted(number, noun) for number, noun in named if number]
        if not parts:
            return ""
        total = sum(number for number, _ in named)
        words = (
            say("{} is voided here and stays so")
            if total == 1
            else say("{} are voided here and stay so")
        )
        way_out = (
            say(": undo the voiding, or add the patient anew") if self.voided_patients else ""
        )
        return f"{words.format(', '.join(parts))}{way_out}"
