"""What happened to a child, line by line: results, samples and events, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import (
    date_text,
    day_text,
    power_text,
    quantity_text,
    rounded_value,
    value_text,
)
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import Sample, TherapyEvent
from mrdtracker.domain.units import QuantityKind, canonical_text
from mrdtracker.domain.vocabulary import EventKind, readable
from mrdtracker.gui.presenters.chip_text import flag_chips
from mrdtracker.gui.presenters.field_words import words_of
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.services.assessment import PatientView, ResultRow
from mrdtracker.words import mark, say

NO_DAY_ORDER = 10**9
WORDS_FOR_AN_AMOUNT = {
    ResultState.POSITIVE_BELOW_LLOQ: mark("positive < QR"),
    ResultState.UNCERTAIN_SIGNIFICANCE: mark("uncertain"),
    ResultState.NEGATIVE: mark("not detected"),
    ResultState.DETECTED: mark("detected"),
    ResultState.NOT_DETECTED: mark("not detected"),
    ResultState.NOT_EVALUABLE: mark("not evaluable"),
    ResultState.PENDING: mark("pending"),
}


@dataclass(frozen=True)
class Moment:
    """When something was: protocol day and calendar date, as far as they are known.

    Attributes:
        order: What it is sorted by; things without a day come last.
        date: The date, or the named time point where there is neither day nor date.
    """

    order: int
    day: str
    date: str

    @property
    def words(self) -> str:
        """Both in one text: "D15 · 16 Mar 2026"."""
        return " · ".join(part for part in (self.day, self.date) if part) or say("no date")


@dataclass(frozen=True)
class ResultLine:
    """One result as the table shows it.

    Attributes:
        value: The amount; in words where the state of the result has none.
        exact: The amount with all its digits.
        exact_power: The same as a power of ten.
        exact_limit: The limit with all its digits.
        limit: The limit this sample reached, and which limit it is.
        reported: The laboratory's own words.
    """

    row: ResultRow
    moment: Moment
    specimen: str
    method: str
    value: str
    power: str
    limit: str
    quality: tuple[ChipText, ...]
    flags: tuple[ChipText, ...]
    reported: str
    exact: str = ""
    exact_power: str = ""
    exact_limit: str = ""

    @property
    def value_tooltip(self) -> str:
        """All digits, and the laboratory's own words."""
        rounded = self.exact if self.exact != self.value else ""
        return " · ".join(part for part in (rounded, self.reported) if part) or self.value

    @property
    def key(self) -> str:
        """The result's key, the same in table, plot and explanation."""
        return self.row.measurement.id

    @property
    def marks(self) -> tuple[ChipText, ...]:
        """Flags, then what weakens the sample or the result."""
        return (*self.flags, *self.quality)

    @property
    def mark_words(self) -> str:
        """All marks in words."""
        return ", ".join(chip.word for chip in self.marks)

    @property
    def words(self) -> str:
        """Name the result: "flow result, BM D15 · 16 Mar 2026"."""
        words = say("{} result, {} {}")
        return words.format(self.method, self.specimen, self.moment.words)


@dataclass(frozen=True)
class SampleLine:
    """One tube."""

    sample: Sample
    moment: Moment
    specimen: str
    code: str
    result_count: int
    quality: str

    @property
    def words(self) -> str:
        """Name the tube with what hangs on it: "BM sample 12-345, D15, and 1 result"."""
        name = say("{} sample {}").format(self.sample.specimen.value, self.code).strip()
        count = say(", and {}").format(counted(self.result_count, "result"))
        return f"{name}, {self.moment.words}{count if self.result_count else ''}"


@dataclass(frozen=True)
class EventLine:
    """One event of therapy."""

    event: TherapyEvent
    moment: Moment
    what: str
    note: str


def result_lines(view: PatientView) -> tuple[ResultLine, ...]:
    """Write every result as a line, in the view's order."""
    return tuple(_result_line(row, _thresholds(view, row)) for row in view.rows)


def sample_lines(view: PatientView) -> tuple[SampleLine, ...]:
    """Write every tube, in the order of time."""
    timeline = view.case.course.timeline(view.convention)
    used = [measurement.sample_id for measurement in view.file.measurements]
    lines = [
        SampleLine(
            sample=sample,
            moment=_sample_moment(sample, timeline, view.convention),
            specimen=words_of(sample.specimen),
            code=sample.code,
            result_count=used.count(sample.id),
            quality=", ".join(words_of(one) for one in sample.quality),
        )
        for sample in view.file.samples
    ]
    return tuple(sorted(lines, key=lambda line: (line.moment.order, line.moment.date)))


