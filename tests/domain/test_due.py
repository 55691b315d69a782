from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.due import DueState, ScheduleRow, TakenSample, due, standing
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.schedule import NEAR, PackSchedule
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.rules import timepoints
from tests.builders import a_measurement, a_patient, a_sample, an_event
from tests.domain.test_schedule import D8, D15, D15_SMEAR, D33, EOC, OPEN, START, a_pack

MARROW, BLOOD = Specimen.BONE_MARROW, Specimen.PERIPHERAL_BLOOD
FLOW, SMEAR = Method.FLOW, Method.MORPHOLOGY


def day(number):
    """The date of a protocol day; the first dose is day 1."""
    return START + timedelta(days=number - 1)


def states(today, samples=(), events=(), points=(D15,), started=START):
    course = CourseFacts(therapy_started_on=started, events=tuple(events))
    return due(course, samples, PackSchedule.of(a_pack(*points)), today)


def state(today, *samples, events=(), points=(D15,)):
    (found,) = states(today, samples, events, points)
    return found


def marrow(number, *methods, **more):
    return TakenSample("t", MARROW, day(number), methods=methods, **more)


@pytest.mark.parametrize(
    ("today", "expected", "days"),
    [
        (1, DueState.NOT_YET, 14),
        (13, DueState.NOT_YET, 2),
        (14, DueState.OPEN, 1),
        (15, DueState.DUE, 0),
        (16, DueState.DUE, -1),
        (17, DueState.DUE, -2),
        (18, DueState.OVERDUE, 1),
        (20, DueState.OVERDUE, 3),
    ],
)
def test_a_marrow_of_day_15_on_each_day(today, expected, days):
    found = state(day(today))

    assert (found.state, found.days) == (expected, days)


def test_a_window_without_an_end_is_never_overdue():
    found = state(day(3000), points=(OPEN,))

    assert found.state is DueState.DUE


def test_a_tube_is_received_until_every_question_has_a_result():
    both = (D15, D15_SMEAR)
    assert state(day(20), marrow(15), points=both).waiting_for == ((FLOW,), (SMEAR,))
    half = state(day(20), marrow(15, FLOW), points=both)
    assert (half.state, half.waiting_for, half.sample_id) == (DueState.RECEIVED, ((SMEAR,),), "t")
    assert state(day(20), marrow(15, FLOW, SMEAR), points=both).state is DueState.RESULTED


def test_two_tubes_of_one_day_answer_together_and_the_emptier_one_is_entered_for():
    full = marrow(15, FLOW)
    empty = TakenSample("second pull", MARROW, day(15))

    found = state(day(20), full, empty, points=(D15, D15_SMEAR))

    assert (found.state, found.sample_id) == (DueState.RECEIVED, "second pull")


@pytest.mark.parametrize(
    ("taken", "expected", "is_outside"),
    [
        (3, DueState.OVERDUE, False),
        (4, DueState.RESULTED, True),
        (13, DueState.RESULTED, True),
        (14, DueState.RESULTED, False),
        (17, DueState.RESULTED, False),
        (18, DueState.RESULTED, True),
        (27, DueState.RESULTED, True),
        (28, DueState.OVERDUE, False),
    ],
)
def test_a_tube_near_the_window_was_meant_for_it(taken, expected, is_outside):
    found = state(day(40), marrow(taken, FLOW))

    assert (found.state, found.is_outside) == (expected, is_outside)


def test_near_means_the_same_here_and_in_the_rules():
    assert NEAR == timepoints.NEAR_MISS_DAYS


def test_the_marrow_of_the_diagnosis_was_meant_for_no_time_point():
    point = type(D15)("D8", "Day 8", type(D15.window)(8, 1, 1), MARROW, (FLOW,))

    assert state(day(20), marrow(1, FLOW), points=(point,)).state is DueState.OVERDUE
    assert state(day(20), marrow(2, FLOW), points=(point,)).state is DueState.RESULTED


def test_blood_is_no_marrow():
    blood = TakenSample("t", BLOOD, day(15), methods=(FLOW,))

    assert state(day(20), blood).state is DueState.OVERDUE


