"""Levels on the straight scales, and the lines of tests without a level."""

import pytest

from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.course_levels import ZERO_COUNT, axis_level, screen_name
from mrdtracker.plots.course_points import Panel
from tests.plots.courses import PB, every_state, result


@pytest.mark.parametrize(
    ("level", "height"), [(0.0, 0.0), (0.05, 1.0), (0.25, 2.0), (0.15, 1.5), (0.625, 2.5)]
)
def test_each_class_of_marrow_has_a_third_of_its_panel(level, height):
    assert axis_level(Panel.MORPHOLOGY, level, 0.0) == pytest.approx(height)


def test_a_count_of_zero_has_a_line_of_its_own():
    assert axis_level(Panel.COUNT, 0, -1.0) == ZERO_COUNT
    assert axis_level(Panel.COUNT, 1000, -1.0) == pytest.approx(3.0)
    assert axis_level(Panel.MRD, 0, -6.0) == -6.0


def test_a_test_outside_the_marrow_says_where():
    screen = next(one for one in every_state() if one.method is Method.FUSION_SCREEN)

    assert screen_name(screen) == "ETV6::RUNX1"
    assert screen_name(result(1, screen.value, screen.method, PB)) == "fusion screen · blood"
