"""Where labels go: the best free place, never off the page, else where they cover least."""

from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.plots.label_places import Box, LabelPlaces, Span, packed_rows

PAGE = Box(0, 0, 100, 100)
CORNER = st.tuples(st.floats(0, 90), st.floats(0, 90))


def test_the_first_free_place_is_taken():
    places = LabelPlaces(PAGE)
    places.take(Box(0, 0, 20, 20))

    assert places.place(10, 10, [(5, 5), (30, 30), (50, 50)]) == Box(30, 30, 40, 40)


def test_without_a_free_place_the_one_that_covers_least_is_taken():
    places = LabelPlaces(PAGE)
    places.take(Box(0, 0, 20, 20))

    assert places.free(10, 10, [(5, 5), (15, 15)]) is None
    assert places.place(10, 10, [(5, 5), (15, 15)]) == Box(15, 15, 25, 25)


def test_a_label_is_pushed_back_onto_the_page_and_into_its_strip():
    places = LabelPlaces(PAGE)

    assert places.place(10, 10, [(95, -5)]) == Box(90, 0, 100, 10)
    assert places.place(10, 10, [(40, 80)], Span(20, 50)) == Box(40, 39, 50, 49)


def test_the_way_of_a_line_is_taken():
    places = LabelPlaces(PAGE)
    places.take_line((0, 0), (100, 100))

    assert places.free(4, 4, [(48, 48)]) is None
    assert places.free(4, 4, [(80, 10)]) is not None


@given(st.lists(CORNER, min_size=1, max_size=20))
def test_places_that_are_handed_out_as_free_never_touch(corners):
    places = LabelPlaces(PAGE)

    boxes = [box for one in corners if (box := places.free(10, 8, [one])) is not None]

    pairs = [(one, two) for one in boxes for two in boxes if one is not two]
    assert all(one.overlap(two) == 0 for one, two in pairs)


def test_names_that_would_touch_get_rows_of_their_own():
    assert packed_rows([(0, 30), (10, 40), (35, 60), (45, 80)], 2) == (0, 1, 0, 1)


def test_a_strip_knows_its_middle_and_height():
    strip = Span(10, 30)

    assert (strip.middle, strip.height) == (20, 20)
