"""The lines above the cohort: what they ask for, and what they show of it."""

from dataclasses import replace

import pytest

from mrdtracker.domain.cohort_groups import GroupBy
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.finding import ThresholdMark
from mrdtracker.domain.listing import FilterChoices, PatientQuery
from mrdtracker.gui.cohort_bar import CohortBar
from mrdtracker.gui.presenters.cohort_form import CohortChoice
from tests.domain.cohorts import D29, THRESHOLD, five


@pytest.fixture
def bar(qtbot):
    made = CohortBar()
    qtbot.addWidget(made)
    return made


def test_it_begins_with_everybody_in_one_overlay(bar):
    assert bar.query == PatientQuery()
    assert bar.choice == CohortChoice()


def test_a_filter_asks_for_other_children(bar, qtbot):
    bar.fill_filters(FilterChoices(groups=("HR", "SR"), protocols=("p",)), [("Pack", "p")])

    with qtbot.waitSignal(bar.filtered):
        bar.group.setCurrentIndex(1)
    with qtbot.waitSignal(bar.filtered):
        bar.protocol.setCurrentIndex(1)
    with qtbot.waitSignal(bar.filtered):
        bar.field.setText("S-1")

    assert bar.query == PatientQuery(search="S-1", group="HR", protocol="p")


def test_filters_that_nobody_has_are_not_offered(bar):
    bar.fill_filters(FilterChoices(), [])

    assert bar.group.isHidden()
    assert bar.protocol.isHidden()


def test_a_view_is_chosen_by_a_click(bar, qtbot):
    with qtbot.waitSignal(bar.chosen):
        bar.views[CohortViewKind.SWIMMER].click()

    assert bar.choice.view is CohortViewKind.SWIMMER


def test_only_what_a_view_needs_is_offered(bar):
    bar.show_choice(CohortChoice(CohortViewKind.OVERLAY, GroupBy.RISK))
    hidden = [one.isHidden() for one in (bar.place, bar.threshold, bar.endpoint, bar.landmark)]
    assert hidden == [True, True, True, True]

    bar.show_choice(CohortChoice(CohortViewKind.SURVIVAL, GroupBy.MRD))
    hidden = [one.isHidden() for one in (bar.place, bar.threshold, bar.endpoint, bar.landmark)]
    assert hidden == [False, False, False, False]

    bar.show_choice(CohortChoice(CohortViewKind.DISTRIBUTION, GroupBy.MRD))
    assert bar.by.isHidden()
    assert bar.place.isHidden()


def test_the_usual_time_point_is_offered_first_and_no_threshold_is_made_up(bar):
    bar.offer(five())

    assert bar.choice.place == "D29 · BM · flow"
    assert bar.choice.threshold == ""
    assert bar.threshold.count() == 4


def test_what_was_chosen_stays_when_other_children_are_offered(bar):
    bar.offer(five())
    chosen = CohortChoice(
        CohortViewKind.SURVIVAL,
        GroupBy.MRD,
        "EOC · BM · flow",
        "0.05 %",
        Endpoint.OVERALL,
        is_landmark=False,
    )

    bar.show_choice(chosen)
    bar.offer(five())

    assert bar.choice == chosen


def test_a_typed_threshold_is_asked_for_with_enter(bar, qtbot):
    bar.offer(five())
    bar.show_choice(CohortChoice(CohortViewKind.SURVIVAL, GroupBy.MRD))

    with qtbot.waitSignal(bar.chosen):
        bar.threshold.lineEdit().setText("0.02 %")
        bar.threshold.lineEdit().editingFinished.emit()

    assert bar.choice.threshold == "0.02 %"


def test_a_refusal_stands_at_the_box_that_it_is_about(bar):
    bar.show_refusal(InvalidInputError("No amount.", "Type one.", about="threshold"))
    assert (bar.threshold.property("state"), bar.place.property("state")) == ("error", "")
    assert (
        bar.threshold.accessibleDescription() == bar.threshold.toolTip() == "No amount. Type one."
    )

    bar.show_refusal(None)
    assert bar.threshold.property("state") == ""
    assert bar.threshold.toolTip() == bar.threshold.accessibleName()


def test_a_query_is_shown_without_asking_for_it(bar, qtbot):
    bar.fill_filters(FilterChoices(groups=("HR",), protocols=("p",)), [("Pack", "p")])
    query = PatientQuery(search="S-1", group="HR", protocol="p")

    with qtbot.assertNotEmitted(bar.filtered, wait=300):
        bar.show_query(query)

    assert bar.query == query


def test_a_filter_that_fits_nobody_any_more_stays_and_is_not_widened(bar):
    bar.fill_filters(FilterChoices(), [])
    bar.show_query(PatientQuery(group="HR"))

    bar.fill_filters(FilterChoices(groups=("SR",)), [])

    assert bar.query == PatientQuery(group="HR")
    assert not bar.group.isHidden()
    assert [bar.group.itemText(n) for n in range(3)] == ["Any group", "SR", "HR"]
    bar.show_query(PatientQuery())
    assert bar.query == PatientQuery()


def test_a_threshold_goes_with_its_time_point_and_not_to_another_one(bar):
    choice = CohortChoice(CohortViewKind.SURVIVAL, GroupBy.MRD, "D99 · BM · NGS", "0.02 %")
    bar.show_choice(choice)

    bar.offer(five())

    assert (bar.choice.place, bar.choice.threshold) == ("D29 · BM · flow", "")


def test_a_chosen_threshold_stays_though_the_cohort_before_offered_it_unpublished(bar):
    bar.offer(five())
    assert bar.threshold.findText("0.01 %") >= 0
    place = "D29 · BM · flow"
    bar.show_choice(CohortChoice(CohortViewKind.SURVIVAL, GroupBy.MRD, place, "0.01 %"))

    mark = ThresholdMark(
        "p", "r", "D29", DayWindow(29), D29.specimen, (D29.method,), ">=", THRESHOLD * 5, ""
    )
    other = replace(five(), thresholds=(mark, replace(mark, threshold=THRESHOLD)))
    bar.offer(other)

    assert bar.threshold.findText("0.01 %") < 0
    assert bar.choice.threshold == "0.01 %"
