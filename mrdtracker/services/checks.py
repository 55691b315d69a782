"""What a command must not do, said in one sentence with the way out."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import date

from mrdtracker.domain.case import problem_of_event
from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import (
    Measurement,
    Patient,
    PatientFile,
    RecordStatus,
    Sample,
    TherapyEvent,
)
from mrdtracker.words import mark, say

# Unicode's control and format signs, and its separators of lines and paragraphs.
_INVISIBLE = ("Cc", "Cf", "Zl", "Zp")
_IN_THE_FUTURE = {
    "born_on": mark("The date of birth, {}, is in the future."),
    "diagnosed_on": mark("The date of diagnosis, {}, is in the future."),
    "therapy_started_on": mark("The date of the first dose, {}, is in the future."),
}
_OUT_OF_ORDER = {
    ("born_on", "diagnosed_on"): mark("The diagnosis on {} is before the birth on {}."),
    ("born_on", "therapy_started_on"): mark("The first dose on {} is before the birth on {}."),
    ("diagnosed_on", "therapy_started_on"): mark(
        "The first dose on {} is before the diagnosis on {}."
    ),
}


def check_patient(patient: Patient, today: date) -> None:
    """Refuse a patient without a code, or with dates that cannot be.

    Raises:
        InvalidInputError: One sentence, and what to do.
    """
    _check_code(patient.code)
    facts, course = patient.facts, patient.course
    dates = {
        "born_on": facts.born_on,
        "diagnosed_on": facts.diagnosed_on,
        "therapy_started_on": course.therapy_started_on,
    }
    for field, on in dates.items():
        _check_past(on, today, field, _IN_THE_FUTURE[field])
    for (earlier, field), words in _OUT_OF_ORDER.items():
        _check_order(dates[earlier], dates[field], field, words)


def check_birth(file: PatientFile) -> None:
    """Refuse a birth that is later than what is on record.

    Raises:
        InvalidInputError: One sentence, and what to do.
    """
    born = file.patient.facts.born_on
    known = [*(one.taken_on for one in file.samples), *(one.on for one in file.events)]
    earliest = min((on for on in known if on is not None), default=None)
    if born is not None and earliest is not None and earliest < born:
        raise InvalidInputError(
            say("The birth on {} is after a sample or an event of {}.").format(
                date_text(born), date_text(earliest)
            ),
            say("Check both dates."),
            about="born_on",
        )


def check_in_use(record: Patient | TherapyEvent | Sample | Measurement) -> None:
    """Refuse to build upon what was voided.

    Raises:
        InvalidInputError: It was.
    """
    if record.status is RecordStatus.VOIDED:
        raise InvalidInputError(
            say("This record was voided, so it cannot be changed."),
            say("Undo the voiding, or enter it anew."),
        )


def check_nothing_left(
    voided: Collection[Patient | TherapyEvent | Sample | Measurement], file: PatientFile
) -> None:
    """Refuse to void something and leave in use what hangs on it.

    Raises:
        ChangedMeanwhileError: Something hangs on it that is not voided with it.
    """
    ids = {one.id for one in voided}
    hanging = (
        *((one.patient_id, one.id) for one in file.events),
        *((one.patient_id, one.id) for one in file.samples),
        *((one.sample_id, one.id) for one in file.measurements),
    )
    if any(parent in ids and child not in ids for parent, child in hanging):
        raise ChangedMeanwhileError(
            say("Something hangs on this record that was not there when you looked."),
            say("Look at it again, then void it with all that hangs on it."),
        )


def check_event(event: TherapyEvent, patient: Patient, today: date) -> None:
    """Refuse an event without a place in time, before birth or in the future, or half of one.

    Raises:
        InvalidInputError: One sentence, and what to do.
    """
    end = mark("The event's end on {} is before its beginning on {}.")
    _check_order(event.on, event.ended_on, "ended_on", end)
    problem = problem_of_event(event.fact)
    if problem:
        is_nowhere = event.on is None and event.day is None
        hint = say("State one of them.") if is_nowhere else say("Complete it.")
        raise InvalidInputError(problem, hint, about="on" if is_nowhere else "")
    if event.on is None:
        _check_day(event.day, event.stated_first_dose_day, patient, today, "day")
    for field, on in (("on", event.on), ("ended_on", event.ended_on)):
        _check_past(on, today, field, mark("The date of the event, {}, is in the future."))
        before = mark("The event on {} is before the birth on {}.")
        _check_order(patient.facts.born_on, on, field, before)


def check_sample(sample: Sample, file: PatientFile, today: date) -> None:
    """Refuse a tube without a place in time, outside the patient's life, or entered twice.

    Raises:
        InvalidInputError: One sentence, and what to do.
    """
    if sample.taken_on is None and sample.stated_day is None and sample.timepoint is None:
        raise InvalidInputError(
            say("A sample needs a date, a protocol day or a named time point."),
            say("State one of them."),
            about="taken_on",
        )
    if sample.taken_on is None:
        stated = (sample.stated_day, sample.stated_first_dose_day)
        _check_day(*stated, file.patient, today, "stated")
    else:
        facts, field = file.patient.facts, "taken_on"
        future = mark("The date of the sample, {}, is in the future.")
        _check_past(sample.taken_on, today, field, future)
        before = mark("The sample of {} is before the birth on {}.")
        _check_order(facts.born_on, sample.taken_on, field, before)
        diagnosed = facts.diagnosed_on
        if diagnosed is not None and sample.taken_on < diagnosed and not sample.note.strip():
            raise InvalidInputError(
                say("The sample of {} is before the diagnosis on {}.").format(
                    date_text(sample.taken_on), date_text(diagnosed)
                ),
                say("Check the date, or write in the note why it was taken before."),
                about=field,
            )
    twin = next((other for other in file.samples if is_same_tube(sample, other)), None)
    if twin is not None:
        raise InvalidInputError(
            say("There is already a {} sample of that day.").format(sample.specimen.value),
            say("Add the result to it, or give this one another pull number."),
            about="pull_number",
        )


def check_measurement(measurement: Measurement, sample: Sample, file: PatientFile) -> None:
    """Refuse a result that says less than it must.

    Raises:
        InvalidInputError: A positive without its quantitative range, a repeat without a note.
        NotFoundError: The sample is not there or was voided.
    """
    if all(other.id != sample.id for other in file.samples):
        raise NotFoundError(
            say("The sample of this result is not there."), say("Enter the sample first.")
        )
    value = measurement.value
    if value.state is ResultState.POSITIVE_BELOW_LLOQ and value.lloq is None:
        raise InvalidInputError(
            say("A positive, not quantifiable result needs its quantitative range (QR)."),
            say("Write it as POS<QR (5E-5), or state the lower limit of quantification."),
            about="lloq",
        )
    for other in file.measurements:
        if is_same_reading(measurement, other) and not measurement.note.strip():
            raise InvalidInputError(
                say("This sample already has a result by this method."),
                say("Amend that one, or write in the note why this is a repeat."),
                about="note",
            )


def is_same_tube(sample: Sample, other: Sample) -> bool:
    """Answer whether two samples of a patient would be one tube entered twice."""
    if sample.id == other.id or sample.specimen is not other.specimen:
        return False
    if sample.pull_number != other.pull_number:
        return False
    if sample.taken_on is not None or other.taken_on is not None:
        return sample.taken_on == other.taken_on
    return (
        sample.stated_day == other.stated_day
        and sample.stated_first_dose_day == other.stated_first_dose_day
        and sample.timepoint == other.timepoint
    )


def is_same_reading(measurement: Measurement, other: Measurement) -> bool:
    """Answer whether two results are repeats of each other on one tube."""
    return (
        other.sample_id == measurement.sample_id
        and other.method is measurement.method
        and other.target == measurement.target
        and other.id != measurement.id
    )


def check_reason(reason: str) -> None:
    """Ask for a reason where the record of a child is corrected.

    Raises:
        InvalidInputError: The reason is empty.
    """
    if not reason.strip():
        raise InvalidInputError(
            say("A correction needs a reason."), say("Write in a few words why."), about="reason"
        )


def _check_code(code: str) -> None:
    if not code.strip():
        raise InvalidInputError(
            say("A patient needs a code."),
            say("Type the laboratory's identifier."),
            about="code",
        )
    if any(unicodedata.category(sign) in _INVISIBLE for sign in code):
        raise InvalidInputError(
            say("The code has a sign that nobody can see: a line break, a zero-width mark."),
            say("Type the code by hand."),
            about="code",
        )


def _check_past(on: date | None, today: date, about: str, words: str) -> None:
    """Refuse a date that has not come; ``words`` has a place for it."""
    if on is not None and on > today:
        raise InvalidInputError(
            say(words).format(date_text(on)), say("Check the date."), about=about
        )


def _check_day(
    day: int | None, first_dose_day: int | None, patient: Patient, today: date, about: str
) -> None:
    """Refuse a stated day that has not come, where the date of the first dose is known.

    Where nobody says how the source counts, the earlier of its two dates counts.
    """
    started = patient.course.therapy_started_on
    if day is None or started is None:
        return
    counts = DayConvention(1 if first_dose_day is None else first_dose_day)
    reached = Timeline.starting(started, counts).day_of(today)
    if day > reached:
        raise InvalidInputError(
            say("Day {} of this course has not come: today is day {}.").format(day, reached),
            say("Check the day, and the date of the first dose."),
            about=about,
        )


def _check_order(earlier: date | None, later: date | None, about: str, words: str) -> None:
    """Refuse what stands before what it follows; ``words`` has places for it and for that."""
    if earlier is not None and later is not None and later < earlier:
        raise InvalidInputError(
            say(words).format(date_text(later), date_text(earlier)),
            say("Check both dates."),
            about=about,
        )
