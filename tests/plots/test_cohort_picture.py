"""One figure for every view: high enough, in every look, and children can be found on it."""

import pytest
from matplotlib.text import Text

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.plots.cohort_picture import FEWEST_ROWS, good_height_mm, rows_that_fit
from mrdtracker.plots.figures import picture
from mrdtracker.plots.look import DARK, LIGHT, PRINT
from tests.builders import quantified
from tests.domain.cohorts import a_child, a_point
from tests.plots.cohort_drawings import drawn, view_of, words_on

LONG = (CohortViewKind.HEAT_MAP, CohortViewKind.SWIMMER)


@pytest.mark.parametrize("kind", CohortViewKind)
@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=lambda look: look.name)
def test_every_view_is_drawn_in_every_look(kind, look):
    figure = drawn(view_of(kind), look).figure

    assert figure.axes
    assert figure.get_facecolor() == pytest.approx(_rgba(look.surface))


@pytest.mark.parametrize("kind", CohortViewKind)
def test_a_cohort_of_one_and_of_nobody_is_drawn_without_a_fault(kind):
    one = drawn(view_of(kind, Cohort((a_child("A", a_point(quantified())),))))
    nobody = drawn(view_of(kind, Cohort()))

    # A curve is of a group, and points to nobody.
    shown = set() if kind is CohortViewKind.SURVIVAL else {"id-A"}
    assert {spot.patient_id for spot in one.spots} == shown
    assert one.figure.axes
    assert nobody.spots == ()


@pytest.mark.parametrize("kind", CohortViewKind)
def test_no_words_lie_outside_the_picture(kind):
    figure = drawn(view_of(kind)).figure
    picture(figure, "png", dpi=50)

    places = [one.get_position() for one in figure.texts if isinstance(one, Text)]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


@pytest.mark.parametrize("kind", LONG)
def test_a_long_picture_is_as_high_as_its_rows(kind):
    many = Cohort(tuple(a_child(f"S-{n:03}", a_point(quantified())) for n in range(40)))
    shown = view_of(kind, many)

    assert shown.line_count == 40
    step = good_height_mm(shown, range(2)) - good_height_mm(shown, range(1))
    high = good_height_mm(shown, range(40))
    assert good_height_mm(shown, range(100)) == high
    assert rows_that_fit(shown, high) == 40
    assert rows_that_fit(shown, high - step) == 39
    assert rows_that_fit(shown, 0) == FEWEST_ROWS


def test_the_other_views_have_no_rows():
    for kind in set(CohortViewKind) - set(LONG):
        assert view_of(kind).line_count == 0
        assert rows_that_fit(view_of(kind), 100) == FEWEST_ROWS


def test_a_mark_is_found_by_its_pixel_and_the_ground_is_nobody():
    found = drawn(view_of(CohortViewKind.OVERLAY))
    spot = found.spots[0]
    x, y = spot.axes.transData.transform((spot.x, spot.y))

    assert found.at_pixel(x + 3, y - 3) == spot
    assert found.at_pixel(1, 1) is None


def _rgba(colour):
    return (*(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)), 1.0)


@pytest.mark.parametrize("kind", LONG)
def test_a_part_of_a_cohort_says_which(kind):
    many = Cohort(tuple(a_child(f"S-{n:03}", a_point(quantified())) for n in range(60)))
    shown = view_of(kind, many)

    assert "1–50 of 60" in words_on(drawn(shown, rows=range(50), height_mm=300).figure)
    assert not any(" of 60" in one for one in words_on(drawn(shown, height_mm=300).figure))
