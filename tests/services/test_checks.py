"""What cannot be is refused in one sentence with the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import EventId, MeasurementId, PatientFile, SampleId, TherapyEvent
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.services.checks import (
    check_event,
    check_measurement,
    check_patient,
    check_reason,
    check_sample,
)
from tests.services.one_child import make_patient, make_result, make_sample

TODAY = date(2026, 11, 20)


def test_a_patient_needs_a_code() -> None:
    with pytest.raises(InvalidInputError, match="needs a code"):
        check_patient(make_patient(" "), TODAY)


def test_a_first_dose_in_the_future_is_refused() -> None:
    patient = make_patient(therapy_started_on=date(2026, 11, 21))

    with pytest.raises(InvalidInputError, match="future"):
        check_patient(patient, TODAY)
    check_patient(make_patient(therapy_started_on=TODAY), TODAY)


def test_a_first_dose_before_the_diagnosis_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="before the diagnosis"):
        check_patient(make_patient(therapy_started_on=date(2026, 2, 28)), TODAY)
    check_patient(make_patient(therapy_started_on=date(2026, 3, 1)), TODAY)


def test_a_diagnosis_before_birth_is_refused() -> None:
    patient = make_patient()
    facts = replace(patient.facts, born_on=date(2026, 3, 2))

    with pytest.raises(InvalidInputError, match="before the birth"):
        check_patient(replace(patient, facts=facts), TODAY)


STARTED = date(2026, 11, 1)  # by 20 November: day 20 where the first dose is day 1, else day 19


@pytest.mark.parametrize(("first", "last", "said"), [(1, 20, 20), (0, 19, 19), (None, 20, 20)])
def test_a_stated_day_that_has_not_come_is_refused(
    first: int | None, last: int, said: int
) -> None:
    patient = make_patient(therapy_started_on=STARTED)
    event = TherapyEvent(
        EventId("E"), patient.id, EventKind.REMISSION, day=last, stated_first_dose_day=first
    )
    sample = replace(
        make_sample(patient), taken_on=None, stated_day=last, stated_first_dose_day=first
    )

    check_event(event, patient, TODAY)
    check_sample(sample, PatientFile(patient), TODAY)
    with pytest.raises(InvalidInputError, match=f"today is day {said}") as of_event:
        check_event(replace(event, day=last + 1), patient, TODAY)
    with pytest.raises(InvalidInputError, match=f"Day {last + 1} of this") as of_sample:
        check_sample(replace(sample, stated_day=last + 1), PatientFile(patient), TODAY)

    assert (of_event.value.about, of_sample.value.about) == ("day", "stated")


def test_a_stated_day_is_not_judged_where_nobody_knows_the_first_dose() -> None:
    patient = make_patient(therapy_started_on=None)
    sample = replace(make_sample(patient), taken_on=None, stated_day=400, stated_first_dose_day=1)

    check_sample(sample, PatientFile(patient), TODAY)


def test_of_a_sample_with_a_date_the_date_is_judged() -> None:
    patient = make_patient(therapy_started_on=STARTED)
    sample = replace(make_sample(patient), taken_on=TODAY, stated_day=400, stated_first_dose_day=1)

    check_sample(sample, PatientFile(patient), TODAY)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 21), "future"),
        (date(2026, 2, 28), "before the diagnosis"),
        (date(2019, 12, 31), "before the birth"),
    ],
)
def test_a_sample_date_that_cannot_be_is_refused(on: date, words: str) -> None:
    patient = make_patient()

    with pytest.raises(InvalidInputError, match=words):
        check_sample(make_sample(patient, on), PatientFile(patient), TODAY)


def test_a_sample_before_the_diagnosis_is_taken_with_a_note() -> None:
    patient = make_patient()
    sample = make_sample(patient, date(2026, 2, 28), note="marrow of the referring hospital")

    assert check_sample(sample, PatientFile(patient), TODAY) is None
    with pytest.raises(InvalidInputError, match="before the diagnosis"):
        check_sample(replace(sample, note=""), PatientFile(patient), TODAY)


def test_two_samples_of_one_specimen_on_one_day_are_refused_without_a_pull_number() -> None:
    patient = make_patient()
    first = make_sample(patient)
    file = PatientFile(patient, samples=(first,))
    second = replace(first, id=SampleId("second"))

    with pytest.raises(InvalidInputError, match="already a BM sample of that day"):
        check_sample(second, file, TODAY)
    check_sample(replace(second, pull_number=2), file, TODAY)
    check_sample(first, file, TODAY)


def test_a_result_needs_its_sample() -> None:
    patient = make_patient()
    sample = make_sample(patient)

    with pytest.raises(NotFoundError, match="not there"):
        check_measurement(make_result(sample), sample, PatientFile(patient))


def test_a_positive_below_quantification_needs_its_range() -> None:
    patient = make_patient()
    sample = make_sample(patient)
    result = replace(make_result(sample), value=MrdValue(ResultState.POSITIVE_BELOW_LLOQ))

    with pytest.raises(InvalidInputError, match="quantitative range"):
        check_measurement(result, sample, PatientFile(patient, samples=(sample,)))


def test_a_second_result_by_the_same_method_needs_a_note() -> None:
    patient = make_patient()
    sample = make_sample(patient)
    first = make_result(sample)
    file = PatientFile(patient, samples=(sample,), measurements=(first,))
    repeat = replace(first, id=MeasurementId("repeat"))

    with pytest.raises(InvalidInputError, match="already has a result"):
        check_measurement(repeat, sample, file)
    check_measurement(replace(repeat, note="repeat for haemodilution"), sample, file)
    check_measurement(replace(repeat, target="TRG"), sample, file)


def test_an_event_needs_a_place_in_time() -> None:
    patient = make_patient()
    event = TherapyEvent(EventId("e"), patient.id, EventKind.TRANSPLANT)

    with pytest.raises(InvalidInputError, match="date or a protocol day"):
        check_event(event, patient, TODAY)
    check_event(replace(event, day=120), patient, TODAY)


def test_a_correction_needs_a_reason() -> None:
    with pytest.raises(InvalidInputError, match="A correction needs a reason") as caught:
        check_reason("  ")
    assert caught.value.about == "reason"


@pytest.mark.parametrize("sign", ["\0", "\n", "\u200b", "\u202e", "\u2028"])
def test_a_code_is_all_to_be_seen(sign: str) -> None:
    with pytest.raises(InvalidInputError, match="nobody can see"):
        check_patient(make_patient(f"S{sign}1"), TODAY)


EVENT = TherapyEvent(EventId("e"), make_patient().id, EventKind.TRANSPLANT)
BORN = date(2020, 1, 5)


@pytest.mark.parametrize(
    ("born", "diagnosed", "started", "about", "sentence"),
    [
        (date(2027, 1, 5), None, None, "born_on", "The date of birth, 05 Jan 2027, is in"),
        (None, date(2027, 1, 5), None, "diagnosed_on", "The date of diagnosis, 05 Jan 2027, is"),
        (None, None, date(2027, 1, 5), "therapy_started_on", "The date of the first dose, 05 Jan"),
        (BORN, date(2019, 1, 5), None, "diagnosed_on", "The diagnosis on 05 Jan 2019 is before"),
        (BORN, None, date(2019, 1, 5), "therapy_started_on", "The first dose on 05 Jan 2019 is"),
        (
            BORN,
            date(2026, 3, 1),
            date(2026, 2, 1),
            "therapy_started_on",
            "The first dose on 01 Feb 2026 is before the diagnosis on 01 Mar 2026.",
        ),
    ],
)
def test_a_date_of_the_child_that_cannot_be_is_named(
    born: date | None, diagnosed: date | None, started: date | None, about: str, sentence: str
) -> None:
    patient = make_patient(therapy_started_on=started)
    facts = replace(patient.facts, born_on=born, diagnosed_on=diagnosed)

    with pytest.raises(InvalidInputError) as caught:
        check_patient(replace(patient, facts=facts), TODAY)

    assert caught.value.message.startswith(sentence)
    assert caught.value.about == about


@pytest.mark.parametrize(
    ("changes", "about", "sentence"),
    [
        ({}, "on", "An event needs a date or a protocol day."),
        (
            {"on": date(2026, 12, 1)},
            "on",
            "The date of the event, 01 Dec 2026, is in the future.",
        ),
        (
            {"on": date(2019, 12, 1)},
            "on",
            "The event on 01 Dec 2019 is before the birth on 05 Jan 2020.",
        ),
        (
            {"on": date(2026, 4, 2), "ended_on": date(2026, 4, 1)},
            "ended_on",
            "The event's end on 01 Apr 2026 is before its beginning on 02 Apr 2026.",
        ),
        (
            {"on": date(2026, 4, 2), "ended_on": date(2026, 12, 1)},
            "ended_on",
            "The date of the event, 01 Dec 2026, is in the future.",
        ),
    ],
)
def test_a_date_of_an_event_that_cannot_be_is_named(
    changes: dict[str, date], about: str, sentence: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_event(replace(EVENT, **changes), make_patient(), TODAY)

    assert (caught.value.message, caught.value.about) == (sentence, about)


def test_what_is_refused_of_a_tube_and_of_a_result_names_its_field() -> None:
    patient = make_patient()
    tube = make_sample(patient)
    file = PatientFile(patient, samples=(tube,), measurements=(make_result(tube),))
    again = replace(make_result(tube), id=MeasurementId("again"))

    with pytest.raises(InvalidInputError) as second_tube:
        check_sample(replace(tube, id=SampleId("second")), file, TODAY)
    with pytest.raises(InvalidInputError) as early:
        check_sample(make_sample(patient, date(2020, 1, 4)), file, TODAY)
    with pytest.raises(InvalidInputError) as repeat:
        check_measurement(again, tube, file)

    assert second_tube.value.about == "pull_number"
    assert early.value.message == "The sample of 04 Jan 2020 is before the birth on 05 Jan 2020."
    assert early.value.about == "taken_on"
    assert repeat.value.about == "note"
