"""An issued report that the file and its journal tell differently: it is not shown as final."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from mrdtracker.domain.errors import StoreError
from mrdtracker.words import mark, say


class ReportDoubt(Enum):
    """How the row of an issued report and the journal's own record of it disagree."""

    CHANGED = "changed"
    MISSING = "missing"
    NOT_JOURNALLED = "not_journalled"
    JOURNAL_CHANGED = "journal_changed"


_WORDS = {
    ReportDoubt.CHANGED: mark(
        "Report {} is not what the journal says was issued: the file was changed past the program."
    ),
    ReportDoubt.MISSING: mark(
        "Report {} was issued, as the journal says, and is no longer in the file."
    ),
    ReportDoubt.NOT_JOURNALLED: mark(
        "Report {} is in the file, but the journal does not know that it was issued."
    ),
    ReportDoubt.JOURNAL_CHANGED: mark(
        "The journal's own entry of report {} was changed past the program."
    ),
}
_HINT = mark("Do not rely on it: verify the record and open your newest backup.")


@dataclass(frozen=True)
class DoubtfulReport:
    """A report that cannot be shown as issued.

    Attributes:
        number: As the journal gives it; where the journal does not know it, as the row does.
    """

    number: int
    doubt: ReportDoubt

    @property
    def words(self) -> str:
        """Say in one sentence what is wrong."""
        return say(_WORDS[self.doubt]).format(self.number)

    @property
    def refusal(self) -> StoreError:
        """What is raised where it is asked for."""
        return StoreError(self.words, say(_HINT))
