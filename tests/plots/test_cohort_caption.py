"""The caption stands on the paper, inside its edges, and beside the view instead of on it."""

from datetime import date

import pytest

from mrdtracker.domain.cohort_caption import caption_of
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.plots.cohort_caption import wrapped
from mrdtracker.plots.cohort_picture import draw_on_paper
from mrdtracker.plots.figures import text_width
from tests.plots.cohort_drawings import view_of, words_on


@pytest.mark.parametrize("kind", CohortViewKind)
def test_every_picture_on_paper_carries_its_whole_caption(kind):
    shown = view_of(kind, is_landmark=True)
    caption = caption_of(shown, date(2026, 11, 21))

    figure = draw_on_paper(shown, caption).figure

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
