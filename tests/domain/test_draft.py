from datetime import UTC, datetime

from mrdtracker.domain.draft import Draft


def test_two_drafts_of_the_same_fields_are_equal():
    at = datetime(2025, 3, 20, tzinfo=UTC)

    assert Draft("sample", "", {"code": "1"}, at) == Draft("sample", "", {"code": "1"}, at)
