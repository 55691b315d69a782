from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.services.awaited import with_awaited
from mrdtracker.services.commands import AddPatient, AmendPatient
from mrdtracker.services.entry_context import EntryContext
from tests.builders import a_patient
from tests.gui.due_desk import Morning, a_ward, day, enter


@pytest.fixture
def ward(tmp_path):
    opened = a_ward(tmp_path, Morning(day(15)))
    enter(opened, 1)
    enter(opened, 2)
    yield opened
    opened.close()


def context_of(ward, number=1):
    view = ward.assessment.view(a_patient(number).id)
    return EntryContext(view.file, view.case.course, view.convention, view.overviews, ward.today)


def test_what_is_expected_of_this_child_and_of_the_others_is_told_apart(ward):
    ward.due.read(ward.today)

    found = with_awaited(context_of(ward), ward.due)

    assert {one.code for one in found.own_awaited} == {"S-0001"}
    assert {one.code for one in found.others_awaited} == {"S-0002"}
    assert "D15" in {one.timepoint for one in found.others_awaited}


def test_of_the_others_nothing_is_known_before_the_list_was_read(ward):
    found = with_awaited(context_of(ward), ward.due)

    assert found.others_awaited == ()
    assert found.own_awaited


def test_a_list_of_another_day_is_not_asked(ward):
    ward.due.read(date(2025, 3, 16))

    assert with_awaited(context_of(ward), ward.due).others_awaited == ()


def test_a_list_that_was_read_again_for_one_child_is_the_latest(ward):
    known = ward.due.read(ward.today)
    second = ward.patient_by_code("S-0002")
    course = CourseFacts(therapy_started_on=day(1))
    ward.recorder.execute(AmendPatient(replace(second, course=course), "left the study"))

    ward.due.read_again(known, second.id)

    assert with_awaited(context_of(ward), ward.due).others_awaited == ()


def test_of_a_child_without_a_protocol_nobody_can_say_what_is_expected(ward):
    ward.recorder.execute(AddPatient(a_patient(3, course=CourseFacts())))

    assert with_awaited(context_of(ward, 3), ward.due).own_awaited is None
