# ruff: noqa: S608 - tables and columns are those of the test
import hashlib
import hmac
import json
import random
import sqlite3
from contextlib import closing

import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.domain.records import LabSettings
from mrdtracker.progress import Cancelled, ProgressRecorder
from mrdtracker.store import chain, report_codec
from mrdtracker.store.verify import LISTED, verify
from tests.builders import (
    a_label_print,
    a_measurement,
    a_patient,
    a_report,
    a_sample,
    an_event,
)

FLIPS = 300


@pytest.fixture
def busy(lab):
    """A store with some history in every table."""
    lab.put(a_patient(1, name="Kim"), a_sample(1), a_measurement(1), label="One")
    lab.put(a_patient(2), a_sample(2, patient=2), a_measurement(2, sample=2), label="Two")
    lab.put(a_measurement(1, note="typed again", version=2), label="Three")
    lab.put(an_event(1), LabSettings(), label="Four")
    lab.put(a_patient(3, name="Lee"), label="Five")
    return lab


def findings(lab):
    lab.open()
    return verify(lab.database).findings


def reseal(connection, key, store_id, *, number=None):
    """Make the whole chain fit again, with a key of the attacker's own."""
    prev = connection.execute("SELECT value FROM meta WHERE name = 'genesis'").fetchone()[0]
    columns = ", ".join(chain.ENTRY_COLUMNS)
    rows = connection.execute(f"SELECT {columns} FROM journal ORDER BY seq").fetchall()
    parts = (
        "SELECT part, table_name, column_names, before, after FROM journal_change WHERE seq = ?"
    )
    touched = "SELECT patient_number FROM journal_patient WHERE seq = ?"
    for row in rows:
        entry = dict(zip(chain.ENTRY_COLUMNS, row, strict=True))
        entry["prev"] = prev
        entry["key_id"] = number or entry["key_id"]
        entry["change_digest"] = chain.digest_of(
            [chain.Part(*part) for part in connection.execute(parts, (row[0],))],
            [one for (one,) in connection.execute(touched, (row[0],))],
        )
        seal = chain.seal_of(tuple(entry.values()), store_id, key)
        connection.execute(
            "UPDATE journal SET prev = ?, key_id = ?, change_digest = ?, hmac = ? WHERE seq = ?",
            (prev, entry["key_id"], entry["change_digest"], seal, row[0]),
        )
        prev = seal


def test_an_untouched_store_is_clean(busy):
    report = verify(busy.database, busy.clock)

    assert report.findings == ()
    assert report.notes == ()
    assert report.entries == 5
    assert report.records == 9
    assert report.head == busy.queries.head()
    assert report.checked_at == busy.clock.now


def test_a_check_changes_nothing(busy):
    busy.close()
    before = busy.bytes()

    busy.open()
    verify(busy.database)
    busy.close()

    assert busy.bytes() == before


def test_an_empty_store_is_clean(lab):
    report = verify(lab.database)

    assert (report.findings, report.entries, report.records, report.head) == ((), 0, 0, "0:")


def test_every_page_of_an_issued_report_is_held_against_its_digest(busy):
    busy.put(a_report(1), a_label_print())
    assert verify(busy.database).findings == ()
    other, good = (
        f"x'{report_codec.packed(pages).hex()}'" for pages in (b"%PDF other", a_report().pdf)
    )
    for pages in (other, "x'0011'"):
        with busy.shell() as connection:
            connection.execute(f"UPDATE report_paper SET packed = {pages}")
        (finding,) = findings(busy)
        assert "is not what was issued" in finding

    with busy.shell() as connection:
        connection.execute(f"UPDATE report_paper SET packed = {good}")
        connection.execute(f"INSERT INTO report_paper VALUES ('{'0' * 64}', {good})")
    assert len(findings(busy)) == 2


