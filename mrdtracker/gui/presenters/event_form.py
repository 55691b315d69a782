"""The form of an event: what was given or happened, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypedDict

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.records import EventId, TherapyEvent
from mrdtracker.domain.units import canonical_text, read_decimal
from mrdtracker.domain.vocabulary import EventKind, EventUnit, Specimen
from mrdtracker.gui.presenters.date_entry import problem_of_date, typed_date
from mrdtracker.gui.presenters.field_words import offers_of
from mrdtracker.gui.presenters.form import (
    Board,
    CommandForm,
    Message,
    Offer,
    echo,
    error,
    error_of,
)
from mrdtracker.gui.presenters.place_in_time import place_text
from mrdtracker.services.checks import check_event
from mrdtracker.services.commands import AddEvent, AmendEvent, Command
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.words import say

FURTHEST_DAY = 20_000
FIELDS = (
    "kind",
    "name",
    "on",
    "day",
    "ended_on",
    "amount",
    "unit",
    "specimen",
    "note",
    "reason",
)
# That a sample was not taken is said where the sample is expected.
_TO_CHOOSE = tuple(one for one in EventKind if one is not EventKind.SAMPLE_MISSED)


class _StatedDay(TypedDict):
    """A protocol day, and how it counts."""

    day: int | None
    stated_first_dose_day: int | None


class EventForm(CommandForm):
    """Reads an event as typed; see `Form`.

    Args:
        context: What is known of the patient.
        known: The event that is amended, or None for a new one.
        new_id: Makes the id of a new event.
    """

    def __init__(
        self, context: EntryContext, known: TherapyEvent | None, new_id: Callable[[], str]
    ) -> None:
        super().__init__(_texts_of(known, context.convention))
        self._context = context
        self._known = known
        self._id = known.id if known else EventId(new_id())

    @property
    def is_amendment(self) -> bool:
        return self._known is not None

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field == "kind":
            is_missed = self._known is not None and self._known.kind is EventKind.SAMPLE_MISSED
            kinds = (EventKind.SAMPLE_MISSED,) if is_missed else _TO_CHOOSE
            return offers_of(kinds, say("choose what happened"))
        if field == "unit":
            is_count = self._kind is EventKind.BLOOD_COUNT
            units = tuple(one for one in EventUnit if one.is_of_counts is is_count)
            return offers_of(units, say("choose the unit"))
        if field == "specimen":
            return offers_of(Specimen, say("choose the specimen"))
        return super().choices(field)

    def is_shown(self, field: str) -> bool:
        if field in ("amount", "unit"):
            return self._kind in (EventKind.BLOOD_COUNT, EventKind.DRUG_GIVEN)
        if field == "ended_on":
            return self._kind is EventKind.DRUG_GIVEN
        if field == "specimen":
            return self._kind is EventKind.SAMPLE_MISSED
        return self.is_amendment if field == "reason" else super().is_shown(field)

    @property
    def _kind(self) -> EventKind | None:
        return EventKind(self.text("kind")) if self.text("kind") else None

    def event(self) -> TherapyEvent:
        """Return the event as typed; call `check` before."""
        base = self._known or TherapyEvent(
            self._id, self._context.file.patient.id, EventKind(self.text("kind"))
        )
        return replace(
            base,
            kind=EventKind(self.text("kind")),
            name=self.text("name"),
            on=typed_date(self.text("on")),
            note=self.text("note"),
            ended_on=typed_date(self._shown_text("ended_on")),
            amount=_amount(self._shown_text("amount")),
            unit=EventUnit(self.text("unit")) if self._shown_text("amount") else None,
            specimen=Specimen(self.text("specimen")) if self._shown_text("specimen") else None,
            **self._stated_day(base),
        )

    def _shown_text(self, field: str) -> str:
        return self.text(field) if self.is_shown(field) else ""

    def _stated_day(self, base: TherapyEvent) -> _StatedDay:
        """Return the day as it was stated; a typed one counts as this page counts."""
        day = _day(self.text("day"))
        if not self.was_changed("day") and self.is_amendment:
            return _StatedDay(day=base.day, stated_first_dose_day=base.stated_first_dose_day)
        first = self._context.convention.first_dose_day
        return _StatedDay(day=day, stated_first_dose_day=None if day is None else first)

    def _board(self) -> Board:
        board = Board()
        board.add("kind", self._needed("kind", say("Choose what happened.")))
        if self.text("kind") == EventKind.PHASE_STARTED.value:
            board.add("name", self._needed("name", say("Name the phase, such as induction.")))
        self._add_amount(board)
        on, day = typed_date(self.text("on")), _day(self.text("day"))
        board.add("on", problem_of_date(self.text("on")))
        if on is not None:
            board.add("on", echo(place_text(self._context, on, None)))
        elif self.is_asked and not self.text("day"):
            board.add("on", error(say("When was it? Give a date, or the protocol day beside.")))
        board.add("day", self._line_of_day(on, day))
        self._add_impossible(board)
        if self.is_amendment:
            board.add("reason", self._needed("reason", say("Write in a few words why.")))
        return board

    def _add_amount(self, board: Board) -> None:
        if self._kind is EventKind.BLOOD_COUNT:
            board.add("name", self._needed("name", say("Name the count, such as ANC or WBC.")))
            board.add("amount", self._needed("amount", say("Write the number.")))
        if self._kind is EventKind.DRUG_GIVEN:
            board.add("name", self._needed("name", say("Name the drug, such as mercaptopurine.")))
        if self._kind is EventKind.SAMPLE_MISSED:
            board.add("note", self._needed("note", say("Write why it was not taken.")))
        text = self._shown_text("amount")
        if text and _amount(text) is None:
            board.add("amount", error(say("An amount is a number, such as 50 or 0.75.")))
        elif text and not self.text("unit"):
            board.add("unit", error(say("Choose the unit: there is no default.")))
        if self.is_shown("ended_on"):
            board.add("ended_on", problem_of_date(self.text("ended_on")))

    def _line_of_day(self, on: date | None, day: int | None) -> Message | None:
        if not self.text("day"):
            return None
        if day is None:
            return error(say("A protocol day is a whole number, such as 36."))
        words = day_text(day, self._context.convention)
        timeline = self._context.course.timeline(self._context.convention)
        if timeline is None:
            return echo(words)
        if on is not None and timeline.day_of(on) != day:
            return error(
                say("The date beside is {}: correct one.").format(day_text(timeline.day_of(on)))
            )
        return echo(f"{words}: {date_text(timeline.date_of(day))}")

    def _add_impossible(self, board: Board) -> None:
        on, kind = typed_date(self.text("on")), self._kind
        if on is None or kind is None:
            return
        # What else is missing is said below its own field.
        dated = TherapyEvent(
            self._id,
            self._context.file.patient.id,
            kind=EventKind.DRUG_GIVEN,
            on=on,
            ended_on=typed_date(self._shown_text("ended_on")),
        )
        try:
            check_event(dated, self._context.file.patient, self._context.today)
        except InvalidInputError as refusal:
            board.add(self.field_of(refusal) or "on", error_of(refusal))

    def _command(self) -> Command:
        event = self.event()
        return AmendEvent(event, self.text("reason")) if self.is_amendment else AddEvent(event)


def _day(text: str) -> int | None:
    cleaned = text.upper().removeprefix("D").strip()
    digits = cleaned.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > FURTHEST_DAY:
        return None
    return int(cleaned)


def _amount(text: str) -> Decimal | None:
    try:
        number = read_decimal(text) if text else None
    except InvalidInputError:
        return None
    return number if number is None or number >= 0 else None


def _texts_of(known: TherapyEvent | None, convention: DayConvention) -> dict[str, str]:
    if known is None:
        return dict.fromkeys(FIELDS, "")
    day = replace(known.fact, on=None).day_in(convention, None)
    return {
        "kind": known.kind.value,
        "name": known.name,
        "on": date_text(known.on) if known.on is not None else "",
        "day": str(day) if day is not None else "",
        "ended_on": date_text(known.ended_on) if known.ended_on is not None else "",
        "amount": canonical_text(known.amount) if known.amount is not None else "",
        "unit": known.unit.value if known.unit is not None else "",
        "specimen": known.specimen.value if known.specimen is not None else "",
        "note": known.note,
        "reason": "",
    }
