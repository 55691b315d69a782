"""The history in words: who did what when, and every field before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Protocol

from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.notation import date_text, value_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import (
    IssuedReport,
    JournalChange,
    JournalEntry,
    LabelPrint,
    LabSettings,
    Measurement,
    PackEdition,
    Patient,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    TherapyEvent,
    VerifyReport,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import canonical_text
from mrdtracker.gui.presenters.field_words import WORDS, words_of
from mrdtracker.gui.presenters.record_fields import field_words
from mrdtracker.services.commands import sample_when
from mrdtracker.words import mark, say

HEAD_SHOWN = 16
# What a person cannot read, or what the page of the record shows better.
SILENT = frozenset(
    {"id", "patient_id", "sample_id", "version", "events", "text", "page", "pdf", "supersedes"}
)
# Before the name of an entry that a person named, such as a lesion.
_ENTRY = "entry: "
FIELDS_IN_A_LINE = 2
RECORDS_IN_A_LINE = 12
_IN_FORCE, _IN_FORCE_AGAIN = mark("in force"), mark("in force again")
_RECORD_WORDS = {
    Patient: mark("Patient"),
    TherapyEvent: mark("Event"),
    Sample: mark("Sample"),
    Measurement: mark("Result"),
    LabSettings: mark("Laboratory settings"),
    PackEdition: mark("Rule pack"),
    IssuedReport: mark("Report"),
    LabelPrint: mark("Label"),
}

# Fields by their names in the program: in some languages two are called alike.
_RESULT, _STATUS = "value", "status"
_SAYS_THE_RESULT_TOO = ("reported_text", "unit", "events_total", "events_positive")
_TAKEN_BACK = mark("Taken back")
_WAYS = {"Undo: ": _TAKEN_BACK, "Redo: ": mark("Done again")}


class ReadEntry(Protocol):
    """Reads what a line says beyond its entry; asked only for lines that are looked at."""

    def code_of(self, patient_id: PatientId) -> str:
        """Return a patient's code."""

    def changes_of(self, entry: JournalEntry) -> tuple[JournalChange, ...]:
        """Return the records of an entry before and after."""


