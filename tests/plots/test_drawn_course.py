"""A drawn course: which result is where, and the ring around those that are chosen."""

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind
from tests.plots.courses import course, negative, quantified, result
from tests.plots.drawings import drawn, mark


@pytest.fixture
def done():
    return drawn(course(result(15, quantified("0.0005")), result(33, negative("0.00001"))))


@pytest.mark.parametrize("dots", [96, 144])
def test_the_pixel_of_a_result_is_where_its_mark_is_drawn(done, dots):
    done.figure.set_dpi(dots)
    FigureCanvasAgg(done.figure).draw()

    one = mark(done, "r0")
    drawn_at = one.get_transform().transform((one.get_xdata()[0], one.get_ydata()[0]))
    assert done.pixel_of("r0") == pytest.approx(tuple(drawn_at), abs=0.6)


def test_the_nearest_result_within_reach_is_found(done):
    x, y = done.pixel_of("r1")

    assert done.at_pixel(x + 4, y - 3) == "r1"
    assert done.at_pixel(x + 60, y + 60) == ""


def test_nothing_is_found_on_an_empty_course():
    assert drawn(course()).at_pixel(100, 100) == ""


def test_the_ring_surrounds_chosen_results_and_ignores_unknown_ones(done):
    done.surround({"r1", "gone"})

    assert list(done.ring.get_xdata()) == [done.anchors["r1"][0]]
    assert done.ring.get_animated()


def test_results_are_known_in_the_order_of_time(done):
    assert done.keys == ("r0", "r1")


def test_what_a_cut_label_says_is_found_under_the_pointer():
    events = [Event(EventKind.TRANSPLANT, "transplant from a brother", day=60)]
    done = drawn(course(events=events))
    box, words = done.asides[0]
    scale = done.figure.dpi / 72

    assert done.words_at_pixel((box.left + 2) * scale, (box.bottom + 2) * scale) == words
    assert done.words_at_pixel(1, 1) == ""


def test_a_sample_of_which_one_result_is_hidden_is_the_other_one():
    made = course(*(result(15, quantified("0.0005"), target=target) for target in ("A", "B")))

    done = drawn(replace(made, hidden=frozenset({"r0"})))

    assert done.keys == ("r1",)
    assert done.sample_of("r1") == {"r1"}


def test_what_is_between_two_pixels_both_ways_is_found(done):
    x, y = done.pixel_of("r1")

    assert done.keys_within((x, x + 1), (y - 1, y)) == ("r1",)
    assert done.keys_within((x + 1, x + 9), (y - 9, y + 9)) == ()
    assert done.keys_within((x - 9, x + 9), (y + 1, y + 9)) == ()
    assert done.keys_within((0, 10_000), (0, 10_000)) == ("r0", "r1")
