"""Named arrangements of pages: organisation of the work, nothing clinical, not in the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.saved_view import SavedView
from mrdtracker.store.chain import Row, canonical
from mrdtracker.store.connection import Database
from mrdtracker.store.failures import damaged

LONGEST_NAME = 80
_EVERYBODY = ""
_SAVE = """
    INSERT INTO saved_view (page, owner, name, content, saved_by, saved_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (page, owner, name) DO UPDATE SET
        content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at
"""
_OF_PAGE = """
    SELECT page, owner, name, content, saved_by, saved_at FROM saved_view
    WHERE page = ? AND (owner = ? OR owner = '')
    ORDER BY owner = '', name COLLATE NOCASE, name
"""
_REMOVE = "DELETE FROM saved_view WHERE page = ? AND owner = ? AND name = ?"


class SavedViews:
    """The views of one person, and those that the laboratory shares.

    Args:
        database: The open file.
        person: Whose views.
        clock: Returns the time now, with its zone.
    """

    def __init__(self, database: Database, person: str, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._person = person
        self._clock = clock

    @property
    def may_save(self) -> bool:
        """Whether a view can be saved or removed here; where not, do not offer it."""
        return not self._database.is_read_only

    def of_page(self, page: str) -> tuple[SavedView, ...]:
        """Return the person's own views of a page by name, then the shared ones."""
        rows = self._database.rows(_OF_PAGE, (page, self._person))
        return tuple(self._view(row) for row in rows)

    def save(
        self, page: str, name: str, content: Mapping[str, object], *, is_shared: bool = False
    ) -> SavedView:
        """Save a view under a name, in place of the one that had it.

        Args:
            page: The page by its name in the program.
            name: What a person calls it.
            content: Plain data that the page reads back.
            is_shared: Whether everybody sees it.

        Raises:
            InvalidInputError: The name is empty or too long.
            ReadOnlyStoreError: The file is open for reading only.
            StoreError: The disk refused; nothing was saved.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise InvalidInputError(
                f"A view needs a name of 1 to {LONGEST_NAME} characters.", "Type another name."
            )
        at = self._clock().astimezone(UTC)
        owner = _EVERYBODY if is_shared else self._person
        row = (page, owner, name, canonical(dict(content)), self._person, at.isoformat())
        with self._database.writing() as connection:
            connection.execute(_SAVE, row)
        return SavedView(page, name, content, is_shared, self._person, at)

    def remove(self, view: SavedView) -> None:
        """Remove a view; one that is not there any more is fine.

        Raises:
            ReadOnlyStoreError: The file is open for reading only.
            StoreError: The disk refused; the view stays.
        """
        owner = _EVERYBODY if view.is_shared else self._person
        with self._database.writing() as connection:
            connection.execute(_REMOVE, (view.page, owner, view.name))

    def _view(self, row: Row) -> SavedView:
        page, owner, name, content, saved_by, saved_at = map(str, row)
        try:
            return SavedView(
                page=page,
                name=name,
                content=json.loads(content),
                is_shared=owner == _EVERYBODY,
                saved_by=saved_by,
                saved_at=datetime.fromisoformat(saved_at),
            )
        except ValueError as error:
            raise damaged(self._database.path) from error
