"""The words around a course plot: what is named, and where its entries stand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_key import entry_places, heading_words, key_words, legend_words
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.look import LIGHT, PRINT
from tests.plots.courses import DAY_ONE, case, course, every_state, quantified, result

ALL = course(*every_state())


def test_a_course_that_is_not_all_drawn_says_so_everywhere():
    part = replace(ALL, left_out=9_881)

    assert "18 of 9899 results drawn" in heading_words(part, LIGHT)
    assert heading_words(part, PRINT).startswith("S-0142 · ")
    assert heading_words(ALL, LIGHT) == ""
    some = replace(part, hidden=frozenset({"r0", "r1"}))
    assert "16 of 9899 results drawn" in heading_words(some, LIGHT)


def test_a_relapse_without_a_day_is_named_because_it_has_no_mark():
    given = case(result(15, quantified("0.001")), events=[Event(EventKind.RELAPSE)] * 2)
    drawn = MrdCourse.of(given, (), (), DAY_ONE)

    assert not drawn.events
    words = "recorded without a day, and so not drawn: relapse"
    assert heading_words(drawn, LIGHT) == words
    assert heading_words(drawn, PRINT).endswith(f" · {words}")


def test_only_the_marks_that_are_drawn_are_explained():
    words = key_words(course(result(15, quantified("0.001"))))

    assert words == ("awaited",)
    assert "above the upper limit" in key_words(ALL)


def test_up_to_three_series_are_named_beside_their_points():
    results = [
        result(15, quantified("0.001", Method.IG_TR_PCR), Method.IG_TR_PCR, target=f"IGH {one}")
        for one in range(4)
    ]

    assert legend_words(course(*results[:3])) == ()
    assert legend_words(course(*results))[0] == "IG/TR PCR IGH 0 · marrow"


@given(
    width=st.floats(60, 500),
    first=st.tuples(st.floats(0, 200), st.floats(0, 300)),
    count=st.integers(0, 8),
)
def test_entries_keep_their_order_and_stay_between_the_ends_of_their_line(width, first, count):
    words = [f"entry {number}" for number in range(count)]
    ends = (20.0, 20.0 + width)
    begin = (20.0 + first[0], max(20.0 + first[0], ends[1] - first[1]))

    places = entry_places(words, LIGHT, ends, begin)

    assert places == sorted(places)
    for word, (line, left) in zip(words, places, strict=True):
        right = left + 14 + text_width(word, LIGHT.caption_pt)
        assert left >= ends[0]
        assert right <= (begin if line == 0 else ends)[1] or (line > 0 and left == ends[0])
