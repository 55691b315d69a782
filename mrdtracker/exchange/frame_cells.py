"""The cells around a value: specimen, method, unit, time, target and details of a result.

Most rows of a table share them with other rows, so that each combination is understood once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Mapping as Words
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple, TypeVar

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Denominator, Gating, Method, Quality, Specimen
from mrdtracker.exchange.cells import BadCellError, Cells, Vocabulary, member
from mrdtracker.exchange.mapping_blocks import ResultColumn
from mrdtracker.exchange.toml_keys import EMPTY
from mrdtracker.words import say

EnumT = TypeVar("EnumT", bound=Enum)
T = TypeVar("T")
_KEEP = 50_000
_CONVENTIONS = (DayConvention(0), DayConvention(1))
_NO_WORDS = Vocabulary.of({})
_LIST_SEPARATOR = ";"


class Moment(NamedTuple):
    """When a sample was taken, as far as the row says."""

    on: date | None
    day: int | None
    convention: DayConvention | None
    timepoint: str | None


class Details(NamedTuple):
    """What only tables with one row per result state."""

    denominator: Denominator | None
    gating: Gating | None
    markers: int | None
    events_total: int | None
    events_positive: int | None
    quality: tuple[Quality, ...]
    verified: Truth


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything about a result but its value.

    Attributes:
        identity: The same for frames that speak of the same sample, method and target.
    """

    method: Method
    specimen: Specimen
    unit: Unit | None
    moment: Moment
    target: str
    details: Details
    identity: int


class FrameReader:
    """Reads the frames of one part of a mapping.

    Args:
        identities: Shared by all parts, so that two columns that state the same result meet.
    """

    def __init__(
        self,
        block: ResultColumn,
        cells: Cells,
        places: Words[str, int],
        first_dose_day: int | None,
        identities: dict[Hashable, int],
    ) -> None:
        self._block, self._cells, self._places = block, cells, places
        self._convention = None if first_dose_day is None else _CONVENTIONS[first_dose_day]
        self._identities = identities
        self._known: dict[tuple[str, ...], Frame] = {}
        columns = (
            block.method_column,
            block.specimen_column,
            block.unit_column,
            block.date_column,
            block.day_column,
            block.first_dose_day_column,
            block.timepoint_column,
            block.target_column,
            block.denominator_column,
            block.gating_column,
            block.markers_column,
            block.events_total_column,
            block.events_positive_column,
            block.verified_column,
            *block.quality_columns,
        )
        self._key_places = tuple(places[one] for one in columns if one)

    def read(self, row: Sequence[str]) -> Frame:
        """Return the frame of a row.

        Raises:
            BadCellError: The first cell of it that cannot be taken.
        """
        key = tuple([row[place] for place in self._key_places])
        frame = self._known.get(key)
        if frame is None:
            if len(self._known) >= _KEEP:
                self._known.clear()
            frame = self._known[key] = self._frame(row)
        return frame

    def _frame(self, row: Sequence[str]) -> Frame:
        block = self._block
        method = self._word(row, Method, block.method_column, block.method_values) or block.method
        specimen = (
            self._word(row, Specimen, block.specimen_column, block.specimen_values)
            or block.specimen
        )
        if method is None or specimen is None:
            missing = block.method_column if method is None else block.specimen_column
            raise BadCellError(missing, say("is blank, but a result needs it."))
        moment = self._moment(row)
        target = self._text(row, block.target_column) or block.target
        meaning = (moment, specimen, method, target)
        return Frame(
            method=method,
            specimen=specimen,
            unit=self._word(row, Unit, block.unit_column, block.unit_values) or block.unit,
            moment=moment,
            target=target,
            details=self._details(row),
            identity=self._identities.setdefault(meaning, len(self._identities)),
        )

    def _moment(self, row: Sequence[str]) -> Moment:
        block = self._block
        on_text = self._text(row, block.date_column)
        day_text = self._text(row, block.day_column)
        on = self._refusing(block.date_column, self._cells.on, on_text) if on_text else None
        day = block.day
        if day_text:
            day = self._refusing(block.day_column, self._cells.day, day_text)
        timepoint = self._text(row, block.timepoint_column) or block.timepoint or None
        if on is None and day is None and timepoint is None:
            column = block.date_column or block.day_column or block.timepoint_column
            raise BadCellError(
                column, say("is blank, but a result needs a date, day or time point.")
            )
        return Moment(on, day, None if day is None else self._convention_of(row), timepoint)

    def _convention_of(self, row: Sequence[str]) -> DayConvention | None:
        column = self._block.first_dose_day_column
        if not column:
            return self._convention
        text = self._text(row, column)
        if not text:
            return None
        number = self._refusing(column, self._cells.day, text)
        if number not in (0, 1):
            raise BadCellError(column, say("takes 0 or 1."))
        return _CONVENTIONS[number]

    def _details(self, row: Sequence[str]) -> Details:
        block = self._block
        denominator = self._word(
            row, Denominator, block.denominator_column, block.denominator_values
        )
        verified = self._word(row, Truth, block.verified_column)
        return Details(
            denominator=denominator or block.denominator,
            gating=self._word(row, Gating, block.gating_column),
            markers=self._count(row, block.markers_column),
            events_total=self._count(row, block.events_total_column),
            events_positive=self._count(row, block.events_positive_column),
            quality=self._qualities(row),
            verified=Truth.UNKNOWN if verified is None else verified,
        )

    def _count(self, row: Sequence[str], column: str) -> int | None:
        text = self._text(row, column)
        if not text:
            return None
        return self._refusing(column, lambda cell: self._cells.whole(cell, say("a count")), text)

    def _qualities(self, row: Sequence[str]) -> tuple[Quality, ...]:
        found: dict[Quality, None] = {}
        for column in self._block.quality_columns:
            words = (word.strip() for word in self._text(row, column).split(_LIST_SEPARATOR))
            for word in filter(None, words):
                found[self._refusing(column, _quality, word)] = None
        return tuple(found)

    def _word(
        self, row: Sequence[str], kind: type[EnumT], column: str, values: Words[str, str] = EMPTY
    ) -> EnumT | None:
        text = self._text(row, column)
        if not text:
            return None
        return self._refusing(column, lambda cell: member(kind, cell, Vocabulary.of(values)), text)

    def _text(self, row: Sequence[str], column: str) -> str:
        return self._cells.stated(row[self._places[column]]) if column else ""

    def _refusing(self, column: str, read: Callable[[str], T], text: str) -> T:
        try:
            return read(text)
        except InvalidInputError as error:
            raise BadCellError(column, str(error)) from None


def _quality(text: str) -> Quality:
    return member(Quality, text, _NO_WORDS)