def event_lines(view: PatientView) -> tuple[EventLine, ...]:
    """Write every event, in the order of time."""
    timeline = view.case.course.timeline(view.convention)
    lines = [
        EventLine(
            event, _event_moment(event, timeline, view.convention), _event_what(event), event.note
        )
        for event in view.file.events
    ]
    return tuple(sorted(lines, key=lambda line: line.moment.order))


def _thresholds(view: PatientView, row: ResultRow) -> tuple[Decimal, ...]:
    """Return what the rules may hold a result against on the page."""
    method = row.measurement.method
    marks = (mark for overview in view.overviews for mark in overview.thresholds)
    return tuple(mark.threshold for mark in marks if method in mark.methods)


def _result_line(row: ResultRow, thresholds: tuple[Decimal, ...]) -> ResultLine:
    measurement, sample = row.measurement, row.sample
    value, text = measurement.value, measurement.reported_text
    method = measurement.method.words
    shown = rounded_value(value, thresholds)
    quality = dict.fromkeys((*sample.quality, *measurement.quality))
    return ResultLine(
        row=row,
        moment=_moment(row.day, sample),
        specimen=sample.specimen.value,
        method=f"{method} {measurement.target}" if measurement.target else method,
        value=_amount(shown),
        power=_power(shown),
        exact=_amount(value),
        exact_power=_power(value),
        limit=_limit(shown),
        exact_limit=_limit(value),
        quality=tuple(ChipText(words_of(one), ToneName.NEUTRAL) for one in quality),
        flags=flag_chips(row.flags),
        reported=say("Reported as “{}”").format(text) if text else "",
    )


def _amount(value: MrdValue) -> str:
    """Write the amount; a state without one is said, and not dressed up as a number."""
    words = WORDS_FOR_AN_AMOUNT.get(value.state)
    return value_text(value) if words is None else say(words)


def _power(value: MrdValue) -> str:
    if value.kind is not QuantityKind.CELL_FRACTION:
        return ""
    if value.value is not None:
        return power_text(value.value)
    return f"> {power_text(value.uloq)}" if value.uloq is not None else ""


def _limit(value: MrdValue) -> str:
    named = [("s", value.sensitivity), ("LOD", value.lod), ("QR", value.lloq)]
    if value.state is ResultState.POSITIVE_BELOW_LLOQ:
        named.reverse()
    for name, limit in named:
        if limit is not None:
            return f"{name} {quantity_text(limit, value.kind)}"
    return say("s not stated") if value.state is ResultState.NEGATIVE else ""


def _moment(day: int | None, sample: Sample) -> Moment:
    on = date_text(sample.taken_on) if sample.taken_on else ""
    if day is None:
        order = sample.taken_on.toordinal() if sample.taken_on else NO_DAY_ORDER
        return Moment(order, "", on or readable(sample.timepoint or ""))
    return Moment(day, day_text(day), on)


def _sample_moment(sample: Sample, timeline: Timeline | None, convention: DayConvention) -> Moment:
    day = sample.stated_day
    if sample.taken_on is not None and timeline is not None:
        day = timeline.day_of(sample.taken_on)
    elif day is not None and sample.stated_first_dose_day is not None:
        day = convention.renumber(day, DayConvention(sample.stated_first_dose_day))
    return _moment(day, sample)


def _event_moment(
    event: TherapyEvent, timeline: Timeline | None, convention: DayConvention
) -> Moment:
    day, on = event.fact.day_in(convention, timeline), event.on
    written = date_text(on) if on is not None else ""
    if event.ended_on is not None:
        written = say("{} to {}").format(written, date_text(event.ended_on)).strip()
    if day is None:
        return Moment(on.toordinal() if on is not None else NO_DAY_ORDER, "", written)
    return Moment(day, day_text(day), written)


def _event_what(event: TherapyEvent) -> str:
    if event.kind is EventKind.PHASE_STARTED and event.name:
        return say("{} started").format(readable(event.name))
    words = words_of(event.kind)
    specimen = event.specimen.value if event.specimen is not None else ""
    amount = ""
    if event.amount is not None and event.unit is not None:
        amount = f"{canonical_text(event.amount)} {words_of(event.unit)}"
    details = " ".join(part for part in (readable(event.name), specimen, amount) if part)
    return f"{words}: {details}" if details else words
