"""The patient list in words: one line per child, the title with the number that matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.finding import LOUD, PackOverview
from mrdtracker.domain.listing import PatientPage, PatientQuery, StoreCounts
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.records import PatientRow
from mrdtracker.gui.presenters.chip_text import flag_chips, summary_chip
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.gui.presenters.tones import ChipText
from mrdtracker.words import say

MANY = 1000

Overviews = Callable[[str], PackOverview | None]


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
    rows: Sequence[PatientRow], today: date, signature: str, overviews: Overviews
) -> tuple[PatientLine, ...]:
    """Write patients as lines.

    Args:
        rows: What the store answered.
        today: The date at the desk.
        signature: What an up-to-date derived line carries; "" while the rules are not loaded.
        overviews: A pack by its id; None where it cannot be used.
    """
    return tuple(_line(row, today, signature, overviews) for row in rows)


def title_of(counts: StoreCounts, not_assessed: int = 0) -> str:
    """Write the title with the one number that matters: "12 patients, 3 with an alert".

    An alert is a finding of level high or intermediate: the rows with a triangle or a diamond.
    Where lines are out of date that number is of old answers, and how many they are stands there.
    """
    if not counts.patients:
        return say("Patients")
    patients = say("{} patient, {}") if counts.patients == 1 else say("{} patients, {}")
    alerts = (
        say("no alert")
        if not counts.flagged
        else say("{} with an alert").format(_grouped(counts.flagged))
    )
    if not_assessed:
        alerts = say("{}, {} not assessed yet").format(alerts, _grouped(not_assessed))
    return patients.format(_grouped(counts.patients), alerts)


def found_words(page: PatientPage, query: PatientQuery, not_assessed: int = 0) -> str:
    """Say how many a search found, and what to do where that is too many to read.

    Args:
        page: What was found.
        query: By what.
        not_assessed: How many lines are out of date, where the query asks what the rules said.
    """
    if not is_narrowed(query):
        return ""
    more = say(": type more") if page.is_capped or page.total >= MANY else ""
    words = say("{} found{}").format(page.total_text, more)
    return say("{}, {} not assessed yet").format(words, not_assessed) if not_assessed else words


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


def _line(row: PatientRow, today: date, signature: str, overviews: Overviews) -> PatientLine:
    chip = summary_chip(row.summary, signature, row.protocol_text)
    is_current = bool(row.summary.assessed_with) and row.summary.assessed_with == (
        signature or row.summary.assessed_with
    )
    is_loud = row.summary.level in LOUD
    return PatientLine(
        row=row,
        protocol=_protocol(row, today, overviews),
        group=chip,
        flags=flag_chips(row.summary.flags, is_loud=is_loud) if is_current else (),
        last_result=date_text(row.last_result_on) if row.last_result_on else "–",
        results=str(row.result_count),
    )


def _protocol(row: PatientRow, today: date, overviews: Overviews) -> str:
    overview = overviews(row.pack) if row.pack else None
    name = short_title(overview.reference) if overview else row.pack or row.protocol_text
    if not name:
        return "–"
    if row.therapy_started_on is None:
        return say("{} · needs first dose").format(name)
    day = day_today(overview.convention if overview else None, row.therapy_started_on, today)
    return f"{name} · {day}" if day else name


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
