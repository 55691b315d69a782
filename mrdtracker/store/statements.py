"""The SQL of the record tables, built once from the closed list of tables and columns.

No text of a user and no value ever becomes part of a statement: values are bound.
"""

from __future__ import annotations

from mrdtracker.domain.records import Record
from mrdtracker.store.codec import TABLES, RecordTable


class Statements:
    """What is said to one record table.

    Attributes:
        insert: Bind the record's columns, then its key columns.
        update: Bind the same, then the id.
        select: The record's columns, in order, without a WHERE.
        by_ids: Bind a JSON list of ids.
        page: Bind the row number after which to go on, and how many.
        place: The row number of an id.
    """

    def __init__(self, table: RecordTable[Record]) -> None:
        name, columns = table.name, table.columns
        stored = (*columns, *table.key_columns)
        listed, marks = ", ".join(stored), ", ".join("?" for _ in stored)
        plain = ", ".join(f"{name}.{column}" for column in columns)
        # Names come from codec.py and nowhere else.
        self.insert = f"INSERT INTO {name} ({listed}) VALUES ({marks})"  # noqa: S608
        self.update = f"UPDATE {name} SET ({listed}) = ({marks}) WHERE id = ?"  # noqa: S608
        self.select = f"SELECT {plain} FROM {name}"  # noqa: S608
        self.by_ids = self.select + " WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        self.page = f"{self.select} WHERE {name}.rowid > ? ORDER BY {name}.rowid LIMIT ?"
        self.place = f"SELECT rowid FROM {name} WHERE id = ?"  # noqa: S608
        self.count = f"SELECT count(*) FROM {name}"  # noqa: S608


STATEMENTS: dict[str, Statements] = {name: Statements(table) for name, table in TABLES.items()}
