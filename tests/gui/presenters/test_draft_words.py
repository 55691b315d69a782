from datetime import UTC, date, datetime

import pytest

from mrdtracker.domain.draft import Draft
from mrdtracker.domain.errors import NotFoundError
from mrdtracker.gui.presenters.draft_words import (
    DraftKey,
    begun_words,
    unsaved_words,
    when_words,
)

NOON = datetime(2026, 11, 20, 12, 2).astimezone()
TODAY = date(2026, 11, 20)


def a_draft(key, at=NOON):
    return Draft(key.form, key.subject, {}, at.astimezone(UTC))


def code_of(patient_id):
    if patient_id == "gone":
        raise NotFoundError("No such patient.")
    return patient_id.upper()


@pytest.mark.parametrize(
    ("key", "subject", "is_amendment"),
    [
        (DraftKey("patient"), "", False),
        (DraftKey("patient", "p1"), "p1", True),
        (DraftKey("sample", "p1"), "p1", False),
        (DraftKey("sample", "p1", "s1"), "p1/s1", True),
    ],
)
def test_a_key_comes_back_as_it_was_kept(key, subject, is_amendment):
    draft = a_draft(key)

    assert draft.subject == subject
    assert DraftKey.of(draft) == key
    assert key.is_amendment is is_amendment


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (DraftKey("sample", "demo-03"), "sample for DEMO-03"),
        (DraftKey("result", "demo-03", "m1"), "amended result of DEMO-03"),
        (DraftKey("patient"), "new patient"),
        (DraftKey("event", "gone"), "event for a patient who is not there any more"),
        (DraftKey("form of a later program", "demo-03"), "entry for DEMO-03"),
    ],
)
def test_one_unsaved_entry_is_named_with_its_time(key, words):
    said = unsaved_words([a_draft(key)], TODAY, code_of)

    assert said == f"1 unsaved entry of yours: {words}, 12:02."


def test_of_several_the_newest_is_named():
    drafts = [a_draft(DraftKey("sample", "demo-03")), a_draft(DraftKey("patient"))]

    said = unsaved_words(drafts, TODAY, code_of)

    assert said == "2 unsaved entries of yours, the newest: sample for DEMO-03, 12:02."


def test_a_draft_of_another_day_has_its_date():
    draft = a_draft(DraftKey("patient"))

    assert when_words(draft, date(2026, 11, 21)) == "20 Nov 2026, 12:02"
    assert begun_words(draft, TODAY) == "You began this entry and did not save it (12:02)."
