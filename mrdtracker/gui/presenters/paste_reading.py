"""What each pasted row says: its tube, its method, its value, and why it cannot go in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import CountLimits, Entry, rounded_value_text
from mrdtracker.domain.records import Measurement, MeasurementId, Sample, SampleId
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.date_entry import problem_of_date, typed_date
from mrdtracker.gui.presenters.field_words import units_of
from mrdtracker.gui.presenters.paste_rows import (
    Part,
    PastedRow,
    day_of_text,
    method_of_text,
    specimen_of_text,
)
from mrdtracker.gui.presenters.place_in_time import newest_first
from mrdtracker.gui.presenters.result_reading import ResultTexts, read_result
from mrdtracker.services.entry_context import EntryContext, TypedResult
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import EntryWarning, Weight
from mrdtracker.words import say

ASKING = (Weight.REASON, Weight.SECOND_ENTRY)


class _Rejected(Exception):  # noqa: N818 - not an error of the program
    """A row that cannot go in, with the sentence that says why."""


@dataclass(frozen=True)
class Chosen:
    """What holds for the rows that do not say it themselves."""

    method: Method | None = None
    unit: Unit | None = None
    specimen: Specimen | None = None


@dataclass(frozen=True)
class ReadRow:
    """One row as it was understood.

    Attributes:
        sample: The tube; None where the row is rejected before it is known.
        is_new_sample: True where the tube is entered with its result.
        measurement: None where the row is rejected.
        said: What was understood of the value.
        problem: Why it is rejected; "" where it goes in.
        warnings: What the entry guard says of it.
    """

    pasted: PastedRow
    method: Method | None = None
    sample: Sample | None = None
    is_new_sample: bool = False
    measurement: Measurement | None = None
    said: str = ""
    problem: str = ""
    warnings: tuple[EntryWarning, ...] = ()

    @property
    def asking(self) -> tuple[EntryWarning, ...]:
        """The warnings that ask for a reason."""
        return tuple(one for one in self.warnings if one.weight in ASKING)


class PasteReader:
    """Reads rows one after the other; each knows the ones before it.

    Args:
        context: What is known of the patient.
        chosen: What holds for rows that do not say it.
        counts: How many events make a limit in this laboratory.
        new_id: Makes the ids of new records.
    """

    def __init__(
        self,
        context: EntryContext,
        chosen: Chosen,
        counts: CountLimits,
        new_id: Callable[[], str],
    ) -> None:
        self.context = context
        self._chosen, self._counts, self._new_id = chosen, counts, new_id

    def read(self, row: PastedRow) -> ReadRow:
        """Read a row; one that goes in is known to the rows after it."""
        read = ReadRow(row)
        try:
            method = self._method(row)
            read = replace(read, method=method)
            sample, is_new = self._tube(row, method)
            read = replace(read, sample=sample, is_new_sample=is_new)
            entry, said = self._value(row, method)
        except _Rejected as rejected:
            return replace(read, problem=str(rejected))
        warnings = self._warnings(read, entry)
        stops = [one.text for one in warnings if one.weight is Weight.STOP]
        if stops:
            return replace(read, said=said, problem=stops[0])
        measurement = Measurement(
            MeasurementId(self._new_id()),
            sample.id,
            method,
            entry.value,
            row.text(Part.VALUE),
            unit=entry.unit,
            events_positive=entry.events_positive,
            events_total=entry.events_total,
        )
        self._know(sample, measurement, is_new=is_new)
        return replace(read, said=said, measurement=measurement, warnings=warnings)

    def _method(self, row: PastedRow) -> Method:
        text = row.text(Part.METHOD)
        method = method_of_text(text) if text else self._chosen.method
        if method is None:
            words = say("“{}” is no method.").format(text) if text else say("Choose the method.")
            raise _Rejected(words)
        return method

    def _tube(self, row: PastedRow, method: Method) -> tuple[Sample, bool]:
        when = row.text(Part.WHEN)
        if Part.WHEN not in row.texts:
            return self._next_tube(method), False
        if not when:
            raise _Rejected(say("No day or date."))
        specimen, on = self._specimen(row), typed_date(when)
        day = day_of_text(when) if on is None else None
        if on is None and day is None:
            problem = problem_of_date(when)
            raise _Rejected(problem.text if problem is not None else say("No day or date."))
        found = [
            one
            for one in self.context.file.samples
            if specimen in (None, one.specimen)
            and (one.taken_on == on if on else self.context.day_of_sample(one) == day)
        ]
        if len(found) > 1:
            raise _Rejected(say("Several samples of that day: enter it by hand."))
        if found:
            return found[0], False
        if specimen is None:
            raise _Rejected(say("No sample of that day: choose the specimen of a new one."))
        return self._new_tube(specimen, day, row), True

    def _new_tube(self, specimen: Specimen, day: int | None, row: PastedRow) -> Sample:
        return Sample(
            SampleId(self._new_id()),
            self.context.file.patient.id,
            specimen,
            taken_on=typed_date(row.text(Part.WHEN)),
            stated_day=day,
            stated_first_dose_day=self.context.convention.first_dose_day
            if day is not None
            else None,
        )

    def _next_tube(self, method: Method) -> Sample:
        """Return the oldest tube that has no result by the method: a column without days."""
        done = {one.sample_id for one in self.context.file.measurements if one.method is method}
        left = [one for one in reversed(newest_first(self.context)) if one.id not in done]
        if not left:
            raise _Rejected(say("No sample waits for it: paste the day or date beside the value."))
        return left[0]

    def _specimen(self, row: PastedRow) -> Specimen | None:
        text = row.text(Part.SPECIMEN)
        specimen = specimen_of_text(text) if text else self._chosen.specimen
        if text and specimen is None:
            raise _Rejected(say("“{}” is no specimen.").format(text))
        return specimen

    def _value(self, row: PastedRow, method: Method) -> tuple[Entry, str]:
        text = row.text(Part.VALUE)
        if not text:
            raise _Rejected(say("No value."))
        unit = self._chosen.unit if self._chosen.unit in units_of(method) else None
        reading = read_result(ResultTexts(method, text, unit), self._counts)
        line = reading.lines.get("value")
        if reading.entry is None:
            raise _Rejected(line.text if line is not None else say("No value."))
        value = reading.entry.value
        if value.state is not ResultState.QUANTIFIED or line is None:
            return reading.entry, rounded_value_text(value)
        return reading.entry, line.text.partition("\n")[0]

    def _warnings(self, read: ReadRow, entry: Entry) -> tuple[EntryWarning, ...]:
        sample = read.sample
        if sample is None:
            return ()
        value = entry.value
        return warnings_of(
            TypedResult(
                method=read.method,
                specimen=sample.specimen,
                taken_on=sample.taken_on,
                day=self.context.day_of_sample(sample),
                sample_id=None if read.is_new_sample else sample.id,
                value=value,
                lod=value.lod,
                lloq=value.lloq,
                events_positive=entry.events_positive,
                events_total=entry.events_total,
                quality=sample.quality,
            ),
            self.context,
        )

    def _know(self, sample: Sample, measurement: Measurement, *, is_new: bool) -> None:
        file = self.context.file
        samples = (*file.samples, sample) if is_new else file.samples
        file = replace(file, samples=samples, measurements=(*file.measurements, measurement))
        self.context = replace(self.context, file=file)
