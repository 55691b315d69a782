"""How much a file holds, and how many derived lines are late: asked with every key of a search."""

from __future__ import annotations

from mrdtracker.domain.listing import StoreCounts
from mrdtracker.store.chain import Row
from mrdtracker.store.connection import Database

_COUNTS = """
    SELECT (SELECT count(*) FROM patient WHERE status = 'active'),
        (SELECT amount FROM tally WHERE name = 'active_measurements'),
        (SELECT count(*) FROM patient_facet WHERE facet = 'level:high')
            + (SELECT count(*) FROM patient_facet WHERE facet = 'level:intermediate'),
        (SELECT count(*) FROM patient_facet WHERE facet = 'missing')
"""
_STALE_COUNT = "SELECT count(*) FROM patient WHERE status = 'active' AND assessed_with = ''"
_STALE_COUNT_AGAINST = """
    SELECT (SELECT count(*) FROM patient WHERE status = 'active')
        - (SELECT count(*) FROM patient WHERE status = 'active' AND assessed_with = ?)
"""


class Counts:
    """Counts one open file, and counts again only after a change, whoever made it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._at: Row = ()
        self._all: StoreCounts | None = None
        self._stale: dict[str, int] = {}

    def all(self) -> StoreCounts:
        """Return how much the file holds."""
        with self._database.reading():
            self._forget_after_a_change()
            if self._all is None:
                counted = self._database.rows(_COUNTS)[0]
                self._all = StoreCounts(*(int(number or 0) for number in counted))
            return self._all

    def stale(self, signature: str) -> int:
        """Return how many derived lines are out of date.

        Args:
            signature: What makes a line today; "" asks only for those that a change put away.
        """
        with self._database.reading():
            self._forget_after_a_change()
            if signature not in self._stale:
                ask = (_STALE_COUNT_AGAINST, (signature,)) if signature else (_STALE_COUNT, ())
                self._stale[signature] = int(self._database.rows(*ask)[0][0] or 0)
            return self._stale[signature]

    def _forget_after_a_change(self) -> None:
        now = (
            self._database.db.conn.total_changes,
            *self._database.rows("PRAGMA data_version")[0],
        )
        if now != self._at:
            self._at, self._all = now, None
            self._stale.clear()