@dataclass(frozen=True)
class JournalLine:
    """One entry of the history."""

    entry: JournalEntry
    on: str
    at: str
    who: str
    act: str
    reason: str
    count: str
    read: ReadEntry

    @cached_property
    def patient(self) -> str:
        """The code of the one patient concerned, if one is."""
        patient_id = self.entry.patient_id
        return self.read.code_of(patient_id) if patient_id is not None else ""

    @cached_property
    def what(self) -> str:
        """The act, and what it changed: "Amend flow result, BM …: 0.05 % → 0.5 %"."""
        few = self.entry.record_count <= RECORDS_IN_A_LINE
        change = change_words(self.read.changes_of(self.entry)) if few else ""
        return f"{self.act}: {change}" if change else self.act


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, before and after.

    Attributes:
        field: What it is called.
        key: Its name in the program.
    """

    record: str
    field: str
    before: str
    after: str
    key: str


def journal_lines(entries: Sequence[JournalEntry], read: ReadEntry) -> tuple[JournalLine, ...]:
    """Write entries as lines, in the time of this computer."""
    return tuple(_line(entry, read) for entry in entries)


def act_words(entry: JournalEntry) -> str:
    """Name an act: what was taken back or done again is one act, however often it was."""
    way = next((_WAYS[one] for one in _WAYS if entry.label.startswith(one)), "")
    words = f"{say(way)}: {bare_label(entry)}" if way else entry.label
    if entry.undone_by is None:
        return words
    since = say("{} (done again)") if way == _TAKEN_BACK else say("{} (taken back)")
    return since.format(words)


def bare_label(entry: JournalEntry) -> str:
    """Return the name of the act itself, without whether it was taken back or done again."""
    label = entry.label
    for prefix in _WAYS:
        label = label.replace(prefix, "")
    return label


def change_words(changes: Sequence[JournalChange]) -> str:
    """Say in a few words what an act changed; the name of the act says the rest.

    Of a new record that is its result; of a corrected one the fields, before and after.
    """
    if len(changes) == 1 and changes[0].before is None:
        record = changes[0].after
        return value_text(record.value) if isinstance(record, Measurement) else ""
    known = [one for one in changes if one.before is not None]
    lines = [line for line in field_changes(known) if not _is_voided(line)]
    if any(line.key == _RESULT for line in lines):
        lines = [line for line in lines if line.key not in _SAYS_THE_RESULT_TOO]
    shown = dict.fromkeys(_change(line) for line in lines)
    rest = len(shown) - FIELDS_IN_A_LINE
    more = say(", and {} more").format(rest) if rest > 0 else ""
    return f"{'; '.join(list(shown)[:FIELDS_IN_A_LINE])}{more}"


def _is_voided(line: FieldChange) -> bool:
    """Answer whether a line says that its record was voided, which the act says already."""
    return line.key == _STATUS and line.after == _text(RecordStatus.VOIDED)


def _change(line: FieldChange) -> str:
    if line.key == _STATUS:
        return line.after
    change = f"{line.before or '–'} → {line.after or '–'}"
    return change if line.key == _RESULT else f"{line.field} {change}"


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
                lines.append(_field_change(name, key, old, new))
    return tuple(lines)


def _field_change(record: str, key: str, before: str, after: str) -> FieldChange:
    """Write one change; a record that is in force has no word for it, only the change has."""
    if key == _STATUS:
        before, after = before or say(_IN_FORCE), after or say(_IN_FORCE_AGAIN)
    field = key.removeprefix(_ENTRY) if key.startswith(_ENTRY) else field_words(key)
    return FieldChange(record, field, before, after, key)


def record_words(record: Record) -> str:
    """Name a record: "Result flow", "BM sample, 05 Mar 2025"."""
    if isinstance(record, Patient):
        return say("Patient {}").format(record.code)
    if isinstance(record, Sample):
        return say("{} sample, {}").format(record.specimen.value, sample_when(record))
    if isinstance(record, Measurement):
        return say("{} result").format(record.method.words)
    if isinstance(record, TherapyEvent):
        return say("Event {}").format(words_of(record.kind))
    return say(_RECORD_WORDS[type(record)])


def verify_sentence(report: VerifyReport) -> str:
    """Say what the check of the whole file found."""
    if report.findings:
        return f"{counted(len(report.findings), 'problem')}: {' '.join(report.findings)}"
    entries = counted(report.entries, "journal entry", "journal entries")
    records = counted(report.records, "record")
    return say("The record is whole: {} and {} agree with each other.").format(entries, records)


def head_words(head: str) -> str:
    """Write the journal head in groups of four: "12 · 3fa2 91bc 77d0 aa10"."""
    seq, _, digits = head.partition(":")
    shown = digits[:HEAD_SHOWN]
    groups = " ".join(shown[place : place + 4] for place in range(0, len(shown), 4))
    return f"{seq} · {groups}" if groups else head


def _line(entry: JournalEntry, read: ReadEntry) -> JournalLine:
    local = entry.at.astimezone()
    return JournalLine(
        entry=entry,
        on=date_text(local.date()),
        at=f"{local:%H:%M}",
        who=entry.actor,
        act=act_words(entry),
        reason=entry.reason,
        count=str(entry.record_count),
        read=read,
    )


def _flat(value: object) -> dict[str, str]:
    """Return what a record states, by the names of its fields and of their entries."""
    found: dict[str, str] = {}
    if not is_dataclass(value):
        return found
    for one in fields(value):
        if one.name in SILENT:
            continue
        part = getattr(value, one.name)
        if isinstance(part, MrdValue):
            found[_RESULT] = value_text(part)
        elif is_dataclass(part):
            found.update(_flat(part))
        elif isinstance(part, Mapping):
            found.update({f"{_ENTRY}{key}": _text(entry) for key, entry in part.items()})
        elif _text(part):
            found[one.name] = _text(part)
    return found


def _text(value: object) -> str:
    match value:
        case None | Truth.UNKNOWN | RecordStatus.ACTIVE | False:
            return ""
        case Enum():
            return say(WORDS.get(value, str(value.value)))
        case date():
            return date_text(value)
        case Decimal():
            return canonical_text(value)
        case tuple():
            return ", ".join(_text(one) for one in value)
    return say("yes") if value is True else str(value)


def change_title(entry: JournalEntry, field_count: int) -> str:
    """Say what the table of changes shows, and how much of it there is."""
    parts = [
        act_words(entry),
        say("because: {}").format(entry.reason) if entry.reason else "",
        counted(field_count, "field"),
    ]
    return " · ".join(part for part in parts if part)


def too_many_words(entry: JournalEntry) -> str:
    """Say why the fields of a large act are not listed, and where they can be seen."""
    return say(
        "{} · {} records: too many to list here. Open a patient's own history "
        "to see single fields."
    ).format(act_words(entry), entry.record_count)
