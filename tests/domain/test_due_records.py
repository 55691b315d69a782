"""The records of a patient as the due list takes them, and the tubes of one expected sample."""

from datetime import timedelta

import pytest

from mrdtracker.domain.case import Event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.due import DueState, ScheduleRow, TakenSample
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import PatientFile, PatientSummary
from mrdtracker.domain.schedule import PackSchedule
from mrdtracker.domain.vocabulary import EventKind, Method
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample, an_event
from tests.domain.test_due import FLOW, MARROW, SMEAR, day, marrow, missed, state, states
from tests.domain.test_schedule import D8, D15, D15_SMEAR, D33, OPEN, a_pack

BOTH = (D15, D15_SMEAR)


def test_a_row_holds_what_the_due_list_shows_of_a_patient():
    patient = a_patient(name="Kim", pack_edition="0" * 64, protocol_text="as CCG-1961")
    sample = a_sample(timepoint="D15")
    results = (a_measurement(), a_measurement(2, method=SMEAR))
    summary = PatientSummary(level="high", is_missing=True, assessed_with="packs")
    file = PatientFile(patient, (an_event(),), (sample,), results)

    row = ScheduleRow.of(file, summary)

    assert (row.patient_id, row.born_on) == ("patient-1", patient.facts.born_on)
    assert row.protocol_text == "as CCG-1961"
    assert (row.level, row.is_missing, row.assessed_with) == ("high", True, "packs")
    assert row.samples == (
        TakenSample(
            "sample-1",
            MARROW,
            FIRST_DOSE + timedelta(days=14),
            timepoint="D15",
            methods=(FLOW, SMEAR),
        ),
    )


def test_without_a_derived_line_nothing_is_said_of_it():
    row = ScheduleRow.of(PatientFile(a_patient(), (), (), ()))

    assert (row.level, row.is_missing, row.assessed_with) == ("", False, "")


def test_a_pending_result_is_none_whatever_else_the_tube_has():
    pending = a_measurement(2, value=MrdValue(ResultState.PENDING), method=Method.NGS)
    file = PatientFile(a_patient(), (), (a_sample(),), (pending, a_measurement(3)))

    assert ScheduleRow.of(file).samples[0].methods == (FLOW,)


def test_a_tube_of_a_date_lies_on_its_day_and_not_on_the_stated_one():
    stated = TakenSample("t", MARROW, day(15), stated_day=40)
    timeline = state(day(1)).expected.timeline

    assert stated.day_in(DayConvention(1), timeline) == 15
    assert stated._replace(taken_on=None).day_in(DayConvention(1), timeline) == 40


def test_a_tube_that_came_says_how_far_the_named_day_is():
    early = state(day(12), marrow(14))
    late = state(day(20), marrow(15, FLOW))

    assert (early.state, early.days) == (DueState.RECEIVED, 3)
    assert (late.state, late.days) == (DueState.RESULTED, -5)


def test_a_missed_sample_says_how_far_the_named_day_is():
    assert state(day(20), events=[missed()]).days == -5
    assert state(day(20), events=[Event(EventKind.DEATH, on=day(16))]).days == -5
    assert state(day(20), events=[missed()]).expected.target == day(15)


@pytest.mark.parametrize(
    ("tubes", "asked_for"),
    [
        ([(15, FLOW), (16,)], "1"),
        ([(15,), (16, FLOW)], "0"),
        ([(15,), (16,)], "1"),
        ([(16,), (15,)], "0"),
        ([(15, FLOW), (16, FLOW)], "1"),
    ],
)
def test_a_result_is_entered_for_the_emptiest_tube_and_of_those_for_the_newest(tubes, asked_for):
    taken = [marrow(*tube)._replace(id=str(place)) for place, tube in enumerate(tubes)]

    found = state(day(20), *taken, points=BOTH)

    assert (found.sample_id, found.tubes) == (asked_for, ("0", "1"))


def test_a_tube_without_a_date_counts_as_the_oldest():
    undated = TakenSample("undated", MARROW, stated_day=15)

    found = state(day(20), undated, marrow(15)._replace(id="dated"), points=BOTH)

    assert found.sample_id == "dated"


def test_one_tube_outside_the_window_is_said_for_one_and_for_several():
    assert state(day(20), marrow(20)).is_outside
    assert state(day(30), marrow(20), marrow(21)).is_outside
    assert state(day(20), marrow(15)).tubes == ("t",)


def test_no_reason_stands_where_nothing_was_missed():
    other = missed(name="D33")

    assert state(day(20), marrow(15), events=[other]).reason == ""
    assert state(day(40), events=[Event(EventKind.RELAPSE, on=day(1))]).reason == ""


def test_an_event_that_states_its_day_in_another_count_is_read_in_the_packs():
    death = Event(EventKind.DEATH, day=15, day_stated_in=DayConvention(0))
    paused = Event(EventKind.PROTOCOL_PAUSED, day=16, day_stated_in=DayConvention(0))

    assert state(day(40), events=[death]).state is DueState.MISSED
    assert state(day(20), events=[paused]).state is DueState.PAUSED


def test_a_phase_that_states_its_day_in_another_count_closes_the_window_on_its_day():
    begun = Event(EventKind.PHASE_STARTED, "consolidation", day=34, day_stated_in=DayConvention(0))

    (found,) = states(day(1), events=[begun], points=(D33,))

    assert found.expected.last_day == 35


def test_another_phase_closes_no_window():
    begun = Event(EventKind.PHASE_STARTED, "maintenance", on=day(34))

    found = states(day(1), events=[begun], points=(D33, D15, OPEN))

    assert [one.expected.last_day for one in found] == [17, 40, None]


@pytest.mark.parametrize(("number", "place"), [(23, 0), (24, 1), (50, 1), (51, None)])
def test_a_tube_belongs_to_the_nearest_window(number, place):
    found = states(day(60), [marrow(number)], points=(D15, D33))

    assert [one.sample_id for one in found] == [
        "t" if place == position else None for position in range(2)
    ]


def test_windows_of_another_specimen_are_passed_over():
    found = states(day(20), [marrow(15)], points=(D8, D15))

    assert [one.sample_id for one in found] == [None, "t"]


def test_a_tube_of_the_first_day_belongs_to_a_window_only_where_that_begins_then():
    first_day = type(D15)("D1", "Day 1", type(D15.window)(1, 0, 3), MARROW, (FLOW,))
    second_day = type(D15)("D2", "Day 2", type(D15.window)(2, 0, 3), MARROW, (FLOW,))

    assert state(day(9), marrow(1), points=(first_day,)).sample_id == "t"
    assert state(day(9), marrow(1), points=(second_day,)).sample_id is None


def test_a_point_of_the_schedule_keeps_its_title():
    assert PackSchedule.of(a_pack(D33)).points[0].title == "Day 33"


def test_in_a_pause_it_is_said_how_far_the_named_day_is():
    found = state(day(20), events=[Event(EventKind.PROTOCOL_PAUSED, on=day(10))])

    assert (found.state, found.days) == (DueState.PAUSED, -5)
