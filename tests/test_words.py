from concurrent.futures import ThreadPoolExecutor

import pytest

from mrdtracker.words import in_english, mark, said_once, say, speak, speaks_english


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


def test_what_is_stored_is_said_in_english_in_its_own_thread_only():
    speak({"Yes": "예"})

    with in_english():
        assert (say("Yes"), speaks_english()) == ("Yes", True)
        with ThreadPoolExecutor() as other:
            assert other.submit(say, "Yes").result() == "예"

    assert (say("Yes"), speaks_english()) == ("예", False)


def test_english_is_spoken_without_a_catalogue():
    assert speaks_english()


def test_words_are_put_together_once_for_each_language():
    class Question:
        made = 0

        @said_once
        def asked(self):
            self.made += 1
            return say("Not detected")

    question = Question()
    speak({"Not detected": "불검출"})
    with in_english():
        assert question.asked == "Not detected"
    assert (question.asked, question.asked) == ("불검출", "불검출")
    with in_english():
        assert question.asked == "Not detected"

    assert question.made == 2
