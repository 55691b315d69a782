"""What a command must not do, said in one sentence with the way out."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import date

from mrdtracker.domain.case import problem_of_event
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
from mrdtracker.words import say

# Unicode's control and format signs, and its separators of lines and paragraphs.
_INVISIBLE = ("Cc", "Cf", "Zl", "Zp")


def check_patient(patient: Patient, today: date) -> None:
    """Refuse a patient without a code, or with dates that cannot be.

    Raises:
        InvalidInputError: One sentence, and what to do.
    """
    _check_code(patient.code)
    facts, course = patient.facts, patient.course
    named = (
        ("birth", facts.born_on),
        ("diagnosis", facts.diagnosed_on),
        (say("first dose"), course.therapy_started_on),
    )
    for words, on in named:
        if on is not None and on > today:
            raise InvalidInputError(
                say("The date of {}, {}, is in the future.").format(words, date_text(on)),
                say("Check the date."),
            )
    if facts.born_on is not None:
        for words, on in named[1:]:
            if on is not None and on < facts.born_on:
                raise InvalidInputError(
                    say("The {} on {} is before the birth on {}.").format(
                        words, date_text(on), date_text(facts.born_on)
                    ),
                    say("Check both dates."),
                )
    started = course.therapy_started_on
    if started is not None and facts.diagnosed_on is not None and started < facts.diagnosed_on:
        raise InvalidInputError(
            say("The first dose on {} is before the diagnosis on {}.").format(
                date_text(started), date_text(facts.diagnosed_on)
            ),
            say("Check both dates."),
        )


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
    problem = problem_of_event(event.fact)
    if problem:
        hint = (
            say("State one of them.")
            if event.on is None and event.day is None
            else say("Complete it.")
        )
        raise InvalidInputError(problem, hint)
    for on in (event.on, event.ended_on):
        if on is not None:
            _check_date(on, "event", patient, today)


def check_sample(sample: Sample, file: PatientFile, today: date) -> None:
    """Refuse a tube without a place in time, outside the patient's life, or entered twice.

    Raises:
        InvalidInputError: One sentence, and what to do.
    """
    if sample.taken_on is None and sample.stated_day is None and sample.timepoint is None:
        raise InvalidInputError(
            say("A sample needs a date, a protocol day or a named time point."),
            say("State one of them."),
        )
    if sample.taken_on is not None:
        _check_date(sample.taken_on, "sample", file.patient, today)
        diagnosed = file.patient.facts.diagnosed_on
        if diagnosed is not None and sample.taken_on < diagnosed and not sample.note.strip():
            raise InvalidInputError(
                say("The sample of {} is before the diagnosis on {}.").format(
                    date_text(sample.taken_on), date_text(diagnosed)
                ),
                say("Check the date, or write in the note why it was taken before."),
            )
    twin = next((other for other in file.samples if is_same_tube(sample, other)), None)
    if twin is not None:
        raise InvalidInputError(
            say("There is already a {} sample of that day.").format(sample.specimen.value),
            say("Add the result to it, or give this one another pull number."),
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
        )
    for other in file.measurements:
        if is_same_reading(measurement, other) and not measurement.note.strip():
            raise InvalidInputError(
                say("This sample already has a result by this method."),
                say("Amend that one, or write in the note why this is a repeat."),
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


def check_reason(reason: str, act: str) -> None:
    """Ask for a reason where the record of a child is corrected.

    Raises:
        InvalidInputError: The reason is empty.
    """
    if not reason.strip():
        raise InvalidInputError(
            say("{} needs a reason.").format(act), say("Write in a few words why.")
        )


def _check_code(code: str) -> None:
    if not code.strip():
        raise InvalidInputError(
            say("A patient needs a code."), say("Type the laboratory's identifier.")
        )
    if any(unicodedata.category(sign) in _INVISIBLE for sign in code):
        raise InvalidInputError(
            say("The code has a sign that nobody can see: a line break, a zero-width mark."),
            say("Type the code by hand."),
        )


def _check_date(on: date, what: str, patient: Patient, today: date) -> None:
    if on > today:
        raise InvalidInputError(
            say("The {} date {} is in the future.").format(what, date_text(on)),
            say("Check the date."),
        )
    born = patient.facts.born_on
    if born is not None and on < born:
        raise InvalidInputError(
            say("The {} date {} is before the birth on {}.").format(
                what, date_text(on), date_text(born)
            ),
            say("Check both dates."),
        )
