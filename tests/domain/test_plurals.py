import pytest

from mrdtracker.domain.plurals import counted
from mrdtracker.words import speak


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


def test_a_language_without_a_plural_says_every_number_the_same_way():
    speak({"{} patient": "환자 {}명"})
    try:
        assert [counted(number, "patient") for number in (1, 2)] == ["환자 1명", "환자 2명"]
    finally:
        speak({})
