from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.due import DueState
from mrdtracker.domain.vocabulary import EventKind, Specimen
from mrdtracker.progress import Cancelled, ProgressRecorder
from mrdtracker.services.commands import (
    AddEvent,
    AddPatient,
    AddSample,
    AmendPatient,
    RecordMeasurement,
    VoidRecords,
)
from mrdtracker.services.due import NoSchedule, monday_of
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample, an_event
from tests.gui.ward import PACK, bundled_rules

CCG = "ccg-early-marrow"
MARROW = Specimen.BONE_MARROW


def day(number):
    """The date of a protocol day of the ward's girl; the first dose is day 1."""
    return FIRST_DOSE + timedelta(days=number - 1)


@pytest.fixture
def ward(tmp_path):
    person = Person("Anna", lambda: datetime(2025, 6, 1, 9, tzinfo=UTC))
    with Workspace.create(tmp_path / "w.mrd", person, rules=bundled_rules()) as workspace:
        yield workspace


def enter(ward, number=1, pack=PACK, started=FIRST_DOSE, **more):
    course = CourseFacts(pack=pack, therapy_started_on=started)
    facts = PatientFacts(born_on=date(2021, 2, 1))
    ward.recorder.execute(AddPatient(a_patient(number, course=course, facts=facts, **more)))


def shown(ward, on, *states):
    found = ward.due.read(on).lines(states or tuple(DueState))
    return [
        (line.child.code, line.sample.expected.point.timepoint, line.sample.state.value)
        for line in found
    ]


def state_of(ward, on, timepoint="D15"):
    lines = ward.due.of_file(ward.patient_file(a_patient().id), on)
    return next(
        one.sample.state for one in lines if one.sample.expected.point.timepoint == timepoint
    )


@pytest.mark.parametrize(
    ("today", "state"),
    [(14, DueState.OPEN), (15, DueState.DUE), (16, DueState.DUE), (20, DueState.OVERDUE)],
)
def test_the_marrow_of_day_15_of_a_real_pack(ward, today, state):
    enter(ward)

    assert state_of(ward, day(today)) is state


def test_every_time_point_of_every_pack_opens_is_due_and_closes_on_its_dates(ward):
    for number, overview in enumerate(bundled_rules().overviews()):
        enter(ward, number, overview.reference.id)
        file = ward.patient_file(a_patient(number).id)
        for line in ward.due.of_file(file, day(1)):
            if line.sample is None:
                assert line.why_not is NoSchedule.NO_DAYS
                continue
            expected = line.sample.expected
            told = {
                expected.opens - timedelta(days=1): DueState.NOT_YET,
                expected.target: DueState.DUE,
            }
            if expected.opens < expected.target:
                told[expected.opens] = DueState.OPEN
            if expected.closes is not None:
                told[expected.closes] = DueState.DUE
                told[expected.closes + timedelta(days=1)] = DueState.OVERDUE
            for on, state in told.items():
                again = {
                    one.sample.expected.key: one.sample.state for one in ward.due.of_file(file, on)
                }
                assert again[expected.key] is state, (overview.reference.id, expected.key, on)


def test_the_list_is_the_same_read_at_once_and_read_for_one(ward):
    enter(ward)
    enter(ward, 2, CCG, FIRST_DOSE - timedelta(days=3))
    ward.recorder.execute(AddSample(a_sample()))
    for on in (day(14), day(16), day(20), day(60)):
        due = ward.due.read(on)
        for patient_id, lines in due.by_patient.items():
            alone = ward.due.of_file(ward.patient_file(patient_id), on)
            assert [one.sample for one in lines] == [one.sample for one in alone]


def test_the_most_urgent_stands_first(ward):
    enter(ward)
    enter(ward, 2, started=FIRST_DOSE - timedelta(days=3))
    enter(ward, 3, started=FIRST_DOSE + timedelta(days=2))
    ward.recorder.execute(AddSample(a_sample(3, 3, specimen=Specimen.PERIPHERAL_BLOOD)))

    assert shown(ward, day(16), *(one for one in DueState if one.asks_for_work)) == [
        ("S-0002", "D15", "overdue"),  # closed two days ago
        ("S-0001", "D8", "overdue"),  # closed a week ago
        ("S-0002", "D8", "overdue"),
        ("S-0001", "D15", "due"),
        ("S-0003", "D15", "open"),
        ("S-0003", "D8", "received"),
    ]


