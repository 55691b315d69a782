from datetime import UTC, date, datetime, timedelta

from mrdtracker.domain.records import JournalEntry
from mrdtracker.gui.presenters.standing import (
    banner_of,
    is_practice,
    person_words,
    redo_text,
    saved_words,
    standing_words,
    undo_text,
)
from tests.gui.desk import demo_workspace

AT = datetime(2026, 3, 16, 12, 5, tzinfo=UTC)


def test_what_was_saved_last_and_when():
    entry = JournalEntry(1, AT, "Anna", "Add patient S-1")
    local = AT.astimezone()

    assert saved_words(entry, local.date()) == f"Saved {local:%H:%M} · Add patient S-1"
    assert "Mar 2026" in saved_words(entry, local.date() + timedelta(days=3))
    assert saved_words(None, date(2026, 3, 16)) == "Nothing was recorded yet."


def test_undo_names_the_act_and_keeps_ampersands():
    assert undo_text("Add patient A&B") == "&Undo Add patient A&&B"
    assert undo_text(None) == "&Undo"
    assert redo_text("x") == "&Redo x"
    assert redo_text(None) == "&Redo"


def test_a_practice_store_says_so_everywhere(tmp_path):
    with demo_workspace(tmp_path) as workspace:
        text, role = banner_of(workspace)

        assert text.startswith("PRACTICE")
        assert role == "practice"
        assert person_words(workspace) == "Anna · Practice laboratory (invented)"
        assert standing_words(workspace).endswith("practice.mrd")
    assert not is_practice("Children's hospital")


def test_read_only_comes_before_practice(tmp_path):
    with demo_workspace(tmp_path, is_read_only=True) as workspace:
        text, role = banner_of(workspace)

    assert "read" in text
    assert role == "banner"
