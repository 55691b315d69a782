"""Survival of a cohort: every child is counted, or excluded with a reason."""

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_survival import Endpoint, study_survival
from mrdtracker.domain.vocabulary import EventKind
from tests.builders import negative, quantified
from tests.domain.cohorts import D29, FROM_INDUCTION, THRESHOLD, a_child, a_point, five

BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)


def studied(cohort, endpoint=Endpoint.RELAPSE_FREE, grouping=None, landmark=None):
    return study_survival(cohort, endpoint, grouping or Grouping(), landmark)


def counted(study):
    return {
        one.patient.code: (one.time.days, one.ended_by)
        for arm in study.arms
        for one in arm.members
    }


def left_out(study):
    return {one.patient.code: one.reason for one in study.excluded}


def test_the_first_of_relapse_and_death_ends_the_time_without_relapse():
    assert counted(studied(five())) == {
        "A": (400, EventKind.RELAPSE),
        "B": (2000, None),
        "C": (1000, None),
        "D": (700, EventKind.DEATH),
        "E": (90, EventKind.RELAPSE),
    }


def test_overall_survival_ends_with_death_alone():
    found = counted(studied(five(), Endpoint.OVERALL))

    assert found["A"] == (1000, None)
    assert found["E"] == (200, EventKind.DEATH)


def test_from_the_sample_on_earlier_events_are_left_out_with_their_reason():
    early = a_child("F", a_point(quantified()), relapse=28)
    late = a_child("G", a_point(quantified()), relapse=29)
    study = studied(Cohort((early, late)), grouping=BY_MRD, landmark=D29)

    assert counted(study) == {"G": (1, EventKind.RELAPSE)}
    assert left_out(study) == {"F": "relapse on day 29, by time zero (day 29)"}
    assert [one.sort for one in study.excluded] == ["relapse by time zero"]


def test_who_has_no_result_at_the_time_point_is_excluded_and_said():
    study = studied(five(), grouping=BY_MRD, landmark=D29)

    assert counted(study) == {
        "A": (372, EventKind.RELAPSE),
        "B": (1972, None),
        "C": (972, None),
        "D": (672, EventKind.DEATH),
    }
    assert left_out(study) == {"E": "no result at D29 · BM · flow"}


def test_time_zero_is_the_last_of_several_samples_because_all_of_them_group():
    child = a_child("A", a_point(quantified(), day=35), a_point(negative(), day=29))

    assert counted(studied(Cohort((child,)), landmark=D29)) == {"A": (965, None)}


@pytest.mark.parametrize(
    ("child", "reason"),
    [
        (
            a_child("A", contact=None),
            "no day can be counted: the date of the first dose is missing",
        ),
        (a_child("A", relapse=None), "relapse without a day that can be counted"),
        (
            a_child("A", contact=None, convention=FROM_INDUCTION),
            "no day can be counted: the date of the start of induction is missing",
        ),
        (a_child("A", death=0), "death on the first day of the count or before it"),
        (a_child("A", contact=-3), "nothing is recorded after time zero"),
    ],
)
def test_who_cannot_be_counted_is_excluded_with_the_reason(child, reason):
    study = studied(Cohort((child,)))

    assert study.arms == ()
    assert left_out(study) == {"A": reason}


def test_a_sample_without_a_day_gives_no_time_zero():
    child = a_child("A", a_point(quantified(), day=None))

    assert left_out(studied(Cohort((child,)), landmark=D29)) == {
        "A": "the day of the sample is not known"
    }


def test_the_test_compares_only_groups_that_are_certain():
    cohort = Cohort(
        (
            *(a_child(f"H{n}", a_point(quantified()), relapse=100 + n) for n in range(5)),
            *(a_child(f"L{n}", a_point(negative()), relapse=600 + n) for n in range(5)),
        )
    )
    unclear = tuple(a_child(f"U{n}", a_point(negative("0.01"))) for n in range(3))

    study = studied(cohort, grouping=BY_MRD, landmark=D29)
    wider = studied(Cohort((*cohort.patients, *unclear)), grouping=BY_MRD, landmark=D29)

    assert wider.test == study.test
    assert study.test.degrees == 1
    assert len(wider.arms) == 3
    assert any(remark.endswith("curve of their own: 3.") for remark in wider.remarks)


def test_a_grouping_after_time_zero_is_warned_of():
    assert any("after time zero" in one for one in studied(five(), grouping=BY_MRD).remarks)
    remarks = studied(five(), grouping=BY_MRD, landmark=D29).remarks
    assert not any("after time zero" in one for one in remarks)


def test_curves_by_risk_group_say_that_the_groups_were_formed_later():
    by_risk = studied(five(), grouping=Grouping(GroupBy.RISK)).remarks

    assert any(
        one.startswith("Risk groups rest on results from after time zero") for one in by_risk
    )
    assert not any(one.startswith("Risk groups") for one in studied(five()).remarks)


def test_the_definition_says_what_counts_and_never_claims_to_be_event_free_survival():
    for endpoint in Endpoint:
        assert studied(five(), endpoint).remarks[0] == endpoint.definition
    assert "this is not event-free survival" in Endpoint.RELAPSE_FREE.definition


def test_the_longest_time_is_that_of_the_curves():
    assert studied(five()).longest == 2000
    assert studied(Cohort()).longest == 0
    assert studied(five()).arms[0].events == 3
    assert studied(five()).arms[0].median == 700


def test_time_zero_is_named_as_the_protocols_count():
    dose = studied(five())
    induction = studied(Cohort((a_child("A", convention=FROM_INDUCTION),)))
    both = studied(Cohort((a_child("A"), a_child("B", convention=FROM_INDUCTION))))

    assert "Time zero: the first dose." in dose.remarks
    assert any(one.startswith("Time zero: the start of induction") for one in induction.remarks)
    assert any("or the start of induction" in one for one in both.remarks)


def test_who_was_seen_last_on_the_day_of_the_sample_is_at_risk_for_no_day():
    child = a_child("A", a_point(quantified()), contact=28)

    assert counted(studied(Cohort((child,)), landmark=D29)) == {"A": (0, None)}


def test_a_death_on_the_day_after_the_first_dose_is_an_event():
    child = a_child("A", death=1)

    assert counted(studied(Cohort((child,)))) == {"A": (1, EventKind.DEATH)}


def test_the_sample_that_is_time_zero_is_named():
    assert studied(five(), landmark=D29).remarks[1] == (
        "Time zero: each patient's own sample of D29 · BM · flow, the last one where there are "
        "several. Who had the event by then is left out."
    )


def test_who_is_in_no_certain_group_is_counted_beside_a_single_certain_one_too():
    sure = a_child("A", a_point(quantified()))
    unsure = a_child("B", a_point(negative("0.01")))
    low = a_child("C", a_point(negative("0.0001")))

    def last_remark(*children):
        return studied(Cohort(children), grouping=BY_MRD, landmark=D29).remarks[-1]

    assert last_remark(sure, unsure).endswith("with a curve of their own: 1.")
    assert last_remark(sure, low).startswith("Time zero")
    assert last_remark(unsure).startswith("Time zero")