@pytest.mark.parametrize(
    "tube",
    [
        TakenSample("t", MARROW, stated_day=15),
        TakenSample("t", MARROW, stated_day=14, stated_first_dose_day=0),
        TakenSample("t", MARROW, timepoint="D15"),
    ],
    ids=["the pack's count", "another count", "a name"],
)
def test_a_tube_without_a_date_is_placed_by_what_was_stated(tube):
    assert state(day(20), tube).state is DueState.RECEIVED


def test_a_tube_that_names_another_time_point_without_a_day_belongs_nowhere():
    assert state(day(20), TakenSample("t", MARROW, timepoint="EOC")).state is DueState.OVERDUE


def missed(reason="family declined", specimen=MARROW, name="D15"):
    return Event(EventKind.SAMPLE_MISSED, name, on=day(18), specimen=specimen, note=reason)


def test_a_missed_sample_has_its_reason():
    found = state(day(20), events=[missed()])

    assert (found.state, found.reason) == (DueState.MISSED, "family declined")


def test_a_missed_mark_is_of_one_time_point_and_one_specimen():
    assert state(day(20), events=[missed(specimen=BLOOD)]).state is DueState.OVERDUE
    assert state(day(20), events=[missed(name="D33")]).state is DueState.OVERDUE


def test_a_tube_that_came_after_all_outweighs_the_mark():
    found = state(day(20), marrow(15, FLOW), events=[missed()])

    assert (found.state, found.reason) == (DueState.RESULTED, "")


def test_a_tube_whose_result_will_never_come_is_closed_with_its_reason():
    found = state(day(20), marrow(15), events=[missed("no material left")])

    assert (found.state, found.reason) == (DueState.MISSED, "no material left")


def paused(number):
    return Event(EventKind.PROTOCOL_PAUSED, on=day(number))


def resumed(number):
    return Event(EventKind.PROTOCOL_RESUMED, on=day(number))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (9, DueState.NOT_YET),
        (13, DueState.NOT_YET),
        (14, DueState.PAUSED),
        (20, DueState.PAUSED),
        (21, DueState.OVERDUE),
    ],
)
def test_a_pause_suspends_what_it_touches_and_moves_no_window(today, expected):
    found = state(day(today), events=[paused(10), resumed(21)])

    assert found.state is expected
    assert found.expected.target == day(15)


def test_what_was_overdue_before_the_pause_stays_overdue():
    assert state(day(20), events=[paused(18)]).state is DueState.OVERDUE
    assert state(day(20), events=[paused(17)]).state is DueState.PAUSED


def test_a_tube_that_came_in_a_pause_is_received():
    assert state(day(20), marrow(15), events=[paused(10)]).state is DueState.RECEIVED


@pytest.mark.parametrize("kind", [EventKind.DEATH, EventKind.RELAPSE])
def test_nothing_is_asked_after_death_or_relapse(kind):
    found = states(day(40), events=[Event(kind, on=day(16))], points=(D8, D15, D33))

    assert [(one.state, one.reason) for one in found] == [
        (DueState.OVERDUE, ""),
        (DueState.MISSED, kind.value),
        (DueState.MISSED, kind.value),
    ]


def test_a_relapse_before_the_first_dose_is_why_the_protocol_was_begun():
    assert state(day(16), events=[Event(EventKind.RELAPSE, on=day(1))]).state is DueState.DUE
    assert state(day(16), events=[Event(EventKind.RELAPSE, day=-3)]).state is DueState.DUE


def test_without_a_first_dose_nothing_is_expected():
    assert states(day(16), started=None) == ()


def test_a_corrected_first_dose_moves_the_list():
    assert [one.state for one in states(day(18))] == [DueState.OVERDUE]
    assert [one.state for one in states(day(18), started=day(2))] == [DueState.DUE]


