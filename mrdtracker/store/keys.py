"""The secret that chains the journal: one small file per store, kept apart from the store."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32
_STORE_ID = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True)
class KeyFolder:
    """The keys of one store, in a folder of the user's own.

    A store starts with key 1. If its file is lost, a new one begins with the next number, and
    the old one keeps its name, so that a found copy can simply be put back.
    """

    folder: Path
    store_id: str

    def __post_init__(self) -> None:
        # The id comes from a file that anybody may have written, and becomes part of a path.
        if not _STORE_ID.match(self.store_id):
            raise ValueError("a store's id is 32 hexadecimal digits")

    def file(self, number: int) -> Path:
        """Return where a key lies."""
        suffix = ".key" if number == 1 else f".{number}.key"
        return self.folder / f"{self.store_id}{suffix}"

    def read(self, number: int) -> bytes | None:
        """Return a key, or None where its file is missing, unreadable or of another size."""
        try:
            key = self.file(number).read_bytes()
        except OSError:
            return None
        return key if len(key) == KEY_BYTES else None

    def make(self, number: int) -> bytes:
        """Draw a new key and write it, readable by this user only.

        Raises:
            OSError: The folder cannot be written, or a file of this name is there already.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_bytes(KEY_BYTES)
        file = os.open(self.file(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, key)
            os.fsync(file)
        finally:
            os.close(file)
        return key
