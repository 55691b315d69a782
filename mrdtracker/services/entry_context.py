"""What was typed of a result, and what is known of the patient beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import PackOverview, ThresholdMark
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.notation import rounded_value_text
from mrdtracker.domain.records import Measurement, MeasurementId, PatientFile, Sample, SampleId
from mrdtracker.domain.schedule import NEAR
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method, Quality, Specimen
from mrdtracker.services.commands import sample_when

# A window may stay open for months; its tube is due in the first days after the target.
DAYS_DUE = 7


@dataclass(frozen=True)
class TypedResult:
    """A result as far as it has been typed; limits are in the method's canonical unit.

    Attributes:
        sample_id: The chosen sample; None for a sample that is entered with the result.
        measurement_id: The result that is being amended, if one is.
    """

    method: Method | None = None
    specimen: Specimen | None = None
    taken_on: date | None = None
    day: int | None = None
    sample_id: SampleId | None = None
    measurement_id: MeasurementId | None = None
    target: str = ""
    value: MrdValue | None = None
    lod: Decimal | None = None
    lloq: Decimal | None = None
    events_positive: int | None = None
    events_total: int | None = None
    quality: tuple[Quality, ...] = ()


class Awaited(NamedTuple):
    """A tube that a protocol expects of a child."""

    code: str
    timepoint: str
    specimen: Specimen
    opens: date
    target: date
    closes: date | None

    def is_near(self, on: date, specimen: Specimen) -> bool:
        """Say whether a tube of a date may have been meant for this one."""
        if specimen is not self.specimen:
            return False
        near = timedelta(days=NEAR)
        return self.opens - near <= on and (self.closes is None or on <= self.closes + near)

    def was_due(self, on: date, specimen: Specimen) -> bool:
        """Say whether a date is the target, or after it in the window, for a week at most."""
        if specimen is not self.specimen:
            return False
        last = self.target + timedelta(days=DAYS_DUE)
        return self.target <= on <= min(self.closes or last, last)


@dataclass(frozen=True)
class EntryContext:
    """What is known of the patient while a result is typed.

    Attributes:
        convention: How days are counted on this patient's pages.
        overviews: The packs that answer for this patient.
        own_awaited: Every tube that the protocol expects of this child, come or not; None where
            nobody can say.
        others_awaited: The tubes of other children that have not come.
    """

    file: PatientFile
    course: CourseFacts
    convention: DayConvention
    overviews: tuple[PackOverview, ...]
    today: date
    own_awaited: tuple[Awaited, ...] | None = None
    others_awaited: tuple[Awaited, ...] = ()

    @property
    def own_pack(self) -> PackOverview | None:
        """The pack that the patient is treated by, where it is usable."""
        return next((o for o in self.overviews if o.reference.id == self.course.pack), None)

    def day_of(self, on: date | None, convention: DayConvention | None = None) -> int | None:
        """Count a date as a protocol day; None where the first dose or the date is unknown."""
        timeline = self.course.timeline(convention or self.convention)
        return timeline.day_of(on) if timeline is not None and on is not None else None

    def day_of_sample(self, sample: Sample) -> int | None:
        """Return a known sample's protocol day; its date wins over its stated day."""
        day = self.day_of(sample.taken_on)
        if day is not None or sample.stated_day is None:
            return day
        first = sample.stated_first_dose_day
        stated_in = self.convention if first is None else DayConvention(first)
        return self.convention.renumber(sample.stated_day, stated_in)


@dataclass(frozen=True)
class KnownResult:
    """A result that is on record, with the place of its sample in time."""

    measurement: Measurement
    sample: Sample
    day: int | None

    @property
    def words(self) -> str:
        value = rounded_value_text(self.measurement.value)
        return f"{value} ({self.measurement.method.words}, {sample_when(self.sample)})"


def day_of_entry(entry: TypedResult, context: EntryContext) -> int | None:
    """Return the protocol day of what was typed, as the patient's pages count."""
    return entry.day if entry.day is not None else context.day_of(entry.taken_on)


def known_results(context: EntryContext) -> Iterable[KnownResult]:
    """Return every result on record with its sample."""
    samples = {sample.id: sample for sample in context.file.samples}
    for one in context.file.measurements:
        sample = samples.get(one.sample_id)
        if sample is not None:
            yield KnownResult(one, sample, context.day_of_sample(sample))


def results_before(entry: TypedResult, context: EntryContext) -> list[KnownResult]:
    """Return earlier results, oldest first, as far as their order is known."""
    day = day_of_entry(entry, context)

    def is_earlier(known: KnownResult) -> bool:
        if known.sample.taken_on is not None and entry.taken_on is not None:
            return known.sample.taken_on < entry.taken_on
        return known.day is not None and day is not None and known.day < day

    return sorted(filter(is_earlier, known_results(context)), key=_order_in_time)


def last_alike(entry: TypedResult, context: EntryContext) -> KnownResult | None:
    """Return the newest earlier number by the same method, for the same target and specimen."""
    alike = [
        one
        for one in results_before(entry, context)
        if one.measurement.method is entry.method
        and one.measurement.target == entry.target
        and one.sample.specimen is entry.specimen
        and one.measurement.value.state.is_numeric
    ]
    return alike[-1] if alike else None


def results_of_same_sample(entry: TypedResult, context: EntryContext) -> list[KnownResult]:
    """Return the other results of the chosen tube, or of the same specimen on the same date."""

    def is_same(sample: Sample) -> bool:
        if entry.sample_id is not None:
            return sample.id == entry.sample_id
        return (
            sample.taken_on is not None
            and sample.taken_on == entry.taken_on
            and sample.specimen is entry.specimen
        )

    return [
        one
        for one in known_results(context)
        if one.measurement.id != entry.measurement_id and is_same(one.sample)
    ]


def marks_of_day(
    entry: TypedResult, context: EntryContext, overviews: Iterable[PackOverview]
) -> list[ThresholdMark]:
    """Return the thresholds that apply to this method and specimen on this day."""
    found: list[ThresholdMark] = []
    for overview in overviews:
        day = context.day_of(entry.taken_on, overview.convention)
        if day is None and entry.day is not None:
            day = overview.convention.renumber(entry.day, context.convention)
        found += [
            mark
            for mark in overview.thresholds
            if not mark.is_display_only
            and mark.specimen is entry.specimen
            and entry.method in mark.methods
            and mark.window.contains(day) is Truth.YES
        ]
    return found


def _order_in_time(known: KnownResult) -> int:
    on = known.sample.taken_on
    if known.day is not None:
        return known.day
    return on.toordinal() if on is not None else 0
