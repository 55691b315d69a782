"""The overlay: every result once, limits as limits, nothing joined that is not one series."""

from itertools import chain

import pytest
from matplotlib.collections import LineCollection

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.domain.vocabulary import Method
from tests.builders import negative, quantified
from tests.domain.cohorts import (
    BLOOD,
    D29,
    FAILED,
    FROM_0,
    FROM_INDUCTION,
    UNLIMITED,
    a_child,
    a_point,
)
from tests.plots.cohort_drawings import drawn, view_of, words_on

LATER = D29._replace(label="D78")
PCR = D29._replace(method=Method.IG_TR_PCR)


def overlay(*children, grouping=None):
    shown = view_of(CohortViewKind.OVERLAY, Cohort(children), grouping or Grouping())
    return drawn(shown)


def joined(picture):
    """Every line between two results, and whether it is solid."""
    found = []
    for axes in picture.figure.axes:
        for lines in axes.findobj(LineCollection):
            is_solid = lines.get_linestyles()[0][1] is None
            found += [(tuple(map(tuple, one)), is_solid) for one in lines.get_segments()]
    return found


def marks(picture):
    lines = chain.from_iterable(axes.lines for axes in picture.figure.axes)
    return [line for line in lines if line.get_marker() not in ("", "None", None)]


def test_every_dated_result_is_one_mark_that_names_its_child():
    picture = overlay(
        a_child("A", a_point(quantified("0.01"), day=28), a_point(negative(), LATER, 77)),
        a_child("B", a_point(quantified("0.02"), day=30)),
    )

    assert [(spot.patient_id, round(spot.x**2)) for spot in picture.spots] == [
        ("id-A", 28),
        ("id-A", 77),
        ("id-B", 30),
    ]
    assert picture.spots[1].words == "A: not detected (s = 0.01 %), D78 · BM · flow"


def test_a_limit_is_an_open_triangle_at_the_limit():
    picture = overlay(a_child("A", a_point(negative("0.001"))))

    (mark,) = marks(picture)
    assert mark.get_marker() == "v"
    assert mark.get_ydata() == pytest.approx([0.001])
    assert mark.get_markerfacecolor() == "#FFFFFF"


def test_what_states_no_limit_stands_in_the_strip_below_every_decade():
    picture = overlay(a_child("A", a_point(UNLIMITED)), a_child("B", a_point(quantified("0.01"))))

    low = next(spot.y for spot in picture.spots if spot.patient_id == "id-A")
    bottom, _ = picture.figure.axes[0].get_ylim()
    assert bottom < low < 0.01


def test_a_line_is_solid_only_between_two_numbers():
    numbers = a_child("A", a_point(quantified("0.1")), a_point(quantified("0.01"), LATER, 77))
    limit = a_child("B", a_point(quantified("0.1")), a_point(negative(), LATER, 77))

    assert [is_solid for _, is_solid in joined(overlay(numbers))] == [True]
    assert [is_solid for _, is_solid in joined(overlay(limit))] == [False]


@pytest.mark.parametrize("other", [BLOOD, PCR])
def test_nothing_joins_two_methods_or_two_specimens(other):
    child = a_child("A", a_point(quantified("0.1")), a_point(quantified("0.01"), other, 77))

    assert joined(overlay(child)) == []


def test_nothing_joins_two_children():
    picture = overlay(
        a_child("A", a_point(quantified("0.1"))),
        a_child("B", a_point(quantified("0.01"), LATER, 77)),
    )

    assert joined(picture) == []


def test_each_group_has_a_panel_with_its_count():
    picture = drawn(view_of(CohortViewKind.OVERLAY))

    # E has blood only, C only a negative without a limit; both stand somewhere.
    assert len(picture.figure.axes) == 4
    words = words_on(picture.figure)
    for name in ("≥ 0.01 % (D29)", "< 0.01 % (D29)", "cannot be said (D29)"):
        assert name in words
    assert words.count("n = 2") == 1


def test_many_marks_are_paler():
    few = overlay(*(a_child(f"S-{n}", a_point(quantified())) for n in range(5)))
    many = overlay(*(a_child(f"S-{n}", a_point(quantified())) for n in range(500)))

    assert marks(few)[0].get_alpha() == 1.0
    assert 0.1 < marks(many)[0].get_alpha() < 0.5


def test_more_groups_than_panels_are_counted():
    children = [a_child(f"S-{n}", a_point(quantified()), group=f"G{n}") for n in range(8)]
    picture = overlay(*children, grouping=Grouping(GroupBy.RISK))

    assert len(picture.figure.axes) == 6
    assert "2 more groups are in the table" in words_on(picture.figure)


@pytest.mark.parametrize(
    ("more", "title", "name"),
    [
        ({}, "protocol day (first dose = day 1)", "33"),
        ({"convention": FROM_INDUCTION}, "protocol day (start of induction = day 1)", "33"),
        ({"convention": FROM_0}, "protocol day (first dose = day 0)", "28"),
    ],
)
def test_the_axis_names_days_as_the_protocol_names_its_time_points(more, title, name):
    picture = overlay(a_child("A", a_point(quantified(), day=32), **more))
    (axes,) = picture.figure.axes
    ticks = dict(
        zip([one.get_text() for one in axes.get_xticklabels()], axes.get_xticks(), strict=True)
    )

    assert any(one.startswith(title) for one in words_on(picture.figure))
    since_zero = int(name) - more.get("convention", FROM_INDUCTION).first_dose_day
    assert ticks[name] ** 2 == pytest.approx(since_zero)


def test_the_key_names_the_states_that_occur():
    picture = overlay(a_child("A", a_point(FAILED), a_point(quantified("0.01"), LATER, 77)))

    words = words_on(picture.figure)
    assert "not evaluable" in words
    assert "positive, not quantifiable" not in words
