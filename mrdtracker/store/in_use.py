"""A note beside an open file: who has it, where, and since when. SQLite's lock decides, not this.

The note is only read when the lock is held by somebody else, so a note that a crash left behind
can say nothing wrong.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mrdtracker.words import say


@dataclass(frozen=True)
class Holder:
    """Who has the file open."""

    name: str
    station: str
    since: str

    @property
    def words(self) -> str:
        """Say it as in "in use by Kim on PC2 since 2025-11-21 09:12"."""
        who = self.name or say("another window or program")
        if not self.station:
            return say("{} since {}").format(who, self.since)
        return say("{} on {} since {}").format(who, self.station, self.since)


def note_file(store: Path) -> Path:
    """Return the place of the note: ``.NAME.in-use`` beside the store."""
    return store.with_name(f".{store.name}.in-use")


def write_note(store: Path, name: str, station: str) -> None:
    """Leave the note; where that fails the store works all the same."""
    text = json.dumps({"name": name, "station": station, "process": os.getpid()})
    with suppress(OSError):
        note_file(store).write_text(text, encoding="utf-8")


def remove_note(store: Path) -> None:
    """Take the note away again."""
    with suppress(OSError):
        note_file(store).unlink(missing_ok=True)


def read_note(store: Path) -> Holder | None:
    """Return who left the note; None where there is none that can be read."""
    file = note_file(store)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        since = time.strftime("%Y-%m-%d %H:%M", time.localtime(file.stat().st_mtime))
        return Holder(str(content["name"]), str(content["station"]), since)
    except (OSError, ValueError, KeyError, TypeError):
        return None
