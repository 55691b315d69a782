"""What one row says of one patient, before the rows of a patient are put together."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from mrdtracker.domain.case import Event, Result
from mrdtracker.domain.import_plan import RowProblem
from mrdtracker.words import say

CELLS = "{cells}"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of one cell.

    Attributes:
        about: What it is about; two rows of a patient must not say different things about it.
        value: What is said, for comparing.
        column: Where it stands.
        text: The cell's own words.
        rules: Rules of the mapping that were applied, ``{cells}`` standing for how often.
        result: What is said, where it is a result; its ``key`` is its place in the file.
        sample_code: The source's name of that result's sample.
    """

    about: Hashable
    value: object
    column: str
    text: str
    rules: tuple[str, ...] = ()
    result: Result | None = None
    sample_code: str = ""


@dataclass(frozen=True, slots=True)
class EventSaid:
    """An event, or the words of a column that states none.

    Attributes:
        event: None where the column says that nothing happened, or cannot be placed in time.
        note: What is kept in the patient's note.
    """

    event: Event | None
    note: str = ""


@dataclass(slots=True)
class RowContent:
    """Everything one row says."""

    line: int
    code: str
    said: list[Said] = field(default_factory=list)
    problems: tuple[RowProblem, ...] = ()

    def refuse(self, column: str, text: str) -> None:
        """Add a problem."""
        self.problems += (RowProblem(self.line, column, text, self.code),)


def said_unknown(column: str, text: str) -> Said:
    """Make the statement that something is not known: counted, and nothing is recorded."""
    rule = say("'{}' in {}: stated as unknown in {}").format(text, column, CELLS)
    return Said(("unknown", column), None, column, text, (rule,))
