"""Text of a spreadsheet: its rows, and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.date_entry import problem_of_date, typed_date
from mrdtracker.gui.presenters.field_words import words_of
from mrdtracker.words import mark, say

Member = TypeVar("Member", Method, Specimen)
# What a person chooses for a column that stands in no part of a result.
NOT_USED = mark("not used")
# One child has a few dozen results at most; a table of a laboratory goes through the import.
MOST_ROWS = 200
_DAY = re.compile(r"(?:d|day)?\s*([+-]?[0-9]{1,4})\Z", re.IGNORECASE)
_TITLES = frozenset(
    ("date", "day", "when", "value", "result", "mrd", "method", "assay", "specimen", "sample")
)


class Part(Enum):
    """What a column holds."""

    WHEN = mark("day or date")
    SPECIMEN = mark("specimen")
    METHOD = mark("method")
    VALUE = mark("value")


@dataclass(frozen=True)
class PastedRow:
    """One row as it was pasted, and where it stood.

    Attributes:
        number: 1 for the first row with something in it, without the titles.
        texts: What stands in each column that is understood.
    """

    number: int
    texts: dict[Part, str]

    def text(self, part: Part) -> str:
        """Return what stands in a column; "" where there is none."""
        return self.texts.get(part, "")


@dataclass(frozen=True)
class Pasted:
    """The rows, and what their columns are.

    Attributes:
        columns: As they were chosen or understood, from left to right; None for others.
        samples: What stands first in each column, to tell one from another.
    """

    rows: tuple[PastedRow, ...] = ()
    columns: tuple[Part | None, ...] = ()
    samples: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say how the columns were understood: "day or date, value"."""
        named = (say(one.value) if one is not None else say(NOT_USED) for one in self.columns)
        return ", ".join(named)


def read_pasted(text: str, chosen: Sequence[str] = ()) -> Pasted:
    """Read rows that a spreadsheet put on the clipboard; a row of titles is passed over.

    Args:
        text: The cells, with a tabulator between two of a row.
        chosen: What a person said that columns are, from the left: the value of a ``Part``,
            ``NOT_USED``, or "" where it has to be found out.
    """
    cells = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()]
    cells = [row for row in cells if any(row)]
    if cells and _is_title(cells[0]):
        cells = cells[1:]
    width = max(map(len, cells), default=0)
    cells = [row + [""] * (width - len(row)) for row in cells]
    columns = _columns(cells, width, chosen)
    rows = tuple(
        PastedRow(number, {part: row[at] for at, part in enumerate(columns) if part is not None})
        for number, row in enumerate(cells, start=1)
    )
    samples = (next(filter(None, (row[at] for row in cells)), "") for at in range(width))
    return Pasted(rows, columns, tuple(samples))


def row_count(text: str) -> int:
    """Count the rows of a text, without reading them."""
    return sum(1 for line in text.splitlines() if line.strip())


def day_of_text(text: str) -> int | None:
    """Return the protocol day that "D15", "day 15" or "15" stands for; None for another text."""
    found = _DAY.match(text)
    return int(found[1]) if found else None


def method_of_text(text: str) -> Method | None:
    """Return the method that a cell names; None where it names none."""
    return _named(text, Method)


def specimen_of_text(text: str) -> Specimen | None:
    """Return the specimen that a cell names; None where it names none."""
    return _named(text, Specimen)


def _named(text: str, members: type[Member]) -> Member | None:
    asked = text.casefold()
    for one in members:
        if asked in (one.value.casefold(), words_of(one).casefold(), _short(words_of(one))):
            return one
    return None


def _short(words: str) -> str:
    """Return the words without what stands in brackets: "bone marrow"."""
    return words.partition(" (")[0].casefold()


def _is_title(row: Sequence[str]) -> bool:
    return any(cell.casefold() in _TITLES for cell in row)


def _columns(
    cells: Sequence[Sequence[str]], width: int, chosen: Sequence[str]
) -> tuple[Part | None, ...]:
    """Find what each column is by most of its cells; what is left first holds the values.

    What a person chose is not looked at: it is so.
    """
    said = [*chosen[:width], *[""] * (width - len(chosen))]
    taken = {Part(one) for one in said if one not in ("", NOT_USED)}
    if width == 1 and not said[0]:
        return (Part.VALUE,)
    looks: tuple[tuple[Part, Callable[[str], bool]], ...] = (
        (Part.WHEN, _is_when),
        (Part.SPECIMEN, lambda text: specimen_of_text(text) is not None),
        (Part.METHOD, lambda text: method_of_text(text) is not None),
    )
    found: list[Part | None] = []
    for at, one in enumerate(said):
        if one:
            found.append(None if one == NOT_USED else Part(one))
            continue
        texts = [row[at] for row in cells if row[at]]
        left = [(part, fits) for part, fits in looks if part not in (*taken, *found)]
        found.append(next((part for part, fits in left if _most(texts, fits)), None))
    left_open = [at for at, one in enumerate(said) if not one and found[at] is None]
    if left_open and Part.VALUE not in taken:
        found[left_open[0]] = Part.VALUE
    return tuple(found)


def _most(texts: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return bool(texts) and 2 * sum(map(fits, texts)) > len(texts)


def _is_when(text: str) -> bool:
    problem = problem_of_date(text)
    is_doubtful = problem is not None and bool(problem.offers)
    return day_of_text(text) is not None or typed_date(text) is not None or is_doubtful
