"""What is kept of the cohort page: under a name in the store, and over a restart in the window."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.saved_cohort import SavedCohort
from mrdtracker.gui.cohort_bar import CohortBar
from mrdtracker.gui.memory import Memory, of_store
from mrdtracker.gui.presenters.cohort_form import choice_of, saved_of


class CohortKeeper(QObject):
    """Reads what is kept off the bar, and sets the bar as it was kept, whole or not at all.

    Args:
        bar: Filters, view, grouping and what else is chosen.
        path: The store; a filter of another store is another question.
    """

    def __init__(self, bar: CohortBar, path: Path) -> None:
        super().__init__(bar)
        self._bar, self._name = bar, of_store("cohort", path)
        self._last: dict[str, object] = {}

    def content(self, cohort: Cohort | None) -> dict[str, object]:
        """Return what is kept under a name; ``cohort`` is what the bar let through.

        Raises:
            InvalidInputError: The children are not read yet, and with them the time point and the
                threshold would be missing from what is kept; or the threshold cannot be read.
        """
        if cohort is None:
            raise InvalidInputError(
                self.tr("The cohort is still being read."), self.tr("Save it once it is shown.")
            )
        return saved_of(self._bar.query, self._bar.choice, cohort).content()

    def take(self, content: Mapping[str, object]) -> None:
        """Set the bar as it was kept; nothing is emitted.

        Raises:
            InvalidInputError: A part of it is not understood; then nothing is set.
        """
        saved = SavedCohort.of(content)
        self._bar.show_query(saved.query)
        self._bar.show_choice(choice_of(saved))

    def note(self, cohort: Cohort) -> None:
        """Note what was shown; filters go with the time point that their children have."""
        with suppress(InvalidInputError):  # It says itself at its field what is wrong.
            self._last = self.content(cohort)

    def restore(self, memory: Memory) -> bool:
        """Set the bar as it was noted last; False where nothing that is understood was noted."""
        try:
            content = json.loads(memory.text(self._name) or "null")
            self.take(content if isinstance(content, dict) else {})
        except (ValueError, InvalidInputError):
            return False
        self._last = content
        return True

    def keep(self, memory: Memory) -> None:
        """Remember what was noted last."""
        if self._last:
            memory.keep_text(self._name, json.dumps(self._last))
