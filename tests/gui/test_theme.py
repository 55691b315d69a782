import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel

from mrdtracker.gui import theme
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.theme import (
    DARK,
    LIGHT,
    Scheme,
    base_font,
    current_theme,
    font_of,
    set_role,
    tabular,
)
from mrdtracker.words import speak
from tests.gui.desk import the_switch


def luminance(colour):
    def channel(value):
        value /= 255
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    colour = QColor(colour)
    red, green, blue = map(channel, (colour.red(), colour.green(), colour.blue()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2, success criterion 1.4.3."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_background(tokens):
    for background in (tokens.window, tokens.surface, tokens.hover, tokens.selection):
        assert contrast(tokens.text, background) >= 4.5
        assert contrast(tokens.quiet, background) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    for tone in ToneName:
        colours = tokens.tone(tone)
        assert contrast(colours.mark, colours.tint) >= 4.5


@pytest.fixture
def switch(qapp):  # noqa: ARG001
    switch = the_switch()
    yield switch
    switch.choose(Scheme.SYSTEM)
    switch.zoom(0)


def test_the_choice_holds_everywhere_at_once(qtbot, switch):
    with qtbot.waitSignal(switch.changed):
        switch.choose(Scheme.DARK)

    assert current_theme() is DARK
    assert QApplication.palette().window().color().name() == DARK.window.lower()
    switch.choose(Scheme.LIGHT)
    assert current_theme() is LIGHT


def test_text_grows_within_limits(switch):
    before = QApplication.font().pointSizeF()

    switch.zoom(2)
    assert QApplication.font().pointSizeF() == before + 2
    switch.zoom(99)
    assert switch.zoom_pt == theme.LARGEST_ZOOM_PT


def test_sizes_follow_the_text(switch):
    assert switch.theme in (LIGHT, DARK)
    text = font_of("text").pointSizeF()

    assert text >= theme.SMALLEST_TEXT_PT
    assert font_of("title").pointSizeF() == text + 7
    assert font_of("section").weight() == QFont.Weight.DemiBold
    assert font_of("caption").pointSizeF() == text - 1


def test_figures_have_one_width(switch):
    assert switch.choice is Scheme.SYSTEM
    assert tabular(QFont()).featureTags() == [theme.TABULAR]


def test_a_role_dresses_a_widget(qtbot, switch):
    switch.choose(Scheme.LIGHT)
    label = QLabel("error")
    qtbot.addWidget(label)
    label.show()

    set_role(label, "error")

    assert label.palette().windowText().color().name() == LIGHT.look.high.mark.lower()


def test_a_machine_without_fonts_gets_ours(qapp, monkeypatch):
    monkeypatch.setattr(theme.QFontDatabase, "families", list)

    font = theme.base_font(qapp)

    assert font.families()[0] == "DejaVu Sans"
    assert "NanumGothic" in font.families()
    assert font.pointSizeF() >= theme.SMALLEST_TEXT_PT


def test_a_korean_name_has_letters_on_a_machine_without_hangul_in_every_language(qapp):
    korean = QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    if set(korean) - {theme.BUNDLED_HANGUL}:
        pytest.skip("this machine has Hangul of its own")

    first, *others = base_font(qapp).families()

    # An alias such as "Sans Serif" would lose to the bundled font, and all would be set in it.
    assert first in QFontDatabase.families()
    assert first != theme.BUNDLED_HANGUL
    assert others == [theme.BUNDLED_HANGUL]


def test_titles_are_thick_in_hangul_too(qapp):
    base_font(qapp)
    speak({"Yes": "예"})
    try:
        title = theme.font_of("title")
        text = theme.font_of("text")
    finally:
        speak({})
    for font in (title, text):
        font.setFamilies([theme.BUNDLED_HANGUL])
        font.setPointSizeF(20.0)

    assert _ink("환자", title) > 1.1 * _ink("환자", text)


def _ink(text, font):
    """Return how much of a picture the letters cover."""
    picture = QImage(160, 60, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.drawText(picture.rect(), text)
    painter.end()
    return sum(255 - value for value in bytes(picture.constBits()))
