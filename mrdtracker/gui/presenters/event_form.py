"""The form of an event: what was given or happened, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from mrdtracker.domain.errors import InvalidInputError, UserError
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.records import EventId, TherapyEvent
from mrdtracker.domain.vocabulary import EventKind
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

FURTHEST_DAY = 20_000


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
        super().__init__(_texts_of(known))
        self._context = context
        self._known = known
        self._id = known.id if known else EventId(new_id())

    @property
    def is_amendment(self) -> bool:
        return self._known is not None

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field == "kind":
            return offers_of(EventKind, "choose what happened")
        return super().choices(field)

    def is_shown(self, field: str) -> bool:
        return self.is_amendment if field == "reason" else super().is_shown(field)

    def field_of(self, refusal: UserError) -> str | None:
        if "event date" in refusal.message or "event needs" in refusal.message:
            return "on"
        return super().field_of(refusal)

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
            day=_day(self.text("day")),
            note=self.text("note"),
        )

    def _board(self) -> Board:
        board = Board()
        board.add("kind", self._needed("kind", "Choose what happened."))
        if self.text("kind") == EventKind.PHASE_STARTED.value:
            board.add("name", self._needed("name", "Name the phase, such as induction."))
        on, day = typed_date(self.text("on")), _day(self.text("day"))
        board.add("on", problem_of_date(self.text("on")))
        if on is not None:
            board.add("on", echo(place_text(self._context, on, None)))
        elif self.is_asked and not self.text("day"):
            board.add("on", error("When was it? Give a date, or the protocol day beside."))
        board.add("day", self._line_of_day(on, day))
        self._add_impossible(board)
        if self.is_amendment:
            board.add("reason", self._needed("reason", "Write in a few words why."))
        return board

    def _line_of_day(self, on: date | None, day: int | None) -> Message | None:
        if not self.text("day"):
            return None
        if day is None:
            return error("A protocol day is a whole number, such as 36.")
        words = day_text(day, self._context.convention)
        timeline = self._context.course.timeline(self._context.convention)
        if timeline is None:
            return echo(words)
        if on is not None and timeline.day_of(on) != day:
            return error(f"The date beside is {day_text(timeline.day_of(on))}: correct one.")
        return echo(f"{words}: {date_text(timeline.date_of(day))}")

    def _add_impossible(self, board: Board) -> None:
        on = typed_date(self.text("on"))
        if on is None or not self.text("kind"):
            return
        try:
            check_event(self.event(), self._context.file.patient, self._context.today)
        except InvalidInputError as refusal:
            board.add("on", error_of(refusal))

    def _command(self) -> Command:
        event = self.event()
        return AmendEvent(event, self.text("reason")) if self.is_amendment else AddEvent(event)


def _day(text: str) -> int | None:
    cleaned = text.upper().removeprefix("D").strip()
    digits = cleaned.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > FURTHEST_DAY:
        return None
    return int(cleaned)


def _texts_of(known: TherapyEvent | None) -> dict[str, str]:
    if known is None:
        return dict.fromkeys(("kind", "name", "on", "day", "note", "reason"), "")
    return {
        "kind": known.kind.value,
        "name": known.name,
        "on": date_text(known.on) if known.on is not None else "",
        "day": str(known.day) if known.day is not None else "",
        "note": known.note,
        "reason": "",
    }
