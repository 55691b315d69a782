"""The history in words: who did what when, and every field before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.notation import date_text, value_text
from mrdtracker.domain.records import (
    JournalChange,
    JournalEntry,
    LabSettings,
    Measurement,
    Patient,
    Record,
    RecordStatus,
    Sample,
    TherapyEvent,
    VerifyReport,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import canonical_text
from mrdtracker.gui.presenters.field_words import WORDS, words_of
from mrdtracker.services.commands import METHOD_WORDS, sample_when

HEAD_SHOWN = 16
_SILENT = frozenset({"id", "patient_id", "sample_id", "version", "events"})
_RECORD_WORDS = {
    Patient: "Patient",
    TherapyEvent: "Event",
    Sample: "Sample",
    Measurement: "Result",
    LabSettings: "Laboratory settings",
}


@dataclass(frozen=True)
class JournalLine:
    """One entry of the history."""

    entry: JournalEntry
    on: str
    at: str
    who: str
    what: str
    reason: str
    count: str


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, before and after."""

    record: str
    field: str
    before: str
    after: str


def journal_lines(entries: Sequence[JournalEntry]) -> tuple[JournalLine, ...]:
    """Write entries as lines, in the time of this computer."""
    return tuple(_line(entry) for entry in entries)


def matches(entry: JournalEntry, text: str, person: str) -> bool:
    """Answer whether an entry speaks of a text and is by a person; empty means any."""
    if person and entry.actor != person:
        return False
    needle = text.casefold().strip()
    return needle in f"{entry.label} {entry.reason} {entry.actor}".casefold()


def field_changes(changes: Iterable[JournalChange]) -> tuple[FieldChange, ...]:
    """Write every field that differs; of a new record every field that is stated."""
    lines: list[FieldChange] = []
    for change in changes:
        name = record_words(change.after)
        before = {} if change.before is None else _flat(change.before)
        after = _flat(change.after)
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key, ""), after.get(key, "")
            if old != new:
                lines.append(FieldChange(name, key, old, new))
    return tuple(lines)


def record_words(record: Record) -> str:
    """Name a record: "Result flow", "BM sample, 05 Mar 2025"."""
    if isinstance(record, Patient):
        return f"Patient {record.code}"
    if isinstance(record, Sample):
        return f"{record.specimen.value} sample, {sample_when(record)}"
    if isinstance(record, Measurement):
        return f"{METHOD_WORDS[record.method]} result"
    if isinstance(record, TherapyEvent):
        return f"Event {words_of(record.kind)}"
    return _RECORD_WORDS[type(record)]


def verify_sentence(report: VerifyReport) -> str:
    """Say what the check of the whole file found."""
    if report.findings:
        count = len(report.findings)
        return f"{count} problem{'' if count == 1 else 's'}: {' '.join(report.findings)}"
    return (
        f"The record is whole: {_count(report.entries, 'journal entry', 'journal entries')} and "
        f"{_count(report.records, 'record', 'records')} agree with each other."
    )


def head_words(head: str) -> str:
    """Write the journal head in groups of four: "12 · 3fa2 91bc 77d0 aa10"."""
    seq, _, digits = head.partition(":")
    shown = digits[:HEAD_SHOWN]
    groups = " ".join(shown[place : place + 4] for place in range(0, len(shown), 4))
    return f"{seq} · {groups}" if groups else head


def _line(entry: JournalEntry) -> JournalLine:
    local = entry.at.astimezone()
    label = entry.label
    if entry.undone_by is not None:
        label = f"{label} (undone)"
    return JournalLine(
        entry=entry,
        on=date_text(local.date()),
        at=f"{local:%H:%M}",
        who=entry.actor,
        what=label,
        reason=entry.reason,
        count=str(entry.record_count),
    )


def _flat(value: object, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    if not is_dataclass(value):
        return found
    for one in fields(value):
        if one.name in _SILENT:
            continue
        part = getattr(value, one.name)
        if isinstance(part, MrdValue):
            found["value"] = value_text(part)
        elif is_dataclass(part):
            found.update(_flat(part))
        elif isinstance(part, Mapping):
            found.update({str(key): _text(entry) for key, entry in part.items()})
        elif _text(part):
            found[f"{prefix}{one.name.replace('_', ' ')}"] = _text(part)
    return found


def _text(value: object) -> str:
    match value:
        case None | Truth.UNKNOWN | RecordStatus.ACTIVE | False:
            return ""
        case Enum():
            return WORDS.get(value, str(value.value))
        case date():
            return date_text(value)
        case Decimal():
            return canonical_text(value)
        case tuple():
            return ", ".join(_text(one) for one in value)
    return "yes" if value is True else str(value)


def change_title(entry: JournalEntry, field_count: int) -> str:
    """Say what the table of changes shows, and how much of it there is."""
    parts = [
        entry.label,
        f"because: {entry.reason}" if entry.reason else "",
        f"{field_count} field{'' if field_count == 1 else 's'}",
    ]
    return " · ".join(part for part in parts if part)


def too_many_words(entry: JournalEntry) -> str:
    """Say why the fields of a large act are not listed, and where they can be seen."""
    return (
        f"{entry.label} · {entry.record_count} records: too many to list here. "
        "Open a patient's own history to see single fields."
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
