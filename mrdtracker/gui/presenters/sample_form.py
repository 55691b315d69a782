"""The form of a tube: specimen, when it was taken, and what weakens it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import Sample, SampleId
from mrdtracker.domain.schedule import ExpectedSample
from mrdtracker.domain.vocabulary import Quality, Specimen
from mrdtracker.gui.presenters.date_entry import problem_of_date, typed_date
from mrdtracker.gui.presenters.field_words import WORDS, offers_of
from mrdtracker.gui.presenters.form import (
    NO,
    YES,
    Board,
    CommandForm,
    Message,
    Offer,
    asking_line,
    echo,
    error,
)
from mrdtracker.gui.presenters.place_in_time import place_text
from mrdtracker.services.commands import AddSample, AmendSample, Command
from mrdtracker.services.entry_context import EntryContext, TypedResult
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import EntryWarning, Weight
from mrdtracker.words import say

QUALITY = "quality."
QUALITY_TICKS = tuple((f"{QUALITY}{one.value}", WORDS[one]) for one in Quality)
QUALITY_FIELDS = tuple(f"{QUALITY}{one.value}" for one in Quality)
MOST_PULLS = 20
_STATED_DAY = re.compile(r"(?:d|day)?\s*([+-]?[0-9]{1,4})\Z", re.IGNORECASE)


@dataclass(frozen=True)
class StatedPlace:
    """Where a source without dates places a sample: a day, or the name of a time point."""

    day: int | None = None
    timepoint: str | None = None


class SampleForm(CommandForm):
    """Reads a tube as typed; see `Form`.

    Args:
        context: What is known of the patient.
        known: The tube that is amended, or None for a new one.
        new_id: Makes the id of a new tube.
        awaited: What the protocol expects; a new tube begins with its specimen and its
            ``awaited_date``.
    """

    def __init__(
        self,
        context: EntryContext,
        known: Sample | None,
        new_id: Callable[[], str],
        awaited: ExpectedSample | None = None,
    ) -> None:
        begun = {} if awaited is None else _texts_of_awaited(awaited, context.today)
        super().__init__(_texts_of(known) | begun)
        self._context = context
        self._known = known
        self._id = known.id if known else SampleId(new_id())

    @property
    def board_fields(self) -> tuple[str, ...]:
        return (*self.fields, "quality")

    @property
    def is_amendment(self) -> bool:
        return self._known is not None

    @property
    def specimen(self) -> Specimen | None:
        """The chosen specimen."""
        return Specimen(self.text("specimen")) if self.text("specimen") else None

    @property
    def quality(self) -> tuple[Quality, ...]:
        """What was ticked."""
        return tuple(one for one in Quality if self.text(f"{QUALITY}{one.value}") == YES)

    @property
    def stated(self) -> StatedPlace:
        """The day or time point as the source stated it."""
        text = self.text("stated")
        found = _STATED_DAY.match(text)
        return StatedPlace(day=int(found[1])) if found else StatedPlace(timepoint=text or None)

    def typed(self) -> TypedResult:
        """Return what the checks need to know of the tube."""
        return TypedResult(
            specimen=self.specimen,
            taken_on=typed_date(self.text("taken_on")),
            sample_id=self._known.id if self._known else None,
            quality=self.quality,
        )

    def warnings(self) -> tuple[EntryWarning, ...]:
        """Return what the entry guard says of the tube alone."""
        return warnings_of(self.typed(), self._context)

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field == "specimen":
            return offers_of(Specimen, say("choose the specimen"))
        if field == "stated_first":
            return (
                Offer(say("choose how the source counts"), ""),
                Offer(say("first dose = day 1"), "1"),
                Offer(say("first dose = day 0"), "0"),
            )
        return super().choices(field)

    def is_shown(self, field: str) -> bool:
        if field == "stated_first":
            return self.stated.day is not None
        if field == "reason":
            return self.is_amendment or self._wants_reason()
        return super().is_shown(field)

    def first_to_type(self) -> str:
        is_new = not self.is_amendment and self.text("specimen") and self.text("taken_on")
        return "code" if is_new else super().first_to_type()

    def sample(self, reason: str = "") -> Sample:
        """Return the tube as typed; call `check` before."""
        note = self.text("note")
        if not note and any(one.code == "E02" for one in self.warnings()):
            note = reason
        stated, pull = self.stated, self.text("pull_number")
        base = self._known or Sample(self._id, self._context.file.patient.id, Specimen.OTHER)
        return replace(
            base,
            specimen=Specimen(self.text("specimen")),
            code=self.text("code"),
            taken_on=typed_date(self.text("taken_on")),
            stated_day=stated.day,
            stated_first_dose_day=int(self.text("stated_first"))
            if stated.day is not None
            else None,
            timepoint=stated.timepoint if self.was_changed("stated") else base.timepoint,
            pull_number=int(pull) if pull else None,
            quality=self.quality,
            note=note,
        )

    def add_own_lines(self, board: Board) -> None:
        """Put what the tube's own fields say below them, without the entry guard's words."""
        board.add("specimen", self._needed("specimen", say("Choose the specimen.")))
        board.add("taken_on", self._line_of_date())
        if self.stated.day is not None and not self.text("stated_first"):
            board.add("stated_first", error(say("Say whether the first dose is day 0 or day 1.")))
        board.add("code", self._line_of_code())
        pull = self.text("pull_number")
        if pull and not (pull.isascii() and pull.isdigit() and 1 <= int(pull) <= MOST_PULLS):
            board.add(
                "pull_number", error(say("A pull is a number from 1 to {}.").format(MOST_PULLS))
            )

    def _line_of_code(self) -> Message | None:
        """Refuse a date: it was meant for another field, which may hold today's by itself."""
        text = self.text("code")
        if not self.was_changed("code") or typed_date(text) is None:
            return None
        words = say("“{}” is a date and no tube number. The day it was taken has its own field.")
        return error(words.format(text))

    def _line_of_date(self) -> Message | None:
        text = self.text("taken_on")
        if not text:
            is_missing = self.is_asked and not self.text("stated")
            return (
                error(say("When was it taken? Give a date, or the day beside."))
                if is_missing
                else None
            )
        on = typed_date(text)
        if on is None:
            return problem_of_date(text)
        return echo(place_text(self._context, on, self.specimen))

    def _board(self) -> Board:
        board = Board()
        self.add_own_lines(board)
        board.add_warnings(self.warnings())
        if self.is_shown("reason"):
            codes = [one.code for one in self.warnings() if one.weight is Weight.REASON]
            board.add("reason", asking_line(codes))
            board.add("reason", self._needed("reason", say("Write in a few words why.")))
        return board

    def _wants_reason(self) -> bool:
        return any(one.weight is Weight.REASON for one in self.warnings())

    def _command(self) -> Command:
        reason = self.text("reason")
        sample = self.sample(reason)
        return AmendSample(sample, reason) if self.is_amendment else AddSample(sample, reason)


