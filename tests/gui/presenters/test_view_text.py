import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.gui.presenters.view_text import view_in, view_text
from mrdtracker.plots.course_view import CourseView

DAYS = st.integers(-100_000, 10_000_000).map(lambda number: number / 100)


def test_it_says_what_is_seen_and_no_key_of_a_result():
    text = view_text(CourseView(is_to_scale=True, days=(8.0, 46.504), hidden=frozenset({"a key"})))

    assert text == "MRD view: days 8 to 46.5, to scale, hidden 8fa3aab2fa"
    assert view_text(CourseView()) == "MRD view: all days"
    assert view_text(CourseView(folded=frozenset({"events"}))) == "MRD view: all days"


@given(st.booleans(), st.none() | st.tuples(DAYS, DAYS), st.frozensets(st.text(), max_size=4))
def test_what_was_written_is_read_again(is_to_scale, days, hidden):
    read = view_in(f" {view_text(CourseView(is_to_scale, days, hidden))}\n")

    assert read is not None
    assert read.view == CourseView(is_to_scale, days)
    assert read.keys_among([*hidden, "another result"]) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MRD view: ",
        "MRD view: days 8",
        "MRD view: days 8 to many",
        "MRD view: all days, hidden",
        "MRD view: all days, hidden 12",
        "MRD view: all days and more",
        "D15\t0.05 %",
    ],
)
def test_another_text_is_no_view(text):
    assert view_in(text) is None
