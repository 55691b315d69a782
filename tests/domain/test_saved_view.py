from datetime import UTC, datetime

from mrdtracker.domain.saved_view import SavedView


def test_a_shared_view_is_another_than_a_persons_own():
    own = SavedView("patients", "week", {}, False, "Kim", datetime(2025, 3, 20, tzinfo=UTC))

    assert own != SavedView(own.page, own.name, own.content, True, own.saved_by, own.saved_at)
