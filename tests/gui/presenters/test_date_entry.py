from datetime import date

import pytest

from mrdtracker.gui.presenters.date_entry import problem_of_date, read_typed_date, typed_date
from mrdtracker.gui.presenters.form import MessageKind


@pytest.mark.parametrize("text", ["2026-03-16", "16 Mar 2026", "16/03/2026", "3/16/2026"])
def test_a_date_with_one_meaning_is_read(text):
    assert read_typed_date(text) == date(2026, 3, 16)
    assert problem_of_date(text) is None


def test_a_date_with_two_meanings_is_a_question_with_both_to_choose_from():
    message = read_typed_date("12/07/2025")

    assert message.kind is MessageKind.QUESTION
    assert message.code == "E15"
    assert message.text == "'12/07/2025': 12 July or 7 December?"
    assert [offer.text for offer in message.offers] == ["12 Jul 2025", "07 Dec 2025"]
    assert [typed_date(offer.text) for offer in message.offers] == [
        date(2025, 7, 12),
        date(2025, 12, 7),
    ]


@pytest.mark.parametrize("text", ["tomorrow", "31 Feb 2026", "12/07/25", "32/13/2025"])
def test_what_is_no_date_is_an_error_and_no_question(text):
    message = problem_of_date(text)

    assert message.kind is MessageKind.ERROR
    assert message.offers == ()
    assert typed_date(text) is None


def test_an_empty_text_is_neither_a_date_nor_a_problem():
    assert typed_date("") is None
    assert problem_of_date("") is None
