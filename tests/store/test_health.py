import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from mrdtracker.store import health
from mrdtracker.store.chain import ENTRY_COLUMNS
from mrdtracker.store.migrations import migrate
from tests.builders import a_patient


def test_a_fresh_file_is_whole(lab):
    identity = health.read_identity(lab.database.db)

    assert identity.store_id == lab.database.store_id
    assert identity.laboratory == "Children's"
    assert health.structure_problem(lab.database.db) == ""
    assert health.head_problem(lab.database.db, identity, lab.database.key) == ""
    assert health.head_key_number(lab.database.db) == 1


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP TRIGGER sample_is_never_deleted", "trigger sample_is_never_deleted is missing"),
        ("CREATE TABLE extra (x)", "table extra does not belong"),
        ("DROP INDEX measurement_sample", "index measurement_sample is missing"),
        ("ALTER TABLE sample ADD COLUMN x TEXT", "table sample was changed"),
    ],
)
def test_a_changed_structure_is_named(lab, statement, words):
    lab.database.db.conn.execute(statement)

    assert words in health.structure_problem(lab.database.db)


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("ALTER TABLE tally RENAME TO other", "table tally"),
        ("ALTER TABLE patient_facet RENAME COLUMN facet TO other", "column facet of table p"),
        ("DROP TABLE patient_search", "table patient_search"),
        ("DROP TRIGGER sample_is_never_deleted", ""),
        ("ALTER TABLE sample ADD COLUMN x TEXT", ""),
    ],
)
def test_a_part_that_is_read_and_not_there_is_named(lab, statement, part):
    lab.database.db.conn.execute(statement)

    found = health.missing_part(lab.database.db)

    assert found.startswith(part) if part else not found


@pytest.mark.parametrize(("statement", "part"), [("", ""), ("DROP TABLE tally", "table tally")])
def test_an_older_file_needs_the_parts_of_its_own_version(statement, part):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = Database(connection, execute_plugins=False)
        with db.atomic():
            migrate(db, 1)
        db.execute(statement)

        assert health.missing_part(db) == part


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta WHERE name = 'genesis'",
        "UPDATE meta SET value = 'x' WHERE name = 'compatibility'",
        "UPDATE meta SET value = 'Other' WHERE name = 'laboratory'",
        "UPDATE meta SET value = '00000000000000000000000000000000' WHERE name = 'store_id'",
    ],
)
def test_an_identity_that_contradicts_itself_is_none(lab, statement):
    connection = lab.database.db.conn
    connection.execute("DROP TRIGGER meta_is_never_deleted")
    connection.execute("DROP TRIGGER meta_is_never_changed")

    connection.execute(statement)

    assert health.read_identity(lab.database.db) is None


def test_the_entries_come_whole_and_oldest_first(lab):
    for number in range(3):
        lab.put(a_patient(number))

    entries = list(health.sealed_entries(lab.database.db))

    assert [one.entry[0] for one in entries] == [1, 2, 3]
    assert {len(one.entry) for one in entries} == {len(ENTRY_COLUMNS)}
    assert lab.queries.head() == f"3:{entries[-1].seal}"
