"""The form that takes records out of use: what hangs on them, and a reason."""

from __future__ import annotations

from collections.abc import Sequence

from mrdtracker.domain.notation import date_text, rounded_value_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import Measurement, Patient, PatientFile, Sample, TherapyEvent
from mrdtracker.gui.presenters.field_words import words_of
from mrdtracker.gui.presenters.form import Board, CommandForm
from mrdtracker.services.commands import Command, VoidRecords, sample_when
from mrdtracker.words import in_english, say, speaks_english

Voidable = Patient | TherapyEvent | Sample | Measurement


class VoidForm(CommandForm):
    """Asks for the reason; see `Form`.

    Args:
        file: All records of the patient.
        records: What is taken out of use, with everything that hangs on it.
        what: The thing in words: "BM sample, 16 Mar 2026, and 1 result".
    """

    def __init__(self, file: PatientFile, records: Sequence[Voidable], what: str) -> None:
        super().__init__({"reason": ""})
        self._file = file
        self._records = tuple(records)
        self._what = what

    @property
    def lines(self) -> tuple[str, ...]:
        """Every record that goes out of use, one line each."""
        return tuple(self._line(record) for record in self._records)

    def _line(self, record: Voidable) -> str:
        if isinstance(record, Patient):
            return say("patient {}").format(record.code)
        if isinstance(record, TherapyEvent):
            when = (
                date_text(record.on) if record.on is not None else say("day {}").format(record.day)
            )
            return " ".join(part for part in (words_of(record.kind), record.name, when) if part)
        if isinstance(record, Sample):
            return say("{} sample, {}").format(record.specimen.value, sample_when(record))
        samples = (one for one in self._file.samples if one.id == record.sample_id)
        sample = next(samples, None)
        when = f", {sample.specimen.value} {sample_when(sample)}" if sample is not None else ""
        value = rounded_value_text(record.value)
        return say("{} result {}{}").format(record.method.words, value, when)

    def _board(self) -> Board:
        board = Board()
        board.add("reason", self._needed("reason", say("Write in a few words why.")))
        return board

    def _command(self) -> Command:
        what = self._what
        if not speaks_english():  # the journal reads the same on every computer
            with in_english():
                what = self._line(self._records[-1])
                if len(self._records) > 1:
                    what += f", with {counted(len(self._records) - 1, 'record')} of it"
        return VoidRecords(what, self._records, self._file.patient.id, self.text("reason"))
