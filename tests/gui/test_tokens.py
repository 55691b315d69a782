from mrdtracker.gui import tokens
from mrdtracker.gui.theme import DARK, LIGHT


def test_the_first_frame_has_the_theme_s_own_colours():
    assert (LIGHT.window, DARK.window) == (tokens.WINDOW_LIGHT, tokens.WINDOW_DARK)
    assert (LIGHT.hover, DARK.hover) == (tokens.HOVER_LIGHT, tokens.HOVER_DARK)
