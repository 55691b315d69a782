"""The steps of an import, for those who show it: open the table, choose a mapping, look, apply."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.plurals import counted
from mrdtracker.exchange.table import Table
from mrdtracker.progress import Progress
from mrdtracker.services.mapping_draft import MappingDraft, mapping_of
from mrdtracker.services.transfer import MappingOffer, PreparedImport, Transfer
from mrdtracker.words import say

# Rows that are looked at for examples, and how many different words a closed list may have.
ROWS_LOOKED_AT = 5_000
WORDS_OF_A_LIST = 12
LACKING_NAMED = 4


@dataclass(frozen=True)
class OpenedTable:
    """A table that was read, with the mappings at hand.

    Attributes:
        offers: Those that fit come first.
    """

    table: Table
    offers: tuple[MappingOffer, ...]

    @property
    def words(self) -> str:
        """Say what the file is: name, rows, columns, encoding."""
        table = self.table
        rows, columns = counted(len(table.rows), "row"), counted(len(table.header), "column")
        return f"{table.name}: {rows}, {columns}, {table.encoding}"

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return self.table.header

    @property
    def fitting(self) -> tuple[MappingOffer, ...]:
        """The mappings that can read the table."""
        return tuple(offer for offer in self.offers if offer.fits)

    @property
    def nearest_words(self) -> str:
        """Name the mapping that is nearest where none fits, and what the table lacks for it.

        Empty where one fits, or where the table has less than half of what every mapping needs.
        """
        known = [offer for offer in self.offers if offer.found >= max(len(offer.lacking), 1)]
        if self.fitting or not known:
            return ""
        nearest = min(known, key=lambda offer: (len(offer.lacking), -offer.found))
        if not nearest.lacking:
            return say("Nearest is {}, but one of its columns stands there twice.").format(
                nearest.title
            )
        names = [f"'{name}'" for name in nearest.lacking[:LACKING_NAMED]]
        more = len(nearest.lacking) - len(names)
        names += [say("{} more").format(more)] if more else []
        listed = say(" and ").join(part for part in (", ".join(names[:-1]), names[-1]) if part)
        words = (
            say("Nearest is {}: this table lacks the column {}.")
            if len(nearest.lacking) == 1
            else say("Nearest is {}: this table lacks the columns {}.")
        )
        return words.format(nearest.title, listed)

    def examples(self) -> MappingOf[str, tuple[str, ...]]:
        """Return the first different words of every column, as many as a closed list may have."""
        found: dict[str, tuple[str, ...]] = {}
        rows = self.table.rows[:ROWS_LOOKED_AT]
        for place, column in enumerate(self.table.header):
            cells = (row.cells[place] for row in rows if place < len(row.cells))
            found[column] = tuple(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))[
                : WORDS_OF_A_LIST + 1
            ]
        return found


def open_table(transfer: Transfer, path: Path, progress: Progress) -> OpenedTable:
    """Read a file and find the mappings that fit it.

    Raises:
        InvalidInputError: Not a table: one sentence, and what to do.
        Cancelled: The person stopped it.
    """
    progress.stop_if_cancelled()
    table = transfer.read_table(path)
    progress.stop_if_cancelled()
    return OpenedTable(table, transfer.offered_mappings(table))


def prepare_import(
    transfer: Transfer, opened: OpenedTable, offer: MappingOffer, today: date, progress: Progress
) -> PreparedImport:
    """Read every row by a mapping and hold the result against the store.

    Raises:
        ProblemsError: The mapping does not fit the table.
        Cancelled: The person stopped it.
    """
    mapping = transfer.load_mapping(offer.path)
    plan = transfer.plan(opened.table, mapping, today, progress)
    progress.stop_if_cancelled()
    return transfer.prepare(plan)


def save_draft(transfer: Transfer, opened: OpenedTable, draft: MappingDraft) -> OpenedTable:
    """Keep a new mapping, so that it is offered for this table and for others like it.

    Raises:
        ProblemsError: Everything that is missing or contradicts itself.
    """
    taken = [path.stem for path in locations.mapping_files()]
    transfer.save_mapping(mapping_of(draft, opened.header, taken))
    return OpenedTable(opened.table, transfer.offered_mappings(opened.table))
