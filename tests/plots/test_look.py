"""The colours and sizes of plots: those of the design, readable, and the same in the style."""

import pytest

from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.figures import _style
from mrdtracker.plots.look import DARK, LIGHT, PRINT, Look


def luminance(colour: str) -> float:
    parts = [int(colour[one : one + 2], 16) / 255 for one in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=lambda look: look.name)
def test_words_and_series_can_be_read_on_their_ground(look: Look):
    colours = [look.text, look.quiet, look.accent, *look.series.values()]
    colours += [one.mark for one in (look.high, look.intermediate, look.low, look.unknown)]

    assert min(contrast(colour, look.surface) for colour in colours) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=lambda look: look.name)
def test_every_method_has_a_colour_and_the_meanings_differ(look: Look):
    meanings = {one.mark for one in (look.high, look.intermediate, look.low, look.unknown)}

    assert set(look.series) == set(Method)
    assert len(meanings) == 4


def test_paper_is_white_with_words_of_at_least_eight_points():
    assert PRINT.surface == "#FFFFFF"
    assert min(PRINT.text_pt, PRINT.caption_pt, PRINT.small_pt) >= 8


def test_the_style_file_cycles_through_the_same_colours():
    cycle = [
        colour.upper().lstrip("#") for colour in _style()["axes.prop_cycle"].by_key()["color"]
    ]

    assert cycle == [one.lstrip("#") for one in dict.fromkeys(LIGHT.series.values())]
