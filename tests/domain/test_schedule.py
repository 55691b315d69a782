from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.days import DayConvention, DayWindow, Timeline
from mrdtracker.domain.finding import NamedTimePoint, PackOverview, PackReference, PackState
from mrdtracker.domain.schedule import (
    PackSchedule,
    Pause,
    expected_samples,
    pauses_of,
)
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen

START = date(2025, 3, 3)
DAY_ONE = DayConvention(1)
MARROW, BLOOD = Specimen.BONE_MARROW, Specimen.PERIPHERAL_BLOOD


def a_pack(*points, convention=DAY_ONE):
    return PackOverview(
        PackReference("p", "1", "0" * 64, PackState.ACTIVE), convention, tuple(points)
    )


D15 = NamedTimePoint("D15", "Day 15", DayWindow(15, 1, 2), MARROW, (Method.FLOW,))
D15_SMEAR = NamedTimePoint("D15", "Day 15", DayWindow(15, 1, 2), MARROW, (Method.MORPHOLOGY,))
D15_BLOOD = NamedTimePoint("D15", "Day 15", DayWindow(15, 1, 2), BLOOD, (Method.FLOW,))
D8 = NamedTimePoint("D8", "Day 8", DayWindow(8, 1, 1), BLOOD, (Method.CYTOLOGY_COUNT,))
EOC = NamedTimePoint("EOC", "End", DayWindow(74, 0, None), MARROW, (Method.FLOW,), is_by_name=True)
OPEN = NamedTimePoint("LATE", "Late", DayWindow(90, 10, None), MARROW, (Method.FLOW,))
D33 = NamedTimePoint(
    "D33", "Day 33", DayWindow(33, 3, 7), MARROW, (Method.FLOW,), before_phase="consolidation"
)


def dates(course, *points, convention=DAY_ONE):
    pack = a_pack(*points, convention=convention)
    timeline = course.timeline(convention)
    assert timeline is not None
    return [
        (one.point.timepoint, one.opens, one.target, one.closes)
        for one in expected_samples(PackSchedule.of(pack), course, timeline)
    ]


def test_what_is_asked_of_one_tube_by_two_methods_is_one_tube():
    schedule = PackSchedule.of(a_pack(D15, D15_SMEAR, D15_BLOOD, D8))

    assert [(one.timepoint, one.specimen) for one in schedule.points] == [
        ("D8", BLOOD),
        ("D15", MARROW),
        ("D15", BLOOD),
    ]
    assert schedule.points[1].assays == ((Method.FLOW,), (Method.MORPHOLOGY,))


def test_a_time_point_without_a_fixed_day_is_not_expected_on_any_date():
    assert PackSchedule.of(a_pack(EOC)).points == ()


@pytest.mark.parametrize(("first_dose_day", "target"), [(1, 17), (0, 18)])
def test_days_count_as_the_pack_counts(first_dose_day, target):
    course = CourseFacts(therapy_started_on=START)

    ((_, opens, on, closes),) = dates(course, D15, convention=DayConvention(first_dose_day))

    assert (opens.day, on.day, closes.day) == (target - 1, target, target + 2)


def test_a_window_without_an_end_never_closes():
    course = CourseFacts(therapy_started_on=START)

    assert dates(course, OPEN) == [
        ("LATE", START + timedelta(days=79), START + timedelta(days=89), None)
    ]


def test_a_phase_that_ends_a_time_point_closes_its_window():
    begun = Event(EventKind.PHASE_STARTED, "consolidation", on=date(2025, 4, 6))
    course = CourseFacts(therapy_started_on=START, events=(begun,))

    assert dates(course, D33) == [("D33", date(2025, 4, 1), date(2025, 4, 4), date(2025, 4, 6))]
    early = CourseFacts(
        therapy_started_on=START,
        events=(Event(EventKind.PHASE_STARTED, "consolidation", day=28),),
    )
    assert dates(early, D33) == [("D33", *[date(2025, 3, 30)] * 3)]