TAMPERINGS = {
    "a result is edited": ["UPDATE measurement SET value = '0.5' WHERE id = 'measurement-1'"],
    "a result is deleted": ["DELETE FROM measurement WHERE id = 'measurement-2'"],
    "a result is inserted": [
        "INSERT INTO measurement SELECT 'measurement-9', sample_id, method, state, kind, value,"
        " lod, lloq, sensitivity, uloq, limits_note, reported_text, unit, target, denominator,"
        " markers, events_total, events_positive, gating, quality, is_verified, note, source,"
        " status, version FROM measurement WHERE id = 'measurement-1'"
    ],
    "a name is edited": [
        "UPDATE patient SET name = 'Park', name_key = 'park' WHERE name = 'Kim'",
        "INSERT INTO patient_search (patient_search) VALUES ('rebuild')",
    ],
    "an actor is edited": ["UPDATE journal SET actor = 'Lee' WHERE seq = 3"],
    "a time is edited": ["UPDATE journal SET at_utc = '2024-01-01T00:00:00Z' WHERE seq = 2"],
    "a reason is edited": ["UPDATE journal SET reason = 'agreed' WHERE seq = 5"],
    "a change is edited": [
        "UPDATE journal_change SET after = replace(after, '0.0005', '0.5') WHERE seq = 3",
        "UPDATE measurement SET value = '0.5' WHERE id = 'measurement-1'",
    ],
    "a change is deleted": ["DELETE FROM journal_change WHERE seq = 3"],
    "a change is inserted": [
        "INSERT INTO journal_change VALUES (5, 2, 'sample', '[]', NULL, '[]')"
    ],
    "a patient is taken out of an entry": ["DELETE FROM journal_patient WHERE seq = 3"],
    "an entry is deleted in the middle": [
        "DELETE FROM journal_change WHERE seq = 3",
        "DELETE FROM journal_patient WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 3",
    ],
    "an entry is inserted": [
        "INSERT INTO journal SELECT 6, at_utc, utc_offset, clock_note, actor, station, 'x', label,"
        " reason, patient_id, undoes, 0, key_id, change_digest, hmac, hmac FROM journal"
        " WHERE seq = 5"
    ],
    "two entries are swapped": [
        "UPDATE journal SET seq = 99 WHERE seq = 2",
        "UPDATE journal SET seq = 2 WHERE seq = 3",
        "UPDATE journal SET seq = 3 WHERE seq = 99",
    ],
    "an entry is blamed on a key that nobody has": [
        "UPDATE journal SET key_id = 2, actor = 'Lee' WHERE seq = 2"
    ],
    "a search key is edited": ["UPDATE patient SET name_key = 'park' WHERE name = 'Kim'"],
    "the search index is emptied": [
        "INSERT INTO patient_search (patient_search) VALUES ('delete-all')"
    ],
    "the tally is edited": ["UPDATE tally SET amount = amount + 1"],
    "a reference is cut": ["UPDATE sample SET patient_id = 'patient-9' WHERE id = 'sample-1'"],
    "a column is renamed in the journal": [
        "UPDATE journal_change SET column_names = '[]' WHERE seq = 5"
    ],
}


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_what_a_person_with_a_shell_changes_is_found(busy, statements):
    with busy.shell() as connection:
        for statement in statements:
            connection.execute(statement)

    assert findings(busy)


@pytest.mark.parametrize(
    "statements",
    [
        ['UPDATE report SET page = \'{"title":"x"}\''],
        ["DELETE FROM report", "DELETE FROM report_paper"],
        ["DELETE FROM report_paper"],
        ["DELETE FROM label_print"],
    ],
    ids=str,
)
def test_what_is_done_to_what_left_the_house_is_found(busy, statements):
    busy.put(a_report(1), a_label_print())
    with busy.shell() as connection:
        for statement in statements:
            connection.execute(statement)

    assert findings(busy)


@pytest.mark.parametrize("number", [None, 2], ids=["under our number", "under a new number"])
def test_a_chain_made_to_fit_again_without_the_key_is_found(busy, number):
    store_id = busy.database.store_id
    with busy.shell() as connection:
        for text in (
            "UPDATE measurement SET value = '0.5' WHERE id = 'measurement-2'",
            "UPDATE journal_change SET after = replace(after, '0.0005', '0.5') WHERE seq = 2",
        ):
            connection.execute(text)
        reseal(connection, b"the attacker's own key", store_id, number=number)

    assert findings(busy)


