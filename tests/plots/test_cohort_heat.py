"""The heat map: shade says the band, shape says the state, a hatch says that nothing is there."""

from dataclasses import replace
from itertools import pairwise

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import Grouping
from mrdtracker.domain.cohort_levels import DECADES, Sign
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.cohort_heat import shade, sign_mark
from mrdtracker.plots.look import DARK, LIGHT, PRINT
from tests.builders import negative, quantified
from tests.domain.cohorts import D29, EOC, FAILED, PNQ, UNLIMITED, a_child, a_point, five
from tests.plots.cohort_drawings import drawn, view_of, words_on


def luminance(colour):
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=lambda look: look.name)
def test_shades_can_be_told_apart_in_grey(look):
    greys = [luminance(shade(band, look)) for band in range(len(DECADES) + 1)]

    assert greys == sorted(greys, reverse=look is DARK)
    steps = [abs(here - there) for here, there in pairwise(greys)]
    assert min(steps) > 8


def test_every_sign_has_a_shape_of_its_own():
    shapes = [
        sign_mark(sign, "#000000").get_marker() for sign in Sign if sign is not Sign.QUANTIFIED
    ]

    assert len(set(shapes)) == len(shapes)


def test_every_child_has_a_row_and_every_place_a_field():
    shown = view_of(CohortViewKind.HEAT_MAP)
    picture = drawn(shown)

    assert len(picture.spots) == 5 * 3
    assert [spot.words for spot in picture.spots if spot.patient_id == "id-E"] == [
        "E: 3 %, D8 · PB · flow",
        "E: no result, D29 · BM · flow",
        "E: no result, EOC · BM · flow",
    ]


def test_the_key_names_what_occurs_and_nothing_else():
    above = MrdValue(ResultState.ABOVE_ULOQ, uloq=quantified("0.5").value)
    cohort = Cohort((a_child("A", a_point(above), a_point(negative(), EOC, 80)),))
    words = words_on(drawn(view_of(CohortViewKind.HEAT_MAP, cohort)).figure)

    assert "above the upper limit" in words
    assert "not detected" in words
    assert "no result" not in words
    assert "not detected, no limit stated" not in words


def test_failed_and_unlimited_results_are_marked_and_not_shaded():
    cohort = Cohort((a_child("A", a_point(FAILED)), a_child("B", a_point(UNLIMITED))))
    words = words_on(drawn(view_of(CohortViewKind.HEAT_MAP, cohort)).figure)

    assert {"not evaluable", "not detected, no limit stated"} <= set(words)
    assert not any(word.startswith(("≥", "0.0")) and "to" in word for word in words)


def test_a_page_shows_its_rows_only():
    shown = view_of(CohortViewKind.HEAT_MAP, five())
    picture = drawn(shown, rows=range(1, 3))

    assert {spot.patient_id for spot in picture.spots} == {"id-B", "id-C"}


def test_a_result_below_the_quantitative_range_is_a_half_filled_diamond():
    mark = sign_mark(Sign.BELOW_RANGE, "#000000")

    assert (mark.get_marker(), mark.get_fillstyle()) == ("D", "bottom")
    cohort = Cohort((a_child("A", a_point(PNQ)),))
    assert "positive, not quantifiable" in words_on(
        drawn(view_of(CohortViewKind.HEAT_MAP, cohort)).figure
    )


def test_no_name_of_a_column_is_cut_however_many_there_are():
    places = [
        D29._replace(label=f"POST_IM{n}", method=method)
        for n in range(1, 4)
        for method in (Method.FUSION_TRANSCRIPT, Method.IG_TR_PCR, Method.NGS, Method.FLOW)
    ]
    points = [
        a_point(replace(quantified("0.01"), kind=one.kind), one, 30 + n)
        for n, one in enumerate(places)
    ]
    shown = view_of(CohortViewKind.HEAT_MAP, Cohort((a_child("A", *points),)), Grouping())
    words = words_on(drawn(shown).figure)

    assert not any(word.endswith("…") for word in words)
    assert [words.count(f"post-IM{n}") for n in (1, 2, 3)] == [4, 4, 4]
