"""Survival curves: steps, band, censored strokes, numbers at risk, the test in words."""

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import Grouping
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.domain.survival import LogRank, at_risk_on
from mrdtracker.plots.cohort_survival import FEW_STROKES
from mrdtracker.plots.cohort_survival import test_words as words_of_test
from tests.domain.cohorts import a_child
from tests.plots.cohort_drawings import BY_MRD, drawn, view_of, words_on


def curves(*children, grouping=None):
    cohort = Cohort(children) if children else None
    shown = view_of(CohortViewKind.SURVIVAL, cohort, grouping or Grouping())
    return shown.picture, drawn(shown)


def test_the_curve_has_the_steps_of_the_study():
    study, picture = curves(a_child("A", relapse=100), a_child("B", contact=300))
    (axes,) = picture.figure.axes

    curve = next(line for line in axes.lines if line.get_drawstyle() == "steps-post")
    assert list(curve.get_xdata()) == [0, 100, 300]
    assert list(curve.get_ydata()) == [1, 0.5, 0.5]
    assert study.arms[0].times[0].days == 100


def test_a_stroke_stands_where_somebody_was_censored():
    _, picture = curves(a_child("A", relapse=100), a_child("B", contact=300))

    (strokes,) = [line for line in picture.figure.axes[0].lines if line.get_marker() == "|"]
    assert (list(strokes.get_xdata()), list(strokes.get_ydata())) == ([300], [0.5])


def test_of_many_strokes_each_is_finer():
    def size_of(count):
        children = [a_child(f"S-{n}", contact=400 + n) for n in range(count)]
        _, picture = curves(*children)
        (strokes,) = [one for one in picture.figure.axes[0].lines if one.get_marker() == "|"]
        assert len(strokes.get_xdata()) == count
        return strokes.get_markersize()

    assert size_of(FEW_STROKES) > size_of(FEW_STROKES + 1)


def test_the_numbers_at_risk_are_those_of_the_days_of_the_axis():
    study, picture = curves(*(a_child(f"S-{n}", contact=40 * n) for n in range(1, 12)))
    days = list(picture.figure.axes[0].get_xticks())
    words = words_on(picture.figure)

    at_risk = [str(at_risk_on(study.arms[0].times, round(day))) for day in days]
    assert len(days) > 3
    place = words.index(at_risk[0], words.index("at risk"))
    assert words[place : place + len(days)] == at_risk


def test_curves_are_told_apart_by_dashes_too():
    _, picture = curves(grouping=BY_MRD)

    steps = [line for line in picture.figure.axes[0].lines if line.get_drawstyle() == "steps-post"]
    assert len(steps) == 3
    assert len({repr(line._unscaled_dash_pattern) for line in steps}) == 3
    assert {"≥ 0.01 % (D29)", "< 0.01 % (D29)", "cannot be said (D29)"} <= set(
        words_on(picture.figure)
    )


@pytest.mark.parametrize(
    ("p_value", "words"),
    [
        (0.25, "p = 0.250"),
        (0.0031, "p = 0.003"),
        (0.00031, "p = 0.0003"),
        (0.00001, "p < 0.0001"),
    ],
)
def test_a_p_value_is_rounded_for_reading_and_never_to_nothing(p_value, words):
    assert words_of_test(LogRank(3.2, 2, p_value, ())) == f"log-rank χ² = 3.20, 2 df, {words}"


def test_nothing_to_compare_is_said():
    assert words_of_test(None) == "no log-rank test: nothing to compare"