samples = st.lists(
    st.builds(
        TakenSample,
        id=st.just("t"),
        specimen=st.sampled_from(Specimen),
        taken_on=st.none() | st.integers(-5, 120).map(day),
        stated_day=st.none() | st.integers(-5, 120),
        stated_first_dose_day=st.none() | st.integers(0, 1),
        timepoint=st.none() | st.sampled_from(["D8", "D15", "EOC"]),
        methods=st.lists(st.sampled_from(Method), max_size=2).map(tuple),
    ),
    max_size=4,
)
events = st.lists(
    st.builds(
        Event,
        kind=st.sampled_from(EventKind),
        name=st.sampled_from(["D15", "consolidation"]),
        on=st.integers(-5, 120).map(day),
        specimen=st.just(MARROW),
        note=st.just("ill"),
    ),
    max_size=4,
)


@given(samples, events, st.integers(-20, 200))
def test_every_expected_sample_is_in_exactly_one_state(samples, events, today):
    points = (D8, D15, D15_SMEAR, D33)

    found = states(day(today), samples, events, points)

    assert [one.expected.key for one in found] == [("D8", BLOOD), ("D15", MARROW), ("D33", MARROW)]
    for one in found:
        assert (one.state is DueState.MISSED) == bool(one.reason)
        assert (one.sample_id is None) >= (one.state is DueState.OVERDUE)
        assert bool(one.waiting_for) <= (one.state in (DueState.RECEIVED, DueState.MISSED))


def test_the_records_of_a_patient_say_the_same_as_its_row():
    pending = a_measurement(2, 2, value=MrdValue(ResultState.PENDING), method=SMEAR)
    file = PatientFile(
        a_patient(name="Kim", pack_edition="0" * 64),
        (an_event(),),
        (a_sample(), a_sample(2, taken_on=None, stated_day=33, stated_first_dose_day=0)),
        (a_measurement(), pending),
    )

    row = ScheduleRow.of(file)

    assert (row.code, row.name, row.edition) == ("S-0001", "Kim", "0" * 64)
    assert [one.methods for one in row.samples] == [(FLOW,), ()]
    assert row.course.events == (an_event().fact,)
    assert (row.samples[1].stated_day, row.samples[1].stated_first_dose_day) == (33, 0)


def test_states_that_ask_for_work():
    assert {one for one in DueState if one.asks_for_work} == {
        DueState.OVERDUE,
        DueState.DUE,
        DueState.OPEN,
        DueState.RECEIVED,
        DueState.UNEXPECTED,
    }


def test_a_death_on_the_last_day_of_a_window_closes_it():
    death = Event(EventKind.DEATH, on=day(17))

    assert state(day(40), events=[death]).state is DueState.MISSED
    assert state(day(40), events=[replace(death, on=day(18))]).state is DueState.OVERDUE


def test_one_tube_inside_the_window_is_enough():
    inside, outside = marrow(15, FLOW), marrow(22, FLOW)

    assert not state(day(40), inside, outside).is_outside
    assert not state(day(40), outside, inside).is_outside
    assert state(day(40), outside, outside).is_outside


def unexpected(*samples, points=(D15, EOC)):
    course = CourseFacts(therapy_started_on=START)
    found = standing(course, samples, PackSchedule.of(a_pack(*points)), day(60))
    return [one.id for one in found.unexpected]


def test_a_tube_without_a_result_that_fits_no_time_point_came_unexpectedly():
    far = TakenSample("far", MARROW, day(50))

    assert unexpected(far, marrow(15)) == ["far"]
    assert unexpected(far._replace(methods=(FLOW,))) == []
    assert unexpected(far._replace(taken_on=None, timepoint="D99")) == ["far"]


@pytest.mark.parametrize(
    "tube",
    [
        TakenSample("t", MARROW, day(1)),
        TakenSample("t", MARROW, day(-3)),
        TakenSample("t", MARROW, day(50), timepoint="EOC"),
        TakenSample("t", MARROW, timepoint="EOC"),
    ],
    ids=["diagnosis", "before", "by name and date", "by name"],
)
def test_a_tube_of_the_diagnosis_or_of_a_named_time_point_is_not_unexpected(tube):
    assert unexpected(tube) == []


def test_every_tube_that_came_for_a_sample_is_named():
    second = TakenSample("second pull", MARROW, day(16))

    assert state(day(20), marrow(15, FLOW), second).tubes == ("t", "second pull")
    assert state(day(20)).tubes == ()
