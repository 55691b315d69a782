import pytest

from mrdtracker.gui.presenters.closeness import Closeness, closeness, folded


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("add result", Closeness.SAME),
        ("ADD  Result…", Closeness.SAME),
        ("add re", Closeness.BEGINS),
        ("re add", Closeness.WORDS_BEGIN),
        ("res", Closeness.WORDS_BEGIN),
        ("esul", Closeness.HOLDS),
        ("add sample", None),
        ("", None),
        ("  ", None),
    ],
)
def test_how_close_a_command_is_to_what_was_typed(asked, expected):
    assert closeness(asked, "Add result…") is expected


def test_the_nearest_is_the_smallest():
    assert Closeness.SAME < Closeness.BEGINS < Closeness.WORDS_BEGIN < Closeness.HOLDS


def test_full_width_signs_and_hangul_compare_as_they_read():
    assert folded("\uff22\uff2d-26") == "bm-26"
    assert closeness("김", "김민준") is Closeness.BEGINS
