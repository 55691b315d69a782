from dataclasses import replace
from datetime import date

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.due import ScheduleRow
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import RecordStatus
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.store.due_rows import schedule_rows
from tests.builders import a_measurement, a_patient, a_sample, an_event
from tests.domain.test_due import MARROW


def rows(lab):
    return {row.code: row for row in schedule_rows(lab.database)}


def test_a_row_says_the_same_as_the_records(lab):
    lab.put(
        a_patient(name="Kim", protocol_text="ours", pack_edition="0" * 64),
        an_event(),
        an_event(2, kind=EventKind.PROTOCOL_PAUSED, name="", on=date(2025, 3, 9)),
        an_event(3, kind=EventKind.SAMPLE_MISSED, name="D8", specimen=MARROW, note="ill"),
        an_event(4, kind=EventKind.RELAPSE, name="", on=None, day=9, stated_first_dose_day=0),
        a_sample(),
        a_sample(2, taken_on=None, stated_day=33, stated_first_dose_day=0, timepoint="EOI"),
        a_measurement(),
        a_measurement(2, method=Method.MORPHOLOGY),
    )

    row, known = rows(lab)["S-0001"], ScheduleRow.of(lab.queries.patient_file("patient-1"))

    assert row._replace(samples=(), course=None) == known._replace(samples=(), course=None)
    assert row.course.pack == known.course.pack
    assert row.course.therapy_started_on == known.course.therapy_started_on
    assert sorted(row.course.events, key=str) == sorted(known.course.events, key=str)
    assert sorted(row.samples) == sorted(known.samples)


def test_voided_records_and_pending_results_are_left_out(lab):
    sample, event, result = a_sample(), an_event(), a_measurement()
    pending = a_measurement(2, method=Method.NGS, value=MrdValue(ResultState.PENDING))
    gone = a_sample(2, specimen=Specimen.CSF)
    lab.put(a_patient(), a_patient(2), event, sample, gone, result, pending)
    void = {"status": RecordStatus.VOIDED, "version": 2}
    lab.put(*(replace(one, **void) for one in (a_patient(2), event, gone, result)))

    (row,) = schedule_rows(lab.database)

    assert (row.code, row.course.events) == ("S-0001", ())
    assert [(one.specimen, one.methods) for one in row.samples] == [(MARROW, ())]


def test_blood_counts_and_doses_stay_in_the_file(lab):
    dose = an_event(kind=EventKind.DRUG_GIVEN, name="mercaptopurine")
    lab.put(a_patient(), dose)

    assert rows(lab)["S-0001"].course.events == ()


def test_an_empty_file_has_no_rows(lab):
    assert schedule_rows(lab.database) == ()


def test_tubes_beyond_the_reach_are_left_out_if_they_have_a_result(lab):
    near, far, open_ = (
        a_sample(number, taken_on=on)
        for number, on in enumerate((date(2025, 4, 1), date(2025, 9, 1), date(2025, 10, 1)), 1)
    )
    course = CourseFacts(pack="p", therapy_started_on=date(2025, 3, 3))
    lab.put(a_patient(course=course), near, far, open_, a_measurement(), a_measurement(2, 2))

    (row,) = schedule_rows(lab.database, 60)
    assert {one.id for one in row.samples} == {near.id, open_.id}
    (row,) = schedule_rows(lab.database)
    assert {one.id for one in row.samples} == {near.id, far.id, open_.id}


def test_nothing_is_left_out_for_a_later_phase_or_an_older_edition(lab):
    late = a_sample(taken_on=date(2025, 9, 1))
    course = CourseFacts(pack="p", therapy_started_on=date(2025, 3, 3))
    phase = an_event(name="induction", on=date(2025, 8, 1))
    lab.put(a_patient(course=course), late, a_measurement(), phase)
    assert len(schedule_rows(lab.database, 60)[0].samples) == 1

    pinned = a_patient(2, course=course, pack_edition="0" * 64)
    lab.put(
        pinned,
        replace(a_sample(2, taken_on=date(2025, 9, 1)), patient_id=pinned.id),
        a_measurement(2, 2),
    )
    assert len(schedule_rows(lab.database, 60, pinned.id)[0].samples) == 1


def test_one_patient_alone_is_read_with_the_derived_line(lab):
    lab.put(a_patient(), a_patient(2), a_sample(), a_measurement())

    (row,) = schedule_rows(lab.database, patient_id=a_patient().id)

    assert (row.code, len(row.samples), row.level, row.is_missing) == ("S-0001", 1, "", False)
    assert [one.code for one in schedule_rows(lab.database)] == ["S-0001", "S-0002"]
