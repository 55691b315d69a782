"""Files that belong together get their names together, or none of them does."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path


def name_together(finished: Mapping[Path, Path]) -> None:
    """Give finished files their names; what had one of the names is gone then, or all of it stays.

    Where there are several, what has a name already steps aside until the last file has its own:
    a program that is ended between two renames leaves it as ".NAME.before".

    Args:
        finished: Each file, and the place beside it that it is to have.

    Raises:
        OSError: A place cannot be had; every name means what it did before.
    """
    aside: list[Path] = []
    with ExitStack() as way_back:
        for file, place in finished.items():
            if len(finished) > 1 and (place.is_file() or place.is_symlink()):
                before = place.with_name(f".{place.name}.before")
                place.replace(before)
                way_back.callback(before.replace, place)
                aside.append(before)
                file.replace(place)
            else:
                file.replace(place)
                way_back.callback(place.unlink)
        way_back.pop_all()
    for before in aside:
        # All is in its place; what another program still holds is only in the way.
        with suppress(OSError):
            before.unlink()
