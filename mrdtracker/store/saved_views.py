"""Named arrangements of pages: organisation of the work, nothing clinical, not in the journal.

But for one act: somebody else's shared view is removed for a reason, and the journal says by whom.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from sqlite3 import Connection

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.records import JournalEntry
from mrdtracker.domain.saved_view import SavedView
from mrdtracker.store.chain import Row, canonical
from mrdtracker.store.connection import Database
from mrdtracker.store.ledger import Ledger
from mrdtracker.words import mark, say

LONGEST_NAME = 80
_EVERYBODY = ""
_SAVE = """
    INSERT INTO saved_view (page, owner, name, content, saved_by, saved_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (page, owner, name) DO UPDATE SET
        content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at
    WHERE saved_view.saved_by = excluded.saved_by
"""
_OF_PAGE = """
    SELECT page, owner, name, content, saved_by, saved_at FROM saved_view
    WHERE page = ? AND (owner = ? OR owner = '')
    ORDER BY owner = '', name COLLATE NOCASE, name
"""
_REMOVE = "DELETE FROM saved_view WHERE page = ? AND owner = ? AND name = ? AND saved_by = ?"
_MAKER = "SELECT saved_by FROM saved_view WHERE page = ? AND owner = ? AND name = ?"
NOT_YOURS = mark("{} was shared by {}, and nobody else may change it.")
NOT_THERE = mark("{} is not there any more.")
NEEDS_A_NAME = mark("A view needs a name of 1 to {} characters.")
ANOTHER_NAME = mark("Save yours under another name.")


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
        return tuple(map(_view, rows))

    def save(
        self, page: str, name: str, content: Mapping[str, object], *, is_shared: bool = False
    ) -> SavedView:
        """Save a view under a name, in place of the person's own one that had it.

        Args:
            page: The page by its name in the program.
            name: What a person calls it.
            content: Plain data that the page reads back.
            is_shared: Whether everybody sees it.

        Raises:
            InvalidInputError: The name is empty or too long, or that of a view that somebody
                else shares.
            ReadOnlyStoreError: The file is open for reading only.
            StoreError: The disk refused; nothing was saved.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise InvalidInputError(
                say(NEEDS_A_NAME).format(LONGEST_NAME), say("Type another name.")
            )
        at = self._clock().astimezone(UTC)
        owner = _EVERYBODY if is_shared else self._person
        row = (page, owner, name, canonical(dict(content)), self._person, at.isoformat())
        with self._database.writing() as connection:
            if not connection.execute(_SAVE, row).rowcount:
                maker = str(connection.execute(_MAKER, row[:3]).fetchone()[0])
                raise InvalidInputError(say(NOT_YOURS).format(name, maker), say(ANOTHER_NAME))
        return SavedView(page, name, content, is_shared, self._person, at)

    def remove(self, view: SavedView) -> None:
        """Remove a view; one that is not there any more is fine.

        Raises:
            InvalidInputError: Somebody else shares it; see ``retire``.
            ReadOnlyStoreError: The file is open for reading only.
            StoreError: The disk refused; the view stays.
        """
        owner = _EVERYBODY if view.is_shared else self._person
        place = (view.page, owner, view.name)
        with self._database.writing() as connection:
            if not connection.execute(_REMOVE, (*place, self._person)).rowcount:
                maker = connection.execute(_MAKER, place).fetchone()
                if maker is not None:
                    raise InvalidInputError(say(NOT_YOURS).format(view.name, str(maker[0])))

    def retire(self, view: SavedView, reason: str) -> JournalEntry:
        """Remove for everybody what somebody else shares, who may have left the laboratory.

        Args:
            view: A shared view.
            reason: Why it goes; it stands in the journal under the person's name.

        Returns:
            The entry of the journal.

        Raises:
            InvalidInputError: No reason was given, or the view is not there any more.
            ReadOnlyStoreError: The file is open for reading only.
            StoreError: The disk refused; the view stays.
        """
        reason = " ".join(reason.split())
        if not reason:
            raise InvalidInputError(
                say("What somebody else shares is removed for a reason."),
                say("Say in a few words why it goes."),
            )

        def remove(connection: Connection) -> None:
            place = (view.page, _EVERYBODY, view.name, view.saved_by)
            if not connection.execute(_REMOVE, place).rowcount:
                raise InvalidInputError(say(NOT_THERE).format(view.name))

        return Ledger(self._database, self._clock).note(
            actor=self._person,
            label=f"Remove the {view.page} '{view.name}' that {view.saved_by} shared",
            reason=reason,
            deed=remove,
        )

    def is_own(self, view: SavedView) -> bool:
        """Whether the person made a view, and so may change or remove it."""
        return view.saved_by == self._person


def _view(row: Row) -> SavedView:
    """Return a view; one that cannot be read keeps its place in the list, without a content."""
    page, owner, name, content, saved_by, saved_at = map(str, row)
    kept: object = None
    at: datetime | None = None
    with suppress(ValueError, RecursionError):
        kept, at = json.loads(content), datetime.fromisoformat(saved_at)
    return SavedView(
        page=page,
        name=name,
        content=kept if isinstance(kept, dict) and at is not None else None,
        is_shared=owner == _EVERYBODY,
        saved_by=saved_by,
        saved_at=at,
    )
