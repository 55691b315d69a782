"""A page beside the patients, as the workbench and the window's memory see it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrdtracker.gui.memory import Memory
from mrdtracker.services.commands import Changes


class SidePage(QWidget):
    """What every page beside the patients can be asked; a page overrides what it has.

    Attributes:
        scrolled_height: Pixels that it gets where the window is too low for it; 0 where its list
            can be as low as it must.
    """

    scrolled_height = 0

    def reload(self) -> None:
        """Read again what the page shows."""

    def hear(self, changes: Changes) -> None:
        """Hear what was changed, before the page is read again."""

    def focus_search(self) -> bool:
        """Go to the page's own search; False where it has none."""
        return False

    def quick_result(self) -> bool:
        """Enter a result for what is current on the page; False where nothing is."""
        return False

    def act(self, name: str) -> None:
        """Do an act of the menu with what is current on the page."""

    def restore(self, memory: Memory) -> None:
        """Look as the last time."""

    def keep(self, memory: Memory) -> None:
        """Remember the looks."""

    def stop(self) -> None:
        """End what runs beside the window."""
