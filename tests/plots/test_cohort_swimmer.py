"""The swimmer: a bar to death or to the last record, an arrow for who lives, marks for events."""

import pytest
from matplotlib.collections import LineCollection

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_views import CohortViewKind
from tests.domain.cohorts import a_child
from tests.plots.cohort_drawings import drawn, view_of, words_on


def swim(*children, rows=range(100)):
    return drawn(view_of(CohortViewKind.SWIMMER, Cohort(children), Grouping()), rows=rows)


def ends(picture):
    (axes,) = picture.figure.axes
    (bars,) = axes.findobj(LineCollection)
    return [bar[1][0] for bar in bars.get_segments()]


def arrows(picture):
    (axes,) = picture.figure.axes
    return [
        line.get_ydata()
        for line in axes.lines
        if line.get_marker() == "$→$" and len(line.get_xdata())
    ]


def test_a_bar_ends_with_death_or_with_the_last_record():
    picture = swim(a_child("A", contact=900), a_child("B", contact=500, death=450))

    assert ends(picture) == [900, 450]


def test_only_who_lived_at_the_last_record_has_an_arrow():
    picture = swim(a_child("A", contact=900), a_child("B", contact=500, death=500))

    assert arrows(picture) == [[0]]
    assert "alive at the last record" in words_on(picture.figure)


def test_a_death_without_a_day_leaves_nobody_alive():
    assert arrows(swim(a_child("A", contact=900, death=None), a_child("B", death=0))) == []


def test_events_stand_on_their_day_and_in_the_key():
    picture = swim(a_child("A", remission=30, transplant=200, relapse=400, contact=600))

    said = {spot.words: spot.x for spot in picture.spots}
    assert said["A: relapse (days since the first dose: 400)"] == 400
    assert said["A: transplant (days since the first dose: 200)"] == 200
    assert {"relapse", "transplant", "remission"} <= set(words_on(picture.figure))
    assert "death" not in words_on(picture.figure)


def test_every_page_has_the_scale_of_the_whole_cohort():
    children = [a_child(f"S-{n}", contact=100 * (n + 1)) for n in range(20)]

    first, last = swim(*children, rows=range(5)), swim(*children, rows=range(15, 20))

    assert first.figure.axes[0].get_xlim() == last.figure.axes[0].get_xlim()


def test_long_times_are_read_in_years():
    assert (
        "years since the first dose"
        in swim(a_child("A", contact=3000)).figure.axes[0].get_xlabel()
    )
    assert (
        "days since the first dose" in swim(a_child("A", contact=300)).figure.axes[0].get_xlabel()
    )


def test_which_lines_are_seen_stands_above_them():
    children = [a_child(f"S-{n}", contact=100 * (n + 1)) for n in range(20)]
    figure = swim(*children, rows=range(3)).figure
    part = next(one for one in figure.texts if one.get_text() == "1–3 of 20")
    codes = [one for one in figure.texts if one.get_text().startswith("S-")]

    figure.canvas.draw()
    low = part.get_window_extent().y0
    assert len(codes) == 3
    assert all(one.get_window_extent().y1 <= low for one in codes)


@pytest.mark.parametrize(("count", "is_whole"), [(3, True), (1, False)])
def test_a_long_group_has_as_many_lines_as_it_has_children(count, is_whole):
    name = "A very long protocol of a large study group"
    children = [a_child(f"S-{n}", protocol=name) for n in range(count)]
    children += [a_child("T", protocol=f"B{name[1:]}")]
    view = view_of(CohortViewKind.SWIMMER, Cohort(tuple(children)), Grouping(GroupBy.PROTOCOL))

    words = " ".join(words_on(drawn(view).figure))
    assert (name in words) is is_whole
    assert f"B{name[1:]}" in words
