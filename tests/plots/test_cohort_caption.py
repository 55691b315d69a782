"""The caption stands on the paper, inside its edges, and beside the view instead of on it."""

from datetime import date

import pytest

from mrdtracker.domain.cohort_caption import caption_of
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.plots.cohort_caption import lines_of_name, wrapped
from mrdtracker.plots.cohort_picture import draw_on_paper
from mrdtracker.plots.figures import text_width
from tests.plots.cohort_drawings import drawn, view_of, words_on


@pytest.mark.parametrize("kind", CohortViewKind)
def test_every_picture_on_paper_carries_its_whole_caption(kind):
    shown = view_of(kind, is_landmark=True)
    caption = caption_of(shown, date(2026, 11, 21))

    figure = draw_on_paper(shown, caption, range(50)).figure

    said = " ".join(words_on(figure))
    assert all(one in said for one in (caption.title, caption.facts, *caption.remarks))
    places = [one.get_position() for one in figure.texts]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


def test_a_text_is_broken_between_words_and_nothing_is_lost():
    text = "one two three four five six"
    lines = wrapped(text, 50, 8)

    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(text_width(line, 8) <= 50 for line in lines)
    assert wrapped("unbreakable", 5, 8) == ["unbreakable"]


def test_a_name_is_broken_into_the_lines_that_it_has_and_cut_only_in_the_last():
    name = "one two three four five six"

    assert lines_of_name(name, 40, 8, 9) == wrapped(name, 40, 8)
    first, last = lines_of_name(name, 40, 8, 2)
    assert first == wrapped(name, 40, 8)[0]
    assert last.endswith("…")
    assert lines_of_name("HR", 60, 8, 1) == ["HR"]


def test_the_endpoint_is_said_once_on_paper_and_on_the_screen():
    shown = view_of(CohortViewKind.SURVIVAL, is_landmark=True)
    caption = caption_of(shown, date(2026, 11, 21))

    on_paper = " ".join(words_on(draw_on_paper(shown, caption, range(50)).figure))
    on_screen = " ".join(words_on(drawn(shown).figure))

    assert on_paper.count(shown.picture.endpoint.title) == 1
    assert on_screen.count(shown.picture.endpoint.title) == 1
    assert on_paper.count("log-rank χ²") == on_screen.count("log-rank χ²") == 1
