from datetime import date

import pytest

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.due import DueState, ScheduleRow, TakenSample, due
from mrdtracker.domain.schedule import PackSchedule
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.gui.presenters import due_words
from mrdtracker.gui.presenters.due_words import (
    FILTERS,
    STATE_WORDS,
    WHY_NOT,
    due_chips,
    row_of,
    title_words,
    what_words,
    window_words,
)
from mrdtracker.services.due import DueLine, NoSchedule
from tests.builders import a_patient
from tests.domain.test_due import MARROW, day
from tests.domain.test_schedule import D8, D15, D15_SMEAR, D33, OPEN, a_pack

CHILD = ScheduleRow(
    a_patient().id, "S-0001", "Kim M.", date(2021, 2, 1), "", None, CourseFacts(pack="p")
)


def lines(today, *samples, points=(D15,), events=()):
    course = CourseFacts(therapy_started_on=day(1), events=tuple(events))
    found = due(course, samples, PackSchedule.of(a_pack(*points)), today)
    return [DueLine(CHILD, one) for one in found]


def row(number, *samples, **more):
    return row_of(lines(day(number), *samples, **more)[0], day(number))


@pytest.mark.parametrize(
    ("today", "when", "verb"),
    [
        (8, "opens in 6 days", "Open patient"),
        (13, "opens in 1 day", "Open patient"),
        (14, "window open, target in 1 day", "Enter sample"),
        (15, "due today, window closes in 2 days", "Enter sample"),
        (16, "due for 1 day, window closes in 1 day", "Enter sample"),
        (17, "due for 2 days, window closes today", "Enter sample"),
        (18, "overdue by 1 day", "Enter sample"),
        (20, "overdue by 3 days", "Enter sample"),
    ],
)
def test_how_urgent_it_is_and_what_enter_does(today, when, verb):
    shown = row(today)

    assert (shown.when, shown.verb) == (when, verb)
    assert shown.spoken == f"S-0001, D15 BM · flow: {when}"


def test_a_line_says_who_what_and_when():
    shown = row(15)

    assert (shown.code, shown.child) == ("S-0001", "Kim M., born 2021")
    assert shown.window == "16 Mar – 19 Mar, target 17 Mar"
    assert shown.state.word == "due"


def test_the_year_stands_where_it_is_another_one():
    (line,) = lines(day(15))

    assert window_words(line.sample, date(2026, 1, 1)) == (
        "16 Mar 2025 – 19 Mar 2025, target 17 Mar"
    )
    (late,) = lines(day(100), points=(OPEN,))
    assert window_words(late.sample, day(100)) == "21 May on, target 31 May"
    assert row_of(late, day(100)).when == "due for 10 days"


def test_what_waits_is_named_by_its_methods():
    tube = TakenSample("t", MARROW, day(13), methods=(Method.FLOW,))

    shown = row(20, tube, points=(D15, D15_SMEAR))

    assert shown.what == "D15 BM · morphology"
    assert shown.when == "received, no result by morphology, taken outside the window"
    assert (shown.state.word, shown.verb) == ("result missing", "Enter result")


def test_a_named_time_point_has_its_day_beside():
    (line,) = lines(day(15), points=(OPEN,))

    assert what_words(line.sample) == "LATE (D90) BM · flow"


def test_settled_lines_say_how():
    tube = TakenSample("t", MARROW, day(15), methods=(Method.FLOW,))
    assert row(20, tube).when == "resulted"
    gone = Event(EventKind.SAMPLE_MISSED, "D15", on=day(18), specimen=MARROW, note="declined")
    assert row(20, events=[gone]).when == "not done: declined"
    stop = Event(EventKind.PROTOCOL_PAUSED, on=day(10))
    assert row(16, events=[stop]).when == "the protocol is paused"


@pytest.mark.parametrize("why", NoSchedule)
def test_a_child_without_a_schedule_says_what_to_put_right(why):
    shown = row_of(DueLine(CHILD, None, why), day(1))

    assert shown.when == WHY_NOT[why]
    assert shown.when.endswith(".")
    assert (shown.what, shown.window, shown.state.word) == ("p", "", "no schedule")


def test_the_title_has_the_numbers_that_matter():
    counts = {DueState.OVERDUE: 3, DueState.DUE: 5, DueState.OPEN: 12, DueState.RESULTED: 9}

    assert title_words(counts) == "Today: 3 overdue, 5 due, 12 open"
    assert title_words({DueState.RECEIVED: 1}) == (
        "Today: 0 overdue, 0 due, 0 open, 1 result missing"
    )


def test_every_state_has_a_word_and_a_filter():
    assert set(STATE_WORDS) == {*DueState, None}
    assert {state for states in FILTERS.values() for state in states} == {*DueState, None}
    assert len(set(STATE_WORDS.values())) == len(STATE_WORDS)


def test_a_patient_s_page_shows_what_asks_for_work():
    chips = due_chips(lines(day(16), points=(D8, D15, D33)), day(16))

    assert [chip.word for chip in chips] == [
        "D8 PB: overdue by 7 days",
        "D15 BM: due for 1 day, window closes in 1 day",
    ]
    assert "Window 16 Mar – 19 Mar" in chips[1].tooltip


def test_a_patient_s_page_shows_what_comes_next_where_nothing_is_due():
    assert [chip.word for chip in due_chips(lines(day(5), points=(D15, D33)), day(5))] == [
        "D15 BM: opens in 9 days"
    ]
    stop = Event(EventKind.PROTOCOL_PAUSED, on=day(10))
    assert due_chips(lines(day(16), events=[stop]), day(16))[0].word == (
        "D15 BM: the protocol is paused"
    )
    assert due_chips([], day(1)) == ()


def test_many_marks_are_cut():
    points = [
        type(D8)(f"D{number}", "", type(D8.window)(number, 0, 0), MARROW)
        for number in range(10, 20)
    ]

    assert len(due_chips(lines(day(60), points=points), day(60))) == due_words.MOST_CHIPS


def test_a_result_that_waits_is_short_in_its_chip():
    tube = TakenSample("t", MARROW, day(15))

    (chip,) = due_chips(lines(day(20), tube), day(20))

    assert chip.word == "D15 BM: result missing"
