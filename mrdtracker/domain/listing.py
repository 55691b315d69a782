"""Lists of patients and tubes: what is asked for, and one page of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.records import PatientId, PatientRow, SampleId
from mrdtracker.domain.vocabulary import Specimen

TUBES_COUNTED_TO = 100


@dataclass(frozen=True)
class PatientQuery:
    """Which patients a list shows; everything that is set must hold.

    Attributes:
        search: What was typed. Every word must begin a word of the code or of the name; codes
            that begin with the whole text come first.
        level: The loudest finding: the value of a ``Level``.
        flag: One of the patient's flags: the value of a ``Flag``.
        group: The assigned group, in the pack's word.
        protocol: A pack id, or the centre's own words where no pack stands for the protocol.
        is_missing: True for patients whose group cannot be said because something is missing.
        after: ``next_after`` of the page before; None for the first page.
        limit: Rows on a page.
    """

    search: str = ""
    level: str | None = None
    flag: str | None = None
    group: str | None = None
    protocol: str | None = None
    is_missing: bool | None = None
    after: str | None = None
    limit: int = 100

    @property
    def asks_the_rules(self) -> bool:
        """Whether it narrows by what the rules said: by an old answer, where a line is late.

        Whoever shows what was found says then how many are not assessed yet.
        """
        return bool(self.level or self.flag or self.group) or self.is_missing is not None


@dataclass(frozen=True)
class PatientPage:
    """One page of the patient list.

    Attributes:
        total: How many patients there are on all pages; at least so many where ``is_capped``.
        next_after: Where the next page begins; None on the last one.
    """

    rows: tuple[PatientRow, ...]
    total: int
    next_after: str | None = None
    is_capped: bool = False

    @property
    def total_text(self) -> str:
        """Write the total for people: "47", or "1000+" where nobody counted to the end."""
        return f"{self.total}+" if self.is_capped else str(self.total)


@dataclass(frozen=True)
class FilterChoices:
    """What the lists can be narrowed to, because at least one patient has it."""

    flags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoreCounts:
    """How much there is.

    Attributes:
        flagged: Patients whose loudest finding is high or intermediate.
        missing: Patients whose group cannot be said because something is missing.
    """

    patients: int
    results: int
    flagged: int
    missing: int


@dataclass(frozen=True)
class TubeRow:
    """A tube that was found by its code, and whose it is."""

    id: SampleId
    code: str
    specimen: Specimen
    taken_on: date | None
    patient_id: PatientId
    patient_code: str
    patient_name: str = ""


@dataclass(frozen=True)
class TubePage:
    """What one slice of the file holds of the tubes that were asked for.

    Attributes:
        rows: The best of them: the whole code, then codes that begin so, then the newest.
        count: How many the slice holds, counted to ``TUBES_COUNTED_TO`` and one more.
        next_before: Where the next slice ends; None after the last one.
    """

    rows: tuple[TubeRow, ...] = ()
    count: int = 0
    next_before: int | None = None
