"""What a picture says of itself on paper: endpoint, landmark, date, numbers, packs, reasons."""

from dataclasses import replace
from datetime import date

from mrdtracker.domain.cohort_caption import caption_of
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind, show_cohort
from mrdtracker.domain.finding import PackReference, PackState
from tests.domain.cohorts import D29, THRESHOLD, five

TODAY = date(2026, 11, 21)
PACK = PackReference("small", "1.2", "0" * 64, PackState.ACTIVE)
OTHER_PACK = PackReference("large", "2.0", "1" * 64, PackState.ACTIVE)
BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)


def caption(kind, grouping=BY_MRD, *, is_landmark=False, cohort=None):
    ask = CohortAsk(kind, grouping, is_landmark=is_landmark)
    return caption_of(show_cohort(cohort or five(), ask), TODAY)


def test_a_curve_carries_its_endpoint_landmark_and_who_is_left_out_and_why():
    found = caption(CohortViewKind.SURVIVAL, is_landmark=True)

    assert found.title == (
        "Survival without relapse  ·  by MRD ≥ 0.01 % at D29 · BM · flow"
        "  ·  landmark: the sample of D29 · BM · flow"
    )
    assert found.facts == "21 Nov 2026  ·  n = 4 of 5, left out: 1  ·  no rule pack"
    assert found.remarks[0] == "Patients left out: 1 of 5 (no result at D29 · BM · flow: 1)."
    assert any("this is not event-free survival" in one for one in found.remarks)


def test_without_a_landmark_it_says_so():
    assert caption(CohortViewKind.SURVIVAL).title.endswith("no landmark")


def test_the_editions_are_named_each_once():
    found = caption(CohortViewKind.SWIMMER, cohort=replace(five(), packs=(PACK, OTHER_PACK, PACK)))

    assert found.facts == "21 Nov 2026  ·  n = 5  ·  rule packs: large 2.0, small 1.2"


def test_a_grouping_is_named_only_where_it_parts_the_picture():
    by_risk = Grouping(GroupBy.RISK)

    assert caption(CohortViewKind.HEAT_MAP, by_risk).title == "Heat map  ·  by risk group"
    assert caption(CohortViewKind.OVERLAY, Grouping()).title == "Overlay"
    assert caption(CohortViewKind.DISTRIBUTION, by_risk).title == "Distribution"


def test_only_what_the_picture_is_grouped_by_is_named():
    by_risk = Grouping(GroupBy.RISK, D29, THRESHOLD)

    assert caption(CohortViewKind.HEAT_MAP, by_risk).title == "Heat map  ·  by risk group"
    assert caption(CohortViewKind.HEAT_MAP, Grouping(GroupBy.MRD)).title == "Heat map"
    assert caption(CohortViewKind.HEAT_MAP, Grouping(GroupBy.MRD, D29)).title == "Heat map"
