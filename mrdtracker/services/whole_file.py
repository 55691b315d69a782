"""Files are read whole (a rule pack, a mapping, a case), and written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.finished_files import name_together
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


def write_whole(data: bytes, path: Path) -> None:
    """Write a file that appears whole or not at all; what was there stays until then.

    Raises:
        InvalidInputError: The place cannot be written.
    """
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files that appear together or not at all; what was there stays until then.

    Raises:
        InvalidInputError: A place cannot be written.
    """
    place, parts = Path(), {}
    try:
        try:
            for place, data in files.items():
                part = _part_of(place)
                parts[part] = place
                part.write_bytes(data)
            name_together(parts)
        finally:
            for part in parts:
                part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        named = getattr(error, "filename2", None)  # a rename tells where to
        raise _not_written(Path(named) if named else place, error) from error


def check_writable(path: Path) -> None:
    """See that a file could be written, before something is done that cannot be undone.

    Raises:
        InvalidInputError: The place cannot be written.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name[:40]}."):
            # Of the longer name, which comes first; a system takes only so many characters.
            is_folder = path.is_dir() or _part_of(path).is_dir()
    except (OSError, ValueError) as error:
        raise _not_written(path, error) from error
    if is_folder:
        raise _not_written(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _not_written(path: Path, error: OSError | ValueError) -> InvalidInputError:
    reason = getattr(error, "strerror", None) or say("the name cannot be a file's")
    return InvalidInputError(
        say("{} cannot be written: {}.").format(path, reason),
        say("Choose another folder or another name."),
    )
