"""The cohorts that somebody gave a name: filters, grouping, view, endpoint and landmark."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mrdtracker.domain.saved_cohort import PAGE
from mrdtracker.gui.saved_views_button import SavedViewsButton, SavedWords
from mrdtracker.services.workspace import Workspace


class SavedCohorts(SavedViewsButton):
    """The saved cohorts.

    Args:
        workspace: The open store.
        content: Returns the cohort as it is chosen now.
    """

    def __init__(self, workspace: Workspace, content: Callable[[], Mapping[str, object]]) -> None:
        super().__init__(workspace, PAGE, content)

    def page_words(self) -> SavedWords:
        return SavedWords(
            many=self.tr("Saved cohorts"),
            none=self.tr("No cohort is saved yet"),
            unreadable=self.tr("The saved cohorts cannot be read"),
            save=self.tr("Save this cohort…"),
            title=self.tr("Save this cohort"),
            saved=self.tr("Cohort saved as {}."),
            removed=self.tr("Cohort {} removed."),
        )