def test_counts_and_what_waits_for_its_result(ward):
    enter(ward)
    ward.recorder.execute(AddSample(a_sample()))
    assert shown(ward, day(20), DueState.RECEIVED) == [("S-0001", "D15", "received")]
    assert ward.due.read(day(20)).counts() == {
        DueState.RECEIVED: 1,
        DueState.OVERDUE: 1,
        DueState.NOT_YET: 2,
    }

    ward.recorder.execute(RecordMeasurement(a_sample(), a_measurement()))

    line = ward.due.read(day(20)).by_patient[a_patient().id][1]
    assert [one.value for one in line.sample.waiting_for[0]] == ["morphology"]


def test_a_corrected_first_dose_moves_the_list_and_the_journal_says_so(ward):
    enter(ward)
    assert state_of(ward, day(18)) is DueState.OVERDUE
    known = ward.patient_file(a_patient().id).patient
    moved = replace(known, course=replace(known.course, therapy_started_on=day(2)))

    ward.recorder.execute(AmendPatient(moved, "typing error", "first dose 03 Mar to 04 Mar 2025"))

    assert state_of(ward, day(18)) is DueState.DUE
    entry = ward.journal(limit=1)[0]
    assert entry.label == "Amend patient S-0001: first dose 03 Mar to 04 Mar 2025"
    assert entry.reason == "typing error"


def test_a_paused_protocol_asks_for_nothing_until_it_goes_on(ward):
    enter(ward)
    pause = an_event(1, kind=EventKind.PROTOCOL_PAUSED, name="", on=day(10))
    ward.recorder.execute(AddEvent(pause))
    assert state_of(ward, day(16)) is DueState.PAUSED
    assert shown(ward, day(16), DueState.DUE, DueState.OPEN) == []

    ward.recorder.execute(
        AddEvent(an_event(2, kind=EventKind.PROTOCOL_RESUMED, name="", on=day(16)))
    )

    assert state_of(ward, day(16)) is DueState.DUE


def test_a_missed_sample_leaves_the_list_and_an_undo_brings_it_back(ward):
    enter(ward)
    mark = an_event(
        kind=EventKind.SAMPLE_MISSED, name="D15", on=day(20), specimen=MARROW, note="declined"
    )

    ward.recorder.execute(AddEvent(mark, "declined"))

    assert state_of(ward, day(20)) is DueState.MISSED
    assert ward.recorder.undo_label() == "Mark D15 BM as not done"
    assert ward.journal(limit=1)[0].reason == "declined"
    ward.recorder.undo_last()
    assert state_of(ward, day(20)) is DueState.OVERDUE


@pytest.mark.parametrize(
    ("course", "more", "why"),
    [
        (CourseFacts(), {}, NoSchedule.NO_PROTOCOL),
        (CourseFacts(), {"protocol_text": "AALL9904"}, NoSchedule.OWN_WORDS),
        (CourseFacts(pack=PACK), {}, NoSchedule.NO_FIRST_DOSE),
        (
            CourseFacts(pack="local-gone", therapy_started_on=FIRST_DOSE),
            {},
            NoSchedule.NOT_USABLE,
        ),
        (
            CourseFacts(pack=PACK, therapy_started_on=FIRST_DOSE),
            {"pack_edition": "0" * 64},
            NoSchedule.NOT_USABLE,
        ),
    ],
    ids=["no protocol", "own words", "no first dose", "pack withdrawn", "pin withdrawn"],
)
def test_a_child_without_a_schedule_is_on_the_list_with_the_reason(ward, course, more, why):
    record = a_patient(course=course, **more)
    # As an import of an older day, or a pack that was withdrawn since, leaves it.
    ward.recorder._ledger.write(actor="Anna", label="Import", puts=(record,))

    due = ward.due.read(day(16))

    assert [line.why_not for line in due.lines((None,))] == [why]
    assert due.counts() == {None: 1}


def test_a_first_dose_that_is_cleared_keeps_the_results_and_empties_the_schedule(ward):
    enter(ward)
    ward.recorder.execute(AddSample(a_sample()))
    known = ward.patient_file(a_patient().id).patient
    cleared = replace(known, course=replace(known.course, therapy_started_on=None))

    ward.recorder.execute(AmendPatient(cleared, "not known"))

    (line,) = ward.due.read(day(16)).by_patient[a_patient().id]
    assert line.why_not is NoSchedule.NO_FIRST_DOSE
    assert len(ward.patient_file(a_patient().id).samples) == 1


