"""What every page offers while the store is empty: the same three ways to begin."""

from __future__ import annotations

from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.words import mark

FIRST_STEPS = (
    ("new patient", mark("Add the first patient")),
    ("import", mark("Import a table")),
    ("practice", mark("Look at the invented patients")),
)


def first_steps(title: str, sentence: str, *, is_read_only: bool) -> EmptyState:
    """Make the empty state of a page; who may only read can only look at the invented patients.

    Args:
        title: What there is none of.
        sentence: What the page is for.
        is_read_only: Whether the store is open for reading only.
    """
    return EmptyState(title, sentence, FIRST_STEPS[2:] if is_read_only else FIRST_STEPS)
