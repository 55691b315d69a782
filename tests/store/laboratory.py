"""A real file in a folder of the test, with its ledger and its queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mrdtracker.domain.records import JournalEntry, Record
from mrdtracker.store.database import Database, create_store, open_store
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries
from tests.builders import StoppedClock, a_measurement, a_patient, a_sample


class Laboratory:
    """An open store and everything around it; ``open`` and ``close`` as often as wanted."""

    def __init__(self, folder: Path, clock: StoppedClock) -> None:
        self.path = folder / "lab.mrd"
        self.keys = folder / "keys"
        self.clock = clock
        self._use(create_store(self.path, key_folder=self.keys, laboratory="Children's"))

    def _use(self, database: Database) -> None:
        self.database = database
        self.ledger = Ledger(database, self.clock)
        self.queries = Queries(database)

    def open(self, *, read_only: bool = False, holder: str = "") -> Database:
        self.close()
        self._use(open_store(self.path, key_folder=self.keys, read_only=read_only, holder=holder))
        return self.database

    def close(self) -> None:
        self.database.close()

    def put(self, *puts: Record, actor: str = "Kim", label: str = "Add", **more) -> JournalEntry:
        return self.ledger.write(actor=actor, label=label, puts=puts, **more)

    def put_one_patient(self) -> JournalEntry:
        return self.put(a_patient(name="Kim Müller"), a_sample(), a_measurement())

    def refused(self, *statements: str) -> str:
        """Say why the open file refuses statements through its own connection, "" if it does not.

        Nothing of them stays.
        """
        connection = self.database.db.conn
        connection.execute("BEGIN")
        try:
            for statement in statements:
                connection.execute(statement)
        except sqlite3.IntegrityError as error:
            return str(error)
        finally:
            connection.execute("ROLLBACK")
        return ""

    @contextmanager
    def shell(self) -> Iterator[sqlite3.Connection]:
        """The closed file in the hands of a person with a database shell, guards dropped."""
        self.close()
        with database_shell(self.path) as connection:
            yield connection

    def bytes(self) -> bytes:
        return self.path.read_bytes()


@contextmanager
def database_shell(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody holds past the program, its guards dropped meanwhile."""
    with closing(sqlite3.connect(path)) as connection:
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, text in guards:
            connection.execute(text)
        connection.commit()