def awaited_date(awaited: ExpectedSample, today: date) -> str:
    """Return the date with which the form of an expected tube begins: "" where nobody knows it.

    A tube that comes in today was taken today until its window closes. One that is entered later
    was taken on a day that only the person knows.
    """
    is_late = awaited.closes is not None and awaited.closes < today
    return "" if is_late else date_text(today)


def _texts_of_awaited(awaited: ExpectedSample, today: date) -> dict[str, str]:
    return {
        "specimen": awaited.point.specimen.value,
        "taken_on": awaited_date(awaited, today),
    }


def _texts_of(known: Sample | None) -> dict[str, str]:
    texts = dict.fromkeys(
        ("specimen", "taken_on", "stated", "stated_first", "pull_number", "code"), ""
    )
    marked: tuple[Quality, ...] = ()
    if known is not None:
        first = known.stated_first_dose_day
        stated = known.timepoint or ""
        texts = {
            "specimen": known.specimen.value,
            "taken_on": date_text(known.taken_on) if known.taken_on else "",
            "stated": str(known.stated_day) if known.stated_day is not None else stated,
            "stated_first": "" if first is None else str(first),
            "pull_number": "" if known.pull_number is None else str(known.pull_number),
            "code": known.code,
        }
        marked = known.quality
    quality = {f"{QUALITY}{one.value}": YES if one in marked else NO for one in Quality}
    return {**texts, **quality, "note": known.note if known else "", "reason": ""}
