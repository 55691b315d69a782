"""The lines above the cohort: what they ask for, and what they show of it."""

import pytest

from mrdtracker.domain.cohort_groups import GroupBy
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.domain.listing import FilterChoices, PatientQuery
from mrdtracker.gui.cohort_bar import CohortBar
from mrdtracker.gui.presenters.cohort_form import CohortChoice
from tests.domain.cohorts import five


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
