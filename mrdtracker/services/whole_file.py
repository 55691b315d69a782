"""Reads a file that is small by nature: a rule pack, a mapping, a case."""

from __future__ import annotations

import stat
from pathlib import Path

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import say

MAX_BYTES = 16 * 1024 * 1024


def read_whole_file(path: Path, what: str) -> bytes:
    """Return the bytes of a plain file; its kind and size are looked at before it is read.

    Args:
        path: The file.
        what: What it should be, for the sentence, marked: "case file".

    Raises:
        InvalidInputError: It cannot be read, is no plain file (a device has no end), or is far
            too big to be what it should be.
    """
    kind = say(what)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InvalidInputError(
                say("The {} {} cannot be read: it is a folder.").format(kind, path),
                say("Choose a file in it."),
            )
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_BYTES:
            raise InvalidInputError(
                say("The {} {} is no plain file of at most {} MB.").format(
                    kind, path, MAX_BYTES // 1024**2
                ),
                say("Check that it is the right file."),
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or say("the name cannot be a file's")
        raise InvalidInputError(
            say("The {} {} cannot be read: {}.").format(kind, path, reason), say("Check the path.")
        ) from None
