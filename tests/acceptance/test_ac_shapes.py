"""AC24: whoever sees no colour, or other ones, can tell every state from every other.

The states are those of results in the plot, of time points, of rule outcomes and of groups.
"""

import io

import pytest
from matplotlib.figure import Figure
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from mrdtracker.domain.finding import GroupStatus
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.chips import paint_mark
from mrdtracker.gui.presenters.chip_text import STATUS_WORDS
from mrdtracker.gui.presenters.findings_html import SHAPES
from mrdtracker.gui.presenters.findings_text import MARKS, NOT_REACHED
from mrdtracker.gui.presenters.point_states import SIGNS, PointState
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.state_glyphs import paint_sign
from mrdtracker.gui.theme import DARK, LIGHT
from mrdtracker.plots.course_flags import FlagShape
from mrdtracker.plots.course_marks import flag_mark, mark_of, ring_of
from mrdtracker.plots.course_points import Glyph, Series
from tests.eyes import LEAST_CONTRAST, MACHADO, SEEN, alike, seen_contrast, shape_seen

EYES = {**SEEN, **MACHADO}
FLOW = Series(Method.FLOW, Specimen.BONE_MARROW)
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
EVERY_EYE = pytest.mark.parametrize("eye", EYES)
# WCAG 2.2, 1.4.3: words against what is behind them.
LEAST_OF_WORDS = 4.5
SIDE = 24


def drawn(mark, look):
    """Draw a mark of the plot alone, as large as on a screen of twice the usual density."""
    figure = Figure(figsize=(0.2, 0.2), dpi=144, facecolor=look.surface)
    mark.set_data([0.5], [0.5])
    mark.set_transform(figure.transFigure)
    figure.add_artist(mark)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor=look.surface)
    return QImage.fromData(buffer.getvalue())


def painted(theme, paint):
    """Paint something in the middle of a small page."""
    page = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    page.fill(QColor(theme.surface))
    painter = QPainter(page)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QPointF(SIDE / 2, SIDE / 2))
    painter.end()
    return page


def shapes_drawn(marks, theme, eye):
    """What an eye sees of each mark of the plot."""
    look = theme.look
    return {
        name: shape_seen(drawn(mark, look), look.surface, EYES[eye])
        for name, mark in marks.items()
    }


def shapes_painted(paints, theme, eye):
    """What an eye sees of each sign of the window."""
    return {
        name: shape_seen(painted(theme, paint), theme.surface, EYES[eye])
        for name, paint in paints.items()
    }


@THEMES
@EVERY_EYE
def test_ac24_every_state_of_a_result_has_its_own_shape_in_the_plot(theme, eye):
    look = theme.look
    marks = {
        glyph.name: mark_of(glyph, FLOW, look, look.series[Method.FLOW])
        for glyph in Glyph
        if glyph.name != "PENDING"
    }

    shapes = shapes_drawn({**marks, "AWAITED": ring_of(look)}, theme, eye)
    assert all(len(shape) >= 12 for shape in shapes.values())
    assert alike(shapes) == {}


@THEMES
@EVERY_EYE
def test_ac24_every_state_of_a_time_point_has_its_own_shape(qapp, theme, eye):  # noqa: ARG001
    signs = {
        state.name: lambda painter, middle, state=state: paint_sign(
            painter, middle, state.value, theme.tone(SIGNS[state].tone).mark, 16.0
        )
        for state in PointState
    }

    assert alike(shapes_painted(signs, theme, eye)) == {}
    assert len({sign.word for sign in SIGNS.values()}) == len(PointState)


@THEMES
@EVERY_EYE
def test_ac24_every_meaning_of_a_colour_has_its_own_shape(qapp, theme, eye):  # noqa: ARG001
    in_chips = {
        tone.name: lambda painter, middle, tone=tone: paint_mark(
            painter, middle, tone, theme.tone(tone).mark
        )
        for tone in ToneName
    }
    in_the_plot = {
        shape.name: flag_mark(shape, theme.look)
        for shape in FlagShape
        if shape.value and shape is not FlagShape.SAID
    }

    assert alike(shapes_painted(in_chips, theme, eye)) == {}
    assert alike(shapes_drawn(in_the_plot, theme, eye)) == {}


def test_ac24_outcomes_of_rules_and_standings_of_groups_differ_in_sign_or_word():
    outcomes = [*MARKS.values(), NOT_REACHED]

    assert len(set(outcomes)) == len(outcomes)
    assert len(set(SHAPES.values())) == len(ToneName)
    assert set(STATUS_WORDS) == set(GroupStatus)
    assert len(set(STATUS_WORDS.values())) == len(GroupStatus)


@THEMES
@EVERY_EYE
def test_ac24_words_and_marks_stay_readable_for_every_eye(theme, eye):
    matrix = EYES[eye]
    chips = {
        tone.name: seen_contrast(theme.tone(tone).mark, theme.tone(tone).tint, matrix)
        for tone in ToneName
    }
    series = {
        method.name: seen_contrast(colour, theme.surface, matrix)
        for method, colour in theme.look.series.items()
    }

    assert {name: one for name, one in chips.items() if one < LEAST_OF_WORDS} == {}
    assert {name: one for name, one in series.items() if one < LEAST_CONTRAST} == {}
