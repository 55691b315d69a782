"""The axis of levels: everything on it, and nothing called below detection without a limit."""

from decimal import Decimal

import pytest

from mrdtracker.plots.cohort_axis import LevelAxis
from mrdtracker.plots.cohort_frame import CohortSheet
from mrdtracker.plots.figures import new_figure
from mrdtracker.plots.look import LIGHT
from tests.builders import negative, quantified
from tests.domain.cohorts import FAILED, UNLIMITED, a_point

STRIP = "in the strip: no amount and no limit"


def axis_of(*values):
    return LevelAxis.of([a_point(value) for value in values])


def drawn(axis, height=80.0):
    """The axes with this axis, and what is drawn below its levels by its name."""
    sheet = CohortSheet(new_figure(150, 40), LIGHT)
    axes = sheet.axes(40, 40, 300, height)
    axis.draw(axes, LIGHT, is_percent=True)
    return axes, {one.get_gid(): one.get_extents() for one in axes.patches if one.get_gid()}


def names_below(axis):
    return [item.words for item in axis.key_items(LIGHT)]


def test_the_decades_hold_every_level_and_no_slip_of_the_pen_flattens_them():
    two, slip = axis_of(quantified("0.03"), quantified("0.0002")), axis_of(quantified("1e-40"))

    assert (two.bottom, two.top) == (-5, 0)
    assert (slip.bottom, slip.top) == (-12, 0)
    assert (axis_of(FAILED).bottom, axis_of(FAILED).top) == (-5, 0)


def test_a_single_high_result_stands_on_an_axis_of_several_decades():
    axis = axis_of(quantified("0.3"))

    assert (axis.bottom, axis.top) == (-3, 0)


@pytest.mark.parametrize("value", [quantified("0.3"), UNLIMITED, FAILED])
def test_without_a_stated_limit_nothing_is_called_below_detection(value):
    axis = axis_of(value, quantified("0.002"))

    assert axis.floor is None
    assert "below detection" not in drawn(axis)[1]
    assert "below detection" not in names_below(axis)


def test_the_floor_lies_under_the_lowest_limit_and_under_every_number():
    limits = axis_of(quantified("0.3"), negative("0.001"), negative("0.0001"))
    number = axis_of(quantified("0.00003"), negative("0.0001"))

    assert (limits.floor, limits.bottom) == (Decimal("0.0001"), -5)
    assert number.floor == Decimal("0.00003")
    axes, below = drawn(limits)
    floor = axes.transData.inverted().transform(below["below detection"].max)[1]
    assert floor == pytest.approx(0.0001)
    assert names_below(limits) == ["below detection"]


def test_the_strip_is_there_for_what_has_neither_amount_nor_limit_and_apart_from_the_floor():
    axis = axis_of(UNLIMITED, negative("0.0001"))
    axes, below = drawn(axis)

    assert axes.get_ylim()[0] < axis.height(a_point(UNLIMITED)) < 10.0**axis.bottom
    assert below["strip"].y1 == pytest.approx(below["below detection"].y0)
    assert names_below(axis) == ["below detection", STRIP]
    assert "strip" not in drawn(axis_of(negative("0.0001")))[1]


def test_a_low_axis_names_fewer_decades_and_always_the_highest():
    axes, _ = drawn(LevelAxis(-6, 0, None, has_strip=False))

    ticks = list(axes.get_yticks())
    assert ticks[-1] == 1.0
    assert len(ticks) < 5