def test_with_the_key_it_fits_and_only_a_printed_head_tells(busy):
    """The control: the attack itself is a good one, and we say what it cannot find."""
    store_id, key, printed = busy.database.store_id, busy.database.key, busy.queries.head()
    with busy.shell() as connection:
        for text in (
            "UPDATE measurement SET value = '0.5' WHERE id = 'measurement-2'",
            "UPDATE journal_change SET after = replace(after, '0.0005', '0.5') WHERE seq = 2",
        ):
            connection.execute(text)
        reseal(connection, key, store_id)

    assert findings(busy) == ()
    assert busy.queries.head() != printed


def test_cut_off_entries_are_found_by_a_printed_head_only(busy):
    printed = busy.queries.head()
    with busy.shell() as connection:
        for text in (
            "DELETE FROM journal_change WHERE seq = 5",
            "DELETE FROM journal_patient WHERE seq = 5",
            "DELETE FROM journal WHERE seq = 5",
            "DELETE FROM patient_facet WHERE number = 3",
            "DELETE FROM patient WHERE number = 3",
            "INSERT INTO patient_search (patient_search) VALUES ('rebuild')",
        ):
            connection.execute(text)

    assert findings(busy) == ()
    assert busy.queries.head() != printed


def test_the_seal_is_what_an_independent_computation_says(busy):
    row = busy.database.rows("SELECT * FROM journal WHERE seq = 1")[0]
    names = [name for _, name, *_ in busy.database.rows("PRAGMA table_info(journal)")]
    entry = dict(zip(names, row, strict=True))
    seal = entry.pop("hmac")
    fields = {**entry, "store_id": busy.database.store_id}
    text = json.dumps(dict(sorted(fields.items()))).replace('": ', '":').replace(', "', ',"')
    key = next(busy.keys.iterdir()).read_bytes()

    assert hmac.new(key, text.encode(), hashlib.sha256).hexdigest() == seal


def test_many_faults_of_one_kind_are_not_all_listed(lab):
    lab.put(*(a_patient(number) for number in range(100)))
    with lab.shell() as connection:
        connection.execute("UPDATE patient SET note = 'x'")

    found = findings(lab)

    assert len(found) == LISTED + 1
    assert found[-1] == f"The records: {100 - LISTED} more of this kind."


def test_a_check_can_be_watched_and_stopped(busy):
    progress = ProgressRecorder()
    verify(busy.database, progress=progress)
    parts = busy.database.rows("SELECT count(*) FROM journal_change")[0][0]
    assert progress.latest.done == progress.latest.total == parts

    progress.cancel()
    with pytest.raises(Cancelled):
        verify(busy.database, progress=progress)


def test_a_file_that_could_be_written_is_not_called_read_only(busy):
    """Whoever asked for looking only hears what was left out, not that the file is at fault."""
    busy.open(read_only=True)

    (note,) = verify(busy.database).notes

    assert note == (
        "The search index was not checked: that check has to write, and the file was opened for "
        "reading only."
    )


def contents(path):
    """Every clinical and journal row as plain bytes, or None where one cannot be read."""
    tables = (
        "meta", "patient", "therapy_event", "sample", "measurement", "lab_settings", "journal",
        "journal_change", "journal_patient",
    )  # fmt: skip
    derived = {
        "group_name",
        "group_status",
        "possible",
        "flags",
        "level",
        "is_missing",
        "assessed_with",
    }
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        try:
            return [
                [
                    {
                        name[0]: cell
                        for name, cell in zip(rows.description, row, strict=True)
                        if name[0] not in derived
                    }
                    for row in rows
                ]
                for table in tables
                for rows in [
                    connection.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY 1, 2")
                ]
            ]
        except (sqlite3.Error, UnicodeDecodeError):
            return None


def test_every_harmful_flipped_bit_is_found(busy):
    busy.close()
    chance = random.Random(11)  # noqa: S311 - no secret
    whole, counts = busy.bytes(), {"harmful": 0, "harmless": 0}
    expected = contents(busy.path)
    for _ in range(FLIPS):
        place = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        busy.path.write_bytes(flipped)
        is_harmful = contents(busy.path) != expected
        counts["harmful" if is_harmful else "harmless"] += 1

        if is_harmful:
            assert is_noticed(busy), place

    assert min(counts.values()) > 5, counts


def is_noticed(lab) -> bool:
    try:
        lab.open()
        return bool(lab.database.read_only_reason or verify(lab.database).findings)
    except StoreError:
        return True
