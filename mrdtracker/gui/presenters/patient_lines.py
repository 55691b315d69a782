"""The patient list in words: one line per child, the title with the number that matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.listing import PatientPage, PatientQuery, StoreCounts
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.records import PatientRow
from mrdtracker.gui.presenters.chip_text import flag_chips, summary_chip
from mrdtracker.gui.presenters.tones import ChipText

MANY = 1000

Conventions = Callable[[str], DayConvention | None]


@dataclass(frozen=True)
class PatientLine:
    """One patient as the list shows it."""

    row: PatientRow
    protocol: str
    group: ChipText
    flags: tuple[ChipText, ...]
    last_result: str
    results: str

    @property
    def code(self) -> str:
        """The laboratory's identifier."""
        return self.row.code

    @property
    def name(self) -> str:
        """The name or the initials."""
        return self.row.name

    @property
    def flag_words(self) -> str:
        """All flags in words, for a screen reader and the clipboard."""
        return ", ".join(chip.word for chip in self.flags)


def lines_of(
    rows: Sequence[PatientRow], today: date, signature: str, conventions: Conventions
) -> tuple[PatientLine, ...]:
    """Write patients as lines.

    Args:
        rows: What the store answered.
        today: The date at the desk.
        signature: What an up-to-date derived line carries; "" while the rules are not loaded.
        conventions: How a pack counts days; None while that is not known.
    """
    return tuple(_line(row, today, signature, conventions) for row in rows)


def title_of(counts: StoreCounts) -> str:
    """Write the title with the one number that matters: "12 patients, 3 flagged"."""
    if not counts.patients:
        return "Patients"
    return f"{_count(counts.patients, 'patient')}, {_grouped(counts.flagged)} flagged"


def found_words(page: PatientPage, query: PatientQuery) -> str:
    """Say how many a search found, and what to do where that is too many to read."""
    if not is_narrowed(query):
        return ""
    more = ": type more" if page.is_capped or page.total >= MANY else ""
    return f"{page.total_text} found{more}"


def is_narrowed(query: PatientQuery) -> bool:
    """True where a search or a filter leaves patients out."""
    return bool(
        query.search.strip()
        or query.flag
        or query.group
        or query.protocol
        or query.is_missing is not None
    )


def day_today(convention: DayConvention | None, started_on: date | None, today: date) -> str:
    """Write the protocol day of today, as far as it can be counted without more facts."""
    if convention is None or started_on is None or not convention.prephase_counts:
        return ""
    return day_text(Timeline.starting(started_on, convention).day_of(today))


def _line(row: PatientRow, today: date, signature: str, conventions: Conventions) -> PatientLine:
    chip = summary_chip(row.summary, signature)
    is_current = bool(row.summary.assessed_with) and row.summary.assessed_with == (
        signature or row.summary.assessed_with
    )
    return PatientLine(
        row=row,
        protocol=_protocol(row, today, conventions),
        group=chip,
        flags=flag_chips(row.summary.flags) if is_current else (),
        last_result=date_text(row.last_result_on) if row.last_result_on else "–",
        results=str(row.result_count),
    )


def _protocol(row: PatientRow, today: date, conventions: Conventions) -> str:
    name = row.pack or row.protocol_text
    if not name:
        return "–"
    if row.therapy_started_on is None:
        return f"{name} · needs first dose"
    day = day_today(conventions(row.pack), row.therapy_started_on, today)
    return f"{name} · {day}" if day else name


def _count(number: int, noun: str) -> str:
    return f"{_grouped(number)} {noun}{'' if number == 1 else 's'}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
