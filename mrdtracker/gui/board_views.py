"""The boards that somebody gave a name: tab, filters, columns and order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mrdtracker.gui.saved_views_button import SavedViewsButton, SavedWords
from mrdtracker.services.workspace import Workspace

PAGE = "board"


class BoardViews(SavedViewsButton):
    """The saved boards.

    Args:
        workspace: The open store.
        content: Returns the board as it is chosen now.
    """

    def __init__(self, workspace: Workspace, content: Callable[[], Mapping[str, object]]) -> None:
        super().__init__(workspace, PAGE, content)

    def page_words(self) -> SavedWords:
        return SavedWords(
            many=self.tr("Boards"),
            none=self.tr("No board is saved yet"),
            unreadable=self.tr("The saved boards cannot be read"),
            save=self.tr("Save this board…"),
            title=self.tr("Save this board"),
            saved=self.tr("Board saved as {}."),
            removed=self.tr("Board {} removed."),
        )
