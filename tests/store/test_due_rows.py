from dataclasses import replace
from datetime import date

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