def test_a_prephase_without_an_induction_has_no_days(ward):
    packs = [one for one in bundled_rules().overviews() if not one.convention.prephase_counts]
    pack = next(one for one in packs if one.timepoints and not one.timepoints[0].is_by_name)
    enter(ward, pack=pack.reference.id)
    ward.recorder.execute(AddEvent(an_event(name="prephase")))

    (line,) = ward.due.read(day(16)).by_patient[a_patient().id]

    assert line.why_not is NoSchedule.NO_INDUCTION


def test_one_patient_is_read_again_and_a_voided_one_leaves(ward):
    enter(ward)
    enter(ward, 2)
    due = ward.due.read(day(16))
    ward.recorder.execute(AddSample(a_sample()))

    again = ward.due.read_again(due, a_patient().id)

    known = ward.due.read(day(16)).by_patient[a_patient().id]
    assert [one.sample for one in again.by_patient[a_patient().id]] == [
        one.sample for one in known
    ]
    assert [one.sample for one in known] != [one.sample for one in due.by_patient[a_patient().id]]
    file = ward.patient_file(a_patient(2).id)
    ward.recorder.execute(VoidRecords("patient", (file.patient,), file.patient.id, "twice"))
    gone = ward.due.read_again(again, file.patient.id)
    assert set(gone.by_patient) == {a_patient().id}


def test_the_week_shows_targets_and_what_is_late_on_today(ward):
    enter(ward)
    today = day(14)  # a Sunday
    monday = monday_of(today)

    week = ward.due.read(today).week(monday)
    coming = ward.due.read(today).week(monday + timedelta(days=7))

    assert today.weekday() == 6
    assert [len(lines) for lines in week] == [0, 0, 0, 0, 0, 0, 1]
    assert week[6][0].sample.state is DueState.OVERDUE
    assert [len(lines) for lines in coming] == [1, 0, 0, 0, 0, 0, 0]
    assert coming[0][0].sample.expected.point.timepoint == "D15"


def test_reading_can_be_stopped(ward):
    enter(ward)
    progress = ProgressRecorder()
    progress.cancel()

    with pytest.raises(Cancelled):
        ward.due.read(day(16), progress)


def test_a_tube_that_fits_no_time_point_has_a_line_until_its_result_is_there(ward):
    enter(ward)
    tube = a_sample(1, taken_on=day(60))
    ward.recorder.execute(AddSample(tube))

    (line,) = ward.due.read(day(61)).lines((DueState.UNEXPECTED,))
    assert (line.tube.id, line.sample, line.state) == (tube.id, None, DueState.UNEXPECTED)
    asked = [one.state for one in ward.due.read(day(61)).lines(tuple(DueState))]
    assert asked.index(DueState.UNEXPECTED) > asked.index(DueState.OVERDUE)
    ward.recorder.execute(RecordMeasurement(tube, a_measurement()))
    assert ward.due.read(day(61)).lines((DueState.UNEXPECTED,)) == ()


def test_what_came_after_every_window_is_not_read_and_changes_no_state(ward):
    enter(ward, started=FIRST_DOSE - timedelta(days=500))
    tubes = [a_sample(1, taken_on=day(15 - 500)), a_sample(2, taken_on=day(1))]
    for number, tube in enumerate(tubes, start=1):
        ward.recorder.execute(AddSample(tube))
        ward.recorder.execute(RecordMeasurement(tube, a_measurement(number, number)))

    (lines,) = ward.due.read(day(2)).by_patient.values()

    assert [one.id for one in lines[0].child.samples] == [tubes[0].id]
    alone = ward.due.of_file(ward.patient_file(a_patient().id), day(2))
    assert [one.sample for one in lines] == [one.sample for one in alone]


def test_a_patient_who_comes_later_takes_the_place_of_the_code(ward):
    enter(ward, 2)
    due = ward.due.read(day(16))
    enter(ward)

    again = ward.due.read_again(due, a_patient().id)

    assert list(again.by_patient) == list(ward.due.read(day(16)).by_patient)
    assert list(again.by_patient) == [a_patient().id, a_patient(2).id]


def test_a_tube_that_came_near_the_last_window_of_all_packs_is_read(ward):
    enter(ward, pack="nopho-all-2008", started=FIRST_DOSE - timedelta(days=200))
    tube = a_sample(taken_on=day(103 - 200))  # ten days after the window of day 79 closed
    ward.recorder.execute(AddSample(tube))
    ward.recorder.execute(RecordMeasurement(tube, a_measurement()))

    last = ward.due.read(day(1)).by_patient[a_patient().id][-1].sample

    assert (last.state, last.is_outside, last.tubes) == (DueState.RESULTED, True, (tube.id,))
