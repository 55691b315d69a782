from datetime import UTC, datetime

import pytest

from mrdtracker.domain.records import JournalEntry
from mrdtracker.gui.history_model import PAGE, HistoryModel

pytestmark = pytest.mark.usefixtures("qapp")
AT = datetime(2026, 3, 16, tzinfo=UTC)


def a_journal(count):
    entries = [
        JournalEntry(seq, AT, "Ben" if seq % 500 == 0 else "Anna", f"act {seq}")
        for seq in range(count, 0, -1)
    ]

    def read(*, patient_id, before_seq, limit):  # noqa: ARG001
        older = [one for one in entries if before_seq is None or one.seq < before_seq]
        return tuple(older[:limit])

    return read


def test_older_entries_are_read_when_they_are_scrolled_to():
    model = HistoryModel(a_journal(PAGE + 50), None)
    model.ask(None, "", "")
    assert model.rowCount() == PAGE

    model.fetchMore()

    assert model.rowCount() == PAGE + 50
    assert not model.canFetchMore()


def test_a_filter_reads_on_until_something_fits():
    model = HistoryModel(a_journal(1200), None)

    model.ask(None, "", "Ben")

    assert [line.entry.seq for line in model.rows] == [1000]
    while model.canFetchMore():
        model.fetchMore()
    assert [line.entry.seq for line in model.rows] == [1000, 500]


def test_nothing_that_fits_is_an_end_and_not_a_wait():
    model = HistoryModel(a_journal(30), None)

    model.ask(None, "nothing like it", "")

    assert model.rowCount() == 0
    assert not model.canFetchMore()
