from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation_dates import DATE, date_text, day_text, read_date
from mrdtracker.words import speak

FIFTH = date(2025, 3, 5)
DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-05",
        " 2025-03-05 ",
        "2025-3-5",
        "2025/03/05",
        "2025.03.05",
        "05 Mar 2025",
        "5 mar 2025",
        "5 MAR 2025",
        "05-Mar-2025",
        "5 March 2025",
        "5. March 2025",
        "5 Mar. 2025",
        "Mar 5, 2025",
        "March 5 2025",
        "March  5,  2025",
    ],
)
def test_a_date_with_one_meaning_is_read(text):
    assert read_date(text) == FIFTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25/07/2025", date(2025, 7, 25)),
        ("07/25/2025", date(2025, 7, 25)),
        ("31.12.2025", date(2025, 12, 31)),
        ("7/7/2025", date(2025, 7, 7)),
        ("29 Feb 2024", date(2024, 2, 29)),
        ("1 Sept 2024", date(2024, 9, 1)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
    ],
)
def test_a_number_above_twelve_or_two_equal_ones_settle_the_order(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("12/07/2025", "12 July or 7 December?"),
        ("12.07.2025", "12 July or 7 December?"),
        ("12-07-2025", "12 July or 7 December?"),
        ("1/2/2025", "1 February or 2 January?"),
    ],
)
def test_day_and_month_that_could_be_exchanged_are_a_question(text, question):
    with pytest.raises(InvalidInputError, match=question.replace("?", r"\?")) as caught:
        read_date(text)
    assert_helps(caught.value, text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a date"),
        ("05 Mar 25", "two digits"),
        ("05/03/25", "two digits"),
        ("5-3-25", "two digits"),
        ("30 Feb 2025", "not a day of the calendar"),
        ("2025-02-29", "not a day of the calendar"),
        ("2025-13-01", "not a day of the calendar"),
        ("31/04/2025", "not a day of the calendar"),
        ("13/13/2025", "not a day of the calendar"),
        ("04/31/2025", "not a day of the calendar"),
        ("1/13/1899", "not between 1900 and 2199"),
        ("13/1/1899", "not between 1900 and 2199"),
        ("1/2/1899", "not between 1900 and 2199"),
        ("30 Feb 1899", "not between 1900 and 2199"),
        ("2025-03-05\u00a0", "is not a date"),
        ("1899-12-31", "not between 1900 and 2199"),
        ("2200-01-01", "not between 1900 and 2199"),
        ("0025-03-05", "not between 1900 and 2199"),
        ("5 Mrz 2025", "not the English name of a month"),
        ("5 Ma 2025", "is not a date"),
        ("5 Marc 2025", "not the English name of a month"),
        ("2025-03-05T12:00", "is not a date"),
        ("2025-W10-3", "is not a date"),
        ("20250305", "is not a date"),
        ("2025-03/05", "is not a date"),
        ("05/03.2025", "is not a date"),
        ("\uff12025-03-05", "is not a date"),
        ("2025\u201303\u201305", "is not a date"),
        ("45721", "is not a date"),
        ("yesterday", "is not a date"),
        ("2-Jan", "is not a date"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text, why):
    with pytest.raises(InvalidInputError, match=why) as caught:
        read_date(text)
    assert_helps(caught.value, text)


def assert_helps(refusal, text):
    assert f"'{text}'" in refusal.message
    assert refusal.hint == "Write it as 2025-03-05 or 05 Mar 2025."


@given(DATES)
def test_what_is_written_is_read_back(on):
    assert read_date(date_text(on)) == on
    assert read_date(on.isoformat()) == on


@given(
    DATES,
    st.sampled_from(["{d}/{m}/{y}", "{m}/{d}/{y}", "{d:02}.{m:02}.{y}", "{m:02}-{d:02}-{y}"]),
)
def test_no_date_is_ever_read_as_another_day(on, form):
    text = form.format(d=on.day, m=on.month, y=on.year)
    is_settled = on.day > 12 or on.day == on.month

    if is_settled:
        assert read_date(text) == on
        return
    with pytest.raises(InvalidInputError, match=" or "):
        read_date(text)


def test_a_date_is_written_so_that_no_country_reads_it_differently():
    assert date_text(date(2025, 3, 5)) == "05 Mar 2025"
    assert date_text(date(1900, 12, 31)) == "31 Dec 1900"


@pytest.mark.parametrize(
    ("day", "convention", "text"),
    [
        (15, None, "D15"),
        (-3, None, "D-3"),
        (0, DayConvention(0), "D0 (first dose = day 0)"),
        (15, DayConvention(1), "D15 (first dose = day 1)"),
    ],
)
def test_a_day_is_written_with_its_convention(day, convention, text):
    assert day_text(day, convention) == text


def test_a_language_may_write_the_month_as_a_number():
    speak({DATE: "{year}. {number}. {day}."})
    try:
        assert date_text(date(2025, 3, 5)) == "2025. 3. 5."
    finally:
        speak({})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5 Mrz 2025", "'Mrz' in '5 Mrz 2025' is not the English name of a month."),
        ("5.3.2025", "'5.3.2025': 5 March or 3 May?"),
    ],
)
def test_a_date_that_cannot_be_read_is_told_with_its_words(text, says):
    with pytest.raises(InvalidInputError) as refused:
        read_date(text)

    assert refused.value.message == says
