"""Drafts of forms: the one table that is written without a journal entry while a person types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from mrdtracker.domain.draft import Draft
from mrdtracker.store.chain import Row, canonical
from mrdtracker.store.connection import Database
from mrdtracker.store.failures import damaged

_KEEP = """
    INSERT INTO draft (person, form, subject, fields, kept_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (person, form, subject) DO UPDATE
        SET fields = excluded.fields, kept_at = excluded.kept_at
"""
_ALL = """
    SELECT form, subject, fields, kept_at FROM draft WHERE person = ?
    ORDER BY kept_at DESC, form, subject
"""
_ONE = """
    SELECT form, subject, fields, kept_at FROM draft
    WHERE person = ? AND form = ? AND subject = ?
"""
_DISCARD = "DELETE FROM draft WHERE person = ? AND form = ? AND subject = ?"


class Drafts:
    """Keeps what one person is typing, in the laboratory's file.

    In a file that is open for reading only nothing is kept, and nothing is said of it: whoever
    cannot save has nothing to lose.

    Args:
        database: The open file.
        person: Whose drafts.
        clock: Returns the time now, with its zone.
    """

    def __init__(self, database: Database, person: str, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._person = person
        self._clock = clock

    def keep(self, form: str, subject: str, fields: Mapping[str, object]) -> None:
        """Keep the fields of a form as they stand, in place of what was kept before.

        Args:
            form: The form by its name in the program.
            subject: Id of what the form is about; empty for something new.
            fields: Plain data.

        Raises:
            StoreError: The disk refused; what was kept before stays.
        """
        if self._database.is_read_only:
            return
        kept_at = self._clock().astimezone(UTC).isoformat(timespec="microseconds")
        row = (self._person, form, subject, canonical(dict(fields)), kept_at)
        with self._database.writing() as connection:
            connection.execute(_KEEP, row)

    def of(self, form: str, subject: str) -> Draft | None:
        """Return what was kept of a form, or None."""
        rows = self._database.rows(_ONE, (self._person, form, subject))
        return self._draft(rows[0]) if rows else None

    def all(self) -> tuple[Draft, ...]:
        """Return every draft of this person, the newest first."""
        return tuple(self._draft(row) for row in self._database.rows(_ALL, (self._person,)))

    def discard(self, form: str, subject: str) -> None:
        """Forget a draft, after its form was saved or given up; one that is not there is fine.

        Raises:
            StoreError: The disk refused; the draft stays.
        """
        if self._database.is_read_only or self.of(form, subject) is None:
            return
        with self._database.writing() as connection:
            connection.execute(_DISCARD, (self._person, form, subject))

    def _draft(self, row: Row) -> Draft:
        form, subject, fields, kept_at = map(str, row)
        try:
            return Draft(form, subject, json.loads(fields), datetime.fromisoformat(kept_at))
        except ValueError as error:
            raise damaged(self._database.path) from error
