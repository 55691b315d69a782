"""Whether one journal entry is what was written: its changes, and its seal if the key is here."""

from __future__ import annotations

from collections.abc import Iterator

from mrdtracker.store.chain import ENTRY_COLUMNS, Part, digest_of, seal_of
from mrdtracker.store.connection import Database

_PARTS = """
    SELECT part, table_name, column_names, before, after FROM journal_change
    WHERE seq = ? ORDER BY part
"""
_NUMBERS = "SELECT patient_number FROM journal_patient WHERE seq = ?"
# The columns come from chain.py and nowhere else.
_ENTRY = f"SELECT {', '.join(ENTRY_COLUMNS)}, hmac FROM journal WHERE seq = ?"  # noqa: S608
_KEY, _DIGEST = map(ENTRY_COLUMNS.index, ("key_id", "change_digest"))


def parts_of(database: Database, seq: int) -> Iterator[Part]:
    """Yield what an entry wrote, as its digest covers it."""
    for part, table, columns, before, after in database.rows(_PARTS, (seq,)):
        old = None if before is None else str(before)
        yield Part(int(part or 0), str(table), str(columns), old, str(after))


def is_as_written(database: Database, seq: int) -> bool:
    """Hold one entry against its digest and its seal; where its key is missing, the digest alone.

    That it follows the entry before it is for ``verify`` to say, which reads them all.
    """
    rows = database.rows(_ENTRY, (seq,))
    if not rows:
        return False
    *entry, seal = rows[0]
    numbers = [int(number or 0) for (number,) in database.rows(_NUMBERS, (seq,))]
    if digest_of(parts_of(database, seq), numbers) != entry[_DIGEST]:
        return False
    key = database.keys.read(int(entry[_KEY] or 0))
    return key is None or seal_of(tuple(entry), database.store_id, key) == seal
