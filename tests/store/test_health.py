import pytest

from mrdtracker.store import health
from mrdtracker.store.chain import ENTRY_COLUMNS
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
