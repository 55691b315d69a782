"""Cohorts of a store: who is in, how each is named and counted, and that nothing is written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.cohort_views import CohortAsk, show_cohort
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.progress import Cancelled, ProgressRecorder
from mrdtracker.services import cohort
from mrdtracker.services.commands import (
    AddEvent,
    AddPatient,
    ChangeSettings,
    RecordMeasurement,
    VoidRecords,
)
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample, an_event
from tests.gui.ward import PACK, bundled_rules


@pytest.fixture
def ward(tmp_path):
    person = Person("Anna", lambda: datetime(2026, 6, 1, 9, tzinfo=UTC))
    with Workspace.create(tmp_path / "w.mrd", person, rules=bundled_rules()) as workspace:
        yield workspace


def enter(ward, number=1, pack=PACK, **more):
    course = CourseFacts(pack=pack, therapy_started_on=FIRST_DOSE)
    facts = PatientFacts(born_on=date(2021, 2, 1))
    ward.recorder.execute(AddPatient(a_patient(number, course=course, facts=facts, **more)))


def take(ward, number=1, days_after=32):
    taken = FIRST_DOSE + timedelta(days=days_after)
    sample = a_sample(number, number, taken_on=taken)
    result = a_measurement(number, number, method=Method.IG_TR_PCR)
    ward.recorder.execute(RecordMeasurement(sample, result, is_new_sample=True))


def read(ward, **query):
    return ward.cohort.read(PatientQuery(**query))


def test_a_cohort_holds_whom_the_list_would_show(ward):
    for number in (1, 2, 3):
        enter(ward, number)
    enter(ward, 4, pack="cog-aall08b1")

    assert [one.code for one in read(ward).patients] == ["S-0001", "S-0002", "S-0003", "S-0004"]
    assert [one.code for one in read(ward, search="S-0002").patients] == ["S-0002"]
    assert [one.code for one in read(ward, protocol="cog-aall08b1").patients] == ["S-0004"]
    assert read(ward, search="nobody").patients == ()


def test_a_cohort_of_old_answers_says_how_many_are_not_assessed_yet(ward):
    enter(ward)
    ward.recorder.execute(ChangeSettings(ward.settings()))

    assert read(ward).not_assessed == 0
    old = read(ward, is_missing=True)
    assert old.not_assessed == 1
    said = show_cohort(old, CohortAsk()).remarks[0]
    assert said.startswith("Chosen by what the rules say, and not assessed yet in the whole store")
    assert "store: 1 patient." in said
    ward.assessment.refresh_summaries()
    assert read(ward, is_missing=True).not_assessed == 0


def test_results_and_events_come_with_the_protocols_names_and_days(ward):
    enter(ward)
    take(ward)
    relapsed = FIRST_DOSE + timedelta(days=400)
    ward.recorder.execute(AddEvent(an_event(kind=EventKind.RELAPSE, name="", on=relapsed)))

    (child,) = read(ward).patients

    assert [(one.place.words, one.day) for one in child.points] == [("D33 · BM · IG/TR PCR", 32)]
    assert [(one.kind, one.day) for one in child.happenings] == [(EventKind.RELAPSE, 400)]
    assert (child.contact, child.contact_words) == (400, "relapse")
    assert child.protocol.startswith("AIEOP-BFM ALL 2000")


def test_thresholds_are_those_of_the_packs_that_are_used(ward):
    enter(ward)
    take(ward, days_after=77)
    found = read(ward)
    (place,) = found.places

    assert place.label == "D78"
    assert [str(one) for one in found.published(place)] == ["0.001"]


def test_voided_records_are_in_no_cohort(ward):
    enter(ward)
    take(ward)
    file = ward.patient_file(a_patient().id)
    what = VoidRecords("1 result", file.measurements, a_patient().id, "wrong tube")
    ward.recorder.execute(what)

    (child,) = read(ward).patients

    assert child.points == ()


def test_a_group_that_is_out_of_date_is_not_shown(ward):
    enter(ward)
    assert read(ward).patients[0].group == ""
    ward.assessment.refresh_summaries()
    ward.recorder.execute(AddEvent(an_event()))

    assert read(ward).patients[0].group == ""


def test_a_child_without_a_usable_pack_is_still_in(ward):
    course = CourseFacts(therapy_started_on=FIRST_DOSE)
    ward.recorder.execute(AddPatient(a_patient(course=course, protocol_text="our own")))
    take(ward)

    (child,) = read(ward).patients

    assert child.protocol == "our own"
    assert child.points[0].place.label == "D33"


def test_many_pages_are_read_and_counted(ward, monkeypatch):
    monkeypatch.setattr(cohort, "BATCH", 2)
    for number in range(1, 6):
        enter(ward, number)
    progress = ProgressRecorder()

    found = ward.cohort.read(PatientQuery(), progress)

    assert len(found.patients) == 5
    assert (progress.latest.done, progress.latest.total) == (5, 5)


def test_reading_stops_when_it_is_asked_to(ward):
    enter(ward)
    progress = ProgressRecorder()
    progress.cancel()

    with pytest.raises(Cancelled):
        ward.cohort.read(PatientQuery(), progress)
