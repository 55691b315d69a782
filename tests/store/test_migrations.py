import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from mrdtracker.store import health, migrations
from mrdtracker.store.database import open_store
from mrdtracker.store.keys import KeyFolder
from mrdtracker.store.queries import Queries
from mrdtracker.store.verify import verify

DATA = Path(__file__).parents[1] / "data"
STORE_ID = "5eed" * 8
KEY = bytes(range(32))


def fresh(connection: sqlite3.Connection) -> sqlite_utils.Database:
    return sqlite_utils.Database(connection, execute_plugins=False)


def test_the_numbers_are_those_of_the_constants():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = fresh(connection)
        with db.atomic():
            migrations.migrate(db)

        assert db.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA_VERSION,)
        assert db.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION_ID,)
        assert migrations.APPLICATION_ID.to_bytes(4, "big") == b"MRDT"


def test_a_chain_needs_one_transaction_around_it():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(RuntimeError, match="half a chain"):
            migrations.migrate(fresh(connection))

        assert not fresh(connection).table_names()


def test_a_chain_that_fails_leaves_nothing():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = fresh(connection)
        # The last thing of the chain that can be in the way.
        connection.execute("CREATE VIEW v AS SELECT 1 AS name")
        connection.execute(
            "CREATE TRIGGER meta_is_never_changed INSTEAD OF INSERT ON v BEGIN SELECT 1; END"
        )

        with pytest.raises(sqlite3.OperationalError), db.atomic():
            migrations.migrate(db)

        assert db.table_names() == []
        assert db.execute("PRAGMA user_version").fetchone() == (0,)


@pytest.mark.parametrize("version", range(1, migrations.SCHEMA_VERSION + 1))
def test_a_file_of_every_version_opens_and_has_the_shape_of_a_fresh_one(tmp_path, version):
    path = tmp_path / "lab.mrd"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / f"store_v{version}.sql").read_text(encoding="utf-8"))
    KeyFolder(tmp_path, STORE_ID).file(1).write_bytes(KEY)

    with open_store(path, key_folder=tmp_path) as database:
        assert database.read_only_reason == ""
        assert health.structure_problem(database.db) == ""
        assert verify(database).findings == ()
        file = Queries(database).patients_by_code(["S-0001"])["S-0001"]
        assert [one.reported_text for one in file.measurements] == ["0.05 %", "neg"]
        assert file.patient.name == "Kim Müller"
