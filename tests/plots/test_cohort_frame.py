"""What the pictures of a cohort share."""

import pytest

from mrdtracker.domain.cohort_groups import Group, GroupTone
from mrdtracker.plots.cohort_frame import (
    CohortSheet,
    KeyItem,
    colours_of,
    draw_key,
    paleness,
    swatch,
)
from mrdtracker.plots.figures import new_figure
from mrdtracker.plots.look import DARK, LIGHT


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_a_side_of_a_threshold_has_the_colour_of_its_meaning(look):
    tones = (GroupTone.AT_LEAST, GroupTone.BELOW, GroupTone.UNKNOWN, GroupTone.NONE)
    groups = [Group(place, tone.value, tone) for place, tone in enumerate(tones)]

    colours = colours_of(groups, look)

    meant = (look.high.mark, look.low.mark, look.unknown.mark, look.quiet)
    assert tuple(colours.values()) == meant


def test_plain_groups_have_different_colours():
    groups = [Group(place, f"G{place}", GroupTone.PLAIN) for place in range(5)]

    assert len(set(colours_of(groups, LIGHT).values())) == 5


def test_many_marks_are_paler_but_never_invisible():
    assert paleness(30) == 1.0
    assert paleness(120) == 0.5
    assert paleness(10**6) == 0.12


def test_a_key_that_is_too_long_goes_on_in_another_line():
    sheet = CohortSheet(new_figure(80, 60), LIGHT)

    draw_key(sheet, [KeyItem(f"a rather long word {n}", swatch("none", LIGHT)) for n in range(4)])

    heights = {round(text.get_position()[1], 3) for text in sheet.figure.texts}
    assert len(heights) == 4
    assert all(text.get_position()[0] < 0.5 for text in sheet.figure.texts)
