"""What a file says again although a person voided it here: it stays voided."""

from __future__ import annotations

from collections.abc import Hashable

from mrdtracker.domain.case import Event, Result
from mrdtracker.domain.records import Measurement, PatientFile, Sample, TherapyEvent
from mrdtracker.domain.vocabulary import Method

_ReadingKey = tuple[Hashable, Method, str]


def tube_key(sample: Sample) -> Hashable:
    """Return what makes two tubes of one patient the same tube for a table."""
    if sample.taken_on is not None:
        return (sample.specimen, sample.taken_on)
    return (sample.specimen, sample.stated_day, sample.stated_first_dose_day, sample.timepoint)


def tube_key_of_result(result: Result) -> Hashable:
    """Return the same for the tube of an imported result."""
    if result.on is not None:
        return (result.specimen, result.on)
    first = result.day_stated_in.first_dose_day if result.day_stated_in else None
    return (result.specimen, result.day, first, result.timepoint)


def event_key(event: Event | TherapyEvent) -> Hashable:
    """Return what makes two events of one patient the same event for a table.

    The name counts up to its first comma: what follows says how the day was counted, in words
    that may change while the day does not.
    """
    name = event.name.partition(",")[0]
    return (event.kind, name, event.on, event.day, event.specimen)


class Voided:
    """The voided events and results of one patient; each meets one of the file and no more."""

    def __init__(self, file: PatientFile | None) -> None:
        self._events: list[Hashable] = []
        self._readings: dict[_ReadingKey, list[Measurement]] = {}
        if file is None:
            return
        self._events += [event_key(one) for one in file.events]
        tubes = {sample.id: tube_key(sample) for sample in file.samples}
        for one in file.measurements:
            key = (tubes[one.sample_id], one.method, one.target)
            self._readings.setdefault(key, []).append(one)

    def has_event(self, event: Event) -> bool:
        """Answer whether this event was voided."""
        if event_key(event) not in self._events:
            return False
        self._events.remove(event_key(event))
        return True

    def has_result(self, result: Result, source: str) -> bool:
        """Answer whether this very result was voided.

        It is the same where it comes from the same place of the same file, or says the same of
        the same tube. Another value of that tube is another result: perhaps the right one.

        Args:
            result: What the file says.
            source: Where it says so, as it would be recorded.
        """
        here = self._readings.get((tube_key_of_result(result), result.method, result.target), [])
        for one in here:
            says_same = (one.value, one.reported_text) == (result.value, result.reported_text)
            if says_same or one.source == source:
                here.remove(one)
                return True
        return False
