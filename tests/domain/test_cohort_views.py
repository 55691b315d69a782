"""The five views: what each is made of, and what it says it leaves out."""

from dataclasses import replace

import pytest

from mrdtracker.domain.cohort import Cohort, CohortPlace, CohortPoint
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_left_out import is_on_the_axis
from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import (
    MANY,
    MOST_PANELS,
    MOST_PLACES,
    CohortAsk,
    CohortViewKind,
    rows_words,
    show_cohort,
)
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method, Specimen
from tests.builders import quantified
from tests.domain.cohorts import D29, EOC, THRESHOLD, a_child, a_point, five

BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)


def shown(kind, cohort=None, grouping=None, **more):
    ask = CohortAsk(kind, grouping or Grouping(), **more)
    return show_cohort(five() if cohort is None else cohort, ask)


@pytest.mark.parametrize("kind", CohortViewKind)
def test_every_view_says_that_it_only_describes(kind):
    assert shown(kind).remarks[-1].startswith("Descriptive")
    assert shown(kind).is_empty is False
    assert shown(kind).ask.view.title


@pytest.mark.parametrize("kind", CohortViewKind)
def test_a_cohort_of_nobody_is_empty_in_every_view(kind):
    assert shown(kind, Cohort()).is_empty


def test_nobody_is_lost_between_the_groups():
    for kind in (CohortViewKind.HEAT_MAP, CohortViewKind.SWIMMER):
        rows = shown(kind, grouping=BY_MRD).picture.rows
        assert sorted(one.code for _, one in rows) == ["A", "B", "C", "D", "E"]
    groups = shown(CohortViewKind.OVERLAY, grouping=BY_MRD).picture.groups
    assert sum(len(members) for _, members in groups) == 5


def test_the_overlay_counts_what_has_no_place_on_its_axis():
    child = a_child("A", a_point(quantified(), EOC, None))
    assert not is_on_the_axis(Method.FUSION_TRANSCRIPT)

    view = shown(CohortViewKind.OVERLAY, Cohort((child, a_child("B"))))

    assert "Results not drawn: 1, of 1 patient (result without a day)." in view.remarks
    assert view.remarks[0] == (
        "Patients left out: 2 of 2 "
        "(result without a day: 1; no MRD result as a share of cells: 1)."
    )
    assert view.drawn_count == 0
    assert view.is_empty


def test_a_child_whose_results_have_no_day_and_no_name_has_results():
    nowhere = CohortPoint(None, None, a_point(quantified()).result)

    remarks = shown(CohortViewKind.OVERLAY, Cohort((a_child("A", nowhere),))).remarks

    assert "Results not drawn: 1, of 1 patient (result without a day)." in remarks
    assert not any("no MRD result" in one for one in remarks)


def test_many_courses_are_all_drawn_and_counted():
    many = Cohort(tuple(a_child(f"S-{n}", a_point(quantified())) for n in range(MANY + 1)))

    assert f"All {MANY + 1} courses" in shown(CohortViewKind.OVERLAY, many).remarks[0]


def test_the_places_with_most_results_are_shown_and_the_others_counted():
    def place(day):
        return CohortPlace(f"D{day}", Specimen.BONE_MARROW, Method.FLOW)

    rare = [a_point(quantified(), place(100 + n), 99 + n) for n in range(MOST_PLACES + 2)]
    cohort = Cohort(
        (a_child("A", a_point(quantified()), *rare), a_child("B", a_point(quantified())))
    )

    for kind in (CohortViewKind.HEAT_MAP, CohortViewKind.DISTRIBUTION):
        view = shown(kind, cohort)
        assert len(view.picture.places) == MOST_PLACES
        assert any("3 others" in remark for remark in view.remarks)


def test_the_swimmer_has_the_longest_first_and_counts_who_has_no_bar():
    cohort = Cohort((*five().patients, a_child("F", contact=None)))
    view = shown(CohortViewKind.SWIMMER, cohort)

    assert [one.code for _, one in view.picture.rows] == ["B", "A", "C", "E", "D"]
    assert view.remarks[0] == (
        "Patients left out: 1 of 6 "
        "(no day can be counted: the date of the first dose is missing: 1)."
    )


def test_risk_groups_say_how_many_of_them_are_provisional():
    cohort = Cohort((*five().patients, a_child("F", group="SR", is_provisional=True)))
    words = "Risk groups that are provisional, and can still be moved by what is open: 1 patient."

    view = shown(CohortViewKind.SURVIVAL, cohort, Grouping(GroupBy.RISK))
    assert view.remarks[0] == words
    assert words not in shown(CohortViewKind.SURVIVAL, cohort, BY_MRD).remarks
    assert words not in shown(CohortViewKind.SURVIVAL, grouping=Grouping(GroupBy.RISK)).remarks


def test_a_cohort_of_old_answers_says_how_many_first():
    view = shown(CohortViewKind.SWIMMER, replace(five(), not_assessed=2))

    assert view.remarks[0] == (
        "Chosen by what the rules say, and not assessed yet in the whole store: 2 patients. "
        "Some patients may be missing, and some too many."
    )
    assert not any("not assessed" in one for one in shown(CohortViewKind.SWIMMER).remarks)


