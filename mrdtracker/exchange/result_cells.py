"""Cells that state one result: its frame, its value, and its place in the file."""

from __future__ import annotations

from collections.abc import Mapping as Words
from collections.abc import Sequence
from typing import NamedTuple

from mrdtracker.domain.case import Result
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.cells import BadCellError, Cells
from mrdtracker.exchange.frame_cells import Frame, FrameReader
from mrdtracker.exchange.mapping_blocks import ResultColumn
from mrdtracker.exchange.said import Said, said_unknown
from mrdtracker.exchange.value_cells import ReadValue, ValueReader, ValueTexts
from mrdtracker.words import say

_KEEP = 50_000

# A longer cell is not quoted a second time.
_QUOTED = 40


class _KnownValue(NamedTuple):
    """A value as understood, and the cells' own words for it."""

    read: ReadValue
    words: str


class ResultReader:
    """Reads the results of one part of a mapping, one per row."""

    def __init__(
        self, block: ResultColumn, cells: Cells, places: Words[str, int], frames: FrameReader
    ) -> None:
        self._block, self._cells, self._places = block, cells, places
        self._frames = frames
        self._place = places[block.column]
        self._values = ValueReader(block, cells)
        self._known: dict[tuple[str, ...], _KnownValue] = {}
        self._part_places = tuple(
            (name, places[column]) for name, column in _parts(block).items() if column
        )
        self._value_places = (self._place, *(place for _name, place in self._part_places))

    def read(self, row: Sequence[str], line: int) -> Said | None:
        """Return the result of a row; None where the row has none.

        Raises:
            BadCellError: The first cell of it that cannot be taken.
        """
        block = self._block
        cell = row[self._place]
        if not self._cells.stated(cell) and not self._text(row, block.state_column):
            text = self._cells.text(cell)
            return said_unknown(block.column, text) if self._cells.is_unknown(text) else None
        frame = self._frames.read(row)
        found, words = self._value(row, frame)
        if block.reported_text_column:
            words = self._cells.raw(row[self._places[block.reported_text_column]])
        note = self._text(row, block.note_column)
        try:
            result = _result(frame, found, words, note, f"line {line}, column {block.column}")
        except InvalidInputError as error:
            raise BadCellError(block.column, str(error)) from None
        sample, repeat = self._text(row, block.sample_column), self._text(row, block.repeat_column)
        return Said(
            ("result", frame.identity, sample, repeat),
            (found, frame.details),
            block.column,
            words,
            found.rules,
            result,
            sample,
        )

    def _value(self, row: Sequence[str], frame: Frame) -> _KnownValue:
        key = (
            frame.method.value,
            frame.unit.value if frame.unit is not None else "",
            *[row[place] for place in self._value_places],
        )
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _KEEP:
                self._known.clear()
            texts = self._texts(row, frame)
            try:
                known = self._known[key] = _KnownValue(self._values.read(texts), texts.words)
            except InvalidInputError as error:
                raise BadCellError(self._block.column, _about(texts.value, error)) from None
        return known

    def _texts(self, row: Sequence[str], frame: Frame) -> ValueTexts:
        value = self._cells.stated(row[self._place])
        parts = {name: self._cells.stated(row[place]) for name, place in self._part_places}
        return ValueTexts(value, frame.method, frame.unit, **parts)

    def _text(self, row: Sequence[str], column: str) -> str:
        return self._cells.stated(row[self._places[column]]) if column else ""


def _about(cell: str, error: InvalidInputError) -> str:
    """Say what is wrong; where only a part of the cell is quoted, the whole cell stands first."""
    text = str(error)
    quoted = text.split("'")[1] if text.count("'") > 1 else cell
    if quoted == cell or quoted not in cell or len(cell) > _QUOTED:
        return text
    return say("'{}' cannot be read: {}").format(cell, text)


def _parts(block: ResultColumn) -> dict[str, str]:
    """Return the columns beside the value that decide how it is understood."""
    return {
        "state": block.state_column,
        "kind": block.kind_column,
        "sensitivity": block.sensitivity_column,
        "lod": block.lod_column,
        "lloq": block.lloq_column,
        "uloq": block.uloq_column,
        "limits_note": block.limits_note_column,
    }


def _result(frame: Frame, found: ReadValue, words: str, note: str, key: str) -> Result:
    moment, details = frame.moment, frame.details
    return Result(
        specimen=frame.specimen,
        method=frame.method,
        value=found.value,
        on=moment.on,
        day=moment.day,
        day_stated_in=moment.convention,
        timepoint=moment.timepoint,
        target=frame.target,
        unit=found.unit,
        denominator=details.denominator,
        markers=details.markers,
        events_total=_first(found.events_total, details.events_total),
        events_positive=_first(found.events_positive, details.events_positive),
        gating=details.gating,
        quality=details.quality,
        verified=details.verified,
        reported_text=words,
        note=note,
        key=key,
    )


def _first(one: int | None, other: int | None) -> int | None:
    return other if one is None else one
