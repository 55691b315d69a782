import pytest

from mrdtracker.domain.plurals import counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 patients"), (1, "1 patient"), (2, "2 patients")]
)
def test_only_one_is_singular(number, words):
    assert counted(number, "patient") == words


def test_a_noun_may_state_its_plural():
    assert (counted(1, "entry", "entries"), counted(3, "entry", "entries")) == (
        "1 entry",
        "3 entries",
    )