def test_what_befell_a_child_on_an_unknown_day_is_named_beside_its_bar():
    """A relapse by its date, where the days are counted by the results alone."""
    cohort = Cohort((a_child("A", relapse=None, death=None), a_child("B", relapse=90)))
    view = shown(CohortViewKind.SWIMMER, cohort)

    assert (
        "Recorded without a day that can be counted, and so not drawn: relapse: 1; death: 1."
        in view.remarks
    )
    assert [(one.patient.code, one.reason) for one in view.left_out] == [
        ("A", "relapse, death without a day that can be counted")
    ]
    assert view.drawn_count == len(view.picture.rows)
    first, last = table_of(view).rows
    assert first.cells[-1].text == "relapse, death without a day that can be counted"
    assert last.cells[-1].text == ""


def test_survival_counts_from_the_sample_only_where_that_was_asked():
    from_sample = shown(CohortViewKind.SURVIVAL, grouping=BY_MRD, is_landmark=True).picture
    from_dose = shown(CohortViewKind.SURVIVAL, grouping=BY_MRD).picture

    assert from_sample.longest == 1972
    assert from_dose.longest == 2000


def test_rows_are_said_only_where_not_all_are_seen():
    assert rows_words(range(35), 5000) == "1–35 of 5000"
    assert rows_words(range(4970, 5005), 5000) == "4971–5000 of 5000"
    assert rows_words(range(35), 20) == ""
    assert rows_words(range(35), 0) == ""


def test_results_from_before_the_first_day_are_counted():
    early = Cohort((a_child("A", a_point(quantified(), day=-4), a_point(quantified(), day=0)),))

    assert any(
        one.endswith("drawn at the left edge: 1.")
        for one in shown(CohortViewKind.OVERLAY, early).remarks
    )
    assert not any("left edge" in one for one in shown(CohortViewKind.OVERLAY).remarks)


def test_groups_past_the_last_panel_are_left_out_and_said():
    children = [a_child(f"S-{n}", a_point(quantified()), group=f"G{n}") for n in range(8)]
    view = shown(CohortViewKind.OVERLAY, Cohort(tuple(children)), Grouping(GroupBy.RISK))

    assert view.picture.without_panel == 2
    assert view.drawn_count == MOST_PANELS
    assert "the group has no panel of its own: 2" in view.remarks[0]


def a_place(day):
    return CohortPlace(f"D{day}", Specimen.BONE_MARROW, Method.FLOW)


@pytest.mark.parametrize("kind", [CohortViewKind.HEAT_MAP, CohortViewKind.DISTRIBUTION])
def test_the_places_with_most_children_are_those_that_are_shown(kind):
    rare = [a_point(quantified(), a_place(day), day - 1) for day in range(1, 5)]
    usual = [a_point(quantified(), a_place(day), day - 1) for day in range(10, 10 + MOST_PLACES)]
    cohort = Cohort((a_child("A", *rare, *usual), a_child("B", *usual)))
    view = shown(kind, cohort)

    places = [getattr(one, "place", one) for one in view.picture.places]
    assert [one.label for one in places] == [f"D{day}" for day in range(10, 10 + MOST_PLACES)]
    assert (
        f"The {MOST_PLACES} time points with most results are shown; 4 others are in the "
        "overlay's table." in view.remarks
    )
    all_shown = shown(kind, Cohort((a_child("B", *usual),)))
    assert not any("time points with most results" in one for one in all_shown.remarks)


def test_ratios_of_transcripts_are_counted_and_smears_are_not():
    ratio = MrdValue(ResultState.NEGATIVE, QuantityKind.TRANSCRIPT_RATIO)
    child = a_child(
        "A",
        a_point(quantified()),
        a_point(ratio, D29._replace(method=Method.FUSION_TRANSCRIPT)),
        a_point(quantified(), D29._replace(method=Method.MORPHOLOGY)),
    )

    def about_ratios(*children):
        remarks = shown(CohortViewKind.OVERLAY, Cohort(children)).remarks
        return [one for one in remarks if "fusion transcripts" in one]

    assert about_ratios(child) == [
        "Results of fusion transcripts, which are ratios and stand on no axis of shares: 1."
    ]
    assert about_ratios(a_child("B", a_point(quantified()))) == []


def test_courses_are_called_many_above_a_number():
    some = Cohort(tuple(a_child(f"S-{n}", a_point(quantified())) for n in range(MANY)))

    assert not any("courses" in one for one in shown(CohortViewKind.OVERLAY, some).remarks)


def test_of_two_bars_of_the_first_days_the_longer_stands_first():
    cohort = Cohort((a_child("A", contact=0), a_child("B", contact=1)))

    assert [one.code for _, one in shown(CohortViewKind.SWIMMER, cohort).picture.rows] == [
        "B",
        "A",
    ]
    assert shown(CohortViewKind.SWIMMER, cohort).remarks[0].startswith("A bar ends with")


def test_a_heat_map_without_a_place_of_mrd_is_empty():
    smear = a_point(quantified(), D29._replace(method=Method.MORPHOLOGY))

    assert shown(CohortViewKind.HEAT_MAP, Cohort((a_child("A", smear),))).is_empty


def test_no_lines_are_said_where_the_last_one_is_seen_too():
    assert rows_words(range(35), 35) == ""
    assert rows_words(range(1, 35), 35) == "2–35 of 35"


@pytest.mark.parametrize("kind", CohortViewKind)
def test_only_a_picture_with_a_line_for_every_child_has_lines(kind):
    lines = {CohortViewKind.HEAT_MAP: 5, CohortViewKind.SWIMMER: 5}

    assert show_cohort(five(), CohortAsk(kind)).line_count == lines.get(kind, 0)
