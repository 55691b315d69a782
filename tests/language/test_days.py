"""In Korean a protocol day and a number of days look alike, and so do what is due and planned."""

import re

import pytest

from mrdtracker.language import Language, catalogue_file, packs_file, read_catalogue

WINDOWS = read_catalogue(catalogue_file(Language.KOREAN))
TEXTS = WINDOWS | read_catalogue(packs_file(Language.KOREAN))
# "day {}", "days 33 and 78", "day-29 MRD".
_PROTOCOL_DAY = re.compile(r"\b[Dd]ays?[ -](?:\{\d?\}|\d+)")
# "{} days", "-7/+14 days", "seven full days".
_DURATION = re.compile(r"(?:\{\d?\}|\b\d+|\bsix|\bseven)(?: full)? days?\b")
_BARE_DAY = re.compile(r"(?:\{\d?\}|\d)일(?!째|수)")
_DUE = re.compile(r"^due\b|, \{\} due")


@pytest.mark.parametrize("written", ["day {}", "{1} on day {0}", "Day 8 blood", "day-29 MRD"])
def test_what_a_protocol_day_looks_like(written):
    assert _PROTOCOL_DAY.search(written)
    assert not _DURATION.search(written)


@pytest.mark.parametrize("written", ["{} day", "{} days", "(-7/+14 days)", "seven full days"])
def test_what_a_number_of_days_looks_like(written):
    assert _DURATION.search(written)
    assert not _PROTOCOL_DAY.search(written)


def test_a_protocol_day_is_never_written_as_a_number_of_days():
    days = [one for one in TEXTS if _PROTOCOL_DAY.search(one)]

    assert len(days) > 100
    assert [one for one in days if "일째" not in TEXTS[one]] == []
    alone = [one for one in days if not _DURATION.search(one)]
    assert [one for one in alone if _BARE_DAY.search(TEXTS[one])] == []


def test_a_number_of_days_is_never_written_as_a_protocol_day():
    durations = [one for one in TEXTS if _DURATION.search(one) and not _PROTOCOL_DAY.search(one)]

    assert WINDOWS["{} day"] == "{}일"
    assert [one for one in durations if "일째" in TEXTS[one]] == []


def test_what_is_due_is_not_called_as_what_is_planned():
    due = [one for one in WINDOWS if _DUE.search(one)]

    assert len(due) > 8
    assert [one for one in due if "예정" in WINDOWS[one]] == []
    assert [one for one in due if "목표일" not in WINDOWS[one]] == []
    assert "예정" in WINDOWS["Expected samples"]
