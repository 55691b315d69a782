"""The form of results that are pasted from a spreadsheet: nothing is written before Apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.records import Measurement, Sample
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.field_words import offers_of, units_of
from mrdtracker.gui.presenters.form import (
    Board,
    CommandForm,
    Message,
    MessageKind,
    Offer,
    asking_line,
    echo,
    error,
)
from mrdtracker.gui.presenters.paste_reading import Chosen, PasteReader, ReadRow
from mrdtracker.gui.presenters.paste_rows import (
    MOST_ROWS,
    NOT_USED,
    Part,
    Pasted,
    read_pasted,
    row_count,
)
from mrdtracker.services.commands import Command, RecordResults
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.words import say

# These checks want the reason in the note of the record too, as in the form of one result.
_IN_THE_NOTE = ("E02", "E14")
# So many columns can be chosen for; a result needs four, and a table may have others between.
MOST_COLUMNS = 8
COLUMNS = tuple(f"column.{place}" for place in range(MOST_COLUMNS))
LONGEST_SAMPLE = 12


class PasteForm(CommandForm):
    """Reads pasted rows; see `Form`.

    Args:
        context: What is known of the patient.
        counts: How many events make a limit in this laboratory.
        new_id: Makes the ids of new records.
    """

    def __init__(
        self, context: EntryContext, counts: CountLimits, new_id: Callable[[], str]
    ) -> None:
        names = ("text", *COLUMNS, "method", "unit", "specimen", "reason")
        super().__init__(dict.fromkeys(names, ""))
        self._context, self._counts, self._new_id = context, counts, new_id
        self._pasted: Pasted | None = None
        self._rows: tuple[ReadRow, ...] | None = None

    @property
    def pasted(self) -> Pasted:
        """The rows as they were pasted; none where there are too many to look at."""
        if self._pasted is None:
            text = self.as_typed("text")
            chosen = [self.as_typed(name) for name in COLUMNS]
            is_readable = row_count(text) <= MOST_ROWS
            self._pasted = read_pasted(text, chosen) if is_readable else Pasted()
        return self._pasted

    def column_title(self, field: str) -> str:
        """Name a column by its place and by what stands first in it."""
        place, samples = COLUMNS.index(field), self.pasted.samples
        sample = samples[place] if place < len(samples) else ""
        if len(sample) > LONGEST_SAMPLE:
            sample = f"{sample[:LONGEST_SAMPLE]}…"
        return say("Column {}: {}").format(place + 1, sample or "–")

    @property
    def rows(self) -> tuple[ReadRow, ...]:
        """The rows as they were understood, in the order of the spreadsheet."""
        if self._rows is None:
            reader = PasteReader(self._context, self._chosen(), self._counts, self._new_id)
            self._rows = tuple(reader.read(row) for row in self.pasted.rows)
        return self._rows

    @property
    def good_rows(self) -> tuple[ReadRow, ...]:
        """The rows that go in."""
        return tuple(row for row in self.rows if row.measurement is not None)

    def forget(self) -> None:
        super().forget()
        self._pasted = self._rows = None

    def set(self, field: str, text: str) -> None:
        if field in COLUMNS and text not in ("", NOT_USED):
            # Two columns are never the same: what is chosen last is so.
            for other in COLUMNS:
                if self.as_typed(other) == text:
                    super().set(other, "")
        super().set(field, text)
        if field == "method" and self.text("unit") not in {one.value for one in self._units()}:
            super().set("unit", "")

    def text(self, field: str) -> str:
        """Return what was typed; of a column what it is, chosen or found out."""
        if field not in COLUMNS:
            return super().text(field)
        columns, place = self.pasted.columns, COLUMNS.index(field)
        part = columns[place] if place < len(columns) else None
        return part.value if part is not None else NOT_USED

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field in COLUMNS:
            named = (*(part.value for part in Part), NOT_USED)
            return tuple(Offer(say(one), one) for one in named)
        if field == "method":
            return offers_of(Method, say("choose the method"))
        if field == "unit":
            return offers_of(self._units(), say("as the cells say"))
        if field == "specimen":
            return offers_of(Specimen, say("that of the sample"))
        return super().choices(field)

    def is_shown(self, field: str) -> bool:
        columns = self.pasted.columns
        if field in COLUMNS:
            return len(columns) > 1 and COLUMNS.index(field) < len(columns)
        if field == "method":
            return Part.METHOD not in columns
        if field == "specimen":
            return Part.WHEN in columns and Part.SPECIMEN not in columns
        if field == "reason":
            return bool(self._asking_codes())
        return super().is_shown(field)

    def _chosen(self) -> Chosen:
        method, unit, specimen = (self.text(one) for one in ("method", "unit", "specimen"))
        return Chosen(
            Method(method) if method else None,
            Unit(unit) if unit else None,
            Specimen(specimen) if specimen else None,
        )

    def _units(self) -> tuple[Unit, ...]:
        method = self.text("method")
        return units_of(Method(method)) if method else tuple(Unit)

    def _asking_codes(self) -> tuple[str, ...]:
        found = {one.code for row in self.good_rows for one in row.asking}
        return tuple(sorted(found))

    def _board(self) -> Board:
        board = Board()
        board.add("text", self._line_of_text())
        if self.is_shown("method") and self.pasted.rows:
            board.add("method", self._needed("method", say("Choose the method.")))
        if self.is_shown("reason"):
            board.add("reason", asking_line(self._asking_codes()))
            board.add("reason", self._needed("reason", say("Write in a few words why.")))
        return board

    def _line_of_text(self) -> Message | None:
        text = self.as_typed("text")
        count = row_count(text)
        if count > MOST_ROWS:
            return error(too_many_words(count))
        if not self.rows:
            return error(say("Paste at least one row.")) if self.is_asked or text else None
        if Part.VALUE not in self.pasted.columns:
            return error(say("No column holds the values: choose which one does."))
        return self._line_of_rows()

    def _line_of_rows(self) -> Message:
        bad = [str(row.pasted.number) for row in self.rows if row.problem]
        columns = say("Columns: {}.").format(self.pasted.words)
        if not bad:
            count = len(self.rows)
            good = say("{} rows go in.").format(count) if count > 1 else say("1 row goes in.")
            return echo(f"{columns} {good}")
        rejected = say("{} of {} rows go in; rejected: row {}.").format(
            len(self.good_rows), len(self.rows), ", ".join(bad)
        )
        if not self.good_rows:
            return error(f"{columns} {rejected}") if self.is_asked else echo(columns)
        return Message(MessageKind.WARNING, f"{columns} {rejected}")

    def _command(self) -> Command:
        words, codes = self.text("reason"), self._asking_codes()
        rows = self.good_rows
        return RecordResults(
            self._context.file.patient.id,
            tuple(_noted(row, words) for row in rows if row.is_new_sample),
            tuple(_measurement(row, words) for row in rows),
            f"{words} ({', '.join(codes)})" if codes else "",
        )


def too_many_words(count: int) -> str:
    """Say that so many rows are a table for the import."""
    return say("{} rows were pasted; at most {} go in here. Use File, Import a table.").format(
        count, MOST_ROWS
    )


def _noted(row: ReadRow, words: str) -> Sample:
    sample = row.sample
    if sample is None:
        raise InvalidInputError(say("The row has no sample."))
    return replace(sample, note=words) if _wants_note(row) else sample


def _measurement(row: ReadRow, words: str) -> Measurement:
    measurement = row.measurement
    if measurement is None:
        raise InvalidInputError(say("The row has no value."))
    return replace(measurement, note=words) if _wants_note(row) else measurement


def _wants_note(row: ReadRow) -> bool:
    return any(one.code in _IN_THE_NOTE for one in row.asking)
