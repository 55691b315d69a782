"""The marks: filling and shape say the state, so that grey and colour-blind eyes can tell."""

import pytest

from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.course_flags import FlagShape
from mrdtracker.plots.course_marks import (
    colours_of,
    flag_mark,
    line_width,
    mark_of,
    ring_of,
    tone_of,
)
from mrdtracker.plots.course_points import Glyph, Series
from mrdtracker.plots.look import DARK, LIGHT
from tests.plots.courses import BM, PB

FLOW = Series(Method.FLOW, BM)
HUE = LIGHT.series[Method.FLOW]


def shape_of(mark):
    return (str(mark.get_marker()), mark.get_fillstyle(), mark.get_markerfacecolor())


def test_every_state_differs_without_colour():
    shapes = {glyph: shape_of(mark_of(glyph, FLOW, LIGHT, "#000000")) for glyph in Glyph}

    assert len(set(shapes.values())) == len(Glyph)
    assert shapes[Glyph.UNCERTAIN][0] == shapes[Glyph.BELOW_QUANTIFICATION][0] == "D"


@pytest.mark.parametrize(
    "glyph", [Glyph.NEGATIVE, Glyph.ABOVE, Glyph.UNCERTAIN, Glyph.NOT_DETECTED]
)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_what_is_not_an_amount_is_hollow(glyph, look):
    assert mark_of(glyph, FLOW, look, HUE).get_markerfacecolor() == look.surface


def test_an_amount_is_filled_with_the_hue_of_its_method():
    mark = mark_of(Glyph.QUANTIFIED, FLOW, LIGHT, HUE)

    assert (mark.get_marker(), mark.get_markerfacecolor()) == ("o", HUE)


def test_only_not_detected_points_down():
    down = [glyph for glyph in Glyph if mark_of(glyph, FLOW, LIGHT, HUE).get_marker() == "v"]

    assert down == [Glyph.NEGATIVE]


def test_uncertain_significance_is_grey():
    assert mark_of(Glyph.UNCERTAIN, FLOW, LIGHT, HUE).get_markeredgecolor() == LIGHT.quiet


def test_half_of_a_positive_below_quantification_is_filled():
    mark = mark_of(Glyph.BELOW_QUANTIFICATION, FLOW, LIGHT, HUE)

    assert (mark.get_fillstyle(), mark.get_markerfacecoloralt()) == ("bottom", LIGHT.surface)


def test_blood_wears_a_dark_rim_and_a_thinner_line():
    blood = Series(Method.FLOW, PB)

    assert mark_of(Glyph.QUANTIFIED, blood, LIGHT, HUE).get_markeredgecolor() == LIGHT.text
    assert line_width(blood, LIGHT) < line_width(FLOW, LIGHT) == LIGHT.line_pt


def test_methods_have_their_own_shapes():
    made = (mark_of(Glyph.QUANTIFIED, Series(one, BM), LIGHT, HUE) for one in Method)

    assert len({mark.get_marker() for mark in made}) == len(Method) - 1  # both fusions share one


def test_a_second_target_of_a_method_is_darker_and_the_first_keeps_the_hue():
    series = tuple(Series(Method.IG_TR_PCR, BM, target) for target in ("IGH", "TRG"))

    colours = colours_of(series, LIGHT)

    assert colours[series[0]] == LIGHT.series[Method.IG_TR_PCR]
    assert colours[series[1]] != colours[series[0]]


def test_flags_differ_by_shape_and_repeat_it_in_colour():
    marks = {shape: flag_mark(shape, LIGHT) for shape in FlagShape if shape}

    assert len({(one.get_marker(), one.get_markersize()) for one in marks.values()}) == 4
    assert marks[FlagShape.UNKNOWN].get_markerfacecolor() == LIGHT.surface
    assert marks[FlagShape.HIGH].get_markerfacecolor() == tone_of(FlagShape.HIGH, LIGHT).mark


def test_an_awaited_sample_is_an_empty_ring():
    assert ring_of(LIGHT).get_markerfacecolor() == LIGHT.surface
