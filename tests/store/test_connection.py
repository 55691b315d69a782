import sqlite3
import threading

import pytest

from mrdtracker.store import failures, in_use
from tests.builders import a_patient


def test_a_write_inside_a_write_is_refused(lab):
    with pytest.raises(RuntimeError, match="a write inside a write"), lab.database.writing():
        lab.put(a_patient())

    assert lab.queries.head() == "0:"


def test_an_exception_inside_a_write_leaves_nothing(lab):
    def break_off():
        with lab.database.writing() as connection:
            connection.execute("UPDATE meta SET value = '0' WHERE name = 'compatibility'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()

    assert lab.database.rows("SELECT value FROM meta WHERE name = 'compatibility'") == [("3",)]


def test_a_bug_in_a_statement_stays_a_bug(lab):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        lab.database.rows("SELECT * FROM reslt")


def test_a_full_disk_is_named_and_everything_before_is_safe(lab):
    lab.put_one_patient()
    pages = lab.database.rows("PRAGMA page_count")[0][0]
    lab.database.rows(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(failures.DiskFullError, match="Free 50 MB"):
        lab.put(*(a_patient(number) for number in range(2, 500)))

    assert lab.database.db.conn.in_transaction is False
    assert lab.queries.counts().patients == 1
    lab.database.rows("PRAGMA max_page_count = 1000000")
    lab.put(*(a_patient(number) for number in range(2, 500)))
    assert lab.queries.counts().patients == 499


def test_a_reader_in_another_thread_waits_for_the_writer(lab):
    seen = []
    with lab.database.writing() as connection:
        thread = threading.Thread(
            target=lambda: seen.extend(
                lab.database.rows("SELECT value FROM meta WHERE name = 'compatibility'")
            )
        )
        thread.start()
        connection.execute("UPDATE meta SET value = '2' WHERE name = 'compatibility'")
        assert seen == []
    thread.join()

    assert seen == [("2",)]


def test_closing_takes_the_note_away_and_can_be_repeated(lab):
    lab.database.note_holder("Kim")
    assert in_use.read_note(lab.path).name == "Kim"

    with lab.database as database:
        assert database is lab.database
    lab.close()

    assert in_use.read_note(lab.path) is None
