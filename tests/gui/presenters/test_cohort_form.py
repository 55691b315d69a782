"""What can be chosen on the cohort page, and that no threshold is ever made up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind
from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.finding import ThresholdMark
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.saved_cohort import SavedCohort
from mrdtracker.gui.presenters.cohort_form import (
    CohortChoice,
    ask_of,
    choice_of,
    chosen_place,
    not_at_place,
    place_choices,
    saved_of,
    threshold_choices,
    title_of,
)
from tests.domain.cohorts import D29, EOC, THRESHOLD, a_child, five

BY_MRD = CohortChoice(CohortViewKind.SURVIVAL, GroupBy.MRD)


def published(cohort):
    window = DayWindow(29)
    mark = ThresholdMark(
        "p", "r", "D29", window, D29.specimen, (D29.method,), ">=", Decimal("0.001"), ""
    )
    return replace(cohort, thresholds=(mark,))


def test_a_published_threshold_is_taken_where_nothing_was_typed():
    ask = ask_of(BY_MRD, published(five()))

    assert isinstance(ask, CohortAsk)
    assert (ask.grouping.at, ask.grouping.threshold) == (D29, Decimal("0.001"))
    assert ask.is_landmark


def test_without_a_published_one_a_person_is_asked():
    with pytest.raises(InvalidInputError, match="Choose a threshold") as asked:
        ask_of(BY_MRD, five())

    assert asked.value.about == "threshold"


@pytest.mark.parametrize("text", ["0.01 %", "0.01", "0.01%", "0.01 % (published)", "1e-2 %"])
def test_a_threshold_is_read_as_a_person_writes_it(text):
    ask = ask_of(replace(BY_MRD, threshold=text), five())

    assert isinstance(ask, CohortAsk)
    assert ask.grouping.threshold == THRESHOLD


@pytest.mark.parametrize(
    "text", ["a lot", "0", "200 %", "1e-4", "(published)", "(0.1 %)", "0.01 % (0.1 %)"]
)
@pytest.mark.parametrize("cohort", [five(), Cohort()])
def test_what_is_no_threshold_is_refused_at_its_field_and_never_kept_as_open(text, cohort):
    typed = replace(BY_MRD, threshold=text)

    for cohort_of_it in (cohort, published(cohort)):
        for asked in (ask_of, lambda *given: saved_of(PatientQuery(), *given)):
            with pytest.raises(InvalidInputError) as refused:
                asked(typed, cohort_of_it)
            assert refused.value.about == "threshold"


def test_a_view_that_parts_nobody_asks_for_no_threshold():
    hidden = replace(BY_MRD, view=CohortViewKind.DISTRIBUTION, threshold="a lot")

    assert ask_of(hidden, five()) == CohortAsk(CohortViewKind.DISTRIBUTION)
    assert saved_of(PatientQuery(), hidden, five()).ask.grouping == Grouping()


def test_a_place_that_is_not_there_any_more_gives_way_to_the_usual_one():
    assert chosen_place(replace(BY_MRD, place=EOC.words), five()) == EOC
    assert chosen_place(replace(BY_MRD, place="D99 · BM · flow"), five()) == D29
    with pytest.raises(InvalidInputError, match="Nobody here") as refused:
        ask_of(BY_MRD, Cohort((a_child("A"),)))
    assert refused.value.about == "place"


def test_places_are_offered_with_their_counts_in_the_order_of_days():
    assert place_choices(five()) == (
        ("D8 · PB · flow (1)", "D8 · PB · flow"),
        ("D29 · BM · flow (4)", "D29 · BM · flow"),
        ("EOC · BM · flow (1)", "EOC · BM · flow"),
    )


def test_published_thresholds_are_offered_first_and_said_to_be_so():
    assert threshold_choices(published(five()), D29) == (
        "0.1 % (published)",
        "1 %",
        "0.01 %",
        "0.001 %",
    )
    assert threshold_choices(five(), None) == ()


def test_other_groupings_need_neither_place_nor_threshold():
    ask = ask_of(CohortChoice(CohortViewKind.OVERLAY, GroupBy.RISK), five())

    assert (ask.grouping.by, ask.grouping.at, ask.is_landmark) == (GroupBy.RISK, None, False)


def test_the_title_has_the_number_that_matters():
    assert title_of(None) == "Cohort"
    assert title_of(Cohort((a_child("A"),))) == "Cohort · 1 patient"
    assert title_of(five()) == "Cohort · 5 patients"


@pytest.mark.parametrize("threshold", ["0.01 %", "0.0123456 %", "100 %"])
@pytest.mark.parametrize("by", GroupBy)
def test_what_is_kept_is_chosen_again(by, threshold):
    place = EOC.words if by is GroupBy.MRD else ""
    text = threshold if by is GroupBy.MRD else ""
    choice = CohortChoice(
        CohortViewKind.SURVIVAL, by, place, text, Endpoint.OVERALL, is_landmark=False
    )

    saved = saved_of(PatientQuery("S"), choice, five())

    assert choice_of(SavedCohort.of(saved.content())) == choice
    assert saved.query == PatientQuery("S")


def test_a_published_threshold_is_kept_as_its_amount():
    saved = saved_of(PatientQuery(), BY_MRD, published(five()))

    assert choice_of(saved) == replace(BY_MRD, place=D29.words, threshold="0.1 %")


def test_a_threshold_that_is_not_chosen_yet_stays_open():
    choice = replace(BY_MRD, place=D29.words)

    assert choice_of(saved_of(PatientQuery(), choice, five())) == choice
    nobody = saved_of(PatientQuery(), choice, Cohort())
    assert choice_of(nobody) == BY_MRD


def test_another_time_point_in_its_place_is_said():
    gone = replace(BY_MRD, place="D99 · BM · flow")

    said = (
        "Nobody here has an MRD result at D99 · BM · flow; D29 · BM · flow is looked at instead."
    )
    assert not_at_place(gone, five()) == said
    assert not_at_place(replace(gone, by=GroupBy.RISK), five()) == ""
    assert not_at_place(replace(gone, place=D29.words), five()) == ""
    assert not_at_place(BY_MRD, five()) == ""
    assert not_at_place(gone, Cohort()) == ""
