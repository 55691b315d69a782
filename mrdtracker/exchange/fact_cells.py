"""Cells that state facts of the patient, lesions, notes and events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Words
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypedDict

from mrdtracker.domain.case import Event, problem_of_event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.follow_up import span_words
from mrdtracker.domain.units import Unit, from_canonical, to_canonical
from mrdtracker.domain.vocabulary import EventKind, EventUnit, LesionState, Specimen
from mrdtracker.exchange.cells import MAX_DAYS, BadCellError, Cells, Vocabulary, member
from mrdtracker.exchange.mapping_blocks import (
    KEPT_AS_NOTE,
    NO_EVENT,
    CountedFrom,
    EventColumn,
    FactColumn,
    FactField,
    LesionColumn,
    NoteColumn,
    enum_of,
)
from mrdtracker.exchange.said import CELLS, EventSaid, Said, said_unknown
from mrdtracker.words import mark, say

_DATES = (FactField.BORN_ON, FactField.DIAGNOSED_ON, FactField.THERAPY_STARTED_ON)
_COUNTS = {
    FactField.AGE_DAYS: mark("an age in days"),
    FactField.MODAL_CHROMOSOME_NUMBER: mark("a number of chromosomes"),
    FactField.STEROID_DAYS_BEFORE_DAY8: mark("a number of days"),
}
_AGE_LIMIT_DAYS = 120 * 366
_KEEP = 10_000


class FactReader:
    """Reads the column of one fact; the same cell is understood once."""

    def __init__(self, block: FactColumn, cells: Cells, place: int) -> None:
        self._block, self._cells, self._place = block, cells, place
        self._vocabulary = Vocabulary.of(block.values)
        self._read = self._reader()
        self._known: dict[str, Said | None] = {}

    def read(self, row: Sequence[str]) -> Said | None:
        """Return what the row says; None where it says nothing.

        Raises:
            BadCellError: The cell cannot be taken.
        """
        cell = row[self._place]
        if cell not in self._known:
            if len(self._known) >= _KEEP:
                self._known.clear()
            self._known[cell] = self._said(cell)
        return self._known[cell]

    def _said(self, cell: str) -> Said | None:
        block, text = self._block, self._cells.text(cell)
        if self._vocabulary.meaning(text) is None:
            if self._cells.is_missing(text):
                return None
            if self._cells.is_unknown(text):
                return said_unknown(block.column, text)
        try:
            value = self._read(self._cells.raw(cell) if block.field is FactField.NOTE else text)
        except InvalidInputError as error:
            raise BadCellError(block.column, str(error)) from None
        return Said(("fact", block.field), value, block.column, text)

    def _reader(self) -> Callable[[str], object]:
        field, cells = self._block.field, self._cells
        kind = enum_of(field)
        if kind is not None:
            return lambda text: member(kind, text, self._vocabulary)
        if field in _DATES:
            return cells.on
        if field in _COUNTS:
            return self._count
        readers: dict[FactField, Callable[[str], object]] = {
            FactField.AGE_YEARS: self._age_years,
            FactField.DNA_INDEX: cells.number,
            FactField.WBC: self._white_cells,
            FactField.GENETICS: _read_genetics,
        }
        return readers.get(field, self._word)

    def _count(self, text: str) -> int:
        number = self._cells.whole(text, say(_COUNTS[self._block.field]))
        if self._block.field is FactField.AGE_DAYS and number > _AGE_LIMIT_DAYS:
            raise InvalidInputError(
                say("{} days is not an age.").format(number), say("Check the unit.")
            )
        return number

    def _age_years(self, text: str) -> object:
        years = self._cells.number(text)
        if years > 120:  # noqa: PLR2004 - nobody is older
            raise InvalidInputError(
                say("{} years is not an age.").format(years), say("Check the unit.")
            )
        return years

    def _white_cells(self, text: str) -> object:
        canonical = to_canonical(self._cells.number(text), self._block.unit or Unit.E9_PER_L)
        return from_canonical(canonical, Unit.E9_PER_L)

    def _word(self, text: str) -> str:
        return self._vocabulary.meaning(text) or text


class LesionReader:
    """Reads the column of one lesion."""

    def __init__(self, block: LesionColumn, cells: Cells, places: Words[str, int]) -> None:
        self._block, self._cells, self._place = block, cells, places[block.column]
        self._needs = tuple(places[one] for one in block.negative_needs)
        self._vocabulary = Vocabulary.of(block.values)

    def read(self, row: Sequence[str]) -> Said | None:
        """Return what the row says; None where nobody looked.

        Raises:
            BadCellError: A word that the mapping does not know.
        """
        block, text = self._block, self._cells.text(row[self._place])
        if self._vocabulary.meaning(text) is None:
            if self._cells.is_missing(text):
                return None
            if self._cells.is_unknown(text):
                return said_unknown(block.column, text)
        try:
            state = member(LesionState, text, self._vocabulary)
        except InvalidInputError as error:
            raise BadCellError(block.column, str(error)) from None
        if state is LesionState.NOT_DETECTED and not self._was_looked_for(row):
            rule = say("'{}' in {} not taken as 'not detected' in {}: {} are empty").format(
                text, block.column, CELLS, say(" and ").join(block.negative_needs)
            )
            return Said(("unknown", block.column), None, block.column, text, (rule,))
        return Said(("lesion", block.name), state, block.column, text)

    def _was_looked_for(self, row: Sequence[str]) -> bool:
        filled = (not self._cells.is_missing(self._cells.text(row[one])) for one in self._needs)
        return not self._needs or any(filled)


class NoteReader:
    """Reads a column whose words are kept as they stand."""

    def __init__(self, block: NoteColumn, cells: Cells, place: int) -> None:
        self._block, self._cells, self._place = block, cells, place

    def read(self, row: Sequence[str]) -> Said | None:
        """Return the words; None for a blank."""
        text = self._cells.text(row[self._place])
        if self._cells.is_missing(text):
            return None
        return Said(("note", self._block.title), text, self._block.column, text)


class _Details(TypedDict):
    """What an event may say beside its kind, its name and its time."""

    ended_on: date | None
    amount: Decimal | None
    unit: EventUnit | None
    specimen: Specimen | None
    note: str


class EventReader:
    """Reads a column of events.

    A time counted from diagnosis or enrolment is placed on the protocol day that it would be if
    the first dose were given on that day; the event's name says so, because the two may be some
    days apart.
    """

    def __init__(
        self, block: EventColumn, cells: Cells, places: Words[str, int], first_dose_day: int | None
    ) -> None:
        self._block, self._cells, self._places = block, cells, places
        self._stated_first_dose_day = first_dose_day
        # Where the block counts from an event, its mapping has to state it.
        self._first_dose_day = first_dose_day or 0
        self._title = block.title or block.column
        self._vocabulary = Vocabulary.of(block.values)

    def read(self, row: Sequence[str]) -> Said | None:
        """Return the event, or what the column states instead of one.

        Raises:
            BadCellError: A word, a time or a date that cannot be taken.
        """
        block, text = self._block, self._cells.text(row[self._places[self._block.column]])
        meaning = self._vocabulary.meaning(text)
        if meaning is None and (self._cells.is_missing(text) or self._cells.is_unknown(text)):
            return None
        try:
            said = self._event(row, text, meaning)
        except InvalidInputError as error:
            raise BadCellError(block.column, str(error)) from None
        return said

    def _event(self, row: Sequence[str], text: str, meaning: str | None) -> Said:
        block = self._block
        if not block.time_column:
            return self._placed_event(row, text)
        days = self._days(row)
        words = f"{self._title}: {text}{self._from(days)}"
        about = ("event", block.column)
        if meaning in (NO_EVENT, KEPT_AS_NOTE):
            rule = say("'{}' in {} kept in the patient's note in {}")
            rule = rule.format(text, block.column, CELLS)
            return Said(about, EventSaid(None, words), block.column, text, (rule,))
        kind = member(EventKind, text, self._vocabulary)
        if days is None:
            rule = say("an event without a time in {} kept in the note in {}")
            rule = rule.format(block.column, CELLS)
            return Said(about, EventSaid(None, words), block.column, text, (rule,))
        day = days + self._first_dose_day
        name = f"{self._title}: {text}, {self._placed(day)}"
        event = Event(kind, name, day=day, day_stated_in=DayConvention(self._first_dose_day))
        rules = () if block.counted_from is CountedFrom.FIRST_DOSE else (self._rule(),)
        return Said(about, EventSaid(event), block.column, text, rules)

    def _placed_event(self, row: Sequence[str], text: str) -> Said:
        block = self._block
        kind = member(EventKind, text, self._vocabulary)
        on_text, day_text = self._text(row, block.date_column), self._text(row, block.day_column)
        event = Event(
            kind=kind,
            name=self._text(row, block.name_column),
            on=self._cells.on(on_text) if on_text else None,
            day=self._cells.day(day_text) if day_text else None,
            day_stated_in=self._counting(row) if day_text else None,
            **self._details(row),
        )
        problem = problem_of_event(event)
        if problem:
            raise InvalidInputError(problem[:1].lower() + problem[1:], say("State it."))
        return Said(("event", event), EventSaid(event), block.column, text)

    def _counting(self, row: Sequence[str]) -> DayConvention | None:
        """Return how a stated day counts: the row says it, else the mapping, else nobody."""
        text = self._text(row, self._block.first_dose_day_column)
        if text:
            return DayConvention(self._cells.whole(text, say("0 or 1")))
        first = self._stated_first_dose_day
        return DayConvention(first) if first is not None else None

    def _details(self, row: Sequence[str]) -> _Details:
        block = self._block
        end, amount = self._text(row, block.end_column), self._text(row, block.amount_column)
        unit, specimen = self._text(row, block.unit_column), self._text(row, block.specimen_column)
        return _Details(
            ended_on=self._cells.on(end) if end else None,
            amount=self._cells.number(amount) if amount else None,
            unit=member(EventUnit, unit, self._vocabulary) if unit else None,
            specimen=member(Specimen, specimen, self._vocabulary) if specimen else None,
            note=self._text(row, block.note_column),
        )

    def _days(self, row: Sequence[str]) -> int | None:
        text = self._text(row, self._block.time_column)
        if not text:
            return None
        days = self._cells.whole(text, say("a number of days"))
        if days > MAX_DAYS:
            raise InvalidInputError(
                say("{} days is over a hundred years.").format(days), say("Check the unit.")
            )
        return days

    def _from(self, days: int | None) -> str:
        if days is None or self._block.counted_from is None:
            return ""
        return span_words(days, self._start())

    def _placed(self, day: int) -> str:
        """Say the day as every page shows it, with what counts as its first one."""
        return f"D{day} ({self._start()} = day {self._first_dose_day})"

    def _rule(self) -> str:
        start = say(self._start())
        return say(
            "{}: days since {}; shown as if the first dose were given on the day of {} "
            "(100 days are D{}), in {}"
        ).format(self._block.time_column, start, start, 100 + self._first_dose_day, CELLS)

    def _start(self) -> str:
        start = self._block.counted_from
        return start.value.replace("_", " ") if start else ""

    def _text(self, row: Sequence[str], column: str) -> str:
        text = self._cells.text(row[self._places[column]]) if column else ""
        return "" if self._cells.is_missing(text) else text


def _read_genetics(text: str) -> object:
    """Read ``BCR::ABL1=not_detected; iAMP21=not_tested``, as our own export writes it."""
    found = {}
    for part in text.split(";"):
        name, equals, state = part.strip().rpartition("=")
        if not equals or not name:
            raise InvalidInputError(say("'{}' is not lesion=state.").format(part.strip()))
        found[name.strip()] = member(LesionState, state.strip(), Vocabulary.of({}))
    return MappingProxyType(found)
