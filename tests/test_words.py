import pytest

from mrdtracker.words import mark, say, speak


@pytest.fixture(autouse=True)
def _english_again():
    yield
    speak({})


def test_english_is_its_own_key():
    assert say("Not detected") == "Not detected"


def test_a_language_is_spoken_until_the_next_one():
    speak({"Not detected": "불검출"})
    assert say("Not detected") == "불검출"
    assert say("Detected") == "Detected"

    speak({})
    assert say("Not detected") == "Not detected"


def test_a_constant_is_said_where_it_is_used():
    text = mark("Not detected")
    speak({"Not detected": "불검출"})

    assert (text, say(text)) == ("Not detected", "불검출")
