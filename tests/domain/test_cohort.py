"""What the cohort views know of a child: places, days since the first dose, the last contact."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.cohort import Cohort, CohortPlace, cohort_patient
from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.finding import (
    NamedTimePoint,
    PackOverview,
    PackReference,
    PackState,
    ThresholdMark,
)
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import PatientId, PatientSummary
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from tests.builders import FIRST_DOSE, a_case, a_result, quantified
from tests.domain.cohorts import BLOOD, D29, EOC, a_child, a_point, five

ID = PatientId("patient-1")


def taken(case, overview=None, note=""):
    return cohort_patient(ID, case, overview, PatientSummary(group="HR"), "COG", note)


def a_pack(first_dose_day=1):
    window = DayWindow(29, before=1, after=7)
    marrow = Specimen.BONE_MARROW
    return PackOverview(
        PackReference("small", "1", "0" * 64, PackState.ACTIVE),
        DayConvention(first_dose_day),
        (
            NamedTimePoint("D29", "end of induction", window, marrow, (Method.FLOW,)),
            NamedTimePoint("EOC", "", DayWindow(0), marrow, (), is_by_name=True),
        ),
    )


def on_day(days_after, **changes):
    return a_result(on=FIRST_DOSE + timedelta(days=days_after), **changes)


def places(patient):
    return [point.place.label if point.place else None for point in patient.points]


def test_a_result_in_a_window_has_the_name_of_the_protocol_and_its_day_since_the_first_dose():
    patient = taken(a_case([on_day(30)]), a_pack())

    assert [(one.place, one.day) for one in patient.points] == [(D29, 30)]


@pytest.mark.parametrize("first_dose_day", [0, 1])
def test_days_do_not_depend_on_how_a_protocol_counts_them(first_dose_day):
    assert taken(a_case([on_day(30)]), a_pack(first_dose_day)).points[0].day == 30


def test_a_result_beside_every_window_has_its_stated_name_or_its_day():
    case = a_case([on_day(60), on_day(90, timepoint="EOC"), on_day(91, timepoint="week 13")])

    assert places(taken(case, a_pack())) == ["D61", "EOC", "week 13"]


def test_a_blood_in_the_window_of_a_marrow_is_not_that_time_point():
    patient = taken(a_case([on_day(28, specimen=Specimen.PERIPHERAL_BLOOD)]), a_pack())

    assert places(patient) == ["D29"]
    assert patient.points[0].place.specimen is Specimen.PERIPHERAL_BLOOD
    assert patient.at(D29) == ()


def test_without_a_pack_the_first_dose_is_day_1():
    assert places(taken(a_case([on_day(28)]))) == ["D29"]


def test_a_pending_result_is_no_point_and_yet_a_contact():
    pending = on_day(50, value=MrdValue(ResultState.PENDING), unit=None)
    patient = taken(a_case([pending]))

    assert patient.points == ()
    assert (patient.contact, patient.contact_words) == (50, "BM flow")


def test_what_has_no_day_is_kept_at_the_end():
    course = CourseFacts()
    named = a_result(on=None, timepoint="EOC")
    patient = taken(a_case([named, a_result(on=None, day=8)], course=course))

    assert [(one.place.label, one.day) for one in patient.points] == [("D8", 7), ("EOC", None)]
    assert patient.contact == 7


def test_the_last_contact_is_the_last_thing_that_is_recorded():
    drug = Event(
        EventKind.DRUG_GIVEN, on=FIRST_DOSE, ended_on=FIRST_DOSE + timedelta(days=300), name="6-MP"
    )
    course = CourseFacts(therapy_started_on=FIRST_DOSE, events=(drug,))
    case = a_case([on_day(30)], course=course)

    assert taken(case).contact == 300
    note = "First Event: None, 4182 days from diagnosis"
    assert (taken(case, note=note).contact, taken(case, note=note).contact_words) == (4182, note)


def test_what_befell_the_child_is_counted_and_what_was_given_is_not():
    events = (
        Event(EventKind.RELAPSE, day=401, day_stated_in=DayConvention(1)),
        Event(EventKind.BLOOD_COUNT, name="ANC", day=10),
    )
    patient = taken(a_case([], course=CourseFacts(events=events)))

    assert [(one.kind, one.day) for one in patient.happenings] == [(EventKind.RELAPSE, 400)]


def test_a_date_without_a_first_dose_has_no_day():
    events = (Event(EventKind.DEATH, on=FIRST_DOSE),)
    patient = taken(a_case([], course=CourseFacts(events=events)))

    assert patient.has_undated(EventKind.DEATH)
    assert not patient.has_undated(EventKind.RELAPSE)
    assert patient.contact is None


def test_a_relapse_before_the_first_dose_is_why_the_treatment_was_begun():
    assert a_child("A", relapse=-20).first(EventKind.RELAPSE) is None
    assert a_child("A", relapse=0).first(EventKind.RELAPSE) is None
    assert a_child("A", relapse=1).first(EventKind.RELAPSE).day == 1
    assert a_child("A", relapse=30, death=20).first(EventKind.RELAPSE, EventKind.DEATH).day == 20


def test_places_stand_in_the_order_of_their_days_and_nameless_days_last():
    cohort = five()

    assert cohort.places == (BLOOD, D29, EOC)
    assert cohort.counts == {D29: 4, BLOOD: 1, EOC: 1}


def test_the_usual_place_is_where_most_children_have_mrd():
    cohort = five()

    assert cohort.usual_place() == D29
    assert cohort.usual_place("eoc") == EOC
    assert cohort.usual_place("D99") is None
    marrow = CohortPlace("D29", Specimen.BONE_MARROW, Method.MORPHOLOGY)
    assert Cohort((a_child("A", a_point(quantified(), marrow)),)).usual_place() is None


def test_only_thresholds_of_the_place_are_published_for_it():
    def marked(threshold, **changes):
        given = {
            "pack": "small",
            "rule": "r",
            "timepoint": "D29",
            "window": DayWindow(29),
            "specimen": Specimen.BONE_MARROW,
            "methods": (Method.FLOW,),
            "operator": ">=",
            "threshold": Decimal(threshold),
            "text": "",
        }
        return ThresholdMark(**{**given, **changes})

    marks = (
        marked("0.0001"),
        marked("0.01"),
        marked("0.05", methods=(Method.MORPHOLOGY,)),
        marked("0.02", timepoint="D15"),
        marked("0.03", specimen=Specimen.PERIPHERAL_BLOOD),
    )

    assert Cohort((), marks).published(D29) == (Decimal("0.01"), Decimal("0.0001"))


def test_a_sample_that_was_not_taken_is_no_contact():
    missed = Event(EventKind.SAMPLE_MISSED, on=FIRST_DOSE + timedelta(days=78), name="D78")
    course = CourseFacts(therapy_started_on=FIRST_DOSE, events=(missed,))

    assert (
        taken(a_case([on_day(30)], course=course)).contact == taken(a_case([on_day(30)])).contact
    )


def test_the_child_of_a_case_has_its_code_protocol_group_and_convention():
    summary = PatientSummary(group="SR", assessed_with="small 1")
    case = a_case([on_day(30)])

    patient = cohort_patient(ID, case, a_pack(0), summary, "COG", "")

    assert (patient.id, patient.code, patient.protocol) == (ID, "S-0001", "COG")
    assert (patient.group, patient.is_assessed) == ("SR", True)
    assert patient.convention == DayConvention(0)
    assert patient.points[0].result is case.results[0]
    assert not taken(case).is_assessed
    summary = PatientSummary(group="SR", status="provisional", assessed_with="now")
    assert cohort_patient(ID, case, None, summary, "COG", "").is_provisional
    assert not patient.is_provisional
    assert taken(case).convention == DayConvention(1)


def test_results_stand_in_the_order_of_their_days_and_not_of_their_names():
    patient = taken(a_case([on_day(9), on_day(1), on_day(0)]))

    assert places(patient) == ["D1", "D2", "D10"]


def test_a_result_without_a_day_and_a_name_has_no_place():
    patient = taken(a_case([on_day(30)], course=CourseFacts()), a_pack())

    assert [one.place for one in patient.points] == [None]
    assert (patient.contact, patient.contact_words) == (None, "")


def test_a_time_point_without_a_day_is_named_in_capitals_or_small():
    assert places(taken(a_case([on_day(90, timepoint="eoc")]), a_pack())) == ["EOC"]


def test_a_contact_on_a_stated_day_counts_as_its_source_counts():
    stated = a_result(on=None, day=28, day_stated_in=DayConvention(0))

    assert taken(a_case([stated])).contact == 28


def with_events(*events, results=(), started=FIRST_DOSE):
    course = CourseFacts(therapy_started_on=started, events=events)
    patient = taken(a_case(results, course=course))
    return patient.contact, patient.contact_words


def test_an_event_is_a_contact_on_its_date_or_its_stated_day():
    relapse = Event(EventKind.RELAPSE, day=400, day_stated_in=DayConvention(0))
    dated = Event(EventKind.RELAPSE, on=FIRST_DOSE + timedelta(days=500))
    missed = Event(EventKind.SAMPLE_MISSED, on=FIRST_DOSE + timedelta(days=900), name="D78")

    assert with_events(relapse) == (400, "relapse")
    assert with_events(missed, relapse, dated) == (500, "relapse")


def test_what_has_no_end_or_an_end_that_cannot_be_counted_ends_nothing():
    drug = Event(EventKind.DRUG_GIVEN, on=FIRST_DOSE, ended_on=FIRST_DOSE, name="6-MP")
    recovery = Event(EventKind.COUNT_RECOVERY, on=FIRST_DOSE + timedelta(days=3))

    assert with_events(drug, started=None) == (None, "")
    assert with_events(recovery, drug)[0] == 3


def test_of_one_day_the_result_is_named_and_not_what_else_was_recorded():
    relapse = Event(EventKind.RELAPSE, on=FIRST_DOSE + timedelta(days=30))

    assert with_events(relapse, results=[on_day(30)]) == (30, "BM flow")


def test_what_befell_a_child_on_the_day_zero_comes_before_the_day_after():
    found = a_child("A", relapse=1, death=0).first(EventKind.RELAPSE, EventKind.DEATH, after=-1)

    assert (found.kind, found.day) == (EventKind.DEATH, 0)


def test_days_are_written_as_they_count_who_have_a_day():
    dated = a_child("A", convention=DayConvention(0))
    undated = a_child("B", contact=None, convention=DayConvention(1))

    assert Cohort((dated, undated)).days.first_day == 0
    assert Cohort((undated,)).days.first_day == 1


def test_a_place_stands_by_the_middle_of_its_days():
    children = [
        a_child(str(number), a_point(quantified(), D29, day), a_point(quantified(), BLOOD, 20))
        for number, day in enumerate((1, 50, 60))
    ]

    assert Cohort(tuple(children)).places == (BLOOD, D29)