def test_a_phase_later_than_the_window_changes_nothing():
    begun = Event(EventKind.PHASE_STARTED, "consolidation", on=date(2025, 5, 6))
    course = CourseFacts(therapy_started_on=START, events=(begun,))

    assert dates(course, D33)[0][3] == date(2025, 4, 11)


def marks(*told):
    kinds = {"p": EventKind.PROTOCOL_PAUSED, "r": EventKind.PROTOCOL_RESUMED}
    events = [Event(kinds[kind], on=START + timedelta(days=day)) for kind, day in told]
    return pauses_of(events, DAY_ONE, Timeline.starting(START, DAY_ONE))


def on(day):
    return START + timedelta(days=day)


@pytest.mark.parametrize(
    ("told", "pauses"),
    [
        ([], ()),
        ([("p", 3)], (Pause(on(3)),)),
        ([("p", 3), ("r", 9)], (Pause(on(3), on(9)),)),
        ([("r", 9), ("p", 3)], (Pause(on(3), on(9)),)),
        ([("p", 3), ("p", 5), ("r", 9)], (Pause(on(3), on(9)),)),
        ([("r", 3)], ()),
        ([("p", 3), ("r", 3)], ()),
        ([("p", 3), ("r", 9), ("p", 9)], (Pause(on(3), on(9)), Pause(on(9)))),
        ([("p", 3), ("r", 9), ("p", 12), ("r", 20)], (Pause(on(3), on(9)), Pause(on(12), on(20)))),
    ],
)
def test_pauses_are_paired_in_the_order_of_time(told, pauses):
    assert marks(*told) == pauses


def test_a_pause_holds_until_the_day_the_protocol_goes_on():
    pause = Pause(on(3), on(9))

    assert [pause.holds(on(day)) for day in (2, 3, 8, 9)] == [False, True, True, False]
    assert Pause(on(3)).holds(on(3000))


@given(st.integers(-400, 400))
def test_a_first_dose_moved_by_days_moves_every_window_by_as_many(days):
    before = dates(CourseFacts(therapy_started_on=START), D8, D15, D33)
    after = dates(CourseFacts(therapy_started_on=START + timedelta(days=days)), D8, D15, D33)

    moved = timedelta(days=days)
    assert after == [
        (name, opens + moved, target + moved, closes + moved)
        for name, opens, target, closes in before
    ]


@pytest.mark.parametrize(
    ("points", "day", "place"),
    [
        ((D15,), 3, None),
        ((D15,), 4, 0),
        ((D15,), 27, 0),
        ((D15,), 28, None),
        ((D8, D15), 15, 1),
        ((D15, OPEN), 79, 1),
        ((D15, OPEN), 3000, 1),
        ((D15, OPEN), 69, None),
        ((D15, D33), 18, 0),
        ((D15, D33), 24, 1),
    ],
)
def test_a_tube_was_meant_for_the_window_it_lies_in_or_is_nearest_to(points, day, place):
    assert PackSchedule.of(a_pack(*points)).place_of(MARROW, day) == place


@pytest.mark.parametrize(("first", "place"), [(0, 0), (1, 0), (2, None), (3, None)])
def test_the_tube_of_the_diagnosis_was_meant_for_a_window_only_where_it_lies_in_it(first, place):
    point = NamedTimePoint("DX", "Dx", DayWindow(first, 0, 1), MARROW, (Method.FLOW,))

    assert PackSchedule.of(a_pack(point)).place_of(MARROW, 1) == place


def test_an_open_window_that_begins_with_the_first_dose_holds_its_day():
    point = NamedTimePoint("DX", "Dx", DayWindow(1, 0, None), MARROW, (Method.FLOW,))

    assert PackSchedule.of(a_pack(point)).place_of(MARROW, 1) == 0


def test_of_two_windows_that_hold_a_day_the_earlier_one_has_it():
    first = NamedTimePoint("A", "A", DayWindow(10, 0, 20), MARROW, (Method.FLOW,))
    later = NamedTimePoint("B", "B", DayWindow(12, 0, None), MARROW, (Method.FLOW,))

    assert PackSchedule.of(a_pack(first, later)).place_of(MARROW, 15) == 0
