import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
import sqlite_utils

from mrdtracker.domain.errors import StoreError
from mrdtracker.store.pragmas import FOR_ALL, FOR_WRITING, apply_pragmas


def test_every_setting_is_read_back(tmp_path):
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as connection:
        db = sqlite_utils.Database(connection, execute_plugins=False)

        apply_pragmas(db, FOR_ALL + FOR_WRITING)

        for question, answer in {
            "journal_mode": "truncate",
            "synchronous": 3,
            "locking_mode": "exclusive",
            "foreign_keys": 1,
            "recursive_triggers": 1,
            "trusted_schema": 0,
        }.items():
            assert db.execute(f"PRAGMA {question}").fetchone()[0] == answer


def test_a_setting_that_does_not_take_stops_the_opening():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = sqlite_utils.Database(connection, execute_plugins=False)

        # Inside a transaction SQLite ignores this one without a word.
        connection.execute("BEGIN")
        with pytest.raises(StoreError, match="does not keep its setting 'PRAGMA foreign_keys"):
            apply_pragmas(db, tuple(one for one in FOR_ALL if "foreign_keys" in one.setting))


def test_a_setting_that_answers_nothing_is_taken():
    silent = replace(FOR_ALL[0], question="PRAGMA no_such_pragma")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = sqlite_utils.Database(connection, execute_plugins=False)
        apply_pragmas(db, (silent,))

        assert db.execute(FOR_ALL[0].question).fetchone()[0] == FOR_ALL[0].answer
