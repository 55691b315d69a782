"""The form that says why an expected sample was not taken."""

from __future__ import annotations

from collections.abc import Callable

from mrdtracker.domain.due import Due
from mrdtracker.domain.records import EventId, PatientId, TherapyEvent
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.gui.presenters.form import Board, CommandForm, Offer
from mrdtracker.services.commands import AddEvent, Command
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.words import mark, say

REASONS = (
    mark("family declined"),
    mark("child too ill"),
    mark("dry tap"),
    mark("taken elsewhere"),
    mark("no material left"),
    mark("not wanted by the clinician"),
)
OTHER = "other"


class NotDoneForm(CommandForm):
    """Asks for a reason, from a short list or in own words; see `Form`.

    Args:
        context: What is known of the patient.
        sample: What was expected.
        new_id: Makes the id of the new record.
    """

    def __init__(self, context: EntryContext, sample: Due, new_id: Callable[[], str]) -> None:
        super().__init__({"why": "", "words": ""})
        self._context = context
        self._sample = sample
        self._id = EventId(new_id())

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field == "why":
            offers = (Offer(say(reason), reason) for reason in REASONS)
            return (
                Offer(say("choose the reason"), ""),
                *offers,
                Offer(say("another reason"), OTHER),
            )
        return super().choices(field)

    @property
    def reason(self) -> str:
        """The reason as it is kept."""
        why, words = self.text("why"), self.text("words")
        if why in ("", OTHER):
            return words
        return f"{why}: {words}" if words else why

    def _board(self) -> Board:
        board = Board()
        board.add("why", self._needed("why", say("Choose why it was not taken.")))
        if self.text("why") == OTHER:
            board.add("words", self._needed("words", say("Write in a few words why.")))
        return board

    def _command(self) -> Command:
        point = self._sample.expected.point
        patient_id: PatientId = self._context.file.patient.id
        return AddEvent(
            TherapyEvent(
                self._id,
                patient_id,
                EventKind.SAMPLE_MISSED,
                name=point.timepoint,
                on=self._context.today,
                specimen=point.specimen,
                note=self.reason,
            ),
            self.reason,
        )
