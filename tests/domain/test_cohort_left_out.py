"""Every child of a cohort is drawn, or listed with the reason; nobody is both or neither."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.cohort import Cohort, CohortPoint
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_left_out import (
    LeftOut,
    left_out_of_overlay,
    left_out_of_places,
    left_out_remarks,
    why_not_on_the_overlay,
)
from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import (
    CohortAsk,
    CohortViewKind,
    Distribution,
    HeatMap,
    Overlay,
    Swimmer,
    show_cohort,
)
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from tests.builders import negative, quantified
from tests.domain.cohorts import (
    BLOOD,
    D29,
    EOC,
    FAILED,
    FROM_0,
    FROM_INDUCTION,
    THRESHOLD,
    UNLIMITED,
    a_child,
    a_point,
)

PLACES = (D29, EOC, BLOOD, D29._replace(method=Method.MORPHOLOGY))
values = st.sampled_from([quantified(), negative(), UNLIMITED, FAILED])
days = st.none() | st.integers(-5, 400)


@st.composite
def points(draw):
    point = a_point(draw(values), draw(st.sampled_from(PLACES)), draw(days))
    is_nowhere = draw(st.booleans()) and point.day is None
    return CohortPoint(None, None, point.result) if is_nowhere else point


@st.composite
def cohorts(draw):
    children = []
    for number in range(draw(st.integers(0, 10))):
        happened = draw(st.dictionaries(st.sampled_from(["relapse", "death"]), days, max_size=2))
        child = a_child(
            f"S-{number}",
            *draw(st.lists(points(), max_size=4)),
            contact=draw(days),
            group=draw(st.sampled_from(["", *(f"G{n}" for n in range(8))])),
            **happened,
        )
        convention = draw(st.sampled_from([child.convention, FROM_0, FROM_INDUCTION]))
        children.append(replace(child, convention=convention))
    return Cohort(tuple(children))


groupings = st.sampled_from(
    [Grouping(), Grouping(GroupBy.RISK), Grouping(GroupBy.MRD, D29, THRESHOLD)]
)


def drawn(picture):
    """Who has something to see in a picture, told from the picture alone."""
    if isinstance(picture, Overlay):
        children = [one for _, members in picture.panels for one in members]
        return {
            one.code
            for one in children
            if any(
                point.day is not None and point.result.method in (Method.FLOW, Method.IG_TR_PCR)
                for point in one.points
            )
        }
    if isinstance(picture, HeatMap):
        rows = [one for _, one in picture.rows]
        return {one.code for one in rows if any(map(one.at, picture.places))}
    if isinstance(picture, Swimmer):
        return {one.code for _, one in picture.rows}
    if isinstance(picture, Distribution):
        return {one.code for levels in picture.places for one in levels.patients}
    return {one.patient.code for arm in picture.arms for one in arm.members}


@given(cohorts(), groupings, st.booleans(), st.sampled_from(CohortViewKind))
def test_every_child_is_drawn_or_left_out_with_a_reason(cohort, grouping, is_landmark, kind):
    shown = show_cohort(cohort, CohortAsk(kind, grouping, is_landmark=is_landmark))

    listed = [one.patient.code for one in shown.left_out if one.is_whole]
    assert sorted([*drawn(shown.picture), *listed]) == sorted(one.code for one in cohort.patients)
    assert shown.drawn_count == len(drawn(shown.picture))
    assert all(one.reason for one in shown.left_out)


@given(cohorts(), groupings, st.sampled_from(CohortViewKind))
def test_who_is_left_out_stands_in_the_table_with_a_reason(cohort, grouping, kind):
    shown = show_cohort(cohort, CohortAsk(kind, grouping))
    with_a_reason = {row.patient_id for row in table_of(shown).rows if row.cells[-1].text}

    assert {one.patient.id for one in shown.left_out} <= with_a_reason


def test_children_are_counted_by_reason_and_results_once_more():
    children = [a_child(code) for code in "ABCD"]
    left_out = [
        LeftOut(children[0], "relapse on day 20, by time zero (day 29)", "relapse by time zero"),
        LeftOut(children[1], "relapse on day 21, by time zero (day 29)", "relapse by time zero"),
        LeftOut(children[2], "no MRD result"),
        LeftOut(children[3], "result without a day", results=3, is_whole=False),
    ]

    assert left_out_remarks(left_out, 9) == (
        "Patients left out: 3 of 9 (relapse by time zero: 2; no MRD result: 1).",
        "Results not drawn: 3, of 1 patient (result without a day).",
    )
    assert left_out_remarks([], 9) == ()


def test_a_group_without_a_panel_leaves_out_whoever_would_stand_on_it():
    dated, undated = a_point(quantified()), a_point(quantified(), day=None)
    children = [
        a_child("A", dated),
        a_child("B"),
        a_child("C", undated),
        a_child("D", undated, dated),
        a_child("E", dated),
    ]

    found = left_out_of_overlay(children, has_panel=False)

    assert [(one.patient.code, one.reason, one.results, one.is_whole) for one in found] == [
        ("A", "the group has no panel of its own", 0, True),
        ("B", "no MRD result as a share of cells", 0, True),
        ("C", "result without a day", 1, True),
        ("D", "result without a day", 1, False),
        ("D", "the group has no panel of its own", 0, True),
        ("E", "the group has no panel of its own", 0, True),
    ]
    assert left_out_of_overlay([children[0], children[4]], has_panel=True) == []


def test_a_result_that_stands_on_no_axis_says_which_one_is_missing():
    ratio = D29._replace(method=Method.FUSION_TRANSCRIPT)
    of_a_ratio = MrdValue(ResultState.NEGATIVE, QuantityKind.TRANSCRIPT_RATIO)

    assert why_not_on_the_overlay(a_point(of_a_ratio, ratio)) == (
        "a ratio of transcripts, which stands on no axis of shares"
    )
    assert why_not_on_the_overlay(a_point(negative(), day=None)) == "result without a day"
    assert why_not_on_the_overlay(a_point(negative(), day=0)) == ""


def test_a_view_by_time_points_says_of_each_child_why_it_is_not_there():
    smear = D29._replace(method=Method.MORPHOLOGY)
    nowhere = a_point(quantified())._replace(place=None, day=None)
    children = [
        a_child("A", a_point(quantified(), EOC)),
        a_child("B", a_point(quantified(), smear)),
        a_child("C", nowhere, nowhere),
        a_child("D", nowhere, a_point(quantified())),
        a_child("E", a_point(quantified())),
    ]

    found = left_out_of_places(children, [D29])

    assert [(one.patient.code, one.reason, one.results, one.is_whole) for one in found] == [
        ("A", "results only at time points that are not shown", 0, True),
        ("B", "no MRD result", 0, True),
        ("C", "result without a day and without a named time point", 2, True),
        ("D", "result without a day and without a named time point", 1, False),
    ]


def test_the_results_of_all_children_are_counted_and_every_reason_is_named():
    first, second, third = (a_child(code) for code in "ABC")
    left_out = [
        LeftOut(first, "result without a day", results=2, is_whole=False),
        LeftOut(second, "result without a day", results=3, is_whole=False),
        LeftOut(third, "on day 20, before time zero", "before time zero", 1, is_whole=False),
    ]

    assert left_out_remarks(left_out, 9) == (
        "Results not drawn: 6, of 3 patients (result without a day; before time zero).",
    )
