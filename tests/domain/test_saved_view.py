from dataclasses import replace
from datetime import UTC, datetime

from mrdtracker.domain.saved_view import SavedView


def test_a_shared_view_is_another_than_a_persons_own():
    at = datetime(2025, 3, 20, tzinfo=UTC)
    own = SavedView("patients", "week", {}, is_shared=False, saved_by="Kim", saved_at=at)

    assert own != replace(own, is_shared=True)
