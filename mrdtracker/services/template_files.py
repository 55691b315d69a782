"""The files that a laboratory's own template may read: those of its folder, and no others."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from mrdtracker.services.typesetting import FaultKind, TypesettingError
from mrdtracker.services.whole_file import MAX_BYTES

MOST_FILES = 200
MOST_BYTES = 4 * MAX_BYTES


class TemplateFiles:
    """A copy of a template, to which its other files come one by one as they are asked for.

    The library that sets pages follows links and opens whatever stands at a path. In a folder of
    copies there is nothing to follow.

    Args:
        template: The laboratory's own.
        into: An empty folder.

    Attributes:
        copy: The copy of the template.

    Raises:
        OSError: The template cannot be read.
    """

    def __init__(self, template: Path, into: Path) -> None:
        # A link that a person chose names the template; what lies beside that is its folder.
        template = template.resolve(strict=True)
        self._folder, self._into = template.parent, into
        self._files = self._bytes = 0
        self.copy = into / template.name
        self._bring(template, self.copy)

    def fetch(self, name: str) -> bool:
        """Bring a file by its path from the folder; return False where no name is given.

        Raises:
            TypesettingError: It is not there, lies elsewhere, is no plain file, or it is one too
                many.
        """
        if not name:
            return False
        found = inside(self._folder, name)
        to = self._into / name
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            self._bring(found, to)
        except OSError as error:
            raise TypesettingError(FaultKind.MISSING, name) from error
        return True

    def _bring(self, found: Path, to: Path) -> None:
        state = found.stat()
        self._files += 1
        self._bytes += state.st_size
        if self._files > MOST_FILES or self._bytes > MOST_BYTES:
            raise TypesettingError(FaultKind.FILES)
        # A pipe or a device has no end.
        if not stat.S_ISREG(state.st_mode):
            raise TypesettingError(FaultKind.MISSING, found.name)
        to.write_bytes(found.read_bytes())


def inside(folder: Path, name: str) -> Path:
    """Return the real place of a file, wherever links lead.

    Args:
        folder: The real place of the folder.
        name: A path from there, with forward slashes.

    Raises:
        TypesettingError: It is not there, or lies outside the folder.
    """
    # Before anything is opened: a share of another computer or a drive is already too far.
    if any(part in ("", ".", "..") or ":" in part or "\\" in part for part in name.split("/")):
        raise TypesettingError(FaultKind.OUTSIDE, name)
    try:
        found = (folder / name).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise TypesettingError(FaultKind.MISSING, name) from error
    if not found.is_relative_to(folder):
        raise TypesettingError(FaultKind.OUTSIDE, name)
    return found


def check_fonts(folders: Iterable[Path]) -> None:
    """See that no font of a template's own folders lies elsewhere.

    Raises:
        TypesettingError: A folder or a font in it is a link that leads away, or one too many.
    """
    for folder in folders:
        for number, name in enumerate(_names_in(folder.parent, folder.name)):
            inside(folder.parent, name)
            if number > MOST_FILES:
                raise TypesettingError(FaultKind.FILES)


def _names_in(root: Path, name: str) -> Iterator[str]:
    """Return a folder and all that lies in it, without following a link."""
    yield name
    place = root / name
    if place.is_dir() and not place.is_symlink():
        for one in sorted(place.iterdir()):
            yield from _names_in(root, f"{name}/{one.name}")
