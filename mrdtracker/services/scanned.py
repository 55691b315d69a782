"""What a scanned code stands for: the tube, or the tubes, whose code it is."""

from __future__ import annotations

from collections.abc import Callable

from mrdtracker.domain.listing import TubePage, TubeRow

ReadSlice = Callable[[str, int | None], TubePage]


def scanned_tubes(read: ReadSlice, text: str) -> tuple[TubeRow, ...]:
    """Return the tubes whose whole code was scanned; capitals and small letters are alike.

    Args:
        read: Returns a slice of the tubes whose code holds a text, see ``Workspace.tubes``.
        text: What the scanner sent.
    """
    asked = text.strip().casefold()
    found: list[TubeRow] = []
    before: int | None = None
    while True:
        page = read(text, before)
        found += (row for row in page.rows if row.code.casefold() == asked)
        if page.next_before is None:
            return tuple(found)
        before = page.next_before
