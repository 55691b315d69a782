# ruff: noqa: S608 - the names are those of the test
import pytest

from tests.builders import an_event


@pytest.fixture
def refused(lab):
    """Say whether the open file refuses a statement, through its own connection."""
    lab.put_one_patient()
    lab.put(an_event(), lab.queries.settings().__class__())
    return lab.refused


TABLES = ("patient", "therapy_event", "sample", "measurement", "lab_settings")
JOURNAL = ("journal", "journal_change", "journal_patient")


@pytest.mark.parametrize("table", [*TABLES, *JOURNAL, "meta"])
def test_nothing_is_deleted(refused, table):
    assert refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", JOURNAL)
def test_the_journal_is_never_changed(refused, table):
    assert refused(f"UPDATE {table} SET seq = seq") == "the journal is append-only"


@pytest.mark.parametrize("table", [*TABLES, *JOURNAL, "meta"])
def test_nothing_is_replaced(refused, table):
    # Without recursive_triggers the DELETE inside of a REPLACE asks no trigger.
    assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_a_change_counts_one_version_up(refused, table):
    assert refused(f"UPDATE {table} SET version = version") == ("a change counts one version up")
    assert refused(f"UPDATE {table} SET version = version + 2")
    assert refused(f"UPDATE {table} SET version = version + 1") == ""


def test_what_is_derived_has_no_version(refused):
    assert refused("UPDATE patient SET assessed_with = 'x', level = 'high'") == ""
    assert refused("UPDATE patient SET name_key = 'x'")


def test_the_file_keeps_its_name(refused):
    assert refused("UPDATE meta SET value = 'x' WHERE name = 'store_id'")
    assert refused("UPDATE meta SET value = '2' WHERE name = 'compatibility'") == ""


ENTRY = """
    INSERT INTO journal SELECT {seq}, at_utc, utc_offset, clock_note, actor, station, 'new',
        label, reason, patient_id, undoes, record_count, key_id, change_digest, {prev}, hmac
    FROM journal WHERE seq = 1
"""


def test_an_entry_follows_the_last_one(refused):
    last = "(SELECT hmac FROM journal WHERE seq = 2)"

    assert refused(ENTRY.format(seq=3, prev=last)) == ""
    assert refused(ENTRY.format(seq=4, prev=last)) == "a journal entry follows the last one"
    assert refused(ENTRY.format(seq=3, prev="prev")) == "a journal entry follows the last one"


def test_a_written_entry_is_closed(refused):
    change = "INSERT INTO journal_change VALUES (2, 9, 'sample', '[]', NULL, '[]')"
    patient = "INSERT INTO journal_patient VALUES (1, 1)"

    assert refused(change) == "a written entry is closed"
    assert refused(patient) == "a written entry is closed"


def test_a_new_record_has_version_1(refused):
    columns = "id, patient_id, kind, name, note, status, version"
    event = f"INSERT INTO therapy_event ({columns}) VALUES ('e', 'patient-1', 'relapse', '', '',"

    assert refused(f"{event} 'active', 2)") == "a new record has version 1"
    assert refused(f"{event} 'active', 1)") == ""
