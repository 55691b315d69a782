from dataclasses import replace
from datetime import timedelta

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.records import PatientFile
from mrdtracker.gui.presenters.moved_results import SHOWN, Counting, moved_text, start_text
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample
from tests.services.entry_builders import day

COURSE = CourseFacts(therapy_started_on=FIRST_DOSE)
FILE = PatientFile(a_patient(), samples=(a_sample(),), measurements=(a_measurement(),))


def test_a_later_first_dose_moves_samples_to_an_earlier_day():
    later = replace(COURSE, therapy_started_on=FIRST_DOSE + timedelta(days=1))

    text = moved_text(FILE, Counting(COURSE, DayConvention(1)), Counting(later, DayConvention(1)))

    assert text == "1 sample moves to another day:\nBM 17 Mar 2025: D15 → D14 (1 result)"


def test_another_convention_moves_them_too():
    text = moved_text(FILE, Counting(COURSE, DayConvention(1)), Counting(COURSE, DayConvention(0)))

    assert "D15 → D14" in text


def test_a_first_date_gives_days_where_there_were_none():
    text = moved_text(
        FILE, Counting(CourseFacts(), DayConvention(1)), Counting(COURSE, DayConvention(1))
    )

    assert "no day → D15" in text


def test_nothing_is_said_where_nothing_moves():
    counting = Counting(COURSE, DayConvention(1))

    assert moved_text(FILE, counting, counting) == ""


def test_a_long_list_is_cut_and_says_how_many_more():
    samples = tuple(a_sample(n, taken_on=day(n)) for n in range(1, SHOWN + 4))
    file = replace(FILE, samples=(*samples, a_sample(99, taken_on=None, timepoint="EOC")))

    text = moved_text(file, Counting(COURSE, DayConvention(1)), Counting(COURSE, DayConvention(0)))

    assert text.startswith("9 samples move")
    assert text.endswith("… and 3 more")
    assert "D1 → D0" in text


def test_a_cleared_first_dose_is_said_in_one_sentence():
    text = start_text(FILE, COURSE, CourseFacts())

    assert text == (
        "Without a first dose nothing is due, and no day is counted for 1 sample on record."
    )


def test_a_first_dose_past_samples_names_the_first_of_them():
    late = replace(COURSE, therapy_started_on=day(16))

    text = start_text(FILE, COURSE, late)

    assert text == "1 sample on record from 17 Mar 2025 on would stand before this first dose."
    assert start_text(FILE, COURSE, replace(COURSE, therapy_started_on=day(15))) == ""


def test_the_tube_of_the_diagnosis_is_no_news_and_neither_is_a_first_date():
    diagnosis = replace(FILE, samples=(a_sample(taken_on=day(0)),))

    assert start_text(diagnosis, COURSE, replace(COURSE, therapy_started_on=day(3))) == ""
    assert start_text(FILE, CourseFacts(), COURSE) == ""
    assert start_text(FILE, COURSE, COURSE) == ""
