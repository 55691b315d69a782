"""A copy is held against its file before anybody can take it for one."""

import sqlite3
from contextlib import closing

import pytest

from mrdtracker.store import database as opening
from mrdtracker.store import proven_copy
from tests.store.old_store import old_store


def test_an_unfinished_copy_is_not_taken_for_one(tmp_path):
    path = old_store(tmp_path, 1)
    with closing(opening._connect(path, "rw")) as connection:
        db = opening.sqlite_utils.Database(connection, execute_plugins=False)
        part = tmp_path / "part"
        db.execute("VACUUM INTO ?", [str(part)])
        proven_copy.prove(db, part)
        with closing(sqlite3.connect(part)) as copied:
            copied.execute("DROP TRIGGER measurement_is_never_deleted")
            copied.execute("DELETE FROM measurement WHERE id = 'measurement-2'")
            copied.commit()

        with pytest.raises(sqlite3.DatabaseError, match="not whole"):
            proven_copy.prove(db, part)
