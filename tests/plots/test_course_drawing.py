"""The pen: places in points at any resolution, and what was drawn for whom."""

import pytest

from mrdtracker.plots.course_drawing import Drawing
from mrdtracker.plots.course_marks import ring_of
from mrdtracker.plots.course_sheet import sheet_of
from mrdtracker.plots.figures import new_figure
from mrdtracker.plots.label_places import Box
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import course


@pytest.fixture
def drawing():
    figure = new_figure(127, 127)
    return Drawing(figure, course(), LIGHT, sheet_of(course(), LIGHT, 360, 360))


@pytest.mark.parametrize("dots", [72, 96, 144])
def test_a_place_in_points_is_the_same_place_at_every_resolution(drawing, dots):
    label = drawing.words(72, 36, "here")

    drawing.figure.set_dpi(dots)

    assert label.get_transform().transform((72, 36)) == pytest.approx((dots, dots / 2))


def test_words_are_taken_as_they_are():
    figure = new_figure(50, 50)
    drawing = Drawing(figure, course(), LIGHT, sheet_of(course(), LIGHT, 140, 140))

    assert not drawing.words(0, 0, "costs $5 and $6").get_parse_math()


def test_only_plain_latin_words_are_set_in_bold(drawing):
    assert drawing.loud_words(drawing.words(0, 0, "HR")).get_fontweight() == "bold"
    assert drawing.loud_words(drawing.words(0, 0, "고위험")).get_fontweight() != "bold"


def test_quiet_words_are_quiet_and_coloured_ones_keep_their_colour(drawing):
    assert drawing.words(0, 0, "D15", is_quiet=True).get_color() == LIGHT.quiet
    assert drawing.words(0, 0, "HR", colour="#123456").get_color() == "#123456"
    assert drawing.words(0, 0, "D15").get_color() == LIGHT.text


def test_a_hatch_is_drawn_without_a_fill(drawing):
    patch = drawing.tint(Box(0, 0, 10, 10), LIGHT.border, hatch="////")

    assert patch.get_facecolor()[3] == 0
    assert patch.get_hatch() == "////"


def test_artists_carry_the_key_of_their_result(drawing):
    mark = drawing.mark(10, 20, ring_of(LIGHT))
    line = drawing.stroke([0, 1], [0, 1], LIGHT.text)

    drawing.remember("r7", mark)
    drawing.remember("r7", line, "bar")

    assert [one.get_gid() for one in drawing.artists["r7"]] == ["result:r7", "result:r7:bar"]


def test_a_rim_sets_a_label_off(drawing):
    assert drawing.set_off(drawing.words(0, 0, "HR")).get_path_effects()
