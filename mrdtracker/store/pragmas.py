"""How every connection is set, and the proof that it is.

A rollback journal, not a write-ahead log: a hand copy of the file alone is then complete, and
TRUNCATE with EXTRA loses nothing in a power cut, where the defaults lose the last commit.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from mrdtracker.domain.errors import StoreError
from mrdtracker.words import say


@dataclass(frozen=True)
class Pragma:
    """A setting, the question for it, and the only answer that is accepted."""

    setting: str
    question: str
    answer: str | int


# Short: whoever has the file keeps it for as long as the window is open.
BUSY_MILLISECONDS = 250

FOR_ALL = (
    Pragma("PRAGMA busy_timeout = 250", "PRAGMA busy_timeout", BUSY_MILLISECONDS),
    Pragma("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1),
    Pragma("PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers", 1),
    Pragma("PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", 0),
    Pragma("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1),
    Pragma("PRAGMA mmap_size = 0", "PRAGMA mmap_size", 0),
    Pragma("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", 2),
    Pragma("PRAGMA cache_size = -32768", "PRAGMA cache_size", -32768),
)
FOR_WRITING = (
    Pragma("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode", "exclusive"),
    Pragma("PRAGMA journal_mode = TRUNCATE", "PRAGMA journal_mode", "truncate"),
    Pragma("PRAGMA synchronous = EXTRA", "PRAGMA synchronous", 3),
    Pragma("PRAGMA secure_delete = ON", "PRAGMA secure_delete", 1),
)


def apply_pragmas(db: Database, pragmas: tuple[Pragma, ...]) -> None:
    """Set everything and read it back.

    Raises:
        StoreError: A setting did not take; nothing may be written then.
    """
    for pragma in pragmas:
        db.execute(pragma.setting).fetchall()
    for pragma in pragmas:
        row = db.execute(pragma.question).fetchone()
        # mmap_size answers nothing where memory mapping was left out of the library.
        if row is not None and row[0] != pragma.answer:
            raise StoreError(
                say("The database does not keep its setting '{}'.").format(pragma.setting),
                say("Install the program again; nothing was written."),
            )
