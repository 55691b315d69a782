from dataclasses import replace
from decimal import Decimal

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.records import PatientFile, SampleId
from mrdtracker.domain.vocabulary import Method
from mrdtracker.services.entry_context import (
    day_of_entry,
    known_results,
    last_alike,
    marks_of_day,
    results_before,
    results_of_same_sample,
)
from tests.builders import a_measurement, a_patient, a_sample, quantified
from tests.services.entry_builders import a_context, a_mark, an_overview, day, typed


def file_with_two_marrows():
    return PatientFile(
        a_patient(),
        samples=(a_sample(2, taken_on=day(29)), a_sample(1, taken_on=day(15))),
        measurements=(a_measurement(2, sample=2), a_measurement(1, sample=1)),
    )


def test_the_date_of_a_sample_wins_over_its_stated_day():
    context = a_context()

    assert context.day_of_sample(a_sample(stated_day=8)) == 15
    assert context.day_of_sample(a_sample(taken_on=None, stated_day=8)) == 8


def test_a_stated_day_is_renumbered_into_the_convention_of_the_page():
    sample = a_sample(taken_on=None, stated_day=7, stated_first_dose_day=0)

    assert a_context().day_of_sample(sample) == 8


def test_without_a_first_dose_there_is_no_day():
    context = a_context(course=CourseFacts())

    assert context.day_of(day(15)) is None
    assert day_of_entry(typed(), context) is None


def test_the_own_pack_is_the_one_that_the_patient_is_treated_by():
    assert a_context().own_pack.reference.title == "Practice pack"
    assert a_context(course=CourseFacts(pack="another")).own_pack is None


def test_earlier_results_come_oldest_first():
    context = a_context(file_with_two_marrows())

    known = results_before(typed(taken_on=day(30)), context)

    assert [one.day for one in known] == [15, 29]
    assert results_before(typed(taken_on=day(15)), context) == []


def test_without_a_first_dose_the_dates_decide_what_is_earlier():
    context = a_context(file_with_two_marrows(), course=CourseFacts())

    known = results_before(typed(taken_on=day(30)), context)

    assert [one.sample.taken_on for one in known] == [day(15), day(29)]


def test_the_last_result_alike_is_of_the_same_method():
    context = a_context(file_with_two_marrows())

    assert last_alike(typed(taken_on=day(30)), context).day == 29
    assert last_alike(typed(taken_on=day(30), method=Method.NGS), context) is None


def test_a_result_of_a_sample_that_was_voided_is_not_known():
    file = replace(file_with_two_marrows(), samples=(a_sample(1),))

    assert len(list(known_results(a_context(file)))) == 1


def test_the_same_tube_is_known_by_its_id_or_by_date_and_specimen():
    context = a_context(file_with_two_marrows())

    by_id = results_of_same_sample(typed(sample_id=SampleId("sample-2"), taken_on=None), context)
    by_date = results_of_same_sample(typed(taken_on=day(29)), context)

    assert by_id == by_date
    assert by_id[0].words == "0.05 % (flow, 31 Mar 2025)"


def test_a_stated_day_finds_the_marks_of_a_pack_that_counts_otherwise():
    context = a_context(
        convention=DayConvention(1), overviews=(an_overview(a_mark(), first_dose_day=0),)
    )

    found = marks_of_day(typed(quantified(), taken_on=None, day=16), context, context.overviews)

    assert [mark.threshold for mark in found] == [Decimal("0.1")]
    assert not marks_of_day(typed(quantified(), taken_on=None, day=14), context, context.overviews)
