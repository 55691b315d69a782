"""The form of a result, in the order of the paper: sample, method, value, limits, quality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.notation import CountLimits, Entry
from mrdtracker.domain.records import Measurement, MeasurementId, Sample, SampleId
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Denominator, Gating, Method, Quality
from mrdtracker.gui.presenters.field_words import (
    NOT_STATED,
    denominators_of,
    offers_of,
    units_of,
    words_of,
)
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
from mrdtracker.gui.presenters.measurement_texts import texts_of_measurement
from mrdtracker.gui.presenters.place_in_time import newest_first, place_text, sample_text
from mrdtracker.gui.presenters.result_reading import (
    COUNT_FIELDS,
    LIMIT_FIELDS,
    Reading,
    ResultTexts,
    read_result,
)
from mrdtracker.gui.presenters.sample_form import QUALITY_FIELDS, SampleForm
from mrdtracker.gui.presenters.second_reading import ask_again, is_same_value, line_of_second
from mrdtracker.services.commands import AmendMeasurement, Command, RecordMeasurement
from mrdtracker.services.entry_context import EntryContext, TypedResult
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import EntryWarning, Weight
from mrdtracker.words import say

NEW_SAMPLE = "new"
TUBE_FIELDS = ("specimen", "taken_on", "stated", "stated_first", "pull_number", "code")
WITH_TARGET = (Method.IG_TR_PCR, Method.NGS, Method.FUSION_TRANSCRIPT, Method.FUSION_SCREEN)
WITH_MARKERS = (Method.IG_TR_PCR, Method.NGS)
WITH_COUNTS = (Method.FLOW, Method.MORPHOLOGY)
MOST_MARKERS = 20


@dataclass(frozen=True)
class KnownResult:
    """The result that is amended, with its sample."""

    measurement: Measurement
    sample: Sample


class MeasurementForm(CommandForm):
    """Reads a result as typed; see `Form`.

    Args:
        context: What is known of the patient.
        counts: How many events make a limit in this laboratory.
        new_id: Makes the ids of new records.
        known: The result that is amended, if one is.
        sample: The sample to begin with, if one was chosen before.
    """

    def __init__(
        self,
        context: EntryContext,
        counts: CountLimits,
        new_id: Callable[[], str],
        known: KnownResult | None = None,
        sample: Sample | None = None,
    ) -> None:
        measurement = known.measurement if known else None
        chosen = known.sample if known else sample
        first = chosen.id if chosen else "" if context.file.samples else NEW_SAMPLE
        tube = dict.fromkeys(TUBE_FIELDS, "")
        super().__init__({"sample": first, **tube, **texts_of_measurement(measurement, counts)})
        self._context = context
        self._counts = counts
        self._known = known
        self._id = measurement.id if measurement else MeasurementId(new_id())
        self._tube = SampleForm(context, None, new_id)
        self._cleared = ""
        self._reading: Reading | None = None
        self._warnings: tuple[EntryWarning, ...] | None = None
        for name in QUALITY_FIELDS:
            self._tube.set(name, self.text(name))

    @property
    def is_amendment(self) -> bool:
        return self._known is not None

    @property
    def board_fields(self) -> tuple[str, ...]:
        return (*self.fields, "quality")

    @property
    def method(self) -> Method | None:
        """The chosen method."""
        return Method(self.text("method")) if self.text("method") else None

    @property
    def sample(self) -> Sample | None:
        """The chosen sample on record; None for a new one."""
        samples = self._context.file.samples
        return next((one for one in samples if one.id == self.text("sample")), None)

    @property
    def is_new_sample(self) -> bool:
        """True where the tube is entered with its result."""
        return self.text("sample") == NEW_SAMPLE

    @property
    def reading(self) -> Reading:
        """What was understood of the value, the limits and the counts."""
        if self._reading is None:
            self._reading = self._read()
        return self._reading

    def _read(self) -> Reading:
        method = self.method
        if method is None:
            return Reading()
        texts = {
            name: self.text(name) if self.is_shown(name) else ""
            for name in ("value", *LIMIT_FIELDS, *COUNT_FIELDS)
        }
        unit = Unit(self.text("unit")) if self.text("unit") else None
        return read_result(ResultTexts(method, unit=unit, **texts), self._counts)

    def set(self, field: str, text: str) -> None:
        super().set(field, text)
        if field in TUBE_FIELDS or field in QUALITY_FIELDS:
            self._tube.set(field, text)
        if field == "method":
            self._clear_what_the_method_has_not()

    def forget(self) -> None:
        super().forget()
        self._reading = self._warnings = None

    def choices(self, field: str) -> tuple[Offer, ...]:
        method = self.method
        if field in TUBE_FIELDS:
            return self._tube.choices(field)
        if field == "sample":
            return self._sample_choices()
        if field == "method":
            return offers_of(Method, say("choose the method"))
        if field == "unit":
            return offers_of(units_of(method) if method else (), say("choose the unit"))
        if field == "denominator":
            return offers_of(denominators_of(method) if method else (), NOT_STATED)
        return offers_of(Gating, NOT_STATED) if field == "gating" else super().choices(field)

    def is_shown(self, field: str) -> bool:
        method = self.method
        if field in TUBE_FIELDS:
            return self.is_new_sample and self._tube.is_shown(field)
        if field in ("second", "reason"):
            return self._is_wanted(field)
        if field in LIMIT_FIELDS:
            return method is not None and method.is_mrd
        if field in COUNT_FIELDS:
            return method in WITH_COUNTS
        depending = {
            "target": method in WITH_TARGET,
            "unit": method is not None and bool(units_of(method)),
            "markers": method in WITH_MARKERS,
            "gating": method is Method.FLOW,
            "denominator": method is not None and bool(denominators_of(method)),
        }
        return depending.get(field, True)

    def first_to_type(self) -> str:
        return "value" if self.is_amendment else super().first_to_type()

    def warnings(self) -> tuple[EntryWarning, ...]:
        """Return what the entry guard says of the result as typed so far."""
        if self._warnings is None:
            self._warnings = self._warn()
        return self._warnings

    def _warn(self) -> tuple[EntryWarning, ...]:
        found = warnings_of(self.typed(), self._context)
        if self._known is None or self._is_another_value():
            return found
        return tuple(one for one in found if one.field != "value")

    def typed(self) -> TypedResult:
        """Return what the checks need to know of the result."""
        reading, sample = self.reading, self.sample
        base = self._tube.typed() if self.is_new_sample else TypedResult()
        if sample is not None:
            base = TypedResult(
                specimen=sample.specimen,
                taken_on=sample.taken_on,
                day=self._context.day_of_sample(sample),
                sample_id=sample.id,
                quality=sample.quality,
            )
        return replace(
            base,
            method=self.method,
            measurement_id=self._known.measurement.id if self._known else None,
            target=self._kept("target"),
            value=reading.entry.value if reading.entry else None,
            lod=reading.limits.lod,
            lloq=reading.limits.lloq,
            events_positive=reading.events_positive,
            events_total=reading.events_total,
            quality=tuple(dict.fromkeys((*base.quality, *self._tube.quality))),
        )

    def _board(self) -> Board:
        board = Board()
        self._add_sample_lines(board)
        board.add("method", self._needed("method", say("Choose the method.")))
        for field, line in self.reading.lines.items():
            board.add(field, line)
        self._add_value_lines(board)
        self._add_detail_lines(board)
        for warning in self.warnings():
            field = warning.field
            if not self.is_new_sample and field in TUBE_FIELDS:
                warning = replace(warning, field="sample")
            board.add_warnings((warning,))
        self._add_reason_line(board)
        return board

    def _add_sample_lines(self, board: Board) -> None:
        board.add("sample", self._needed("sample", say("Choose the sample, or “new sample”.")))
        sample = self.sample
        if sample is not None and sample.taken_on is not None:
            board.add("sample", echo(place_text(self._context, sample.taken_on, sample.specimen)))
        if sample is not None and sample.quality:
            words = ", ".join(words_of(one) for one in sample.quality)
            board.add("quality", echo(say("The sample is marked: {}.").format(words)))
        if self.is_new_sample:
            if self.is_asked:
                self._tube.ask()
            self._tube.add_own_lines(board)

    def _add_value_lines(self, board: Board) -> None:
        reading = self.reading
        if self.method is None and self.text("value"):
            board.add("value", Message(MessageKind.NOTE, say("Choose the method first.")))
        is_missing = reading.entry is None and "value" not in reading.lines
        if self.is_asked and self.method is not None and is_missing:
            board.add("value", error(say("Type the result, “pending” or “not evaluable”.")))
        if self._cleared:
            board.add("unit", Message(MessageKind.NOTE, self._cleared))
        elif reading.entry and reading.entry.unit is Unit.PERCENT and not self.text("unit"):
            board.add("unit", echo(say("%, from the text")))
        if self.is_shown("second"):
            board.add("second", self._line_of_second())

    def _add_detail_lines(self, board: Board) -> None:
        markers = self._kept("markers")
        is_number = markers.isascii() and markers.isdigit()
        if markers and not (is_number and 1 <= int(markers) <= MOST_MARKERS):
            board.add("markers", error(say("A number from 1 to {}.").format(MOST_MARKERS)))

    def _add_reason_line(self, board: Board) -> None:
        if not self.is_shown("reason"):
            return
        codes = self._codes(Weight.REASON)
        if codes:
            board.add("reason", asking_line(codes))
        board.add("reason", self._needed("reason", say("Write in a few words why.")))

    def _line_of_second(self) -> Message | None:
        entry, again = self.reading.entry, self.text("second")
        if not again or entry is None or self.method is None:
            return ask_again() if self.is_asked else None
        return line_of_second(again, entry.value, self.method, self._counts)

    def _sample_choices(self) -> tuple[Offer, ...]:
        if self._known is not None:
            sample = self._known.sample
            return (Offer(sample_text(self._context, sample), sample.id),)
        known = (
            Offer(sample_text(self._context, one), one.id) for one in newest_first(self._context)
        )
        return (Offer(say("choose the sample"), ""), Offer(say("new sample"), NEW_SAMPLE), *known)

    def _clear_what_the_method_has_not(self) -> None:
        """Empty the choices that the new method does not have, and say so."""
        self._cleared = ""
        method, unit = self.method, self.text("unit")
        allowed = {one.value for one in units_of(method)} if method else set()
        if unit and unit not in allowed:
            super().set("unit", "")
            self._cleared = say("Cleared: “{}” is not a unit of this method.").format(
                words_of(Unit(unit))
            )
        kept = {one.value for one in denominators_of(method)} if method else set()
        if self.text("denominator") not in kept:
            super().set("denominator", "")

    def _is_wanted(self, field: str) -> bool:
        if field == "second":
            return bool(self._codes(Weight.SECOND_ENTRY))
        return self.is_amendment or bool(self._codes(Weight.REASON))

    def _is_another_value(self) -> bool:
        entry, known = self.reading.entry, self._known
        if entry is None or known is None:
            return True
        return not is_same_value(entry.value, known.measurement.value)

    def _codes(self, weight: Weight) -> tuple[str, ...]:
        return tuple(one.code for one in self.warnings() if one.weight is weight)

    def _kept(self, field: str) -> str:
        return self.text(field) if self.is_shown(field) else ""

    def _command(self) -> Command:
        entry, method = self.reading.entry, self.method
        if entry is None or method is None:
            raise InvalidInputError(
                say("The result cannot be read yet."), say("Look at the value.")
            )
        words = self.text("reason") if self.is_shown("reason") else ""
        sample = self.sample or self._tube.sample(words)
        measurement = self._measurement(entry, method, sample.id, words)
        reason = self._reason(words)
        if self.is_amendment:
            return AmendMeasurement(sample, measurement, reason)
        return RecordMeasurement(sample, measurement, self.is_new_sample, reason)

    def _measurement(
        self, entry: Entry, method: Method, sample_id: SampleId, words: str
    ) -> Measurement:
        reading, note = self.reading, self.text("note")
        if not note and "E14" in self._codes(Weight.REASON):
            note = words
        denominator, gating = self._kept("denominator"), self._kept("gating")
        base = (
            self._known.measurement
            if self._known
            else Measurement(self._id, sample_id, method, entry.value, "")
        )
        positive, total = reading.events_positive, reading.events_total
        return replace(
            base,
            method=method,
            value=_with_known_note(entry.value, base.value),
            reported_text=self.text("value") or entry.reported_text,
            unit=entry.unit,
            target=self._kept("target"),
            denominator=Denominator(denominator) if denominator else None,
            markers=int(self._kept("markers")) if self._kept("markers") else None,
            events_positive=positive if positive is not None else entry.events_positive,
            events_total=total if total is not None else entry.events_total,
            gating=Gating(gating) if gating else None,
            quality=self._own_quality(),
            note=note,
        )

    def _own_quality(self) -> tuple[Quality, ...]:
        """Return what was ticked, without what the sample itself carries."""
        return () if self.is_new_sample else self._tube.quality

    def _reason(self, words: str) -> str:
        asked, typed_twice = self._codes(Weight.REASON), self._codes(Weight.SECOND_ENTRY)
        parts = (
            f"{words} ({', '.join(asked)})" if asked else words,
            f"Value typed twice ({', '.join(typed_twice)})" if typed_twice else "",
        )
        return "; ".join(part for part in parts if part)


def _with_known_note(value: MrdValue, known: MrdValue) -> MrdValue:
    """Keep how the limits came about, where amending left value and limits as they were."""
    return known if is_same_value(value, known) else value
