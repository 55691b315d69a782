"""The distribution: numbers are dots, limits open triangles, the median only where known."""

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import Grouping
from mrdtracker.domain.cohort_levels import levels_at
from mrdtracker.domain.cohort_views import CohortViewKind
from tests.builders import negative, quantified
from tests.domain.cohorts import D29, FAILED, UNLIMITED, a_child, a_point
from tests.plots.cohort_drawings import drawn, view_of, words_on


def distribution(*values):
    children = [a_child(f"S-{n}", a_point(value)) for n, value in enumerate(values)]
    return drawn(view_of(CohortViewKind.DISTRIBUTION, Cohort(tuple(children)), Grouping()))


def medians(picture):
    """Levels of the lines across a column, and whether they are solid."""
    (axes,) = picture.figure.axes
    wide = [line for line in axes.lines if len(line.get_xdata()) == 2 and line.get_zorder() == 5]
    return [(line.get_ydata()[0], line.get_linestyle() == "-") for line in wide]


def test_every_result_stands_at_its_level_or_its_limit():
    picture = distribution(quantified("0.01"), negative("0.0001"))

    assert sorted(spot.y for spot in picture.spots) == pytest.approx([0.0001, 0.01])
    marks = [line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 1]
    shapes = [line.get_marker() for line in marks]
    assert sorted(shapes) == ["o", "v"]


def test_a_determined_median_is_a_line():
    picture = distribution(quantified("0.1"), quantified("0.01"), negative("0.0001"))

    assert medians(picture) == [(0.01, True)]
    assert "1 %" in words_on(picture.figure)


def test_a_censored_median_is_dashed_at_its_upper_end_and_said_to_lie_below():
    picture = distribution(quantified("0.1"), negative("0.0001"), negative("0.0001"))

    assert medians(picture) == [(0.0001, False)]
    assert "< 0.01 %" in words_on(picture.figure)


def test_a_median_that_cannot_be_said_is_not_drawn():
    picture = distribution(UNLIMITED, UNLIMITED, quantified("0.1"))

    assert medians(picture) == []
    assert "cannot be said" in words_on(picture.figure)


def test_the_same_cohort_is_spread_the_same_way():
    values = [quantified(f"0.0{n}") for n in range(1, 9)]

    first, second = distribution(*values), distribution(*values)

    assert [spot[1:4] for spot in first.spots] == [spot[1:4] for spot in second.spots]


def test_a_median_is_never_cut_and_its_numbers_stay_whole():
    values = (quantified("0.00208"), negative("0.1"), quantified("0.00265"))
    places = [D29._replace(label=f"D{n}") for n in range(10, 22)]
    children = [
        a_child(f"S-{n}", *(a_point(value, one, 30) for one in places))
        for n, value in enumerate(values)
    ]
    shown = view_of(CohortViewKind.DISTRIBUTION, Cohort(tuple(children)), Grouping())
    words = words_on(drawn(shown).figure)

    assert not any("…" in one for one in words)
    assert words.count("0.265 %") == 12
    assert levels_at(shown.cohort, D29._replace(label="D10")).middle.words == "0.208 % to 0.265 %"


def test_the_key_names_the_states_that_occur_and_no_others():
    words = words_on(distribution(quantified("0.1"), FAILED).figure)
    assert {"number", "not evaluable", "in the strip: no amount and no limit"} <= set(words)
    assert "not detected, at its limit" not in words

    words = words_on(distribution(quantified("0.1"), negative("0.0001")).figure)
    assert "not detected, at its limit" in words
    assert "in the strip: no amount and no limit" not in words
