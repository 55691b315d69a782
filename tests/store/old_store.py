"""A file as an older program left it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mrdtracker.store.keys import KeyFolder
from tests.store.dump_store import KEY, STORE_ID

DATA = Path(__file__).parents[1] / "data"


def old_store(folder: Path, version: int, more: str = "") -> Path:
    """Make "lab.mrd" of a version, with its key beside it; ``more`` is SQL to end with."""
    path = folder / "lab.mrd"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / f"store_v{version}.sql").read_text(encoding="utf-8"))
        connection.executescript(more)
    path.chmod(0o600)
    KeyFolder(folder, STORE_ID).file(1).write_bytes(KEY)
    return path
